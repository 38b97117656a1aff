"""A page is judged against what the site itself said, and every difference is named at once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from support.evidence.pages import Page
from support.matchers.pages import Stretch, Treatment, is_treated, so_many, treated_in_turn
from support.targets.description import load
from support.wire.exchange import Exchange, Headers, Moment, Piece, Request, Response
from tests.matchers.exchanges import silence, words

DIALECT = load("embedded").dialect
DELIVERED = Treatment("delivered")
WARNED = Treatment("delivered and warned", warned=True)
SLOWED = Treatment("delivered half a second late and warned", late=0.5, warned=True)
REFUSED = Treatment("refused", refused="the crawler's allowance is spent")
KIND = ("Content-Type", "text/html; charset=utf-8")
WARNING = ("X-Gateway-Warning", "crawler_allowance; used=8; of=10")
REFUSAL = (
    ("Content-Type", "application/json"),
    ("Cache-Control", "no-store"),
    ("X-Gateway-Reason", "crawler_allowance_spent"),
    ("Retry-After", "60"),
    ("Vary", "User-Agent"),
)
ERROR = (
    b'{"error": {"message": "Later.", "type": "requests", "param": null,'
    b' "code": "crawler_allowance_spent"}}'
)


def exchange(
    status: int, headers: Headers, body: bytes = b"<h1>Page</h1>", took: float = 0.0
) -> Exchange:
    request = Request("GET", "/articles/1", (("User-Agent", "GPTBot/1.2"),))
    response = Response(status, "", headers, (Piece(0.0, body),))
    start = Moment(0, 0.0, 0.0)
    return Exchange(
        "caller to gateway", "GPTBot", request, start, response, "complete", Moment(1, 0.0, took)
    )


def page(*headers: tuple[str, str], took: float = 0.0) -> Page:
    return Page(exchange(200, (KIND, *headers), took=took), (exchange(200, (KIND,)),))


def test_pages_as_stated() -> None:
    """A page that is treated as the sentence says matches, at each stage."""
    assert words(is_treated(DELIVERED, DIALECT), page()) == ""
    assert words(is_treated(WARNED, DIALECT), page(WARNING)) == ""
    assert words(is_treated(SLOWED, DIALECT), page(WARNING, took=0.5)) == ""
    assert words(is_treated(REFUSED, DIALECT), Page(exchange(429, REFUSAL, ERROR), ())) == ""


@pytest.mark.parametrize(
    ("treatment", "seen", "said"),
    [
        (DELIVERED, page(WARNING), f"X-Gateway-Warning was {WARNING[1]}"),
        (DELIVERED, page(took=0.5), "it was 0.5 seconds late, not 0"),
        (DELIVERED, page(("Retry-After", "1")), "Retry-After was 1"),
        (DELIVERED, page(("Warning", "199 -")), "Warning was 199 -"),
        (WARNED, page(), "X-Gateway-Warning was absent, not crawler_allowance"),
        (
            WARNED,
            page(WARNING, WARNING),
            f"X-Gateway-Warning was {WARNING[1]}, then {WARNING[1]}, not crawler_allowance",
        ),
        (SLOWED, page(WARNING), "it was 0 seconds late, not 0.5"),
    ],
)
def test_each_stage_is_its_own(treatment: Treatment, seen: Page, said: str) -> None:
    """What belongs to another stage is named."""
    assert words(is_treated(treatment, DIALECT), seen) == said


def test_the_page_is_the_sites() -> None:
    """Status, body and each header are compared with what the site said."""
    altered = exchange(203, (("Content-Type", "text/html"),), b"<h1>Slow down</h1>")
    assert words(is_treated(DELIVERED, DIALECT), Page(altered, (exchange(200, (KIND,)),))) == (
        "status was 203, the site's was 200; the body was not the site's: b'<h1>Slow down</h1>'; "
        "Content-Type was text/html, the site's was text/html; charset=utf-8"
    )


def test_the_site_is_asked_once() -> None:
    """A page that the site was asked for twice, or never, is no delivery."""
    twice = replace(page(), from_site=(exchange(200, (KIND,)),) * 2)
    assert words(is_treated(DELIVERED, DIALECT), twice) == ("the site was asked for it 2 times")


def test_a_refused_page_is_not_asked_for() -> None:
    """A refusal that costs the site a page is named, and one that comes late as well."""
    seen = Page(exchange(429, REFUSAL, ERROR, took=0.5), (exchange(200, (KIND,)),))
    assert words(is_treated(REFUSED, DIALECT), seen) == (
        "it was 0.5 seconds late, not 0; the site was asked for it"
    )


def test_silence_is_no_page() -> None:
    """Nobody was answered, so nothing was delivered."""
    assert words(is_treated(DELIVERED, DIALECT), Page(silence("cut"), ())) == (
        "there was no answer (cut)"
    )


def test_pages_in_turn_are_named_by_their_number() -> None:
    """Whoever reads the mismatch knows which page it was, and that none is missing."""
    wanted = treated_in_turn([Stretch(1, 1, DELIVERED), Stretch(2, 3, WARNED)], DIALECT)
    assert words(wanted, [page(), page(WARNING), page(WARNING)]) == ""
    assert wanted.expected() == "pages 1 delivered; 2 to 3 delivered and warned"
    assert words(wanted, [page(WARNING), page(WARNING)]) == (
        f"there were 2 pages, not 3; page 1: X-Gateway-Warning was {WARNING[1]}"
    )


def test_just_so_many() -> None:
    """Neither more nor fewer pages are treated in this way."""
    assert words(so_many(1, WARNED, DIALECT), [page(), page(WARNING)]) == ""
    assert words(so_many(1, WARNED, DIALECT), [page(WARNING), page(WARNING)]) == (
        "there were 2 of them"
    )
    assert words(so_many(1, WARNED, DIALECT), [page()]) == (
        "there were 0 of them; another: X-Gateway-Warning was absent, not crawler_allowance"
    )
