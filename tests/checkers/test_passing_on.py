"""What went on is held against what was asked, by whoever may have asked it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from support.checkers.passing_on import passing_on
from support.clock import TrueTime
from support.evidence.ledger import Ledger
from support.wire.exchange import Request

if TYPE_CHECKING:
    from support.wire.exchange import Headers

PAGE = "/articles/1"
HERE: Headers = (("Host", "gateway:80"), ("Accept", "text/html"), ("X-Note", "a"))
THERE: Headers = (("Host", "site:81"), ("accept", "text/html"), ("x-note", "a"), ("Via", "1.1 e"))


def faults(*asked: Headers, heard: tuple[Headers, ...], target: str = PAGE) -> list[str] | None:
    ledger = Ledger(TrueTime())
    for each in asked:
        ledger.begin("caller to gateway", "Zoe", Request("GET", PAGE, each))
    for each in heard:
        ledger.begin("gateway to site", "the gateway", Request("GET", target, each))
    return passing_on(ledger.everything())


def test_a_gateway_signs_and_addresses_what_it_passes_on() -> None:
    """Nor is a key handed on, nor what belongs to one connection."""
    shown = (*HERE, ("Authorization", "Bearer k"), ("TE", "trailers"))
    assert faults(shown, heard=(THERE,)) == []


def test_lines_of_one_name_may_be_joined() -> None:
    """They mean the same (RFC 9110, section 5.3)."""
    assert faults((*HERE, ("X-Note", "b")), heard=((*THERE[:2], ("X-Note", "a, b")),)) == []


@pytest.mark.parametrize(
    ("heard", "said"),
    [
        (THERE[:2], "the site heard of Zoe's request 0 'nothing' as x-note, where 'a' was said"),
        ((*THERE, ("Cookie", "c")), "'c' as cookie, where 'nothing' was said"),
        ((HERE[0], *THERE[1:]), "that it was meant for the gateway"),
    ],
)
def test_more_or_less_than_was_said_is_found(heard: Headers, said: str) -> None:
    """Also what a gateway makes up."""
    [fault] = faults(HERE, heard=(heard,)) or []
    assert said in fault


def test_one_question_is_asked_once() -> None:
    """Where the same was asked twice, the site may be asked twice, and no oftener."""
    assert faults(HERE, HERE, heard=(THERE, THERE)) == []
    [once] = faults(HERE, heard=(THERE, THERE)) or []
    assert once == "the site was asked 2 times for Zoe's request 0"
    [twice] = faults(HERE, HERE, heard=(THERE,) * 3) or []
    assert twice == "the site was asked 3 times for Zoe's request 0 and 1 like it"


def test_whoever_said_it_may_have_been_passed_on() -> None:
    """Of several who ask for the same page, each says something else."""
    other = (*HERE[:2], ("X-Note", "b"))
    assert faults(HERE, other, heard=((*THERE[:2], ("X-Note", "b")),)) == []


def test_what_nobody_was_seen_to_ask_is_not_judged() -> None:
    """A gateway may look after its neighbours on its own."""
    assert faults(HERE, heard=(THERE,), target="/health") is None


@pytest.mark.parametrize(
    ("heard", "said"),
    [
        ('{"messages": [{"a": 1}], "stream": true, "stream_options": {"x": 1}, "n": 2}', None),
        ('{"messages": [{"a": 1}], "stream": true}', "'nothing' as n, where 2 was said"),
        ("""{"messages": [{"a": 1}], "stream": true, "n": 2, "user": "e"}""", "'e' as user"),
        ('{"messages": [{"a": 1}]', "as the whole"),
    ],
)
def test_a_model_hears_every_wish(heard: str, said: str | None) -> None:
    """A gateway that counts tokens may ask for a report of them, and for nothing else."""
    ledger = Ledger(TrueTime())
    asked = b'{"messages": [{"a": 1}], "stream": true, "n": 2}'
    ledger.begin("caller to gateway", "Zoe", Request("POST", "/chat", (), asked))
    ledger.begin("gateway to model", "the gateway", Request("POST", "/chat", (), heard.encode()))
    found = passing_on(ledger.everything())
    assert found == [] if said is None else said in "".join(found or [])
