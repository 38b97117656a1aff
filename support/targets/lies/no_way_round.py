"""Gateways that overlook what is sent in another way than they expect."""

from __future__ import annotations

from copy import copy
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from support.reference import chat_requests
from support.reference.decisions import Decisions
from support.reference.visits import Visit
from support.targets.lies import instead, lie

if TYPE_CHECKING:
    from collections.abc import Callable

    from support.reference.bundles import Bundle
    from support.targets.lies import Piece


def _no_limit_for(method: str) -> None:
    def make(honest: Piece) -> Piece:
        def ask(self: Decisions, visit: Visit, bundle: Bundle) -> None:
            if visit.method != method:
                honest(self, visit, bundle)

        return ask

    instead(Decisions, "_ask_request_limits", make)


def _no_question_where(overlooked: Callable[[Visit], bool]) -> None:
    """What is overlooked is passed on as if it were no question to a model."""
    as_if_sent_by(lambda visit: "PUT" if overlooked(visit) else visit.method)


def as_if_sent_by(method: Callable[[Visit], str]) -> None:
    """Decide about requests as if they had come by this method."""

    def make(honest: Piece) -> Piece:
        def after_body(self: Decisions, visit: Visit) -> None:
            said, visit.method = visit.method, method(visit)
            honest(self, visit)
            visit.method = said

        return after_body

    instead(Decisions, "after_body", make)


def by_its_method_alone() -> None:
    """Take a request for what it is sent as, whatever it says that it is to be taken for."""
    instead(Visit, "methods", lambda _: property(lambda visit: frozenset({visit.method})))


@lie(breaks="UC-01", noticed_by="status was 200")
def looks_come_as_fast_as_they_like() -> None:
    """Limits what is sent, and nobody who only looks."""
    _no_limit_for("GET")


@lie(breaks="UC-01", noticed_by="status was 200")
def a_head_is_no_request() -> None:
    """Limits requests with an answer, and lets those pass that want its head alone."""
    _no_limit_for("HEAD")


@lie(breaks="UC-01", noticed_by="status was 200", seen_in="rules that let browsers ask beforehand")
def asking_beforehand_is_free() -> None:
    """Takes whoever asks what is allowed for a browser, and counts nothing."""
    _no_limit_for("OPTIONS")


@lie(breaks="UC-16", noticed_by="status was 200")
def only_what_says_so_is_json() -> None:
    """Reads what is called JSON, and passes on the same where it is called something else."""
    _no_question_where(lambda visit: visit.lines(b"content-type") != ["application/json"])


@lie(breaks="UC-16", noticed_by="status was 200", seen_in="filters that go by Content-Length")
def no_length_is_nothing() -> None:
    """Takes a question that does not say how long it is for an empty one."""
    _no_question_where(lambda visit: not visit.lines(b"content-length"))


@lie(breaks="UC-16", noticed_by="status was 200")
def a_pass_is_another_purse() -> None:
    """Keeps a budget for each way in which a caller can show who it is."""

    def make(honest: Piece) -> Piece:
        def ask(self: Decisions, visit: Visit, bundle: Bundle) -> None:
            budget = bundle.budgets.get(visit.caller or "")
            if budget is not None and visit.lines(b"authorization")[0].count(".") == 2:
                own = replace(budget, caller=f"{budget.caller}, by pass")
                bundle = copy(bundle)
                object.__setattr__(bundle, "budgets", {visit.caller: own})
            honest(self, visit, bundle)

        return ask

    instead(Decisions, "_ask_budget", make)


@lie(
    breaks="UC-16", noticed_by="status was 200", seen_in="firewalls that read the first 8 to 64 KiB"
)
def what_is_long_is_not_read() -> None:
    """Passes on what is longer than its buffer, as it cannot tell what it asks for."""
    _no_question_where(lambda visit: len(visit.body) > 2**16)


@lie(breaks="UC-16", noticed_by="status was 200", seen_in="this suite's own reference gateway")
def a_look_stays_a_look() -> None:
    """Counts what is sent as a question, and no look that is to be taken for one."""
    by_its_method_alone()


@lie(breaks="UC-16", noticed_by="reached the model", seen_in="firewalls that do not unpack")
def what_is_packed_is_not_read() -> None:
    """Passes on what is packed, as it cannot tell what it asks for."""
    _no_question_where(lambda visit: bool(visit.lines(b"content-encoding")))


@lie(breaks="UC-16", noticed_by="reached the model", seen_in="this suite's own reference gateway")
def capitals_are_not_read() -> None:
    """Looks for small letters alone, though models that are written in Go do not."""
    instead(chat_requests, "_in_our_spelling", lambda _honest: lambda stated: stated)


@lie(
    breaks="ER-01",
    noticed_by="X-Gateway-Reason was absent",
    seen_in="this suite's own reference gateway",
)
def what_is_no_piece_is_nothing() -> None:
    """Counts the pieces of a prompt that are as they should be, and passes on the others."""

    def make(honest: Piece) -> Piece:
        return lambda part: honest(part) if isinstance(part, dict) else 0

    instead(chat_requests, "_characters_in", make)


@lie(breaks="ER-01", noticed_by="status was 200", seen_in="this suite's own reference gateway")
def every_word_is_a_yes() -> None:
    """Takes any word for the wish to be told of the use, where some models take it for none."""

    def make(honest: Piece) -> Piece:
        def flag(stated: dict[str, Any], name: str, within: str = "") -> bool:
            return bool(stated.get(name)) if within else honest(stated, name)

        return flag

    instead(chat_requests, "_flag", make)
