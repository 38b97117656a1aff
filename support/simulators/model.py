"""A model provider that answers as it is told to, in the words of OpenAI's chat completions.

It is scripted from the outside: what reaches it is exactly what a gateway would send.
"""

from __future__ import annotations

import json
import uuid
from typing import TYPE_CHECKING

from support.serving.calls import Call, Fault, RawReply, Reply, Witness
from support.serving.server import Server
from support.simulators import chat
from support.simulators.mishaps import MISHAPS
from support.simulators.transfers import packed
from support.simulators.waiting import Changes, Gate, GateWitness

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from support.serving.ear import Ear

    Speech = Callable[[chat.Chat], list[bytes]]

JSON = ("Content-Type", "application/json")
EVENTS = ("Content-Type", "text/event-stream; charset=utf-8")


class Model:
    """Answers `POST .../chat/completions`, whole or streamed, and any GET.

    `answer_tokens`: completion tokens it reports; None: as many as the request allows.
    `prompt_tokens`: prompt tokens it reports; None: one for every four characters begun.
    `report_usage`: whether it reports any.
    `headers`: what it says in the head of every answer besides.
    `packs`: whether its answers come packed with gzip, given what a request says that it accepts.
    """

    def __init__(self, witness: Witness, ear: Ear | None = None) -> None:
        self.answer_tokens: int | None = None
        self.prompt_tokens: int | None = None
        self.report_usage = True
        self.headers: list[tuple[str, str]] = []
        self.packs: Callable[[str], bool] = lambda _accepted: False
        self._failure: Reply | RawReply | None = None
        self._speech: Speech | None = None
        self._changes = Changes()
        self._answers = Gate(self._changes)
        self._events = Gate(self._changes)
        watched = GateWitness(witness, self._answers, self._events)
        self._server = Server(self._handle, watched, ear)
        self.url = self._server.url
        self.port = self._server.port

    @property
    def faults(self) -> list[Fault]:
        return self._server.faults

    @property
    def waiting(self) -> int:
        """How many requests have arrived and are held."""
        return self._answers.waiting

    @property
    def events_waiting(self) -> int:
        """How many streams wait to be let go on."""
        return self._events.waiting

    def hold(self) -> None:
        """From now on requests arrive and wait."""
        self._answers.shut()

    def release(self) -> None:
        """Answer what waits and whatever comes."""
        self._answers.open()

    def answer_one(self) -> None:
        """Answer the request that has waited longest; the others go on waiting."""
        self._answers.let_go(1)

    def step_by_step(self) -> None:
        """From now on a stream stops before each of its events until it is let go on."""
        self._events.shut()

    def let_go(self, events: int) -> None:
        """Release so many events, of the stream that has waited longest first."""
        self._events.let_go(events)

    def flow(self) -> None:
        """Streams stop no longer."""
        self._events.open()

    def answers_take(self, tokens: int) -> None:
        """Report so many tokens in all: a prompt of up to four and the rest for the answer."""
        self.prompt_tokens = min(4, tokens)
        self.answer_tokens = tokens - self.prompt_tokens

    def answers_take_what_is_asked(self) -> None:
        """Report the prompt as it is and an answer as long as the request allows."""
        self.prompt_tokens = self.answer_tokens = None

    def packs_where_it_may(self) -> None:
        """Pack an answer for whoever says that packed ones are accepted."""
        self.packs = lambda accepted: "gzip" in accepted

    def packs_always(self) -> None:
        """Pack every answer, whatever is accepted."""
        self.packs = lambda _accepted: True

    def tells_figures(self, left: int, size: int) -> None:
        """Say in every answer how much of the model's own limit is left, in both families."""
        self.headers = [
            ("x-ratelimit-limit-tokens", str(size)),
            ("x-ratelimit-remaining-tokens", str(left)),
            ("x-ratelimit-reset-tokens", "6m0s"),
            ("x-ratelimit-remaining-requests", str(left)),
            ("RateLimit-Policy", f'"provider";q={size};w=60'),
            ("RateLimit", f'"provider";r={left};t=60'),
        ]

    def says_besides(self, line: str) -> None:
        """Have this line, too, in the head of every answer."""
        name, _, value = line.partition(": ")
        self.headers.append((name, value))

    def fail_with(self, reply: Reply | RawReply | None) -> None:
        """Answer every chat with *reply* instead; None: answer as usual again."""
        self._failure = reply

    def speaks(self, speech: Speech | None) -> None:
        """Streams say this, event by event; None: the usual words again."""
        self._speech = speech

    def suffers(self, mishap: str) -> None:
        """From now on every question meets this mishap; one that cannot be reached stays so."""
        self._failure = MISHAPS[mishap]
        if self._failure is None:
            self.close()

    def wait_for(self, predicate: Callable[[], bool], within: float) -> bool:
        """Whether *predicate*, about `waiting` or `events_waiting`, came true in time."""
        return self._changes.wait_for(predicate, within)

    def close(self) -> None:
        self._answers.close()
        self._events.close()
        self._server.close()

    def _handle(self, call: Call) -> Reply | RawReply:
        self._answers.pass_through(call)
        if call.method == "POST" and call.target.partition("?")[0].endswith("/chat/completions"):
            return self._failure or self._chat(call)
        if call.method in {"GET", "HEAD"}:
            document = {"object": "list", "path": call.target, "data": []}
            return Reply(200, self._headers(JSON), json.dumps(document).encode())
        text = f"Invalid URL ({call.method} {call.target})"
        return self._error(404, text, "unknown_url")

    def _chat(self, call: Call) -> Reply:
        try:
            asked = chat.read(call.body)
        except chat.NotAChatError as fault:
            return self._error(400, str(fault), None)
        allowed = asked.longest_answer * asked.choices
        answer = chat.Chat(
            asked,
            asked.prompt_tokens if self.prompt_tokens is None else self.prompt_tokens,
            allowed if self.answer_tokens is None else self.answer_tokens,
            self.report_usage,
        )
        packs = self.packs(", ".join(call.values("Accept-Encoding")))
        form = [("Content-Encoding", "gzip")] if packs else []
        if asked.stream:
            headers = [*self._headers(EVENTS), ("Cache-Control", "no-cache"), *form]
            events = answer.events() if self._speech is None else self._speech(answer)
            return Reply(200, headers, self._in_steps(packed(events) if packs else events, call))
        whole = [answer.whole()]
        said = b"".join(packed(whole) if packs else whole)
        return Reply(200, [*self._headers(JSON), *form], said)

    def _in_steps(self, events: list[bytes], call: Call) -> Iterable[bytes]:
        for event in events:
            self._events.pass_through(call)
            yield event

    def _error(self, status: int, text: str, code: str | None) -> Reply:
        kind = "invalid_request_error"
        error = {"message": text, "type": kind, "param": None, "code": code}
        return Reply(status, self._headers(JSON), json.dumps({"error": error}).encode())

    def _headers(self, content_type: tuple[str, str]) -> list[tuple[str, str]]:
        return [content_type, ("x-request-id", f"req_{uuid.uuid4().hex}"), *self.headers]
