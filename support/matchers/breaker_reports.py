"""What the control plane was told of breakers: each that opened, once, whose it was and when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from support.matchers.differences import Judgement
from support.matchers.reports import events_of
from support.wire.exchange import Exchange

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence


class BreakersOpened(Judgement[list[Exchange]]):
    def __init__(self, breakers: Sequence[Mapping[str, str]]) -> None:
        self._wanted = [f"{each['whose']}'s at {each['at']}" for each in breakers]

    def expected(self) -> str:
        return f"reports of breakers that opened: {', '.join(self._wanted)}"

    def differences(self, item: list[Exchange]) -> Iterator[str]:
        events = events_of(item, "breaker")
        seen = [_told(each) for each in events]
        if seen != self._wanted:
            yield f"reported were {', '.join(seen) or 'none'}"
        if len({each.get("id") for each in events}) != len(events):
            yield "several events had the same id"


def breakers_opened(breakers: Sequence[Mapping[str, str]]) -> BreakersOpened:
    """Matches the reports that tell of just these, in this order."""
    return BreakersOpened(breakers)


class BreakerEventIs(Judgement[list[Exchange]]):
    def __init__(self, wanted: Sequence[tuple[str, str]]) -> None:
        self._wanted = dict(wanted)

    def expected(self) -> str:
        return f"one event of a breaker with just {self._wanted}"

    def differences(self, item: list[Exchange]) -> Iterator[str]:
        reports = [each for each in item if each.request.target.endswith("/events")]
        events = events_of(reports, "breaker")
        if len(events) != 1:
            yield f"there were {len(events)} of them"
        for event in events:
            for key, value in self._wanted.items():
                if str(event.get(key, "absent")) != value and not (key in event and key == "id"):
                    yield f"{key} was {event.get(key, 'absent')}, not {value}"
            if others := sorted(event.keys() - self._wanted.keys()):
                yield f"it also had {', '.join(others)}"


def breaker_event_is(wanted: Sequence[tuple[str, str]]) -> BreakerEventIs:
    """Matches calls that bring one such event with these keys; an id is whatever it is."""
    return BreakerEventIs(wanted)


def _told(event: Mapping[str, Any]) -> str:
    at = str(event.get("at"))
    return f"{event.get('caller')}'s at {at.partition('T')[2].removesuffix('.000Z') or at}"
