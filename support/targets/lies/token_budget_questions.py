"""Lies about what the model is asked under a token budget, and how figures are spelt."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from support.reference import answers, app, limit_headers
from support.reference.chat_requests import ChatRequest
from support.reference.decisions import Decisions
from support.targets.lies import instead, lie
from support.targets.lies.no_way_round import as_if_sent_by

if TYPE_CHECKING:
    from collections.abc import Callable

    from support.reference.proxy import Outgoing
    from support.reference.reasons import Headers
    from support.reference.token_budgets import Window
    from support.reference.visits import Visit
    from support.targets.lies import Piece


def _whole_questions(change: Callable[[Visit, Outgoing], Outgoing]) -> None:
    """What the model is asked for whole answers is changed on the way."""

    def make(honest: Piece) -> Piece:
        def outgoing_of(visit: Visit) -> Outgoing:
            outgoing: Outgoing = honest(visit)
            whole = visit.chat is not None and not visit.chat.streams
            return change(visit, outgoing) if whole else outgoing

        return outgoing_of

    instead(app, "outgoing_of", make)


@lie(breaks="UC-16", noticed_by="messages")
def spells_questions_anew() -> None:
    """Reads each question and writes it down again, in an order of its own."""

    def anew(_visit: Visit, outgoing: Outgoing) -> Outgoing:
        body = json.dumps(json.loads(outgoing.body), sort_keys=True)
        return replace(outgoing, body=body.encode())

    _whole_questions(anew)


@lie(breaks="UC-16", noticed_by="it did not say 'accept-encoding: identity'")
def answers_may_be_packed() -> None:
    """Lets the model pack whole answers, and finds no report of usage in them."""
    _whole_questions(lambda visit, outgoing: replace(outgoing, headers=visit.headers))


@lie(breaks="UC-16", noticed_by='"include_usage": false')
def no_report_is_no_report() -> None:
    """Leaves it to the caller whether the model reports what a stream has taken."""

    def make(_honest: Piece) -> Piece:
        def asking(self: ChatRequest) -> bytes:
            options = {"include_usage": True, **(self.stated.get("stream_options") or {})}
            return json.dumps({**self.stated, "stream_options": options}).encode()

        return asking

    instead(ChatRequest, "asking_for_usage", make)


@lie(breaks="UC-16", noticed_by='"stream_options": {"include_usage": true}')
def one_option_is_enough() -> None:
    """Puts its own wish for streams in the place of the caller's."""

    def make(_honest: Piece) -> Piece:
        def asking(self: ChatRequest) -> bytes:
            options = {"include_usage": True}
            return json.dumps({**self.stated, "stream_options": options}).encode()

        return asking

    instead(ChatRequest, "asking_for_usage", make)


class _Short(int):
    """A number that is spelt as %g spells it."""

    def __format__(self, _how: str) -> str:
        return f"{float(self):g}"


@lie(breaks="RL-01", noticed_by="e+", seen_in="Lua spells large numbers so by itself")
def large_numbers_get_an_exponent() -> None:
    """Spells ten million as 1e+07, which no reader of whole numbers understands."""

    def make(honest: Piece) -> Piece:
        def spelt(windows: tuple[Window, ...]) -> Headers:
            short = [replace(w, limit=_Short(w.limit), left=_Short(w.left)) for w in windows]
            headers: Headers = honest(tuple(short))
            return headers

        return spelt

    instead(answers, "limit_headers", make)


@lie(breaks="UC-16", noticed_by="x-ratelimit-reset-tokens was")
def nothing_missing_is_no_time() -> None:
    """Tells an empty time where the budget is whole."""
    instead(limit_headers, "go_duration", lambda honest: lambda s: honest(s) if s else "")


@lie(breaks="UC-16", noticed_by="the model was called 0 times")
def looks_are_questions() -> None:
    """Takes whatever a caller sends for a question to a model, looks as well."""
    as_if_sent_by(lambda _visit: "POST")


@lie(breaks="UC-16", noticed_by="tokens-per-day;r was 40000")
def failed_streams_cost() -> None:
    """Charges what was set aside for a stream, also when the model failed to begin it."""

    def make(honest: Piece) -> Piece:
        def give_back(self: Decisions, visit: Visit) -> None:
            if visit.sent and visit.chat is not None and visit.chat.streams:
                self.settle(visit, None)
            honest(self, visit)

        return give_back

    instead(Decisions, "give_back", make)


@lie(breaks="UC-16", noticed_by="x-gateway-reason: frozen")
def models_speak_in_its_name() -> None:
    """Hands on what the model says in the gateway's name."""

    def make(honest: Piece) -> Piece:
        def handed_back(raw: tuple[tuple[bytes, bytes], ...], *, limits: bool) -> Headers:
            kept: Headers = honest(raw, limits=limits)
            return kept + [line for line in raw if line[0].lower().startswith(b"x-gateway-")]

        return handed_back

    instead(answers, "handed_back", make)
