"""The door to the templates: everything that comes from outside is text there, never markup."""

from __future__ import annotations

import re
from datetime import datetime
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from support.clock import spoken
from support.evidence.ledger import Happening
from support.evidence.redaction import Secrets
from support.reports.explanation import curl
from support.reports.site import bodies

if TYPE_CHECKING:
    from support.evidence.written import Entry
    from support.wire.exchange import Exchange, Headers, Response

TEMPLATES = Path(__file__).parent / "templates"
_NOTHING_HIDDEN = Secrets()  # what was secret has left the record before
_PLAIN = re.compile(r"[^A-Za-z0-9_.-]+")
_STREAM = "text/event-stream"


def templates() -> Environment:
    """Made anew for each site; a name that is misspelt in a template is an error."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {"day": day, "slug": slug, "spoken": lru_cache(spoken), "pretty": pretty}
    made.globals |= {"arrived": arrived, "as_curl": as_curl, "headers": headers}
    made.tests["happening"] = is_happening
    return made


def slug(place: str) -> str:
    """The name on a page: features/loops/a.feature:12 is loops.a-12. Two places never share one."""
    short = place.removeprefix("features/").replace(".feature:", "-").replace("/", ".")
    plain = _PLAIN.sub("-", short)
    return plain if plain == short else f"{plain}-{sha256(place.encode()).hexdigest()[:8]}"


def day(at: str) -> str:
    """21 November 2026, 13:56 UTC."""
    when = datetime.fromisoformat(at)
    return f"{when.day} {when:%B %Y, %H:%M} UTC"


def is_happening(entry: Entry) -> bool:
    return isinstance(entry, Happening)


def arrived(seen: Exchange, answer: Response) -> tuple[str, tuple[bodies.Arrived, ...]]:
    """Whether an answer is told by its events, by its pieces, or as a whole; and those."""
    kinds = answer.header_values("content-type")
    if any(kind.startswith(_STREAM) for kind in kinds):
        return "events", bodies.events(answer.pieces, seen.began.at)
    if len(answer.pieces) > 1:
        return "pieces", bodies.parts(answer.pieces, seen.began.at)
    return "whole", ()


@lru_cache(maxsize=4096)
def headers(sent: Headers) -> Markup:
    """As they were sent, a line each. Many exchanges share them: they are written once for all."""
    lines = (f'<span class="name">{escape(name)}:</span> {escape(value)}\n' for name, value in sent)
    return Markup("".join(lines))  # noqa: S704 - each part is escaped


@lru_cache(maxsize=2048)
def pretty(body: bytes) -> Markup:
    return escape(bodies.pretty(body))


def as_curl(seen: Exchange, address: str | None) -> str:
    """A command that asks the same of the gateway; calls to its neighbours have none.

    Nor has one that is too long to be typed: `wicket replay` sends it.
    """
    if (
        not address
        or not seen.leg.endswith("to gateway")
        or len(seen.request.body) > bodies.LONGEST
    ):
        return ""
    return curl(seen.request, _NOTHING_HIDDEN, address)
