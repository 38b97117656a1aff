"""What is told of policies in shadow: what each would have refused, in figures and in reports."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from support.matchers.differences import Judgement, unanswered
from support.wire import prometheus
from support.wire.exchange import Exchange

if TYPE_CHECKING:
    from collections.abc import Iterator

    from support.targets.dialect import Dialect, Refusal

WOULD_BE_REFUSED = "requests that would be refused"


class WouldRefuse(Judgement[Exchange]):
    """Judges the page of figures; every reason but the one that is spoken of stands at nothing."""

    def __init__(self, count: int, refusal: Refusal, dialect: Dialect) -> None:
        self._count = count
        self._reason = f'reason="{refusal.reason}"'
        self._name = dialect.metrics.get(WOULD_BE_REFUSED)

    def expected(self) -> str:
        return f"figures of {self._count} requests that would be refused with {self._reason}"

    def differences(self, item: Exchange) -> Iterator[str]:
        yield from unanswered(item)
        if item.response is None:
            return
        if self._name is None:
            yield f"the target file does not say where {WOULD_BE_REFUSED} are shown"
            return
        seen = prometheus.series(item.response.body.decode())
        told = {name: value for name, value in seen.items() if name.startswith(f"{self._name}{{")}
        ours = sum(value for name, value in told.items() if self._reason in name)
        if ours != self._count:
            yield f"there were {ours:.15g} of them"
        yield from (
            f"there was {name} {told[name]:.15g}" for name in told if self._reason not in name
        )


def would_refuse(count: int, refusal: Refusal, dialect: Dialect) -> WouldRefuse:
    """Matches the page of figures that shows so many, for this reason and no other."""
    return WouldRefuse(count, refusal, dialect)


class LearntOfShadows(Judgement["list[Exchange]"]):
    def __init__(self, count: int, refusal: Refusal) -> None:
        self._wanted = [("would_refuse", refusal.reason)] * count

    def expected(self) -> str:
        return f"reports of {len(self._wanted)} requests that would be refused, and nothing else"

    def differences(self, item: list[Exchange]) -> Iterator[str]:
        events = [event for each in item for event in _events(each)]
        told = [(event.get("kind"), event.get("reason")) for event in events]
        if told != self._wanted:
            yield f"told was {', '.join(f'{kind} {reason}' for kind, reason in told) or 'nothing'}"
        if len({event.get("id") for event in events}) != len(events):
            yield "several events had the same id"


def learnt_of_shadows(count: int, refusal: Refusal) -> LearntOfShadows:
    """Matches reports of just so many requests that would be refused for this reason."""
    return LearntOfShadows(count, refusal)


def _events(report: Exchange) -> list[dict[str, Any]]:
    events: list[dict[str, Any]] = json.loads(report.request.body)["events"]
    return events
