"""Counts are judged series by series: the right number, no other, and never fewer than before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from support.matchers.counts import all_alike, counts_requests, counts_tokens, never_back
from support.targets.description import load
from tests.matchers.exchanges import exchange, silence, words

if TYPE_CHECKING:
    from support.wire.exchange import Exchange

DIALECT = load("embedded").dialect
TEXT = (("Content-Type", "text/plain; version=0.0.4; charset=utf-8"),)


def page(*samples: str) -> Exchange:
    """A page of figures on which requests are counted so."""
    lines = ["# TYPE gateway_requests_total counter", *samples]
    return exchange(headers=TEXT, body="".join(f"{line}\n" for line in lines).encode())


def sample(caller: str, outcome: str, times: int) -> str:
    return f'gateway_requests_total{{caller="{caller}",outcome="{outcome}"}} {times}'


ACME = sample("Acme", "answered", 2)
NOBODY = sample("", "no_credentials", 1)
ROWS = {("Acme", "answered"): 2, ("nobody", "nobody says who asks"): 1}


def test_each_is_counted_and_nothing_else() -> None:
    """A series that stands at nothing counts nothing."""
    nothing = sample("Globex", "answered", 0)
    assert words(counts_requests(ROWS, DIALECT), page(NOBODY, ACME, nothing)) == ""


def test_every_wrong_count_is_named() -> None:
    """One that is absent, one that is wrong, and one too many."""
    seen = page(sample("Acme", "answered", 3), sample("Acme", "caller_left", 1))
    assert words(counts_requests(ROWS, DIALECT), seen) == (
        'gateway_requests_total{caller="Acme",outcome="answered"} was 3, not 2; '
        'gateway_requests_total{caller="",outcome="no_credentials"} was absent, not 1; '
        'there was also gateway_requests_total{caller="Acme",outcome="caller_left"} 1'
    )


def test_a_name_is_compared_as_it_is_escaped() -> None:
    """Quotation marks, backslashes and line breaks stand behind a backslash."""
    seen = page(sample(r"\"A\"\\B\nC", "answered", 2))
    assert words(counts_requests({('"A"\\B\nC', "answered"): 2}, DIALECT), seen) == ""
    broken = page(sample('"A"', "answered", 2))
    assert "no line of Prometheus" in words(counts_requests(ROWS, DIALECT), broken)


def test_tokens_are_counted_likewise() -> None:
    """By caller alone."""
    lines = b'# TYPE gateway_tokens_total counter\ngateway_tokens_total{caller="Acme"} 7\n'
    seen = exchange(headers=TEXT, body=lines)
    assert words(counts_tokens("Acme", 7, DIALECT), seen) == ""
    assert "was 7, not 8" in words(counts_tokens("Acme", 8, DIALECT), seen)


def test_looks_that_differ_are_told_line_by_line() -> None:
    """One look alone shows nothing."""
    assert words(all_alike(), [page(ACME), page(ACME)]) == ""
    assert words(all_alike(), [page(ACME)]) == "there were 1 pages"
    said = words(all_alike(), [page(ACME), page(NOBODY)])
    assert said == f"page 2 said {[NOBODY]} instead of {[ACME]}"


def test_a_count_that_is_smaller_or_gone_went_back() -> None:
    """One that is new or larger did not; a page without counts proves nothing."""
    more = sample("Acme", "answered", 3)
    assert words(never_back(), [page(ACME), page(more, NOBODY)]) == ""
    gone = 'gateway_requests_total{caller="Acme",outcome="answered"} was'
    assert words(never_back(), [page(more), page(ACME)]) == f"{gone} 2, and 3 before"
    assert words(never_back(), [page(ACME), page(NOBODY)]) == f"{gone} absent, and 2 before"
    assert words(never_back(), [page(), page()]) == "nothing was counted on the page before"


def test_no_page_counts_nothing() -> None:
    """Without an answer there are no figures."""
    said = words(counts_requests(ROWS, DIALECT), silence("refused"))
    assert said == "there was no answer (refused)"
