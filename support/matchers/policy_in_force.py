"""Under which policy a caller was served: its number and its limits on one answer, whole.

Rule: the number alone proves nothing. Whoever says 8 and holds callers to the limits of 7, or of
8 in one header and of 7 in another, serves under neither.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from support.matchers.answers import answered
from support.matchers.differences import Judgement
from support.matchers.limits import Window, tells, told
from support.wire.exchange import Exchange

if TYPE_CHECKING:
    from collections.abc import Iterator

    from support.targets.dialect import Dialect
    from support.targets.stated import StatedPolicy
    from support.wire.exchange import Response

_ENOUGH_TO_SEE_WHY = 3


class DecidedUnder(Judgement[Exchange]):
    """The number of the policy and the size of each limit, as this policy has them."""

    def __init__(self, policy: StatedPolicy, dialect: Dialect) -> None:
        self._policy = policy
        self._dialect = dialect

    def expected(self) -> str:
        return f"an answer with the number and the limits of policy {self._policy.version}"

    def differences(self, item: Exchange) -> Iterator[str]:
        if item.response is None:
            yield f"there was no answer ({item.ending})"
            return
        header = self._dialect.headers.policy
        if header and item.response.header(header) != str(self._policy.version):
            seen = item.response.header(header) or "absent"
            yield f"{header} was {seen}, not {self._policy.version}"
        budget = self._policy.budgets.get(item.who)
        minute, day = (budget.per_minute, budget.per_day) if budget else (None, None)
        yield from self._about_size(item, item.response, minute, "minute")
        yield from self._about_size(item, item.response, day, "day")

    def _about_size(
        self, item: Exchange, response: Response, size: int | None, window: Window
    ) -> Iterator[str]:
        if size is not None:
            said = tells(self._dialect, window, "size", size).differences(item)
            yield from (f"{each}, not {size}" for each in said)
        limit = self._dialect.limits.get(window)
        if size is not None:
            for figure in limit.left if limit else ():
                left = told(response, figure)
                if not left.isdecimal() or int(left) > size:
                    yield f"{figure.header} told {left} as left of {size}"
            return
        for figure in limit.size if limit else ():
            value = response.header(figure.header)
            if value is not None and (figure.policy is None or f'"{figure.policy}"' in value):
                yield f"{figure.header} was {value}, though there is no limit"


def decided_under(policy: StatedPolicy, dialect: Dialect) -> DecidedUnder:
    """Matches an exchange, answered or refused, that one whole policy has decided."""
    return DecidedUnder(policy, dialect)


class AnsweredUnder(DecidedUnder):
    def expected(self) -> str:
        return f"a whole answer with the number and limits of policy {self._policy.version}"

    def differences(self, item: Exchange) -> Iterator[str]:
        yield from answered(self._dialect).differences(item)
        if item.response is not None:
            yield from super().differences(item)


def answered_under(policy: StatedPolicy, dialect: Dialect) -> AnsweredUnder:
    """Matches an exchange that was answered as *policy* wants it."""
    return AnsweredUnder(policy, dialect)


class AllAnsweredUnder(Judgement[list[Exchange]]):
    def __init__(self, policy: StatedPolicy, dialect: Dialect, number: int | None) -> None:
        self._each = AnsweredUnder(policy, dialect)
        self._number = number

    def expected(self) -> str:
        return f"every answer to be {self._each.expected()}"

    def differences(self, item: list[Exchange]) -> Iterator[str]:
        if not item:
            yield "nobody was answered"
        if self._number is not None and len(item) != self._number:
            yield f"{len(item)} were answered, not {self._number}"
        kinds = Counter("; ".join(self._each.differences(each)) for each in item)
        for said, number in kinds.most_common(_ENOUGH_TO_SEE_WHY):
            if said:
                yield f"for {number} of {len(item)}: {said}"


def all_answered_under(
    policy: StatedPolicy, dialect: Dialect, number: int | None = None
) -> AllAnsweredUnder:
    """Matches exchanges, so many if that is said, each of them answered as *policy* wants it."""
    return AllAnsweredUnder(policy, dialect, number)
