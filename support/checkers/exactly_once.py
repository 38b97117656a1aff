"""Whether what was reported is what happened: each event once, none lost, none invented.

A report is a batch under a key. The same key is the same report, to the letter, however often it
comes; an event under two keys would be counted twice. What happened is what callers were told.
Rule: events leave in the order in which they happened, so one that was passed over is lost. Of a
request that got no whole answer nobody knows whether it was refused: it excuses one event, and
leaves the order open.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from support.evidence.ledger import Happening
from support.wire.exchange import Exchange

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from support.targets.dialect import Dialect

_MOST_IN_A_REPORT = 100
FAILED = 400  # from this status on a call was in vain


@dataclass(frozen=True, slots=True)
class _Refusal:
    reason: str
    began: int
    ended: int

    def __str__(self) -> str:
        return f"request {self.began}, refused with {self.reason}"


def exactly_once(entries: Iterable[Exchange | Happening], dialect: Dialect) -> list[str] | None:
    """Every fault that is found; None where nothing was refused and nothing reported."""
    everything = list(entries)
    exchanges = [each for each in everything if isinstance(each, Exchange)]
    calls = [each for each in exchanges if each.leg == "gateway to control plane"]
    reports = [each for each in calls if each.request.target.endswith("/events")]
    asked = [each for each in exchanges if each.leg.endswith("to gateway")]
    refused = [found for each in asked if (found := _refusal(each, dialect))]
    if not reports and not refused:
        return None
    unknown = [each for each in asked if each.ending not in {"complete", "refused"}]
    told = [str(each.get("reason")) for each in _events(reports) if each.get("kind") == "refused"]
    faults = [*_altered(reports), *_twice(reports), *_invented(told, refused, len(unknown))]
    faults += [] if unknown or faults else _passed_over(told, refused)
    disturbed = any(isinstance(e, Happening) and e.kind == "partition" for e in everything)
    faults += [] if disturbed or faults else _never_told(told, refused, calls)
    return faults


def _refusal(exchange: Exchange, dialect: Dialect) -> _Refusal | None:
    header = dialect.headers.reason
    if not header or exchange.response is None or exchange.ended is None:
        return None
    reason = exchange.response.header(header)
    return _Refusal(reason, exchange.began.number, exchange.ended.number) if reason else None


def _key(report: Exchange) -> str:
    return " and ".join(report.request.header_values("Idempotency-Key"))


def _read(report: Exchange) -> list[dict[str, Any]]:
    try:
        said = json.loads(report.request.body)
    except ValueError:
        return []
    events = said.get("events") if isinstance(said, dict) else None
    return [each for each in events or [] if isinstance(each, dict)]


def _events(reports: list[Exchange]) -> Iterator[dict[str, Any]]:
    """The events of every report, of which the first copy counts."""
    first = {_key(each): each for each in reversed(reports)}
    for key in dict.fromkeys(_key(each) for each in reports):
        yield from _read(first[key])


def _altered(reports: list[Exchange]) -> Iterator[str]:
    first: dict[str, bytes] = {}
    for each in reports:
        if first.setdefault(_key(each), each.request.body) != each.request.body:
            yield f"the report {_key(each)} came again, changed"


def _twice(reports: list[Exchange]) -> Iterator[str]:
    for name, times in Counter(str(each.get("id")) for each in _events(reports)).items():
        if times > 1:
            yield f"the event {name} was reported {times} times, as if it had happened so often"


def _invented(told: list[str], refused: list[_Refusal], unknown: int) -> Iterator[str]:
    more = Counter(told) - Counter(each.reason for each in refused)
    if more.total() > unknown:
        for reason, times in more.items():
            yield f"{times} more refusals with {reason} were reported than happened"


def _passed_over(told: list[str], refused: list[_Refusal]) -> Iterator[str]:
    """Lost are those before the last reported one, where the order leaves no doubt."""
    in_order = sorted(refused, key=lambda each: each.ended)
    done, rest = in_order[: len(told)], in_order[len(told) :]
    if rest and done and max(e.ended for e in done) > min(e.began for e in rest):
        return  # some of them were under way together: either may have been the first
    lost = Counter(each.reason for each in done) - Counter(told)
    for each in done:
        if lost[each.reason] > 0:
            lost[each.reason] -= 1
            yield f"{each}, was passed over: later events were reported, and it was not"


def _never_told(told: list[str], refused: list[_Refusal], calls: list[Exchange]) -> Iterator[str]:
    """Lost are those of which nothing was said though a sign of life was given twice since."""
    if len(refused) > _MOST_IN_A_REPORT or len(refused) <= len(told):
        return
    in_vain = [each.began.number for each in calls if _was_in_vain(each)]
    beats = [each.began.number for each in calls if each.request.target.endswith("/heartbeat")]
    if in_vain:  # the first sign of life since then may have brought an old report again
        beats = [each for each in beats if each > in_vain[-1]][1:]
    first_missing = sorted(refused, key=lambda each: each.ended)[len(told) :]
    for each in first_missing:
        if any(each.ended <= one < other for one, other in pairwise(beats)):
            yield f"{each}, was never reported, though the control plane could be reached"


def _was_in_vain(call: Exchange) -> bool:
    return call.response is None or call.response.status >= FAILED
