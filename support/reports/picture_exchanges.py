"""How one exchange, or a part of it, is drawn between two lanes of a picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from support.clock import spoken
from support.reports import picture_ink as ink
from support.reports.picture_rows import is_stream, reason

if TYPE_CHECKING:
    from support.reports.picture_rows import Row
    from support.wire.exchange import Exchange

CALLERS, GATEWAY, NEIGHBOURS = 290.0, 574.0, 858.0
_BROKEN = 0.64  # of the way from the left, for what did not arrive

_ENDINGS = {
    "open": "not ended yet",
    "refused": "no connection is accepted",
    "cut": "cut",
    "reset": "reset",
    "timed out": "no end in sight",
    "malformed": "this is no HTTP",
}


def draw_exchange(row: Row, y: float) -> tuple[str, float]:
    """The row at this height, and how much room it took."""
    draw = {"asked": _asked, "piece": _piece, "answered": _answered}.get(row.kind, _there_and_back)
    drawn, high = draw(row, y)
    return ink.told(_in_words(row), drawn), high


def _asked(row: Row, y: float) -> tuple[str, float]:
    begin, end = _lanes(row.exchange)
    drawn = _names(row.exchange, y + 20) + ink.arrow("", begin, end, y + 17)
    return drawn + _label(begin, end, y + 12, _request(row.exchange)), 26


def _there_and_back(row: Row, y: float) -> tuple[str, float]:
    """Two lines close together: nothing happened between."""
    exchange = row.exchange
    if exchange.ending == "refused":
        return _refused(exchange, y)
    if exchange.response is None or _told(exchange):
        there, _ = _asked(row, y)
        back, high = _back(exchange, y + 17)
        return there + back, high + 16
    begin, end = _lanes(exchange)
    drawn = _names(exchange, y + 21) + ink.arrow("", begin, end, y + 16)
    drawn += _label(begin, end, y + 11, ink.shortened(_request(exchange), 39))
    drawn += ink.arrow("back", end, begin, y + 21)
    return drawn + _status(exchange.response.status, max(begin, end) - 36, y), 29


def _refused(exchange: Exchange, y: float) -> tuple[str, float]:
    """It has not even been asked."""
    begin, end = _lanes(exchange)
    broken = end + (16 if begin > end else -16)
    drawn = _names(exchange, y + 20) + _label(begin, end, y + 12, _request(exchange))
    drawn += ink.line("line", (begin, y + 17), (broken, y + 17)) + ink.cross(broken, y + 17)
    return drawn + ink.write(min(begin, end) + 10, y + 28, ending(exchange), "small b"), 36


def _answered(row: Row, y: float) -> tuple[str, float]:
    drawn, high = _back(row.exchange, y)
    return _names(row.exchange, y + 20, "small faint") + drawn, high


def _back(exchange: Exchange, y: float) -> tuple[str, float]:
    """The answer, or what became of it."""
    begin, end = _lanes(exchange)
    answer = exchange.response
    left = min(begin, end) + 10
    if answer is None:
        broken = min(begin, end) + _BROKEN * abs(end - begin)
        drawn = ink.line("line back", (end, y + 17), (broken, y + 17)) + ink.cross(broken, y + 17)
        return drawn + ink.write(left, y + 12, ending(exchange), "small b"), 28
    drawn = ink.arrow("back", end, begin, y + 17) + _status(answer.status, left, y)
    drawn += ink.write(left + 36, y + 11.5, ink.shortened(_told(exchange), 42), "small")
    if exchange.ending != "complete":
        drawn += ink.cross(begin, y + 17)
    return drawn, 28


def _status(status: int, x: float, y: float) -> str:
    colour = "kept" if status < 400 else "broken"
    drawn = ink.box(f"f-{colour} t", x, y + 1, 30, 13)
    drawn += ink.box(f"box c-{colour}", x, y + 1, 30, 13)
    return drawn + ink.write(x + 15, y + 11.5, str(status), "mid small b")


def _piece(row: Row, y: float) -> tuple[str, float]:
    """Shorter than an answer: it is a part of one."""
    begin, end = _lanes(row.exchange)
    drawn = ink.arrow("c-wire", end, begin, y + 13) + ink.dot("f-wire", end, y + 13)
    return drawn + ink.write(min(begin, end) + 10, y + 9.5, row.label, "small"), 18


def ending(exchange: Exchange) -> str:
    asker = exchange.who if exchange.leg == "caller to gateway" else f"the {_ends(exchange)[0]}"
    return _ENDINGS.get(exchange.ending, f"{asker} left")


def _told(exchange: Exchange) -> str:
    """What else the answer says of itself."""
    answer = exchange.response
    if answer is None:
        return ending(exchange)
    parts = [reason(answer)]
    if again := answer.header("Retry-After"):
        soon = again.isascii() and again.isdecimal() and len(again) < 10
        parts.append(f"again in {lasting(float(again))}" if soon else f"again at {again}")
    if is_stream(answer):
        parts.append("stream" if len(answer.pieces) < 2 else f"stream, {len(answer.pieces)} pieces")
    if exchange.ending != "complete":
        parts.append(ending(exchange))
    return ", ".join(each for each in parts if each)


def lasting(seconds: float) -> str:
    """24 h, 1 h 30 min, 2.5 s: as short as it can be said, and no more exactly than it matters."""
    if seconds < 60:
        return f"{seconds:.3g} s"
    rest, parts = round(seconds), []
    for size, unit in ((86400, "d"), (3600, "h"), (60, "min"), (1, "s")):
        if unit == "d" and seconds < 2 * size:
            continue
        count, rest = divmod(rest, size)
        if count:
            parts.append(f"{count} {unit}")
    return " ".join(parts[:2])


def _in_words(row: Row) -> str:
    exchange = row.exchange
    there, back = _ends(exchange)
    asker = exchange.who if there == "caller" else f"the {there}"
    request = f"{exchange.request.method} {exchange.request.target}"
    answer = exchange.response
    answered = f"{answer.status} {answer.reason}" if answer else "no answer"
    told = f" ({_told(exchange)})" if _told(exchange) else ""
    said = {
        "asked": f"{asker} to the {back}: {request}",
        "piece": f"the {back} to {asker}: {row.label}",
        "answered": f"the {back} to {asker}: {answered}{told}",
    }.get(row.kind, f"{asker} to the {back}: {request}, then {answered}{told}")
    return f"{spoken(row.time)} {said}"


def _request(exchange: Exchange) -> str:
    return f"{exchange.request.method} {exchange.request.target}"


def _names(exchange: Exchange, y: float, kind: str = "b") -> str:
    """Who asks at the left, who is asked at the right."""
    there, back = _ends(exchange)
    if there in {"caller", "operator"}:
        return ink.write(CALLERS - 10, y, ink.shortened(exchange.who, 23), f"end {kind}")
    return ink.write(NEIGHBOURS + 10, y, there if back == "gateway" else back, kind)


def _ends(exchange: Exchange) -> tuple[str, str]:
    there, _, back = exchange.leg.partition(" to ")
    return there, back


def _lanes(exchange: Exchange) -> tuple[float, float]:
    """From where to where it is asked."""
    there, _ = _ends(exchange)
    if there == "gateway":
        return GATEWAY, NEIGHBOURS
    return (CALLERS if there in {"caller", "operator"} else NEIGHBOURS), GATEWAY


def _label(begin: float, end: float, y: float, said: str) -> str:
    return ink.write(min(begin, end) + 10, y, ink.shortened(said, 42), "small")
