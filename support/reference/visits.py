"""One request on its way through the gateway: what it is, what has been found out about it."""

from __future__ import annotations

import secrets
import string
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from .caller_waiting import CallerLeftError
from .credentials import claims_shown
from .proxy import Outgoing

if TYPE_CHECKING:
    from starlette.types import Receive, Scope

    from .bundles import Bundle, Route
    from .chat_requests import ChatRequest
    from .cost_budgets import Charge, Cost
    from .policies import TokenBudget
    from .reasons import Headers
    from .request_limits import Counted
    from .spend_breakers import Expense
    from .token_budgets import Reservation, Window

OVERRIDES = (b"x-http-method-override", b"x-http-method", b"x-method-override")


@dataclass(slots=True)
class Visit:
    """A request. It belongs to the bundle that was in force when it arrived, to its last byte."""

    bundle: Bundle | None
    method: str
    path: str  # percent-decoded: what reports tell
    raw_path: str  # as it was sent: what is forwarded
    query: str
    version: str
    headers: Headers
    peer: str
    id: str = field(default_factory=lambda: f"req_{secrets.token_hex(12)}")

    body: bytes = b""
    route: Route | None = None
    known_as: str | None = None  # whose good credentials are shown, also where none are asked for
    caller: str | None = None  # who has been let in by them
    counted: tuple[Counted, ...] = ()
    chat: ChatRequest | None = None
    budget: TokenBudget | None = None
    reservation: Reservation | None = None
    refused_tokens: int | None = None  # that could not be set aside now, and could be later
    costs: list[Cost] = field(default_factory=list)  # by each budget that has looked at it
    charges: list[Charge] = field(default_factory=list)
    shadowed: bool = False  # a twin of the real one, of which nobody is to hear
    watched: bool = False  # by a token budget in shadow
    watched_reservation: Reservation | None = None
    watched_budget: TokenBudget | None = None  # what that was reserved by
    expenses: list[Expense] = field(default_factory=list)
    delay: float = 0.0
    warnings: Headers = field(default_factory=list)
    begun: bool = False  # the head of the answer is out
    in_events: bool = False  # and what follows are events, to which one can be added
    sent: bool = False  # to the upstream, which may have worked for it since
    settled: bool = False
    outcome: str = "answered"
    told: tuple[Window, ...] | None = None  # what was left when it was refused, if others count too

    @property
    def claims(self) -> dict[str, Any]:
        """What the pass says by which the caller was let in; read where a policy asks for it."""
        if self.caller is None or self.bundle is None:
            return {}
        return claims_shown(self.lines(b"authorization"), self.bundle)

    @property
    def methods(self) -> frozenset[str]:
        """Every method by which somebody behind us may take it to have come."""
        instead = (line for name in OVERRIDES for line in self.lines(name))
        return frozenset(each.strip().upper() for each in (self.method, *instead))

    def lines(self, name: bytes) -> list[str]:
        """Return the values of a header, one for each line of it."""
        return [value.decode("latin-1") for each, value in self.headers if each == name]

    def keep_back(self, seconds: float) -> None:
        """Answer so much later; where there are several reasons to, the longest holds."""
        self.delay = max(self.delay, seconds)

    @property
    def target(self) -> str:
        """Path and query, as they were sent."""
        return f"{self.raw_path}?{self.query}" if self.query else self.raw_path


def visit_of(scope: Scope, bundle: Bundle | None) -> Visit:
    """Make a visit of what the server knows about a request."""
    return Visit(
        bundle,
        scope["method"],
        scope["path"],
        scope["raw_path"].decode("ascii"),
        quote(scope["query_string"], safe=string.punctuation),
        scope["http_version"],
        list(scope["headers"]),
        scope["client"][0] if scope["client"] else "",
    )


def outgoing_of(visit: Visit) -> Outgoing:
    """Say what the upstream is sent; where tokens are counted, in a way that they can be."""
    upstream = visit.route.upstream if visit.route else ""
    headers, body = visit.headers, visit.body
    counted = visit.budget is not None or visit.watched
    if visit.chat is not None:
        readable = [line for line in headers if line[0] != b"accept-encoding"]
        headers = [*readable, (b"accept-encoding", b"identity")]
    if counted and visit.chat is not None and visit.chat.streams and not visit.chat.wants_usage:
        body = visit.chat.asking_for_usage()
    return Outgoing(upstream, visit.method, visit.target, visit.version, headers, body)


async def whole_body(receive: Receive) -> bytes:
    """Read the request to its end; CallerLeftError when the caller hung up before it."""
    parts: list[bytes] = []
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise CallerLeftError
        parts.append(message.get("body", b""))
        if not message.get("more_body", False):
            return b"".join(parts)
