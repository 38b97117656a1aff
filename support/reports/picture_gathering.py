"""Runs of the same kind are gathered, so that a scenario of a thousand exchanges can be read.

Rule 1: nothing is left out silently: what is gathered says how often it happened. Rule 2: a picture
is as coarse as it must be and no coarser: first patterns are gathered, then the pieces of streams
are, then whatever is of one kind between two things that happened beside the wire.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from support.reports.picture_rows import Row, rows, whole
from support.wire.exchange import Exchange

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from support.evidence.ledger import Happening

_ASKED = "caller to gateway"
_READABLE = 80  # rows
_LONGEST_PATTERN = 10  # rows that come again and again
_LONG_ENOUGH = 4  # rows, to be gathered when they come twice
_CROWD = 3  # requests of callers under way at once: their order means nothing


@dataclass(frozen=True, slots=True)
class Gathered:
    """Rows that came in this order so many times."""

    rows: tuple[Row, ...]
    times: int
    until: float  # the scenario's time of the last of them
    mixed: bool = False  # in this order or another


def gathered(history: Sequence[Exchange | Happening]) -> list[Gathered]:
    """As fine as can be read."""
    for with_pieces in () if _is_crowded(history) else (True, False):
        made = list(_patterns(rows(history, with_pieces=with_pieces)))
        if sum(len(each.rows) for each in made) <= _READABLE:
            return made
    return list(_by_kind(whole(history)))


def _is_crowded(history: Sequence[Exchange | Happening]) -> bool:
    asked = [each for each in history if isinstance(each, Exchange) and each.leg == _ASKED]
    changes = [(each.began.at, 1) for each in asked]
    changes += [(each.ended.at, -1) for each in asked if each.ended]
    return max(accumulate(change for _, change in sorted(changes)), default=0) > _CROWD


def _patterns(found: list[Row]) -> Iterator[Gathered]:
    """The longest stretch that one pattern covers, from the front to the end."""
    kinds: dict[tuple[object, ...], int] = {}
    keys = [kinds.setdefault(row.key, len(kinds)) for row in found]
    begin = 0
    while begin < len(found):
        length, times = _pattern_at(keys, begin)
        end = begin + length * times
        yield Gathered(tuple(found[begin : begin + length]), times, found[end - 1].time)
        begin = end


def _pattern_at(keys: list[int], begin: int) -> tuple[int, int]:
    """How long the best pattern is that begins here, and how often it comes."""
    best, saved = (1, 1), 0
    for length in range(1, _LONGEST_PATTERN + 1):
        pattern, end, times = keys[begin : begin + length], begin + length, 1
        while len(pattern) == length and keys[end : end + length] == pattern:
            end, times = end + length, times + 1
        if saved < length * (times - 1) and (times > 2 or length > _LONG_ENOUGH):
            best, saved = (length, times), length * (times - 1)
    return best


def _by_kind(found: list[Row]) -> Iterator[Gathered]:
    """Between what happened beside the wire, everything of a kind together."""
    stretch: dict[tuple[object, ...], list[Row]] = {}
    for row in found:
        if row.kind == "happened":
            yield from _of_stretch(stretch)
            stretch = {}
            yield Gathered((row,), 1, row.time)
        else:
            stretch.setdefault(row.key, []).append(row)
    yield from _of_stretch(stretch)


def _of_stretch(stretch: dict[tuple[object, ...], list[Row]]) -> Iterator[Gathered]:
    for same in stretch.values():
        yield Gathered((same[0],), len(same), same[-1].time, mixed=len(stretch) > 1)
