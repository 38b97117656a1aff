"""From what callers asked to the counters that were asked for it: their minutes and their days.

A counter's history is made of spans between places of the ledger. A place is a rank in the order
of everything that concerns this counter; time flows back into a minute between two of them.

What is not certain is left open: who got no whole answer may have been charged or not, and who
was served under a policy that nobody stated is judged by nobody.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from support.checkers.asked import FAILED
from support.checkers.orders import Move
from support.checkers.quota import Ask, Counter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from support.checkers.asked import Asked
    from support.targets.dialect import Dialect
    from support.targets.stated import Stated, StatedBudget
    from support.wire.exchange import Moment

MINUTE, DAY = 60, 86_400
Place = tuple[float, float]  # the order in the ledger, and the time by which counters refill


@dataclass(frozen=True)
class Reading:
    """How a ledger is read: whose words, which policies, and by which clock time passes."""

    dialect: Dialect
    stated: Stated
    flowing: bool = False  # the gateway's clock runs by itself, and is not moved

    def budget_of(self, asked: Asked) -> StatedBudget | None:
        """What its caller had under the policy that decided it; None where nobody can tell."""
        version = self.version_of(asked)
        return None if version is None else self.stated[version].get(asked.account)

    def version_of(self, asked: Asked) -> int | None:
        answer, header = asked.exchange.response, self.dialect.headers.policy
        told = answer.header(header) if answer and header else None
        version = int(told) if told and told.isascii() and told.isdigit() else None
        return version if version in self.stated else None

    def place(self, moment: Moment, *, end: bool) -> Place:
        return moment.number - end / 2, moment.at if self.flowing else moment.time


class _Ranks:
    """The places that matter to one counter, counted through."""

    def __init__(self, places: Iterable[Place]) -> None:
        self._places = sorted(set(places))
        self._ranks = {place: rank for rank, place in enumerate(self._places)}

    def of(self, place: Place) -> int:
        return self._ranks[place]

    def spans(self) -> Iterator[tuple[int, float]]:
        """After which place how much time passed, as far as it did."""
        for rank, (before, after) in enumerate(zip(self._places, self._places[1:], strict=False)):
            if after[1] > before[1]:
                yield rank, after[1] - before[1]


def minutes(asked: list[Asked], reading: Reading) -> Iterator[Counter]:
    """Every caller's minute, of those who have one."""
    for caller, mine in _by_caller(asked).items():
        sizes = _sizes(reading, caller, lambda budget: budget.per_minute)
        if sizes:
            counter = _Counting(mine, reading, "the minute budget is spent", sizes)
            yield counter.counted(f"{caller}'s minute", refilling=True)


def days(asked: list[Asked], reading: Reading) -> Iterator[Counter]:
    """Every caller's days, of those who have a budget for a day, each day by itself."""
    for caller, mine in _by_caller(asked).items():
        sizes = _sizes(reading, caller, lambda budget: budget.per_day)
        by_day: dict[int, list[Asked]] = defaultdict(list)
        for each in mine if sizes else ():
            by_day[int(each.exchange.began.time // DAY)].append(each)
        for today in by_day.values():
            counter = _Counting(today, reading, "the day budget is spent", sizes)
            yield counter.counted(f"{caller}'s day", refilling=False)


def _by_caller(asked: list[Asked]) -> dict[str, list[Asked]]:
    found: dict[str, list[Asked]] = defaultdict(list)
    for each in asked:
        found[each.account].append(each)
    return found


def _sizes(
    reading: Reading, caller: str, size: Callable[[StatedBudget], int | None]
) -> dict[int, int]:
    """The size of this counter under each policy; none, where one of them only watches."""
    budgets = {version: budgets.get(caller) for version, budgets in reading.stated.items()}
    if any(budget is not None and not budget.enforced for budget in budgets.values()):
        return {}
    return {version: found for version, b in budgets.items() if b and (found := size(b))}


class _Counting:
    """The moves of one counter."""

    def __init__(
        self, asked: list[Asked], reading: Reading, phrase: str, sizes: dict[int, int]
    ) -> None:
        self._asked = asked
        self._reading = reading
        self._sizes = sizes
        refusal = reading.dialect.refusals.get(phrase)
        self._reason = refusal.reason if refusal else None
        self._ranks = _Ranks(place for each in asked for place in self._places(each))
        self._doubts: list[tuple[int, float, float]] = []  # from where until where, how much

    def counted(self, name: str, *, refilling: bool) -> Counter:
        asks = [
            Ask(each.name, moves, streamed=_streamed(each))
            for each in self._asked
            if (moves := tuple(self._moves(each)))
        ]
        drifts = [
            Move("drift", start - 0.1, start, most=tokens) for start, _, tokens in self._doubts
        ]
        return Counter(name, tuple(asks), (*drifts, *(self._refills() if refilling else ())))

    def _places(self, asked: Asked) -> Iterator[Place]:
        place = self._reading.place
        yield place(asked.exchange.began, end=False)
        if asked.exchange.ended:
            yield place(asked.exchange.ended, end=True)
        if asked.call:
            yield place(asked.call.began, end=True)
            yield place(asked.call.began, end=False)

    def _moves(self, asked: Asked) -> Iterator[Move]:
        version = self._reading.version_of(asked)
        budget = self._reading.budget_of(asked)
        limit = self._sizes.get(version) if version is not None else None
        if version is not None and limit is None:
            return  # under this policy the counter did not exist for this caller
        began = self._rank(asked.exchange.began, end=False)
        ended = self._rank(asked.exchange.ended, end=True) if asked.exchange.ended else None
        cost = asked.cost(budget.unsaid_answer if budget else None)
        if asked.call is None:
            if asked.exchange.ending == "refused":
                return  # nobody listened, so nothing was charged
            if asked.status is None:
                self._doubt(began, float("inf"), cost)
            elif self._was_refused(asked) and cost is not None and limit and ended is not None:
                yield Move("refuse", began, ended, cost, limit)
            return
        decided = self._rank(asked.call.began, end=True)
        back = _what_came_back(asked, cost)
        if back is None or cost is None or limit is None or ended is None:
            self._doubt(began, decided, None if cost is None else max(cost, asked.produced or 0))
            return
        yield Move("take", began, decided, cost, limit)
        yield Move("give", self._rank(asked.call.began, end=False), ended, back)

    def _rank(self, moment: Moment, *, end: bool) -> int:
        return self._ranks.of(self._reading.place(moment, end=end))

    def _was_refused(self, asked: Asked) -> bool:
        answer, header = asked.exchange.response, self._reading.dialect.headers.reason
        return bool(answer and header and answer.header(header) == self._reason)

    def _doubt(self, start: int, until: float, tokens: int | None) -> None:
        self._doubts.append((start, until, float("inf") if tokens is None else tokens))

    def _refills(self) -> Iterator[Move]:
        """What flows back with time: the most of it out of the least level, and vice versa."""
        slow, fast = min(self._sizes.values()) / MINUTE, max(self._sizes.values()) / MINUTE
        for rank, seconds in self._ranks.spans():
            certain = not any(start <= rank < until for start, until, _ in self._doubts)
            least, most = -fast * seconds, -slow * seconds if certain else 0.0
            if self._reading.flowing:  # a decision in between sees a part of it
                yield Move("drift", rank + 0.2, rank + 0.4, least=least)
                yield Move("drift", rank + 0.6, rank + 0.8, most=most)
            else:
                yield Move("drift", rank + 0.25, rank + 0.75, least=least, most=most)


def _what_came_back(asked: Asked, cost: int | None) -> int | None:
    """What was set aside and not used; None where the gateway could not know, or nobody can."""
    if asked.status is None or asked.call is None or cost is None:
        return None
    if asked.status >= FAILED:
        return cost
    if asked.call.ending != "complete":
        return None
    return 0 if asked.produced is None else cost - asked.produced


def _streamed(asked: Asked) -> bool:
    """Whether its figures went out with the head of a stream, before its use was known."""
    went_well = asked.status is not None and asked.status < FAILED
    return went_well and asked.question is not None and asked.question.stream
