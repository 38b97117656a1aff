"""What the control plane was told of: each event once, none lost, none invented.

A report is a batch of events under a key. One that comes again under the same key is the same
report, and must be the same to the letter. It has arrived for good when its receipt was given; but
whoever sends its events under another key counts them twice, whatever became of the first.
"""

from __future__ import annotations

import json
from collections import Counter
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from support.matchers.differences import Judgement
from support.wire.exchange import Exchange

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from support.targets.dialect import Dialect


class Refusal(NamedTuple):
    caller: str
    reason: str
    path: str
    at: str

    def __str__(self) -> str:
        whose = "nobody's" if self.caller in {"", "None"} else f"{self.caller}'s"
        return f"{whose} request to {self.path} at {self.at}, refused with {self.reason}"


class EachReportedOnce(Judgement[list[Exchange]]):
    def __init__(self, refused: list[Refusal], count: int) -> None:
        self._refused = refused
        self._count = count

    def expected(self) -> str:
        return f"reports of {self._count} refusals, each of them once, in their order"

    def differences(self, item: list[Exchange]) -> Iterator[str]:
        yield from _altered(item)
        yield from _repeated(_events(_sent(item).values()))
        told = [_refusal(each) for each in _events(_received(item))]
        if len(told) != self._count:
            yield f"{len(told)} refusals were reported"
        happened, learnt = Counter(self._refused), Counter(told)
        for each, times in (happened - learnt).items():
            yield f"{each}: never reported{_times(times)}"
        for each, times in (learnt - happened).items():
            yield f"{each}: {'reported again' if each in happened else 'invented'}{_times(times)}"
        if happened == learnt and told != self._refused:
            yield "the refusals were reported in another order"


def each_reported_once(dialect: Dialect, asked: list[Exchange], count: int) -> EachReportedOnce:
    """Matches the reports that tell of exactly those among *asked* that were refused."""
    return EachReportedOnce([each for one in asked for each in _refusals(one, dialect)], count)


class SentAgainUnchanged(Judgement[list[Exchange]]):
    def expected(self) -> str:
        return "a report that is sent again under its key, unchanged"

    def differences(self, item: list[Exchange]) -> Iterator[str]:
        yield from _altered(item)
        copies = Counter(_key(each) for each in item)
        if not any(times > 1 for times in copies.values()):
            yield f"no report was sent again ({len(item)} came, under {len(copies)} keys)"


def sent_again_unchanged() -> SentAgainUnchanged:
    """Matches the reports among which one came a second time, the same to the letter."""
    return SentAgainUnchanged()


class AtMostEach(Judgement[list[Exchange]]):
    def __init__(self, most: int) -> None:
        self._most = most

    def expected(self) -> str:
        return f"reports of at most {self._most} events each"

    def differences(self, item: list[Exchange]) -> Iterator[str]:
        for key, body in _sent(item).items():
            if (count := len(list(_events([body])))) > self._most:
                yield f"the report {key} told of {count} events"


def at_most_each(most: int) -> AtMostEach:
    """Matches reports of which none tells of more events than so many."""
    return AtMostEach(most)


def events_of(reports: list[Exchange], kind: str) -> list[dict[str, Any]]:
    """The events of this kind, each report counted once however often it came."""
    return [each for each in _events(_sent(reports).values()) if each.get("kind") == kind]


def _altered(reports: list[Exchange]) -> Iterator[str]:
    first: dict[str, bytes] = {}
    for each in reports:
        key = _key(each)
        if not key:
            yield "a report came without its one Idempotency-Key"
        elif first.setdefault(key, each.request.body) != each.request.body:
            yield f"the report {key} came again, changed"


def _sent(reports: list[Exchange]) -> dict[str, bytes]:
    """Every report by its key, in the order in which they first came."""
    return {_key(each): each.request.body for each in reports}


def _received(reports: list[Exchange]) -> list[bytes]:
    """Those whose receipt was given. Of the others the gateway cannot know whether they arrived."""
    given = {_key(each) for each in reports if _has_receipt(each)}
    return [body for key, body in _sent(reports).items() if key in given]


def _has_receipt(report: Exchange) -> bool:
    return report.response is not None and report.response.status == 204


def _key(report: Exchange) -> str:
    values = report.request.header_values("Idempotency-Key")
    return values[0] if len(values) == 1 else ""


def _events(bodies: Iterable[bytes]) -> Iterator[dict[str, Any]]:
    for body in bodies:
        yield from json.loads(body)["events"]


def _repeated(events: Iterable[dict[str, Any]]) -> Iterator[str]:
    for name, times in Counter(str(each.get("id")) for each in events).items():
        if times > 1:
            yield f"the event {name} came {times} times"


def _refusal(event: dict[str, Any]) -> Refusal:
    reason = str(event.get("reason", f"{event.get('kind')} instead of a refusal"))
    return Refusal(str(event.get("caller")), reason, str(event.get("path")), str(event.get("at")))


def _refusals(asked: Exchange, dialect: Dialect) -> Iterator[Refusal]:
    reason = asked.response and asked.response.header(dialect.headers.reason or "")
    if reason:
        at = datetime.fromtimestamp(asked.began.time, UTC).isoformat(timespec="milliseconds")
        path = asked.request.target.partition("?")[0]
        yield Refusal(asked.who, reason, path, at.replace("+00:00", "Z"))


def _times(times: int) -> str:
    return f" ({times} times)" if times > 1 else ""
