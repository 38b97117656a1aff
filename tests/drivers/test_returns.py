"""Callers come back when they were told to, to the second."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pytest

from support.clock import TrueTime
from support.drivers.returns import Returns
from support.errors import SetupBrokenError
from support.evidence.ledger import Ledger
from support.wire.exchange import Request, Response

if TYPE_CHECKING:
    from support.drivers.callers import Callers
    from support.drivers.passing_time import PassingTime


class Diary:
    """Stands for the callers and for the time: writes down who asks, and what passes."""

    def __init__(self) -> None:
        self.pages: list[str] = []

    def named(self, name: str) -> Diary:
        self.pages.append(name)
        return self

    def ask(self, up_to: int) -> None:
        self.pages.append(f"asks for {up_to}")

    def passes(self, seconds: float) -> None:
        self.pages.append(f"{seconds:g} s")


def returns(*told: tuple[str, str | None]) -> tuple[Returns, Diary]:
    """Returns, after these callers were told these times."""
    ledger = Ledger(TrueTime())
    for who, seconds in told:
        number = ledger.begin("caller to gateway", who, Request("POST", "/", ()))
        headers = (("Retry-After", seconds),) if seconds is not None else ()
        ledger.end(number, Response(429, "", headers), "complete")
    diary = Diary()
    return Returns(cast("Callers", diary), cast("PassingTime", diary), ledger), diary


def test_it_is_the_last_time_that_this_caller_was_told() -> None:
    """What others were told, and what was told before, does not matter."""
    coming, diary = returns(("Acme", "9"), ("Acme", "5"), ("Globex", "7"))
    coming.as_told("Acme", 200)
    assert diary.pages == ["5 s", "Acme", "asks for 200"]


def test_a_second_early_is_a_second_early() -> None:
    """The other side of the boundary is one second away."""
    coming, diary = returns(("Acme", "5"))
    coming.as_told("Acme", 200, earlier=1)
    assert diary.pages == ["4 s", "Acme", "asks for 200"]


@pytest.mark.parametrize("told", [(), (("Acme", None),), (("Acme", "soon"),)])
def test_who_was_not_told_cannot_come_back(told: tuple[tuple[str, str | None], ...]) -> None:
    """Nothing is proved then, and the reason is said."""
    coming, _ = returns(*told)
    with pytest.raises(SetupBrokenError, match="Acme was not told when to come back"):
        coming.as_told("Acme", 200)


def test_the_first_question_is_asked_at_once() -> None:
    """Between three questions two seconds pass."""
    coming, diary = returns()
    coming.every_second("Acme", 3, 200)
    asks = ["Acme", "asks for 200"]
    assert diary.pages == ["0 s", *asks, "1 s", *asks, "1 s", *asks]
