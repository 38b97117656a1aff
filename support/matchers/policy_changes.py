"""What callers may notice of policies that follow one another: nothing but the new ones.

Rule: each answer belongs to one policy as a whole, nobody is taken back to an older one, and
whoever asks after the control plane was told that a policy is in force is served under it.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from support.matchers.acknowledgements import acknowledgements, read
from support.matchers.differences import Judgement
from support.matchers.policy_in_force import decided_under
from support.wire.exchange import Exchange

if TYPE_CHECKING:
    from collections.abc import Iterator

    from support.targets.dialect import Dialect
    from support.targets.stated import StatedPolicy

_ENOUGH_TO_SEE_WHY = 3


class FollowedInOrder(Judgement[list[list[Exchange]]]):
    def __init__(
        self, policies: dict[int, StatedPolicy], told: list[Exchange], dialect: Dialect
    ) -> None:
        self._policies = policies
        self._told = [
            (each.began.number, (read(each.request.body) or {}).get("in_force"))
            for each in acknowledgements(told)
        ]
        self._dialect = dialect

    def expected(self) -> str:
        numbers = sorted(self._policies)
        return f"answers under one whole policy each, from {numbers[0]} on to {numbers[-1]}"

    def differences(self, item: list[list[Exchange]]) -> Iterator[str]:
        kinds: Counter[str] = Counter()
        for answers in item:
            kinds.update(said for said in self._about_one_by_one(answers) if said)
        total = sum(len(answers) for answers in item)
        for said, number in kinds.most_common(_ENOUGH_TO_SEE_WHY):
            yield f"for {number} of {total}: {said}"
        seen = {self._version(each) for answers in item for each in answers}
        if missing := sorted(self._policies.keys() - seen):
            yield f"nobody was answered under {', '.join(map(str, missing))}"

    def _about_one_by_one(self, answers: list[Exchange]) -> Iterator[str]:
        newest = 0
        for each in answers:
            version = self._version(each)
            if version is None:
                yield f"its policy was {self._stated(each) or 'absent'}"
                continue
            yield "; ".join(decided_under(self._policies[version], self._dialect).differences(each))
            if version < newest:
                yield f"policy {version} came after {newest}"
            newest = max(newest, version)
            if version < (owed := self._in_force_at(each.began.number)):
                yield f"it was policy {version} when {owed} was in force already"

    def _in_force_at(self, number: int) -> int:
        """The newest policy that the control plane had been told of before this moment."""
        return max((told for at, told in self._told if at < number and told), default=0)

    def _version(self, exchange: Exchange) -> int | None:
        stated = self._stated(exchange)
        versions = {str(version): version for version in self._policies}
        return versions.get(stated or "")

    def _stated(self, exchange: Exchange) -> str | None:
        header = self._dialect.headers.policy
        return exchange.response.header(header) if exchange.response and header else None


def followed_in_order(
    policies: dict[int, StatedPolicy], told: list[Exchange], dialect: Dialect
) -> FollowedInOrder:
    """Matches what each of several agents got, one answer after the other."""
    return FollowedInOrder(policies, told, dialect)
