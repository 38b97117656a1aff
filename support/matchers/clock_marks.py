"""Reports of a gateway whose clock is wrong say so, by how much and in which direction."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from support.matchers.differences import Judgement
from support.wire.exchange import Exchange

if TYPE_CHECKING:
    from collections.abc import Iterator

_MARKS = ("clock_skew_seconds", "clock_skew_direction")


class DatedByClock(Judgement[list[Exchange]]):
    """*ahead* is in seconds, negative when the clock is behind; None for a clock without remark."""

    def __init__(self, count: int, ahead: float | None) -> None:
        self._count = count
        self._ahead = ahead

    def expected(self) -> str:
        if self._ahead is None:
            return f"{self._count} events without a remark about the clock"
        return f"{self._count} events by a clock that is {_spoken(self._marks())}"

    def differences(self, item: list[Exchange]) -> Iterator[str]:
        reports = [call for call in item if call.request.target.endswith("/events")]
        events = [event for report in reports for event in _events(report)]
        if len(events) != self._count:
            yield f"{len(events)} events were reported"
        wanted = self._marks()
        for number, event in enumerate(events, 1):
            seen = {mark: event[mark] for mark in _MARKS if mark in event}
            if not _same(seen, wanted):
                yield f"event {number} came {_spoken(seen)}"

    def _marks(self) -> dict[str, Any]:
        if self._ahead is None:
            return {}
        direction = "ahead" if self._ahead > 0 else "behind"
        return dict(zip(_MARKS, (abs(self._ahead), direction), strict=True))


def dated_by_clock(count: int, ahead: float) -> DatedByClock:
    """Matches calls to the control plane that tell of so many events, by such a clock."""
    return DatedByClock(count, ahead)


def dated_without_remark(count: int) -> DatedByClock:
    """Matches calls to the control plane that tell of so many events, and no more of it."""
    return DatedByClock(count, None)


def _events(report: Exchange) -> list[dict[str, Any]]:
    events: list[dict[str, Any]] = json.loads(report.request.body)["events"]
    return events


def _same(seen: dict[str, Any], wanted: dict[str, Any]) -> bool:
    """True is not 1 here, and "31" is not 31."""
    return seen == wanted and not any(isinstance(each, bool) for each in seen.values())


def _spoken(marks: dict[str, Any]) -> str:
    if not marks:
        return "without a remark about the clock"
    return " ".join(json.dumps(marks[mark]) if mark in marks else f"no {mark}" for mark in _MARKS)
