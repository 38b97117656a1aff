"""Lies about whose limit a request is counted on: names that run together, names of nobody."""

from __future__ import annotations

import json
import unicodedata
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import jwt

from support.reference import counted_by
from support.reference.counted_by import CountedBy
from support.reference.decisions import Decisions
from support.reference.reasons import Reason, Refused
from support.reference.request_limits import Counted, RequestLimits
from support.targets.lies import instead, lie

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from support.reference.token_budgets import Now
    from support.reference.visits import Visit
    from support.targets.lies import Piece

    Value = str | int | None

REFUSED_INSTEAD = "status was 429"
PASSED = "status was 200"


def _reading(change: Callable[[Any], Any]) -> None:
    """Read whatever names somebody in another way; what names nobody stays nobody."""

    def value(honest: Piece) -> Piece:
        def lying(self: CountedBy, asked: Visit) -> Value:
            found: Value = honest(self, asked)
            return None if found is None else change(found)

        return lying

    instead(CountedBy, "_value", value)


def _words(change: Callable[[str], str]) -> None:
    _reading(lambda value: change(value) if isinstance(value, str) else value)


def _claims(change: Callable[[object], Any]) -> None:
    """Take a claim for a name that is none; honest names stay what they are."""

    def make(honest: Piece) -> Piece:
        return lambda value: change(value) if honest(value) is None else honest(value)

    instead(counted_by, "name_in", make)


@lie(breaks="UC-03", noticed_by=REFUSED_INSTEAD)
def capitals_are_the_same() -> None:
    """Compares names without their case."""
    _words(str.lower)


@lie(breaks="UC-03", noticed_by=REFUSED_INSTEAD, seen_in="counters named tenant:window in a cache")
def a_colon_ends_a_name() -> None:
    """Takes what stands before the first colon for the name."""
    _words(lambda name: name.partition(":")[0])


@lie(breaks="UC-03", noticed_by=REFUSED_INSTEAD, seen_in="this suite's own reference gateway")
def half_a_letter_is_a_space() -> None:
    """Takes off what it takes for space around a name, and with it the second half of a letter."""
    _words(str.strip)


@lie(breaks="UC-03", noticed_by=REFUSED_INSTEAD)
def a_stroke_ends_a_name() -> None:
    """Joins what it counts by with strokes, and takes it apart again."""
    _words(lambda name: name.split("|")[0])


@lie(breaks="UC-03", noticed_by=REFUSED_INSTEAD)
def a_slash_ends_a_name() -> None:
    """Keeps counters as files in folders, and counts by the folder."""
    _words(lambda name: name.split("/", maxsplit=1)[0])


@lie(breaks="UC-03", noticed_by=REFUSED_INSTEAD)
def names_are_decoded() -> None:
    """Decodes names as if they stood in an address."""
    _words(lambda name: unquote(name).rstrip("\0"))


@lie(breaks="UC-03", noticed_by=REFUSED_INSTEAD)
def nothing_ends_a_name() -> None:
    """Hands names to a library that ends a text at the first zero."""
    _words(lambda name: name.split("%00")[0].split("\0")[0])


@lie(breaks="UC-03", noticed_by=REFUSED_INSTEAD)
def letters_are_put_together() -> None:
    """Takes two spellings of one letter for the same."""
    _words(lambda name: unicodedata.normalize("NFC", name))


@lie(breaks="UC-03", noticed_by=REFUSED_INSTEAD)
def numbers_are_words() -> None:
    """Counts the number 7 and the word 7 together."""
    _reading(str)


@lie(breaks="UC-03", noticed_by=PASSED)
def the_first_of_a_list() -> None:
    """Takes the first of a list for the name."""
    _claims(lambda value: value[0] if isinstance(value, list) else None)


@lie(breaks="UC-03", noticed_by=PASSED)
def whatever_it_is_as_text() -> None:
    """Takes objects for names, as they are written."""
    _claims(lambda value: json.dumps(value) if isinstance(value, dict) else None)


@lie(breaks="UC-03", noticed_by=PASSED)
def yes_is_a_name() -> None:
    """Takes a yes for the number 1."""
    _claims(lambda value: 1 if value is True else None)


@lie(breaks="UC-03", noticed_by=PASSED)
def nobody_is_somebody() -> None:
    """Counts all who name nothing on one limit of their own."""
    _claims(lambda value: "nobody" if value in ("", None) else None)


@lie(breaks="UC-03", noticed_by=PASSED)
def whoever_comes_first() -> None:
    """Takes the first of several names, so that whoever adds one chooses who pays."""
    instead(counted_by, "_one_line", lambda honest: lambda lines: honest(lines[:1]))


@lie(breaks="UC-03", noticed_by=PASSED, seen_in="limits that are skipped where their key is empty")
def nobody_is_let_by() -> None:
    """Lets requests by that name nobody, though they are to be refused."""
    instead(
        CountedBy,
        "__init__",
        lambda honest: (
            lambda self, what="everybody", name="", _missing="": honest(self, what, name, "pass")
        ),
    )


@lie(breaks="UC-03", noticed_by="status was 400")
def nobody_is_always_refused() -> None:
    """Refuses requests that name nobody, though they are to go by."""
    instead(
        CountedBy,
        "__init__",
        lambda honest: (
            lambda self, what="everybody", name="", _missing="": honest(self, what, name, "refuse")
        ),
    )


@lie(breaks="UC-03", noticed_by=REFUSED_INSTEAD)
def nobody_pays_with_the_rest() -> None:
    """Counts requests that name nobody on one limit, though they are not to be counted."""

    def key_of(honest: Piece) -> Piece:
        return lambda self, asked: honest(self, asked) or "nobody"

    instead(CountedBy, "key_of", key_of)


@lie(breaks="UC-03", noticed_by="requests;r was 2")
def the_sender_counts() -> None:
    """Counts by who sends a request, whatever tenant it names."""

    def value(honest: Piece) -> Piece:
        return lambda self, asked: honest(self, asked) and (asked.caller or honest(self, asked))

    instead(CountedBy, "_value", value)


@lie(breaks="UC-03", noticed_by=REFUSED_INSTEAD)
def unread_passes_count() -> None:
    """Counts on the tenant of a pass before it is known whether anybody signed it."""

    def before_body(honest: Piece) -> Piece:
        def lying(self: Decisions, visit: Visit) -> None:
            try:
                honest(self, visit)
            except Refused as refused:
                if refused.reason is Reason.PASS_INVALID and visit.bundle is not None:
                    shown = visit.lines(b"authorization")[0].partition(" ")[2]
                    claims = jwt.decode(shown, options={"verify_signature": False})
                    for limit in visit.bundle.request_limits:
                        key = json.dumps(["claim", limit.per.name, claims[limit.per.name]])
                        self._requests.take([Counted(limit, key, None)], self._now())
                raise

        return lying

    instead(Decisions, "before_body", before_body)


@lie(breaks="UC-03", noticed_by=REFUSED_INSTEAD)
def one_limit_for_all() -> None:
    """Counts everybody together."""
    _reading(lambda _value: "everybody")


@lie(breaks="UC-03", noticed_by="answer 2: RateLimit requests;r was 2")
def refused_ones_take_from_all() -> None:
    """Charges a refused request to everybody who has a limit."""

    def take(honest: Piece) -> Piece:
        def lying(self: RequestLimits, counted: Sequence[Counted], now: Now) -> int | None:
            wait: int | None = honest(self, counted, now)
            for bucket in self._buckets.values() if wait else ():
                bucket.taken += 1
            return wait

        return lying

    instead(RequestLimits, "take", take)


@lie(breaks="UC-03", noticed_by=REFUSED_INSTEAD)
def a_semicolon_ends_a_name() -> None:
    """Reads a name as if notes on it could stand behind a semicolon, as in many headers."""
    _words(lambda name: name.partition(";")[0])


@lie(breaks="UC-03", noticed_by=REFUSED_INSTEAD)
def a_space_ends_a_name() -> None:
    """Reads the first word of a name."""
    _words(lambda name: name.partition(" ")[0])
