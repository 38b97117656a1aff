"""What a sentence may say of a whole history; the checkers do the thinking.

Silence is no agreement: a history in which a checker finds nothing to judge does not match.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hamcrest.core.base_matcher import BaseMatcher

from support.checkers.histories import Findings
from support.errors import HarnessBrokenError

if TYPE_CHECKING:
    from hamcrest.core.description import Description


class Without(BaseMatcher[Findings]):
    """A history without faults of one kind."""

    def __init__(self, checker: str, promise: str, words: str) -> None:
        self._checker = checker
        self._promise = promise
        self._words = words

    def _matches(self, item: Findings) -> bool:
        if item.open:
            msg = f"this history could not be judged: {'; '.join(item.open)}"
            raise HarnessBrokenError(msg)
        return not self._faults(item)

    def describe_to(self, description: Description) -> None:
        description.append_text(self._promise)

    def describe_mismatch(self, item: Findings, mismatch_description: Description) -> None:
        mismatch_description.append_text("; ".join(self._faults(item)))

    def _faults(self, item: Findings) -> list[str]:
        if self._checker not in item.judged:
            return [f"nothing happened of which {self._checker} can be judged"]
        mine = [each for each in item.faults if each.startswith(f"{self._checker}: ")]
        return [each for each in mine if self._words in each]


def nothing_beyond_the_limit() -> Without:
    """Matches a history in which some order of the requests fits every limit."""
    return Without("quota", "some order in which all that was let in fits", "was overdrawn")


def nobody_refused_in_vain() -> Without:
    """Matches a history in which there was too little room for each refused request."""
    return Without("quota", "some order in which each refusal was needed", "had room")


def no_token_lost_or_made() -> Without:
    """Matches a history in which tokens produced, shown, charged and counted are the same."""
    return Without("conservation", "as many tokens charged and shown as were produced", "")


def one_policy_each_and_never_an_older() -> Without:
    """Matches a history in which every answer is of one policy, and policies only get newer."""
    return Without("versions", "answers of one whole policy each, never of an older one", "")


def each_event_once() -> Without:
    """Matches a history whose reports tell each event once, and nothing else."""
    return Without("exactly once", "reports of each event once", "")
