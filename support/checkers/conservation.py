"""Whether no token was lost or made on the way: produced, shown, charged and counted are the same.

Produced is what the model reported; shown is what the caller was told of it; charged is by how much
less is left afterwards; counted is what the gateway's own figures say. Zero tolerance, where there
is certainty: while several requests are under way, what is left is known between two bounds only,
and after a request whose end nobody knows it is not followed any further.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from support.checkers.asked import FAILED, usage_of
from support.checkers.orders import DUST, EMPTY, Level
from support.checkers.told import Window, told
from support.wire import prometheus
from support.wire.exchange import Exchange

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from support.checkers.asked import Asked
    from support.checkers.counters import Reading
    from support.checkers.orders import Move
    from support.checkers.quota import Ask, Counter
    from support.evidence.ledger import Happening

CHARGED = "tokens, by caller"


def shown(asked: Iterable[Asked]) -> Iterator[str]:
    """Answers that tell of other tokens than the model produced."""
    for each in asked:
        if each.produced is None or each.status is None or each.status >= FAILED:
            continue
        seen = usage_of(each.exchange.response)
        if seen is not None and seen != each.produced:
            yield f"{each.name} took {each.produced:,} tokens, but its caller was shown {seen:,}"


@dataclass(frozen=True, slots=True)
class _Step:
    """Requests that were under way together, or one alone, or time that passed."""

    asks: tuple[Ask, ...]
    drifts: tuple[Move, ...]


def charged(counter: Counter, asked: dict[str, Asked], reading: Reading) -> Iterator[str]:
    """The first answer that tells of more or less being left than there can be."""
    window: Window = "minute" if counter.name.endswith("minute") else "day"
    level, before = EMPTY, "nobody"
    for step in _steps(counter):
        if (len(step.asks) > 1 and step.drifts) or any(each.most > 0 for each in step.drifts):
            return  # too much could have happened for any certainty
        for each in step.asks:
            left = told(reading.dialect, window, "left", asked[each.name].exchange.response)
            least, most = _left(each, step, level)
            if left is not None and not least <= left <= most:
                yield (
                    f"{counter.name}: {left:,} tokens were told to be left after {each.name}, "
                    f"where {_spoken(least, most)} can be ({before} came before it)"
                )
                return
            before = each.name
        level = _after(level, step)


def _steps(counter: Counter) -> Iterator[_Step]:
    """One after the other; what overlaps is one step."""
    parts: list[tuple[float, float, Ask | Move]] = [
        (min(m.after for m in each.moves), max(m.before for m in each.moves), each)
        for each in counter.asks
    ]
    parts += [(each.after, each.before, each) for each in counter.drifts]
    together: list[Ask | Move] = []
    until = -math.inf
    for after, before, each in sorted(parts, key=lambda part: part[:2]):
        if together and after >= until:
            yield _step(together)
            together = []
        together.append(each)
        until = max(until, before)
    if together:
        yield _step(together)


def _step(parts: list[Ask | Move]) -> _Step:
    asks = tuple(each for each in parts if not _is_drift(each))
    drifts = tuple(each for each in parts if _is_drift(each))
    return _Step(asks, drifts)  # type: ignore[arg-type] # each is where its kind belongs


def _is_drift(part: Ask | Move) -> bool:
    return getattr(part, "kind", "") == "drift"


def _left(ask: Ask, step: _Step, level: Level) -> tuple[int, int]:
    """The least and the most that can be left when this request is told of it.

    A stream is told before its use is known, everybody else after.
    """
    own = 0.0 if ask.refused else _cost(ask) - (0.0 if ask.streamed else _back(ask))
    others = [each for each in step.asks if each is not ask and not each.refused]
    emptiest = max(0.0, level[0] + own + sum(each.least for each in step.drifts))
    fullest = level[1] + own + sum(max(_cost(each), _cost(each) - _back(each)) for each in others)
    least, most = (math.floor(ask.limit - used + DUST) for used in (fullest, emptiest))
    return max(0, least), max(0, most)


def _cost(ask: Ask) -> float:
    return ask.moves[0].tokens


def _back(ask: Ask) -> float:
    return sum(move.tokens for move in ask.moves[1:])


def _after(level: Level, step: _Step) -> Level:
    used = sum(_cost(each) - _back(each) for each in step.asks if not each.refused)
    least = level[0] + used + sum(each.least for each in step.drifts)
    most = max(0.0, level[1] + sum(each.most for each in step.drifts)) + used
    return max(0.0, least), max(0.0, most)


def _spoken(least: int, most: int) -> str:
    return f"{least:,}" if least == most else f"{least:,} to {most:,}"


def counted(
    entries: Iterable[Exchange | Happening], asked: list[Asked], reading: Reading
) -> Iterator[str]:
    """Looks at the figures that show other tokens than were produced by then.

    A process counts from its own start; a look after a restart is left to others.
    """
    series = reading.dialect.metrics.get(CHARGED)
    everything = list(entries)
    if series is None or any(getattr(each, "text", "") == "started again" for each in everything):
        return
    for look in everything:
        if not isinstance(look, Exchange) or (figures := _figures(look)) is None:
            continue
        for caller in sorted({each.account for each in asked}):
            mine = [each for each in asked if each.account == caller]
            done = [each for each in mine if _ended_before(each, look)]
            if any(each.produced is None and each.call for each in mine) or len(done) < len(mine):
                continue  # what such a request took, nobody has said
            whole = sum(each.produced or 0 for each in done)
            said = round(figures.get(series.replace("<caller>", prometheus.escaped(caller)), 0.0))
            if said != whole:
                yield f"{caller}'s requests took {whole:,} tokens, the figures say {said:,}"


def _ended_before(asked: Asked, look: Exchange) -> bool:
    ended = asked.exchange.ended
    return ended is not None and ended.number <= look.began.number


def _figures(look: Exchange) -> dict[str, float] | None:
    """What an operator saw, where it was figures."""
    if look.leg != "operator to gateway" or not look.request.target.endswith("/metrics"):
        return None
    try:
        return prometheus.series(look.response.body.decode()) if look.response else None
    except ValueError:
        return None
