"""Whether a limit was kept by requests that came at the same time, whatever their order was.

Over-admission: no order of the requests that were let in fits the limit. Under-admission: in no
order was there too little room for one that was refused. What proves a fault is named as the
smallest set of requests that proves it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from support.checkers.orders import Move, explained

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

_FEW = 60  # requests; so many are left out one by one, to see whether the proof still stands


@dataclass(frozen=True, slots=True)
class Ask:
    """One request of whom this counter was asked, and what it did to the counter."""

    name: str
    moves: tuple[Move, ...]
    streamed: bool = False

    @property
    def tokens(self) -> float:
        return self.moves[0].tokens

    @property
    def limit(self) -> float:
        return self.moves[0].limit

    @property
    def refused(self) -> bool:
        return self.moves[0].kind == "refuse"


@dataclass(frozen=True, slots=True)
class Counter:
    """Everything that one counter was asked, and what became of it by itself meanwhile."""

    name: str  # Acme's minute
    asks: tuple[Ask, ...]
    drifts: tuple[Move, ...] = ()


@dataclass(frozen=True, slots=True)
class Ruling:
    """What can be said of a counter; who proves it, where it was broken."""

    word: Literal["kept", "too much", "too little", "undecided"]
    counter: str = ""
    proof: tuple[Ask, ...] = ()

    def __str__(self) -> str:
        names = ", ".join(each.name for each in self.proof)
        if self.word == "too much":
            total = sum(each.tokens for each in self.proof)
            limit = max(each.limit for each in self.proof)
            return (
                f"{self.counter} was overdrawn: in no order did {len(self.proof)} requests for "
                f"{total:,.0f} tokens fit a budget of {limit:,.0f} ({names})"
            )
        if self.word == "too little":
            return f"{self.counter} had room in every order, but refused {names}"
        return f"{self.counter} {self.word}"


KEPT = Ruling("kept")


def ruling(counter: Counter) -> Ruling:
    """What every possible order of these requests says about this counter."""
    whole = _explained(counter, counter.asks)
    if whole:
        return KEPT
    if whole is None:
        return Ruling("undecided", counter.name)
    let_in = [each for each in counter.asks if not each.refused]
    if _explained(counter, let_in) is False:
        smallest = sorted(let_in, key=lambda each: each.tokens)
        return Ruling("too much", counter.name, _core(smallest, lambda a: _explained(counter, a)))
    refused = [each for each in counter.asks if each.refused]
    proof = _core(refused, lambda some: _explained(counter, [*let_in, *some]))
    return Ruling("too little", counter.name, proof)


def _explained(counter: Counter, asks: Iterable[Ask]) -> bool | None:
    return explained([*(move for each in asks for move in each.moves), *counter.drifts])


def _core(asks: Sequence[Ask], fits: Callable[[Sequence[Ask]], bool | None]) -> tuple[Ask, ...]:
    """The smallest part, or one of them, that still cannot be explained."""
    least, most = 0, len(asks) - 1  # how many can be left out at the beginning
    while least < most:
        middle = (least + most + 1) // 2
        if fits(asks[middle:]) is False:
            least = middle
        else:
            most = middle - 1
    core = list(asks[least:])
    if len(core) <= _FEW:
        for each in core.copy():
            rest = [other for other in core if other is not each]
            if fits(rest) is False:
                core = rest
    return tuple(core)
