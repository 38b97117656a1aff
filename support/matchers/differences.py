"""How every judgement is spoken: what was expected, and each difference from it, at once."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, Generic, TypeVar

from hamcrest.core.base_matcher import BaseMatcher

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hamcrest.core.description import Description

    from support.wire.exchange import Exchange

Evidence = TypeVar("Evidence")


class Judgement(BaseMatcher[Evidence], Generic[Evidence]):
    """Says what is expected, and finds everything that is different."""

    @abstractmethod
    def expected(self) -> str: ...

    @abstractmethod
    def differences(self, item: Evidence) -> Iterator[str]: ...

    def _matches(self, item: Evidence) -> bool:
        return next(self.differences(item), None) is None

    def describe_to(self, description: Description) -> None:
        description.append_text(self.expected())

    def describe_mismatch(self, item: Evidence, mismatch_description: Description) -> None:
        mismatch_description.append_text("; ".join(self.differences(item)))


def unanswered(exchange: Exchange) -> Iterator[str]:
    """What there is to say of an exchange without a whole answer."""
    if exchange.response is None:
        yield f"there was no answer ({exchange.ending})"
    elif exchange.ending != "complete":
        yield f"the answer did not end well ({exchange.ending})"
