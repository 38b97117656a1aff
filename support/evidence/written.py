"""A ledger on paper: one line of JSON an entry, and back again.

Rule 1: nothing is lost but secrets. A body that is no text is kept as base64. Rule 2: what is read
back is what matchers were shown, so that they can be asked again; where a secret was hidden, they
are told whose.
"""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING, Any

from support.evidence.ledger import Happening
from support.evidence.redaction import Secrets, nameless
from support.wire.exchange import Exchange, Moment, Piece, Request, Response

if TYPE_CHECKING:
    from collections.abc import Iterable

    from support.wire.exchange import Headers

Entry = Exchange | Happening
_NOBODYS = Secrets()  # hides what headers of secrets say, whoever's they are


def written(entries: Iterable[Entry], secrets: Secrets) -> bytes:
    """What happened, ready to be kept: without its secrets."""
    lines = (json.dumps(_line(each, secrets), ensure_ascii=False) for each in entries)
    return "".join(f"{secrets.named(line)}\n" for line in lines).encode()


def read(kept: bytes) -> list[Entry]:
    """For everybody but judges: what is hidden is hidden, and nobody learns whose it was."""
    lines = [json.loads(line) for line in nameless(kept.decode()).encode().splitlines()]
    for line in lines:
        for message in filter(None, (line.get("request"), line.get("response"))):
            message["headers"] = _NOBODYS.hidden_headers(message["headers"])
    return [_entry(line) for line in lines]


def read_to_judge(kept: bytes) -> list[Entry]:
    return [_entry(json.loads(line)) for line in kept.splitlines()]


def _line(entry: Entry, secrets: Secrets) -> dict[str, Any]:
    if isinstance(entry, Happening):
        return {**_when(entry.began), "happened": entry.kind, "text": entry.text}
    return {
        **_when(entry.began),
        "leg": entry.leg,
        "who": entry.who,
        "request": {
            "method": entry.request.method,
            "target": entry.request.target,
            "headers": secrets.named_headers(entry.request.headers),
            **_body(entry.request.body, secrets),
        },
        "response": entry.response and _answer(entry.response, secrets),
        "ending": entry.ending,
        "ended": entry.ended and _when(entry.ended),
        "answered": entry.answered and _when(entry.answered),
    }


def _answer(answer: Response, secrets: Secrets) -> dict[str, Any]:
    return {
        "version": answer.version,
        "status": answer.status,
        "reason": answer.reason,
        "headers": secrets.named_headers(answer.headers),
        **_body(answer.body, secrets),
        "pieces": [[round(piece.at, 6), len(piece.data)] for piece in answer.pieces],
    }


def _entry(line: dict[str, Any]) -> Entry:
    if "happened" in line:
        return Happening(line["happened"], line["text"], _moment(line))
    asked = line["request"]
    return Exchange(
        line["leg"],
        line["who"],
        Request(asked["method"], asked["target"], _headers(asked), _bytes(asked)),
        _moment(line),
        line["response"] and _response(line["response"]),
        line["ending"],
        line["ended"] and _moment(line["ended"]),
        _head(line),
    )


def _head(line: dict[str, Any]) -> Moment | None:
    """In records of before no head has a time: it counts as having come at once."""
    answered = line.get("answered", line)
    return answered and _moment(answered)


def _response(line: dict[str, Any]) -> Response:
    """The body in the pieces in which it came; where a secret was hidden, they have moved."""
    body, pieces, begin = _bytes(line), [], 0
    for number, (at, size) in enumerate(line["pieces"], 1):
        end = len(body) if number == len(line["pieces"]) else begin + size
        pieces.append(Piece(at, body[begin:end]))
        begin = end
    version = line.get("version", "HTTP/1.1")  # in records of before none is told
    return Response(line["status"], line["reason"], _headers(line), tuple(pieces), version)


def _when(moment: Moment) -> dict[str, Any]:
    return {"number": moment.number, "at": round(moment.at, 6), "time": moment.time}


def _moment(line: dict[str, Any]) -> Moment:
    return Moment(line["number"], line["at"], line["time"])


def _headers(line: dict[str, Any]) -> Headers:
    return tuple((name, value) for name, value in line["headers"])


def _body(body: bytes, secrets: Secrets) -> dict[str, str]:
    try:
        return {"body": body.decode()}
    except UnicodeDecodeError:
        without = secrets.hidden(body.decode("latin-1")).encode("latin-1")
        return {"base64": base64.b64encode(without).decode()}


def _bytes(line: dict[str, Any]) -> bytes:
    return base64.b64decode(line["base64"]) if "base64" in line else line["body"].encode()
