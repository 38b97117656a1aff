"""Whether requests that overlap can be put into an order in which a counter has kept its limit.

Nobody outside sees when a gateway decided, only that it was between two places of the ledger. So
each thing that moved the counter has a span, and the question is whether some order within all
spans explains everything: what was let in had room, and what was refused had none.

Rule 1: "no" is said only when no order exists. Rule 2: so is "yes" only with an order in hand.
Rule 3: where neither is found in the time there is, the answer is None, and whoever asks says so.
What comes back was taken by somebody before, and comes back once: counters.py sees to that.
What may have been charged and may not is held as two levels: the least that can have been used,
and the most.
"""

from __future__ import annotations

from dataclasses import dataclass
from heapq import heappop, heappush
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

DUST = 1e-5  # tokens; what sums of fractions may be off by
MOST_STEPS = 1_000_000  # from state to state, times the moves to be looked at in each
_CROWD = 200  # moves; more of them are not tried one by one before windows are looked at

Kind = Literal["take", "refuse", "give", "drift"]


@dataclass(frozen=True, slots=True)
class Move:
    """Something that happened to the counter after the place `after` and before `before`.

    take: so much was set aside, and fitted. refuse: so much did not fit. give: so much came back.
    drift: the level fell, or may have risen, by `least` to `most`; with time, or unseen.
    """

    kind: Kind
    after: float
    before: float
    tokens: float = 0.0
    limit: float = 0.0
    least: float = 0.0  # drift: what the least level changes by
    most: float = 0.0  # drift: what the most level changes by


Level = tuple[float, float]  # the least that can have been used, and the most
EMPTY: Level = (0.0, 0.0)


def moved(level: Level, move: Move) -> Level | None:
    """The level after this move; None when it cannot have happened at this level."""
    least, most = level
    if move.kind == "take":
        if least + move.tokens > move.limit + DUST:
            return None
        return least + move.tokens, most + move.tokens
    if move.kind == "refuse":
        return level if most + move.tokens > move.limit + DUST else None
    if move.kind == "give":
        return max(0.0, least - move.tokens), max(0.0, most - move.tokens)
    return max(0.0, least + move.least), max(0.0, most + move.most)


def explained(moves: Sequence[Move]) -> bool | None:
    """Whether some order explains all moves; None when that could not be found out."""
    if _walk(moves, eager=True) or _walk(moves, eager=False):
        return True
    if _never(moves):
        return False
    return _search(moves)


def _walk(moves: Sequence[Move], *, eager: bool) -> bool:
    """Whether one plausible order explains everything: the gateway's own, more or less.

    Refusals are made as soon as there is no room, and what comes back comes when it is needed.
    """
    return _Walk(moves, eager=eager).arrives()


class _Walk:
    """One pass along the places, without ever turning back."""

    def __init__(self, moves: Sequence[Move], *, eager: bool) -> None:
        self._moves = moves
        self._eager = eager
        self._level = EMPTY
        self._done = [False] * len(moves)
        self._refusals: list[tuple[float, int]] = []  # by the level that they need
        self._takes: list[tuple[float, int]] = []  # by the place at which they must be done
        self._gifts: list[tuple[float, int]] = []  # by size, the largest first

    def arrives(self) -> bool:
        places = sorted(
            place
            for number, move in enumerate(self._moves)
            for place in ((move.after, 1, number), (move.before, 0, number))
        )
        return all(
            self._begins(number) if begins else self._ends(number) for _, begins, number in places
        )

    def _begins(self, number: int) -> bool:
        move = self._moves[number]
        if move.kind == "refuse":
            heappush(self._refusals, (move.limit - move.tokens, number))
            self._refuse()
        elif move.kind == "take":
            heappush(self._takes, (move.before, number))
            if self._eager:
                self._do(number)
        elif move.kind == "give":
            heappush(self._gifts, (-move.tokens, number))
        return True

    def _ends(self, number: int) -> bool:
        if self._done[number]:
            return True
        kind = self._moves[number].kind
        if kind == "take":
            return self._make_room(number)
        if kind == "refuse":
            return self._fill_up(number)
        return self._do(number)

    def _do(self, number: int) -> bool:
        level = moved(self._level, self._moves[number])
        if level is None or self._done[number]:
            return level is not None
        self._level, self._done[number] = level, True
        self._refuse()
        return True

    def _refuse(self) -> None:
        while self._refusals and self._refusals[0][0] + DUST < self._level[1]:
            self._done[heappop(self._refusals)[1]] = True

    def _make_room(self, number: int) -> bool:
        """Let come back what can, until this one fits."""
        while not self._do(number):
            if not self._gifts:
                return False
            self._do(heappop(self._gifts)[1])
        return True

    def _fill_up(self, number: int) -> bool:
        """Let in what can be, until this one is refused with reason."""
        while self._takes and not self._done[number]:
            self._do(heappop(self._takes)[1])
        return self._done[number]


def _never(moves: Sequence[Move]) -> bool:
    """Whether a sum alone shows that no order explains everything."""
    takes = [move for move in moves if move.kind == "take"]
    others = [move for move in moves if move.kind in {"give", "drift"}]
    if any(_too_full(takes, others, start) for start in _starts(takes)):
        return True
    if any(move.kind == "drift" for move in others):
        return False
    return any(_had_room(move, takes, others) for move in moves if move.kind == "refuse")


def _starts(takes: list[Move]) -> list[float]:
    return sorted({move.after for move in takes})[:_CROWD]


def _too_full(takes: list[Move], others: list[Move], start: float) -> bool:
    """Whether more was let in after *start* than the limit and all that came back since."""
    inside = sorted((each for each in takes if each.after >= start), key=lambda each: each.before)
    back = sorted(
        (each.after, each.tokens if each.kind == "give" else -each.least)
        for each in others
        if each.before > start and (each.tokens > 0 or each.least < 0)
    )
    total, returned, seen, limit = 0.0, 0.0, 0, 0.0
    for each in inside:
        total, limit = total + each.tokens, max(limit, each.limit)
        while seen < len(back) and back[seen][0] < each.before:
            returned += back[seen][1]
            seen += 1
        if total - returned > limit + DUST:
            return True
    return False


def _had_room(refusal: Move, takes: list[Move], others: list[Move]) -> bool:
    """Whether even all that can have come before it leave room."""
    most = sum(each.tokens for each in takes if each.after < refusal.before)
    back = sum(each.tokens for each in others if each.before <= refusal.after)
    more = sum(-each.tokens for each in others if each.tokens < 0 and each.before > refusal.after)
    return most - back + more + refusal.tokens <= refusal.limit + DUST


def _search(moves: Sequence[Move]) -> bool | None:
    """Every order that differs from another in something that matters, until one explains all."""
    by_end = sorted(moves, key=lambda move: (move.before, move.after))
    everything = (1 << len(by_end)) - 1
    seen: set[tuple[int, Level]] = set()
    most = MOST_STEPS // max(50, len(by_end))
    open_: list[tuple[int, Level]] = [(0, EMPTY)]
    while open_:
        done, level = open_.pop()
        done = _with_refusals(by_end, done, level)
        if done == everything:
            return True
        key = (done, (round(level[0], 4), round(level[1], 4)))
        if key in seen:
            continue
        seen.add(key)
        if len(seen) > most:
            return None
        open_ += _onward(by_end, done, level)
    return False


def _available(by_end: Sequence[Move], done: int) -> Iterator[tuple[int, Move]]:
    """What can be next: whatever began before the first of the rest must have ended."""
    start = (~done & (done + 1)).bit_length() - 1
    first = by_end[start].before if start < len(by_end) else 0.0
    for number in range(start, len(by_end)):
        if not done >> number & 1 and by_end[number].after < first:
            yield number, by_end[number]


def _with_refusals(by_end: Sequence[Move], done: int, level: Level) -> int:
    """Refusals change nothing, so each is made as soon as it can be."""
    while made := [
        number
        for number, move in _available(by_end, done)
        if move.kind == "refuse" and moved(level, move) is not None
    ]:
        for number in made:
            done |= 1 << number
    return done


def _onward(by_end: Sequence[Move], done: int, level: Level) -> Iterable[tuple[int, Level]]:
    """The states that can follow; of moves that are alike only the one that must end first."""
    alike: set[tuple[Kind, float, float, float, float]] = set()
    found: list[tuple[int, Level]] = []
    for number, move in _available(by_end, done):
        if move.kind == "refuse":
            continue
        key = (move.kind, move.tokens, move.limit, move.least, move.most)
        after = None if key in alike else moved(level, move)
        alike.add(key)
        if after is not None:
            found.append((done | 1 << number, after))
    return reversed(found)
