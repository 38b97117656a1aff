"""What the control plane was told of loops: each repetition that was acted on, once, in order."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

from support.matchers.differences import Judgement
from support.wire.exchange import Exchange

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_KEYS = {"id", "kind", "caller", "count", "action", "at"}
_WORDS = {"refuse": "refused", "warn": "warned", "throttle": "slowed"}


class LoopsAre(Judgement[list[Exchange]]):
    def __init__(self, loops: Sequence[Mapping[str, str]]) -> None:
        self._wanted = [_spoken(**each) for each in loops]

    def expected(self) -> str:
        return f"reports of {'; '.join(self._wanted) or 'no loop'}"

    def differences(self, item: list[Exchange]) -> Iterator[str]:
        events = [each for each in _events(item) if each.get("kind") == "loop"]
        seen = [_told(each) for each in events]
        yield from (f"{each} was not reported" for each in _more(self._wanted, seen))
        yield from (f"{each} was reported besides" for each in _more(seen, self._wanted))
        if sorted(seen) == sorted(self._wanted) and seen != self._wanted:
            yield f"the order was {'; '.join(seen)}"
        for each in events:
            if others := sorted(each.keys() ^ _KEYS):
                yield f"an event had, or had not: {', '.join(others)}"
        for name, times in Counter(str(each.get("id")) for each in events).items():
            if times > 1:
                yield f"the event {name} came {times} times"


def loops_are(loops: Sequence[Mapping[str, str]]) -> LoopsAre:
    """Matches the reports that tell of exactly these: whose, which time, what was done."""
    return LoopsAre(loops)


def _events(reports: list[Exchange]) -> Iterator[dict[str, Any]]:
    """Those of each report, which is the same one when it comes again under its key."""
    first: dict[str, bytes] = {}
    for each in reports:
        first.setdefault(
            ", ".join(each.request.header_values("Idempotency-Key")), each.request.body
        )
    for body in first.values():
        yield from json.loads(body)["events"]


def _told(event: dict[str, Any]) -> str:
    action = str(event.get("action"))
    return _spoken(str(event.get("caller")), str(event.get("count")), _WORDS.get(action, action))


def _spoken(whose: str, time: str, done: str) -> str:
    return f"{whose}'s time {time.rstrip('dhnrst')} ({done})"


def _more(these: list[str], those: list[str]) -> list[str]:
    return list((Counter(these) - Counter(those)).elements())
