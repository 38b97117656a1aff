"""What a failure says of itself: what crossed the wire since the When, and how to see it again.

A pure function of what was written down. Nothing leaves here that is secret.
"""

from __future__ import annotations

import json
import shlex
from typing import TYPE_CHECKING

from support.clock import spoken
from support.evidence.ledger import SAID, Happening
from support.reports.for_judges import FOR_JUDGES
from support.wire.exchange import Exchange

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from support.evidence.redaction import Secrets
    from support.wire.exchange import Headers, Request

_SHOWN = 6  # exchanges
_LONGEST_BODY = 300  # characters
_SAY_NOTHING = {
    *("host", "content-length", "connection", "accept", "accept-encoding", "user-agent"),
    *("date", "server", "transfer-encoding", "keep-alive"),
}
_TOLD_ELSEWHERE = {SAID, "gateway's log", *FOR_JUDGES}
_BEHIND = "gateway to model"


def explanation(
    seen: Sequence[Exchange | Happening],
    secrets: Secrets,
    *,
    since: str,
    address: str | None = None,
    see_all: str = "",
) -> str:
    """What happened, in the order in which it happened, for somebody who was not there.

    Where *see_all* tells how to see everything, it is not shown here.
    """
    longest = (_SHOWN, _LONGEST_BODY) if see_all else (len(seen), None)
    lines = [f"{since}:", *_indented(_events(seen, secrets, *longest))]
    if see_all:
        lines += ["To see everything:", f"  {see_all}"]
    asked = _last_question(seen)
    if asked and address:
        lines += ["To ask the same again:", f"  {curl(asked.request, secrets, address)}"]
    return "\n".join(lines)


def curl(request: Request, secrets: Secrets, address: str) -> str:
    """The request as a command; whoever repeats it puts the secrets and the address in."""
    parts = ["curl", "--include", "--silent", "--show-error"]
    if request.method != "GET":
        parts += ["--request", request.method]
    for name, value in secrets.hidden_headers(request.headers):
        if name.lower() not in _SAY_NOTHING:
            parts += ["--header", f"{name}: {value}"]
    if request.body:
        parts += ["--data-raw", secrets.hidden(_text(request.body))]
    parts.append(address.rstrip("/") + secrets.hidden(request.target))
    return shlex.join(parts)


def _last_question(seen: Sequence[Exchange | Happening]) -> Exchange | None:
    """A caller's, or the operator's where no caller has asked anything."""
    asked = [e for e in seen if isinstance(e, Exchange) and e.leg.endswith("to gateway")]
    return max(asked, key=lambda e: (e.leg == "caller to gateway", e.began.number), default=None)


def _events(
    seen: Sequence[Exchange | Happening], secrets: Secrets, most: int, longest: int | None
) -> Iterator[str]:
    exchanges = [each for each in seen if isinstance(each, Exchange)]
    shown = exchanges[-most:]
    if more := len(exchanges) - len(shown):
        yield f"({more} earlier, which are in the record)"
    for each in seen:
        if isinstance(each, Happening):
            if longest is None or each.kind not in _TOLD_ELSEWHERE:
                told = f": {secrets.hidden(each.text)}" if each.text else ""
                yield f"{spoken(each.began.time)}  {each.kind}{told}"
        elif each in shown:
            yield from _exchange(each, secrets, longest)
    if not any(each.leg == _BEHIND for each in exchanges):
        yield "nothing reached the model"
    if not exchanges:
        yield "nothing reached the gateway"


def _exchange(seen: Exchange, secrets: Secrets, longest: int | None) -> Iterator[str]:
    request, answer = seen.request, seen.response
    there, back = seen.leg.split(" to ")
    who = seen.who if there == "caller" else there
    line = f"{request.method} {secrets.hidden(request.target)}"
    yield f"{spoken(seen.began.time)}  {who} to the {back}: {line}"
    yield from _indented(_message(request.headers, request.body, secrets, longest))
    if answer is None:
        yield f"          the {back} gave no answer ({seen.ending})"
        return
    ending = "" if seen.ending == "complete" else f" ({seen.ending})"
    yield f"          the {back} answered: {answer.status} {answer.reason}{ending}"
    yield from _indented(_message(answer.headers, answer.body, secrets, longest))


def _message(headers: Headers, body: bytes, secrets: Secrets, longest: int | None) -> Iterator[str]:
    for name, value in secrets.hidden_headers(headers):
        if longest is None or name.lower() not in _SAY_NOTHING:
            yield f"          {name}: {value}"
    if body:
        yield f"          {_shortened(secrets.hidden(_text(body)), longest)}"


def _shortened(text: str, longest: int | None) -> str:
    """On one line, so that ten exchanges stay on one screen."""
    line = " ".join(text.split())
    if longest is None or len(line) <= longest:
        return line
    return f"{line[:longest]} ... ({len(text):,} characters)"


def _text(body: bytes) -> str:
    """JSON as it was sent; what is not text is shown with its bytes."""
    text = body.decode("utf-8", "backslashreplace")
    return text if text.isprintable() or "\n" in text else json.dumps(text)


def _indented(lines: Iterator[str]) -> Iterator[str]:
    return (f"  {line}" for line in lines)
