"""Crawlers: known by their product token and address, and staged by their own day's pages."""

from __future__ import annotations

from ipaddress import ip_network
from typing import TYPE_CHECKING, cast

import pytest

from support.reference.crawlers import DAY, CrawlerCounts, PageAsked, comes_from, crawler_in
from support.reference.kinds.stages import Stage
from support.reference.policies import Crawler, CrawlerAllowance

from .a_bundle import NOON, Memory

if TYPE_CHECKING:
    from support.reference.store import Store

STAGES = (
    Stage(80, above=False, action="warn", delay_seconds=0),
    Stage(95, above=False, action="throttle", delay_seconds=0.5),
    Stage(100, above=True, action="refuse", delay_seconds=0),
)
NAMES = ("GPTBot", "ClaudeBot", "Google", "meta-externalagent", "CCBot", "Bot.2")
GPTBOT = "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.2; +https://x)"


def _policy(
    pages: int = 100, unverified: str = "refuse", addresses: tuple[str, ...] | None = None
) -> CrawlerAllowance:
    networks = None if addresses is None else tuple(ip_network(each) for each in addresses)
    crawlers = tuple(Crawler(name, networks) for name in NAMES)
    return CrawlerAllowance("bots", crawlers, pages, STAGES, unverified)


def _counts(memory: Memory | None = None) -> CrawlerCounts:
    return CrawlerCounts(cast("Store", memory or Memory()))


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        (GPTBOT, "GPTBot"),
        ("Mozilla/5.0 (KHTML, like Gecko); compatible; gptbot/9.9; +https://x", "GPTBot"),
        ("GPTBot", "GPTBot"),
        ("(GPTBot)", "GPTBot"),
        ("meta-externalagent/1.1 (+https://x)", "meta-externalagent"),
        ("CCBot/2.0 (https://x)", "CCBot"),
        ("Bot.2/1", "Bot.2"),
        ("CCBot/2.0 GPTBot/1.0", "CCBot"),
        ("NotGPTBotter/1.0", None),
        ("GPTBot-like/1.0", None),
        ("Google-Extended", None),
        ("Mozilla/5.0 (Cubot X; +https://openai.com/gptbot)", None),
        ("Mozilla/5.0 (mailto:claudebot@anthropic.com)", None),
        ("Mozilla/5.0 (X11; Linux) Firefox/140.0", None),
        ("", None),
        ("(" * 10_000, None),
    ],
)
def test_a_crawler_is_known_by_its_whole_product_token(agent: str, name: str | None) -> None:
    """In any case and version; never by a part of a word, nor by an address in the comment."""
    found = crawler_in(_policy(), agent)
    assert (found.name if found else None) == name


@pytest.mark.parametrize("pages", [1, 3, 20, 100, 333])
def test_each_stage_begins_at_its_exact_page(pages: int) -> None:
    """The page that reaches a share gets the stage; the one after the last is refused."""
    counts, policy = _counts(), _policy(pages)
    for page in range(1, pages + 1):
        seen = counts.look(policy, GPTBOT, "192.0.2.1", NOON)
        slow, warned = page * 100 >= pages * 95, page * 100 >= pages * 80
        stage = "throttle" if slow else "warn" if warned else "none"
        assert seen == PageAsked("GPTBot", stage, page, pages, 0.5 if stage == "throttle" else 0)
    for _ in range(3):  # refused pages are not counted
        seen = counts.look(policy, GPTBOT, "192.0.2.1", NOON)
        assert seen == PageAsked("GPTBot", "refuse", pages + 1, pages, retry_after=DAY // 2)


def test_one_crawlers_use_is_not_anothers_and_people_have_none() -> None:
    """Counts go by the crawler's name, whatever its version; people are nobody."""
    counts, policy = _counts(), _policy(2)
    used = [
        page.used
        for agent in ("GPTBot/1", "CCBot/2", "gptbot/9", "GPTBot/3", "CCBot/2")
        if (page := counts.look(policy, agent, "192.0.2.1", NOON))
    ]
    assert used == [1, 1, 2, 3, 2]
    assert counts.look(policy, "Firefox/140.0", "192.0.2.1", NOON) is None


def test_the_day_ends_at_midnight_and_an_earlier_one_never_comes_back() -> None:
    """Obeyed exactly the wait is right; a clock set back gives nothing."""
    counts, policy = _counts(), _policy(1)
    counts.look(policy, "GPTBot", "", NOON)
    late = counts.look(policy, "GPTBot", "", NOON + DAY / 2 - 1)
    assert late == PageAsked("GPTBot", "refuse", 2, 1, retry_after=1)
    fresh = counts.look(policy, "GPTBot", "", NOON + DAY / 2)
    assert fresh == PageAsked("GPTBot", "throttle", 1, 1, 0.5)
    back = counts.look(policy, "GPTBot", "", NOON)
    assert back == PageAsked("GPTBot", "refuse", 2, 1, retry_after=DAY + DAY // 2)


def test_a_crash_forgets_no_page() -> None:
    """Another process goes on with the same counts."""
    memory, policy = Memory(), _policy(10)
    for _ in range(4):
        _counts(memory).look(policy, "GPTBot", "", NOON)
    seen = _counts(memory).look(policy, "GPTBot", "", NOON)
    assert seen is not None
    assert seen.used == 5


@pytest.mark.parametrize(
    ("peer", "own"),
    [
        ("192.0.2.0", True),
        ("192.0.2.255", True),
        ("192.0.3.0", False),
        ("192.0.1.255", False),
        ("::ffff:192.0.2.7", True),
        ("2001:db8::1", True),
        ("2001:db9::1", False),
        ("", False),
        ("nonsense", False),
    ],
)
def test_an_address_belongs_to_a_crawler_or_not(peer: str, own: bool) -> None:  # noqa: FBT001
    """Networks of both families, at their edges."""
    networks = (ip_network("192.0.2.0/24"), ip_network("2001:db8::/32"))
    assert comes_from(Crawler("GPTBot", networks), peer) is own
    assert comes_from(Crawler("GPTBot", None), peer)
    assert not comes_from(Crawler("GPTBot", ()), peer)


def test_a_borrowed_name_is_treated_as_stated() -> None:
    """Refused without being counted, or counted as the crawler that it says to be."""
    counts = _counts()
    strict = _policy(9, "refuse", ("192.0.2.0/24",))
    lenient = _policy(9, "treat_as_crawler", ("192.0.2.0/24",))
    assert counts.look(strict, "GPTBot", "198.51.100.1", NOON) == PageAsked("GPTBot", "unverified")
    assert counts.look(lenient, "GPTBot", "198.51.100.1", NOON) == PageAsked("GPTBot", "none", 1, 9)
    assert counts.look(strict, "Firefox", "198.51.100.1", NOON) is None
