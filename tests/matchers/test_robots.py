"""robots.txt is plain text with rules, for everybody the same, or it is said why not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from support.matchers.robots import all_readable, readable_robots
from support.targets.description import load
from tests.matchers.exchanges import exchange, words

if TYPE_CHECKING:
    from support.wire.exchange import Headers

DIALECT = load("embedded").dialect
PLAIN = (("Content-Type", "text/plain; charset=utf-8"),)
RULES = b"# Welcome\r\nUser-agent: *\r\nAllow: /\r\n\r\nSitemap: https://example.com/map.xml\r\n"


def test_rules_as_they_should_be() -> None:
    """Comments, blank lines, records and either end of line are understood."""
    assert words(readable_robots(DIALECT), exchange(200, PLAIN, RULES)) == ""


@pytest.mark.parametrize(
    ("status", "headers", "body", "said"),
    [
        (403, PLAIN, RULES, "status was 403"),
        (200, (("Content-Type", "text/html"),), RULES, "Content-Type was text/html, not"),
        (200, (*PLAIN, ("Retry-After", "1")), RULES, "Retry-After was 1"),
        (200, (*PLAIN, ("X-Gateway-Warning", "slow")), RULES, "X-Gateway-Warning was slow"),
        (200, PLAIN, b"", "it had no rules for anybody: b''"),
        (200, PLAIN, RULES + b"<p>No</p>\n", "it had a line that is no rule: '<p>No</p>'"),
        (200, PLAIN, b"\xff" + RULES, "it was not UTF-8"),
        (200, PLAIN, RULES + b"#" * 512_000, "bytes, more than crawlers read"),
    ],
)
def test_what_keeps_a_crawler_from_reading(
    status: int, headers: Headers, body: bytes, said: str
) -> None:
    """Each thing that a crawler would stumble over is named."""
    assert said in words(readable_robots(DIALECT), exchange(status, headers, body))


def test_all_read_the_same() -> None:
    """One who reads something else, or does not read at all, is noticed."""
    same, other = exchange(200, PLAIN, RULES), exchange(200, PLAIN, RULES + b"Disallow: /\n")
    assert words(all_readable(2, DIALECT), [same, same]) == ""
    assert words(all_readable(2, DIALECT), [same, other]) == "it did not say the same to all"
    assert words(all_readable(2, DIALECT), [same]) == "it was read 1 times"
    assert words(all_readable(1, DIALECT), [exchange(429, PLAIN, RULES)]) == (
        "Acme: status was 429"
    )
