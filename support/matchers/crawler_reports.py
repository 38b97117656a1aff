"""What the control plane and the operator are told about crawlers: each page once, by its stage."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

from support.matchers.differences import Judgement, unanswered
from support.wire.exchange import Exchange

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

STAGES = {
    "warned": "warn",
    "slowed": "throttle",
    "refused": "refuse",
    "refused to somebody else": "unverified",
}


class HasLearnt(Judgement["list[Exchange]"]):
    """Judges the calls to the control plane, each batch of events counted once."""

    def __init__(self, wanted: Mapping[tuple[str, str], int]) -> None:
        self._wanted = Counter(wanted)

    def expected(self) -> str:
        return f"reports of crawlers: {_listed(self._wanted)}"

    def differences(self, item: list[Exchange]) -> Iterator[str]:
        events = _crawler_events(item)
        seen = Counter((str(each.get("crawler")), str(each.get("stage"))) for each in events)
        if missing := self._wanted - seen:
            yield f"never reported: {_listed(missing)}"
        if invented := seen - self._wanted:
            yield f"reported though it was not so: {_listed(invented)}"
        if len({each.get("id") for each in events}) != len(events):
            yield "several events had the same id"


def has_learnt(wanted: Mapping[tuple[str, str], int]) -> HasLearnt:
    """Matches calls that report (crawler, answer) just so many times, and no other crawler."""
    return HasLearnt({(name, STAGES[answer]): times for (name, answer), times in wanted.items()})


class CrawlerEventsCarry(Judgement["list[Exchange]"]):
    def __init__(self, rows: Sequence[Mapping[str, str]]) -> None:
        self._rows = rows

    def expected(self) -> str:
        return f"{len(self._rows)} crawler events, in this order: {self._rows}"

    def differences(self, item: list[Exchange]) -> Iterator[str]:
        events = _crawler_events(item)
        if len(events) != len(self._rows):
            yield f"there were {len(events)} of them"
        for number, (event, row) in enumerate(zip(events, self._rows, strict=False), 1):
            for key, wanted in row.items():
                if event.get(key) != wanted:
                    yield f"the {key} of event {number} was {event.get(key)!r}, not {wanted!r}"
            if others := sorted(event.keys() - row.keys() - {"id", "kind"}):
                yield f"event {number} also had {', '.join(others)}"


def crawler_events_carry(rows: Sequence[Mapping[str, str]]) -> CrawlerEventsCarry:
    """Matches calls that bring just these events of the kind `crawler`, in this order."""
    return CrawlerEventsCarry(rows)


class CrawlerFiguresAre(Judgement[Exchange]):
    def __init__(self, text: str) -> None:
        self._wanted = set(text.split("\n"))
        self._name = text.partition("{")[0]

    def expected(self) -> str:
        return f"{self._name} in just these {len(self._wanted)} lines"

    def differences(self, item: Exchange) -> Iterator[str]:
        yield from unanswered(item)
        lines = item.response.body.decode("utf-8", "replace").split("\n") if item.response else []
        seen = [line for line in lines if line.startswith(self._name)]
        yield from (f"there was no {line}" for line in sorted(self._wanted - set(seen)))
        yield from (f"there was {line}" for line in sorted(set(seen) - self._wanted))
        if len(set(seen)) != len(seen):
            yield "a line stood there twice"


def crawler_figures_are(text: str) -> CrawlerFiguresAre:
    """Matches the page of figures on which the series of *text* stands just so."""
    return CrawlerFiguresAre(text)


def _crawler_events(calls: list[Exchange]) -> list[dict[str, Any]]:
    batches: dict[tuple[str, ...], bytes] = {}
    for call in calls:
        if call.request.target.endswith("/events"):
            key = tuple(call.request.header_values("Idempotency-Key"))
            batches.setdefault(key, call.request.body)
    events = (event for body in batches.values() for event in json.loads(body)["events"])
    return [event for event in events if event.get("kind") == "crawler"]


def _listed(found: Mapping[tuple[str, str], int]) -> str:
    return ", ".join(f"{name} {stage} {times} times" for (name, stage), times in found.items())
