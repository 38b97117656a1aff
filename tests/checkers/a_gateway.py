"""A gateway of a few lines that writes what everybody would have seen of it into a real ledger.

It keeps every promise, in whatever order things are done to it, until it is told to break one.
"""

from __future__ import annotations

import itertools
import json
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from support.clock import TrueTime
from support.evidence.ledger import Ledger
from support.targets.description import load
from support.targets.policy import Policy, TokenBudget
from support.targets.stated import STATED, stated
from support.wire.exchange import Piece, Request, Response

if TYPE_CHECKING:
    from support.checkers.histories import Findings
    from support.wire.exchange import Ending, Headers, Moment

from support.checkers.histories import findings

EMBEDDED = load("embedded")
WITHOUT_CLOCK = EMBEDDED.model_copy(update={"claims": EMBEDDED.claims - {"clock"}})
CHAT = "/v1/chat/completions"
PROMPT = 4


class WatchedLedger(Ledger):
    """A ledger that is told what a stopwatch shows."""

    at = 0.0

    def _moment(self) -> Moment:
        return replace(super()._moment(), at=self.at)


@dataclass(slots=True)
class Visit:
    number: int  # in the ledger
    body: bytes
    cost: int
    streamed: bool
    version: int
    call: int | None = None
    refused: bool = False
    left: int = 0


@dataclass
class AGateway:
    """Acme's minute, its reports and its policies."""

    per_minute: int = 60
    flowing: bool = False  # its clock runs by itself, and not by notes in the ledger
    broken: str = ""  # what it does wrong, once
    alone: bool = False  # nothing else happens from a question to its answer
    version: int = 1
    used: float = 0.0
    given: int = 0  # ids of answers
    began: list[Visit] = field(default_factory=list)  # not decided yet
    asked: list[Visit] = field(default_factory=list)  # the model has them
    decided: list[Visit] = field(default_factory=list)  # refused, and not told yet
    events: list[dict[str, Any]] = field(default_factory=list)
    batch: tuple[str, list[dict[str, Any]]] | None = None

    def __post_init__(self) -> None:
        self.time = TrueTime()
        self.ledger = WatchedLedger(self.time)
        self._numbers = itertools.count(1)
        self._offer()

    def findings(self) -> Findings:
        return findings(self.ledger.everything(), WITHOUT_CLOCK if self.flowing else EMBEDDED)

    @property
    def is_quiet(self) -> bool:
        return not (self.began or self.asked or self.decided)

    def asks(self, up_to: int, *, streamed: bool = False) -> None:
        question = {
            "model": "m",
            "messages": [{"role": "user", "content": f"Question {next(self._numbers):06}"}],
            "max_tokens": up_to - PROMPT,
            "stream": streamed,
        }
        body = json.dumps(question).encode()
        number = self.ledger.begin("caller to gateway", "Acme", Request("POST", CHAT, (), body))
        self.began.append(Visit(number, body, up_to, streamed, self.version))

    def decides(self, which: int = 0) -> None:
        visit = self.began.pop(which)
        fits = self.used + visit.cost <= self.per_minute + 1e-6
        if self.alone and self._breaks("refuses" if fits else "admits"):
            fits = not fits
        if not fits:
            visit.refused, visit.left = True, int(self.per_minute - self.used + 1e-6)
            if not self._breaks("forgets an event"):
                self._note("tpm_exceeded")
            if self._breaks("invents an event"):
                self._note("tpm_exceeded")
            self.decided.append(visit)
            return
        self.used += visit.cost
        visit.left = int(self.per_minute - self.used + 1e-6)
        request = Request("POST", CHAT, (), visit.body)
        if self._breaks("asks the model twice"):
            self.ledger.begin("gateway to model", "the gateway", request)
        visit.call = self.ledger.begin("gateway to model", "the gateway", request)
        self.asked.append(visit)

    def refuses(self, which: int = 0) -> None:
        visit = self.decided.pop(which)
        self._tell(visit, 429, {"error": {}}, (("X-Gateway-Reason", "tpm_exceeded"),))

    def answers(self, took: int, which: int = 0, *, fails: bool = False) -> None:
        visit = self.asked.pop(which)
        assert visit.call is not None
        said = {"usage": {"total_tokens": took}}
        produced = Response(500 if fails else 200, "", (), (_piece(said, stream=visit.streamed),))
        self.ledger.end(visit.call, produced, "complete")
        charged = 0 if fails else took + self._breaks("charges one more")
        self.used = max(0.0, self.used - visit.cost + charged)
        if not visit.streamed or fails:
            visit.left = int(self.per_minute - self.used + 1e-6)
        more = 0 if fails else self._breaks("shows one more")
        shown = {"usage": {"total_tokens": took + more}}
        self._tell(visit, produced.status, shown, (), stream=visit.streamed)

    def is_left(self, charged: int, which: int = 0) -> None:
        """A caller hangs up; whether anything comes back is the gateway's secret."""
        visit = self.asked.pop(which)
        assert visit.call is not None
        self.ledger.end(visit.call, None, "peer left")
        self.ledger.end(visit.number, None, "cut")
        self.used = max(0.0, self.used - visit.cost + min(charged, visit.cost))

    def passes(self, seconds: int) -> None:
        if self.flowing:
            self.ledger.at += seconds
        else:
            self.ledger.note("time", f"{seconds} seconds pass")
            self.time.move(seconds)
        self.used = max(0.0, self.used - seconds * self.per_minute / 60)

    def restarts(self) -> None:
        """Nobody is asking at that moment."""
        self.ledger.note("gateway", "killed")
        if self.used > PROMPT and self._breaks("forgets on restart"):
            self.used = 0.0
        self.ledger.note("gateway", "started again")

    def takes_up(self, per_minute: int) -> None:
        self.version += 1
        self.per_minute = per_minute
        self._offer()
        said = json.dumps({"in_force": self.version}).encode()
        self._calls("acknowledgements", said)

    def reports(self, *, receipt: bool = True) -> None:
        """With a heartbeat, if there is anything."""
        self._calls("heartbeat", b"{}")
        if self.batch is None and self.events:
            self.batch, self.events = (f"key {next(self._numbers)}", self.events), []
        if self.batch is None:
            return
        key, events = self.batch
        self._calls("events", json.dumps({"events": events}).encode(), key, receipt=receipt)
        if self._breaks("reports under another key"):
            self._calls("events", json.dumps({"events": events}).encode(), "another")
        if self._breaks("changes a report"):
            self._calls("events", b'{"events": []}', key)
        self.batch = None if receipt else self.batch

    def _breaks(self, promise: str) -> bool:
        """Whether this is the moment; once, and only where it can be proved."""
        proved = self.broken == promise and not self.asked and not self.decided
        if proved and not self.began:
            self.broken = f"{promise}, done"
            return True
        return False

    @property
    def has_broken(self) -> bool:
        return self.broken.endswith(", done")

    def _offer(self) -> None:
        budget = {"Acme": TokenBudget(per_minute=self.per_minute)}
        self.ledger.note(STATED, stated(Policy(self.version, budgets=budget)))

    def _note(self, reason: str) -> None:
        name = f"event {next(self._numbers)}"
        self.events.append({"id": name, "kind": "refused", "reason": reason})

    def _tell(
        self, visit: Visit, status: int, said: object, more: Headers, *, stream: bool = False
    ) -> None:
        twice = bool(self.given) and self._breaks("gives an id twice")
        self.given += 0 if twice else 1
        older = self._breaks("goes back a version")
        size = self.per_minute + self._breaks("mixes policies")
        version = self.version - 1 if older else self.version
        headers: Headers = (
            ("X-Gateway-Policy", str(version)),
            ("X-Request-Id", f"req_{self.given}"),
            ("RateLimit-Policy", f'"tokens-per-minute";q={size};w=60'),
            ("RateLimit", f'"tokens-per-minute";r={max(0, visit.left)};t=1'),
            *more,
        )
        answer = Response(status, "", headers, (_piece(said, stream=stream),))
        self.ledger.end(visit.number, answer, "complete")

    def _calls(self, what: str, body: bytes, key: str = "", *, receipt: bool = True) -> None:
        headers = (("Idempotency-Key", key),) if key else ()
        request = Request("POST", f"/v1/edges/edge-1/{what}", headers, body)
        number = self.ledger.begin("gateway to control plane", "the gateway", request)
        answer, ending = (Response(204, "", ()), "complete") if receipt else (None, "reset")
        self.ledger.end(number, answer, _ending(ending))


def _ending(name: str) -> Ending:
    return "complete" if name == "complete" else "reset"


def _piece(said: object, *, stream: bool) -> Piece:
    text = json.dumps(said)
    return Piece(0.0, (f"data: {text}\n\ndata: [DONE]\n\n" if stream else text).encode())
