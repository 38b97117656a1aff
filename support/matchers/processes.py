"""Whether the work was shared: a limit that only one process has enforced proves nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from support.matchers.differences import Judgement

if TYPE_CHECKING:
    from collections.abc import Iterator


class SharedOut(Judgement[list[str]]):
    def __init__(self, number: int) -> None:
        self._number = number

    def expected(self) -> str:
        return f"{self._number} processes, more than one of them with requests"

    def differences(self, item: list[str]) -> Iterator[str]:
        requests = [int(each) for each in item[-1].split()] if item else []
        if len(requests) != self._number:
            yield f"there were {len(requests)} processes"
        if sum(each > 0 for each in requests) < min(2, self._number):
            yield f"the requests of each process were {requests or 'not told'}"


def shared_out_among(number: int) -> SharedOut:
    """Matches what was noted of processes when there are so many, and several had something."""
    return SharedOut(number)
