"""The picture of a scenario: everything that happened is in it, and nothing else can be read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from support.clock import NOON, TrueTime
from support.evidence.ledger import Ledger
from support.reports.kinds.pictures import files
from support.reports.picture import picture
from support.reports.runs import Told, read
from support.wire.exchange import Exchange, Moment, Piece, Request, Response
from tests.reports.a_record import began, ended, feature, judged, record, scenario, step

if TYPE_CHECKING:
    from pathlib import Path

    from support.evidence.ledger import Happening
    from support.reports.verdicts import Word
    from support.wire.exchange import Ending, Headers, Leg

ASKED = Request("POST", "/v1/chat/completions", (), b"{}")
STREAM = (("Content-Type", "text/event-stream"),)


def told(word: Word | None = "passed", **other: object) -> Told:
    one = scenario(3, **other)
    return Told(feature(one), one, judged(3, word) if word else None)


def answer(status: int = 200, headers: Headers = (), *pieces: bytes) -> Response:
    kept = tuple(Piece(0.0, each) for each in pieces or (b"{}",))
    return Response(status, "As Was Said", headers, kept)


class Story:
    """Things happen in it one after the other."""

    def __init__(self) -> None:
        self.time = TrueTime()
        self.ledger = Ledger(self.time)

    def asks(self, got: Response | None = None, ending: Ending = "complete") -> Exchange:
        number = self.ledger.begin("caller to gateway", "Acme", ASKED)
        return self.ledger.end(number, got or (answer() if ending == "complete" else None), ending)

    def picture(self, of: Told | None = None) -> str:
        return picture(of or told(), self.ledger.everything())


def words(svg: str) -> list[str]:
    """What can be read, in the order in which it is drawn."""
    tree = ET.fromstring(svg)  # noqa: S314 - we have made it ourselves
    return [each.text or "" for each in tree.iter("{http://www.w3.org/2000/svg}text")]


def test_everything_that_happened_is_in_it() -> None:
    """Sentences, requests behind and before the gateway, reasons, time, faults and the verdict."""
    story = Story()
    story.ledger.note("said", "When Acme asks")
    story.ledger.note("gateway", "started")
    outer = story.ledger.begin("caller to gateway", "Acme", ASKED)
    inner = story.ledger.begin("gateway to model", "the gateway", ASKED)
    story.ledger.end(inner, answer(), "complete")
    story.ledger.end(outer, answer(), "complete")
    story.ledger.note("partition", "connections are refused")
    story.ledger.note("time", "86400 seconds pass")
    story.time.move(86400)
    story.ledger.note("call cut off", "reset on its way to control plane")
    story.asks(answer(429, (("X-Gateway-Reason", "tpm_exceeded"), ("Retry-After", "90"))))
    story.ledger.note("clock", "the gateway's clock is set to 12:00:31")
    story.ledger.note("gateway", "killed")
    story.asks(None, "refused")
    story.asks(None, "cut")
    story.ledger.note("said", "Then the request is answered")
    seen = words(story.picture())
    for said in (
        *("When", "Acme asks", "started", "Acme", "POST /v1/chat/completions", "model", "200"),
        *("out of reach: connections are refused", "24 h pass", "24 h later", "12:00:00"),
        *("2026-09-24", "reset on its way to control plane", "429"),
        *("tpm_exceeded, again in 1 min 30 s", "clock: the gateway's clock is set to 12:00:31"),
        *("killed", "no connection is accepted", "cut", "the request is answered", "✓"),
        "passed: what was promised was seen",
    ):
        assert said in seen, said
    assert seen.index("started") < seen.index("24 h later") < seen.index("killed")
    assert "the control plane is out of reach</title>" in story.picture()  # shaded


def test_a_stream_is_told_piece_by_piece() -> None:
    """With the words of each event, and in lock-step as they were heard."""
    story = Story()
    said = b'data: {"choices":[{"delta":{"content":"Hello"}}]}\n\n'
    story.asks(answer(200, STREAM, said, b"data: {", b"}\n\n", b"data: [DONE]\n\n"))
    seen = words(story.picture())
    assert [each for each in seen if "event" in each or "stream" in each] == [
        "event 1: “Hello”",
        "7 bytes of an event",
        "event 2: {}",
        "event 3: [DONE]",
        "stream, 4 pieces",
    ]


def test_lock_step_can_be_seen() -> None:
    """What the model says stands before what the caller hears of it, piece by piece."""
    seen: list[Exchange | Happening] = []
    legs: tuple[tuple[Leg, float], ...] = (("caller to gateway", 0.5), ("gateway to model", 0.0))
    for leg, later in legs:
        heard = tuple(Piece(at + later, b"%d bytes" % at) for at in (2, 3, 4))
        begin, end = Moment(len(seen), 1 - later, NOON), Moment(9, 9 + later, NOON)
        got = Response(200, "OK", (), heard[:2])
        seen.append(Exchange(leg, "Acme", ASKED, begin, got, "complete", end))
    lines = re.findall(r"<title>12:00:00 (the [^<]*?): 7 bytes", picture(told(), seen))
    assert lines == ["the model to the gateway", "the gateway to Acme"] * 2


def test_a_pattern_is_gathered_as_it_came() -> None:
    """A caller's request and the gateway's own within it, once for all of them."""
    story = Story()
    for _ in range(12):
        outer = story.ledger.begin("caller to gateway", "Acme", ASKED)
        story.ledger.end(story.ledger.begin("gateway to model", "x", ASKED), answer(), "complete")
        story.ledger.end(outer, answer(), "complete")
    assert words(story.picture()).count("\N{MULTIPLICATION SIGN} 12") == 1


def test_a_thousand_exchanges_can_be_read() -> None:
    """What is of one kind is gathered, and how often it was stands there; nothing is left out."""
    story = Story()
    for _ in range(1000):
        story.asks()
    for _ in range(20):
        story.asks(answer(429))
        story.asks(answer(503))
    svg = story.picture()
    assert {"\N{MULTIPLICATION SIGN} 1,000", "\N{MULTIPLICATION SIGN} 20"} <= set(words(svg))
    assert len(svg) < 10_000
    assert "answered with 200 1,000 times, 429 20 times, 503 20 times" in svg


def test_what_went_on_at_once_is_gathered_by_its_kind() -> None:
    """Their order means nothing; their number does."""
    story = Story()
    under_way = [story.ledger.begin("caller to gateway", "Acme", ASKED) for _ in range(10)]
    for number in under_way:
        story.ledger.end(number, answer(429 if number % 2 else 200), "complete")
    assert words(story.picture()).count("\N{MULTIPLICATION SIGN} 5") == 2


def test_what_was_left_is_drawn_as_the_answers_told_it() -> None:
    """From the list or from the older headers; refusals are counted."""
    story = Story()
    for left in (1, 0, 0):
        limit = (
            ("RateLimit-Policy", '"requests";q=2;w=1'),
            ("RateLimit", f'"requests";r={left};t=1'),
        )
        story.asks(answer(200 if left or len(story.ledger.everything()) < 2 else 429, limit))
    seen = words(story.picture())
    assert {"What was left", "Acme: requests", "3 answers, 1 refused ✕", "2"} <= set(seen)
    assert "After each answer: 1, 0, 0 (refused)" in story.picture()
    older = Story()
    for tokens in ("7", "5"):
        named = (("X-RateLimit-Remaining-Tokens", tokens), ("X-RateLimit-Limit-Tokens", "9"))
        older.asks(answer(200, named))
    assert {"Acme: tokens", "9"} <= set(words(older.picture()))
    assert "What was left" not in words(Story().picture())


@pytest.mark.parametrize("word", [None, "failed", "error", "not claimed"])
def test_only_what_passed_is_shown_as_passed(word: Word | None) -> None:
    """A verdict that is none, or not a good one, does not look like one."""
    story = Story()
    story.ledger.note("said", "When Acme asks")
    seen = words(story.picture(told(word)))
    assert not [each for each in seen if each.startswith("passed")]
    assert [each for each in seen if each.startswith(word or "not run")]
    assert "the request is answered (not reached)" in seen
    assert "c-broken" in story.picture(told("failed"))
    assert "Expected: 200" in words(story.picture(told("failed")))


def test_a_step_that_was_not_walked_is_no_success() -> None:
    """Whatever is said of the scenario."""
    one = scenario(3)
    seen = words(picture(Told(feature(one), one, judged(3, steps=())), []))
    assert seen[-1] == "error: nothing was proved"


anything = st.text(min_size=0, max_size=20)


@settings(deadline=None)
@given(anything, anything, anything, st.binary(max_size=40), st.integers(100, 599))
def test_text_is_text(name: str, who: str, value: str, body: bytes, status: int) -> None:
    """Whatever names, targets, headers and bodies hold, it is XML without script and ids."""
    story = Story()
    headers = (("X-Gateway-Reason", value), ("Retry-After", value), ("RateLimit", value), *STREAM)
    request = Request(value, name, headers, body)
    for leg in ("caller to gateway", "gateway to model"):
        number = story.ledger.begin(leg, who, request)
        story.ledger.end(number, answer(status, headers, body, body), "cut")
    for kind in ("said", "partition", "time", "clock", "gateway", "gateway's log", name):
        story.ledger.note(kind, value)
    svg = story.picture(told("failed", name=name, steps=(step(value, keyword=name),)))
    tree = ET.fromstring(svg.encode("utf-8"))  # noqa: S314 - we have made it ourselves
    tags = {each.tag.rpartition("}")[2] for each in tree.iter()}
    assert tags <= {"svg", "title", "desc", "style", "g", "text", "path", "rect", "circle"}
    assert not [each for each in tree.iter() if {"id", "onload", "href"} & set(each.attrib)]


def test_html_is_shown_and_not_obeyed() -> None:
    """The same for somebody who tries."""
    svg = picture(told("failed", name="<script>alert(1)</script>"), [])
    assert "<script" not in svg
    assert "&lt;script&gt;" in svg


def test_there_are_words_for_those_who_cannot_see_it() -> None:
    """Who asked whom how often, when time was moved, and the verdict."""
    story = Story()
    story.asks()
    story.ledger.note("time", "60 seconds pass")
    story.time.move(60)
    story.asks(answer(429))
    described = re.search(r"<desc>(.*)</desc>", story.picture())
    assert described
    assert described[1] == (
        "12:00:00: 60 seconds pass. Acme asked the gateway: answered with 200 once, 429 once. "
        "All of it took 1 min of the scenario&#x27;s time. "
        "Verdict: passed: what was promised was seen."
    )


def test_a_picture_a_scenario(tmp_path: Path) -> None:
    """In folders as the features; none where nothing was seen; the same each time."""
    story = Story()
    story.asks()
    lines = (began(), feature(scenario(3), scenario(9)), judged(3), judged(9), ended())
    run = read(record(tmp_path / "run", *lines, histories={3: story.ledger}))
    made = dict(files(run))
    assert list(made) == ["features/loops/a-3.svg"]
    assert made["features/loops/a-3.svg"].startswith(b"<svg")
    assert made == dict(files(run))
