"""What a program of others has made of the gateway's answers, from its first try to its end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from support.matchers.differences import Judgement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from support.targets.dialect import Refusal

ANSWER = "is answered: ..."


class Went(Judgement[list[str]]):
    def __init__(self, course: list[str]) -> None:
        self._course = course

    def expected(self) -> str:
        return f"the program to go this way: {', '.join(self._course)}"

    def differences(self, item: list[str]) -> Iterator[str]:
        seen = [ANSWER if each.startswith("is answered: ") else each for each in item]
        if seen != self._course:
            yield f"it went this way: {', '.join(item) or 'it did nothing'}"


def came_back_once(seconds: float) -> Went:
    """Matches a program that was refused, let this time pass, and was then answered."""
    return Went(["asks", f"lets {seconds:g} seconds pass", "asks", ANSWER])


def gave_up_at_once(error: str, refusal: Refusal) -> Went:
    """Matches a program that asked once and got this error with the code of *refusal*."""
    return Went(["asks", f"raises {error}, code {refusal.code}, type {refusal.type}"])
