"""What was left of each limit, as the answers told it, with the refusals marked.

A pure function of a history. The figures are those that the gateway names in its own headers: the
`RateLimit` list, or else the older `X-RateLimit-Remaining-...`. The axis is the order of answers.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from support.reports import picture_ink as ink
from support.wire.exchange import Exchange

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from support.evidence.ledger import Happening
    from support.wire.exchange import Response

_ITEM = re.compile(r'"([^"]*)"\s*((?:;\s*[a-z]+\s*=\s*-?\d+\s*)+)')
_PARAMETER = re.compile(r"([a-z]+)\s*=\s*(-?\d+)")
_OLDER = re.compile(r"^x-ratelimit-(remaining|limit)-(.+)$", re.IGNORECASE)
_MOST = 6  # charts
_ROOM_FOR_A_CROSS = 11.0
_WIDE, _HIGH = 420.0, 84.0


@dataclass
class Left:
    """One limit of one caller."""

    who: str
    limit: str
    size: int = 0
    answers: list[tuple[int | None, bool, float]] = field(
        default_factory=list
    )  # left, refused, time


def limits(history: Sequence[Exchange | Happening]) -> list[Left]:
    """Every limit of which at least two answers told."""
    found: dict[tuple[str, str], Left] = {}
    for each in history:
        if not isinstance(each, Exchange) or each.leg != "caller to gateway" or not each.response:
            continue
        for name, (left, size) in _figures(each.response).items():
            one = found.setdefault((each.who, name), Left(each.who, name))
            one.size = max(one.size, size, left)
            refused = each.response.status == 429
            one.answers.append((left, refused, (each.ended or each.began).time))
    return [one for one in found.values() if len(one.answers) > 1 and one.size > 0]


def draw_limits(charts: list[Left], top: float) -> tuple[str, float]:
    """The charts in two columns below *top*, and where they end."""
    if not charts:
        return "", top
    drawn = [ink.write(0, top + 20, "What was left", "b")]
    shown = charts[:_MOST]
    for number, one in enumerate(shown):
        x = ink.LEFT - 20 + (_WIDE + 50) * (number % 2)
        drawn.append(_chart(one, x, top + 34 + (_HIGH + 42) * (number // 2)))
    end = top + 34 + (_HIGH + 42) * ((len(shown) + 1) // 2)
    if more := len(charts) - len(shown):
        drawn.append(ink.write(ink.LEFT - 20, end + 4, f"and {more} more limits", "small faint"))
        end += 14
    return "".join(drawn), end


def _chart(one: Left, x: float, y: float) -> str:
    told = [(left or 0, refused, time) for left, refused, time in one.answers]
    step = _WIDE / len(told)
    base = y + 18 + _HIGH
    points = [(x, _at(told[0][0], one.size, base))]
    marks, before = [], told[0][2]
    for number, (left, refused, time) in enumerate(told):
        here, high = x + step * number, _at(left, one.size, base)
        if time - before >= 1:
            marks.append(ink.line("line c-moved dotted", (here, y + 18), (here, base)))
        before = time
        points += [(here, high), (here + step, high)]
        if refused:
            marks.append(_refusal(here, step, high))
    refusals = sum(refused for _, refused, _ in told)
    title = f"{one.who}: {one.limit}, {told[-1][0]:,} of {one.size:,} left in the end"
    said = ", ".join(f"{left:,}{' (refused)' if refused else ''}" for left, refused, _ in told[:40])
    area = [(x, base), *points, (x + _WIDE, base)]
    return ink.told(
        f"{title}. After each answer: {said}{' …' if len(told) > 40 else ''}",
        ink.write(x, y + 10, f"{ink.shortened(one.who, 24)}: {one.limit}", "b"),
        ink.write(
            x + _WIDE,
            y + 10,
            f"{len(told):,} answers" + (f", {refusals:,} refused ✕" if refusals else ""),
            "end small faint",
        ),
        ink.line("f-wire t", *area),
        ink.line("life", (x, base), (x + _WIDE, base)),
        ink.line("life dotted", (x, y + 18), (x + _WIDE, y + 18)),
        ink.write(x - 6, y + 22, f"{one.size:,}", "end small faint"),
        ink.write(x - 6, base + 3, "0", "end small faint"),
        ink.line("line c-wire", *points),
        *marks,
    )


def _refusal(x: float, wide: float, y: float) -> str:
    """A cross; where there is no room for one, a part of a bar."""
    if wide < _ROOM_FOR_A_CROSS:
        return ink.line("line c-broken thick", (x, y - 2), (x + wide, y - 2))
    return ink.cross(x + wide / 2, y - 1)


def _at(left: int, size: int, base: float) -> float:
    return round(base - _HIGH * max(0, min(left, size)) / size, 2)


def _figures(answer: Response) -> dict[str, tuple[int, int]]:
    """What is left and how large it is, for each limit that the answer names."""
    left, size = (
        dict(_items(answer, "RateLimit", "r")),
        dict(_items(answer, "RateLimit-Policy", "q")),
    )
    if not left:
        older = {(kind, name): value for kind, name, value in _older(answer)}
        left = {name: value for (kind, name), value in older.items() if kind == "remaining"}
        size = {name: value for (kind, name), value in older.items() if kind == "limit"}
    return {name: (value, size.get(name, 0)) for name, value in left.items()}


def _items(answer: Response, header: str, parameter: str) -> Iterator[tuple[str, int]]:
    for value in answer.header_values(header):
        for name, parameters in _ITEM.findall(value):
            said = dict(_PARAMETER.findall(parameters))
            if parameter in said:
                yield name, _number(said[parameter])


def _older(answer: Response) -> Iterator[tuple[str, str, int]]:
    for name, value in answer.headers:
        kind = _OLDER.match(name)
        if kind and re.fullmatch(r"-?[0-9]{1,15}", value):
            yield kind[1].lower(), kind[2].lower(), _number(value)


def _number(said: str) -> int:
    """Nobody has more than a number of fifteen digits of anything."""
    return int(said[:15])
