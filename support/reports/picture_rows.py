"""What a picture shows, row by row: each thing that happened, when it happened.

A pure function of a history. Rule: the order is that of happening. An exchange that nothing came
between is one row; else it is asked in one row and answered in another, and each piece of a stream
has a row of its own.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Literal

from support.evidence.ledger import Happening
from support.reports.for_judges import is_for_judges
from support.wire.exchange import Exchange
from support.wire.sse import Parser

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from support.wire.exchange import Response
    from support.wire.sse import Event

Kind = Literal["happened", "asked", "piece", "answered", "there and back"]

_NUMBERS = re.compile(r"\d+")
_LONGEST_WORDS = 24  # of an event, in characters


@dataclass(frozen=True, slots=True)
class Row:
    kind: Kind
    entry: Exchange | Happening
    at: float  # by the judge's own clock, which orders everything
    time: float  # the scenario's own
    label: str = ""  # of a piece
    key: tuple[object, ...] = ()  # rows of the same kind have the same

    @property
    def exchange(self) -> Exchange:
        assert isinstance(self.entry, Exchange)  # noqa: S101 - whoever asks has looked at the kind
        return self.entry


def rows(history: Sequence[Exchange | Happening], *, with_pieces: bool = True) -> list[Row]:
    found = [row for entry in history for row in _rows(entry, with_pieces=with_pieces)]
    found.sort(key=attrgetter("at"))  # what happened at once stays in the order of the ledger
    return list(_put_together(_dated(found)))


def whole(history: Iterable[Exchange | Happening]) -> list[Row]:
    """Each exchange as one row, wherever its answer came: the order is that of asking."""
    return [
        _happened(each) if isinstance(each, Happening) else _there_and_back(each, each.began.time)
        for each in history
        if not is_for_judges(each)
    ]


def is_stream(answer: Response) -> bool:
    return "text/event-stream" in (answer.header("Content-Type") or "")


def reason(answer: Response) -> str:
    """Why it was refused: in a header that says so, or in the body."""
    for name, value in answer.headers:
        if name.lower().endswith("-reason"):
            return value
    if answer.status < 400:
        return ""
    fault = _read(answer.body.decode("utf-8", "replace")).get("error")
    told = fault.get("code") or fault.get("type") if isinstance(fault, dict) else fault
    return told if isinstance(told, str) else ""


def _rows(entry: Exchange | Happening, *, with_pieces: bool) -> Iterator[Row]:
    if is_for_judges(entry):
        return
    if isinstance(entry, Happening):
        yield _happened(entry)
        return
    yield Row("asked", entry, entry.began.at, entry.began.time, key=_key("asked", entry))
    end = entry.ended or entry.began
    last = end.at
    if entry.response:
        pieces = entry.response.pieces
        if with_pieces and (len(pieces) > 1 or (pieces and is_stream(entry.response))):
            yield from _pieces(entry, entry.response, last)
        if pieces and entry.ending == "complete" and entry.leg.startswith("gateway to"):
            last = min(max(entry.began.at, pieces[-1].at), last)  # it is told of somewhat later
    if entry.ending != "open" or entry.response:
        yield Row("answered", entry, last, end.time, key=_key("answered", entry))


def _pieces(exchange: Exchange, answer: Response, last: float) -> Iterator[Row]:
    parser, count = Parser() if is_stream(answer) else None, 0
    for number, piece in enumerate(answer.pieces):
        events = parser.feed(piece.data) if parser else []
        at = min(max(exchange.began.at, piece.at), last)
        label = _of_events(events, count) if parser else ""
        count += len(events)
        label = label or f"{len(piece.data):,} bytes{' of an event' if parser else ''}"
        key = (*_key("piece", exchange), len(events), number == 0)
        yield Row("piece", exchange, at, exchange.began.time, label, key)


def _of_events(events: list[Event], before: int) -> str:
    if not events:
        return ""
    if len(events) > 1:
        return f"events {before + 1} to {before + len(events)}"
    return f"event {before + 1}: {_words(events[0].data)}"


def _words(data: str) -> str:
    """What one event says, in a few words."""
    said = _read(data)
    if fault := said.get("error"):
        told = fault.get("code") or fault.get("type") if isinstance(fault, dict) else fault
        return f"error {told}"
    choices = said.get("choices")
    if isinstance(choices, list) and choices and isinstance(choices[0], dict):
        delta, ends = choices[0].get("delta"), choices[0].get("finish_reason")
        words = delta.get("content") if isinstance(delta, dict) else None
        if words:
            return f"“{_shortened(str(words))}”"
        if isinstance(delta, dict) and delta.get("tool_calls"):
            return "a piece of a tool call"
        return f"ends, {ends}" if ends else "begins"
    return "use" if said.get("usage") else _shortened(data)


def _read(text: str) -> dict[str, Any]:
    try:
        said = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST_WORDS else f"{text[: _LONGEST_WORDS - 1]}…"


def _happened(entry: Happening) -> Row:
    key = ("said", entry.began.number) if entry.kind == "said" else (entry.kind, entry.text)
    return Row("happened", entry, entry.began.at, entry.began.time, key=key)


def _there_and_back(exchange: Exchange, time: float) -> Row:
    key = _key("there and back", exchange)
    return Row("there and back", exchange, exchange.began.at, time, key=key)


def _key(kind: Kind, exchange: Exchange) -> tuple[object, ...]:
    """Numbers in the target do not make it another kind of request."""
    target = _NUMBERS.sub("#", exchange.request.target)
    asked = (kind, exchange.leg, exchange.who, exchange.request.method, target)
    if kind == "asked":
        return asked
    answer = exchange.response
    return (*asked, answer and answer.status, answer and reason(answer), exchange.ending)


def _dated(found: list[Row]) -> Iterator[Row]:
    """A piece bears no date of its own: it came at the time at which the last thing happened."""
    now = found[0].time if found else 0.0
    for row in found:
        now = max(now, row.time)
        yield row if row.kind != "piece" else replace(row, time=now)


def _put_together(found: Iterable[Row]) -> Iterator[Row]:
    """What is asked and answered with nothing between goes there and back in one row."""
    before: Row | None = None
    for row in found:
        if before is None:
            before = row
        elif (before.kind, row.kind) == ("asked", "answered") and before.entry is row.entry:
            yield _there_and_back(row.exchange, before.time)
            before = None
        else:
            yield before
            before = row
    if before is not None:
        yield before
