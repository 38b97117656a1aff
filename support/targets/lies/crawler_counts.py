"""Gateways that know a crawler by something else than its name, or count what they should not."""

from __future__ import annotations

import asyncio
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from support.reference import crawlers
from support.reference.answers import Answers
from support.reference.crawlers import CrawlerCounts, PageAsked
from support.reference.policies import Crawler
from support.reference.visits import Visit
from support.targets.lies import instead, lie
from support.targets.lies.crawler_looks import asks, finds, looks, reads

if TYPE_CHECKING:
    from collections.abc import Callable

    from support.reference.bundles import Bundle
    from support.reference.policies import CrawlerAllowance
    from support.targets.lies.crawler_looks import Ask, Asked, Find, Look

DAY = 86_400
AI_ROBOTS_TXT = "ai.robots.txt, whose list for HAProxy matches parts of words (its issue 208)"


def _counted_as(name: Callable[[str, str], str]) -> None:
    """Count under another name than the crawler's; it and the agent are given."""

    def find(honest: Find, policy: CrawlerAllowance, agent: str) -> Crawler | None:
        found = honest(policy, agent)
        return found and replace(found, name=name(found.name, agent))

    finds(find)


@lie(breaks="UC-19", noticed_by="status was 429", seen_in=AI_ROBOTS_TXT)
def parts_of_words() -> None:
    """Takes NotGPTBotter for GPTBot."""

    def find(_honest: Find, policy: CrawlerAllowance, agent: str) -> Crawler | None:
        named = (each for each in policy.crawlers if each.name.lower() in agent.lower())
        return next(named, None)

    finds(find)


@lie(breaks="UC-19", noticed_by="page 6: status was 429")
def bot_is_a_bot() -> None:
    """Takes whatever ends in "bot" for a crawler, a telephone included."""

    def find(honest: Find, policy: CrawlerAllowance, agent: str) -> Crawler | None:
        word = re.search(r"\w*bot\b", agent, re.IGNORECASE)
        return honest(policy, agent) or (Crawler(word[0], None) if word else None)

    finds(find)


@lie(breaks="UC-19", noticed_by="page 6: status was 429")
def words_of_the_robots_file() -> None:
    """Takes Google-Extended, a word for robots.txt alone, for the name of a crawler."""

    def find(honest: Find, policy: CrawlerAllowance, agent: str) -> Crawler | None:
        extended = re.search(r"[\w]+-Extended", agent)
        return honest(policy, agent) or (Crawler(extended[0], None) if extended else None)

    finds(find)


@lie(breaks="UC-19", noticed_by="page 1: status was 429")
def addresses_are_names() -> None:
    """Finds the crawler's name in the address of a page about it."""
    reads(lambda agent: agent.replace("/", " "))


@lie(breaks="UC-19", noticed_by="page 1: status was 429")
def hyphens_end_words() -> None:
    """Takes GPTBot-Checker for GPTBot."""
    reads(lambda agent: agent.replace("-", " "))


@lie(breaks="UC-19", noticed_by="page 6: status was 429")
def who_says_nothing_is_a_crawler() -> None:
    """Counts visitors without an agent as if they were one crawler."""

    def find(honest: Find, policy: CrawlerAllowance, agent: str) -> Crawler | None:
        return honest(policy, agent) if agent else Crawler("unknown", None)

    finds(find)


@lie(breaks="UC-19", noticed_by="page 6: status was 429")
def who_says_much_is_a_crawler() -> None:
    """Counts visitors with an agent of more than 4 KiB as if they were one crawler."""

    def find(honest: Find, policy: CrawlerAllowance, agent: str) -> Crawler | None:
        return Crawler("long", None) if len(agent) > 4096 else honest(policy, agent)

    finds(find)


@lie(breaks="UC-19", noticed_by="page 6: status was 429")
def people_have_an_allowance_too() -> None:
    """Counts the pages of whoever is no crawler, all together."""

    def find(honest: Find, policy: CrawlerAllowance, agent: str) -> Crawler | None:
        return honest(policy, agent) or Crawler("people", None)

    finds(find)


@lie(breaks="UC-19", noticed_by="status was 200")
def capitals_matter() -> None:
    """Does not know gptbot for GPTBot."""

    def find(_honest: Find, policy: CrawlerAllowance, agent: str) -> Crawler | None:
        words = crawlers.PRODUCT.findall(agent)
        return next((each for each in policy.crawlers if each.name in words), None)

    finds(find)


@lie(breaks="UC-19", noticed_by="page 8: X-Gateway-Warning was absent")
def names_need_a_version() -> None:
    """Knows a crawler only by a name with a version behind it."""
    reads(lambda agent: " ".join(re.findall(r"[\w.-]+(?=/\d)", agent)))


@lie(breaks="UC-19", noticed_by="page 8: X-Gateway-Warning was absent")
def only_inside_brackets() -> None:
    """Reads only what stands in brackets."""
    reads(lambda agent: " ".join(re.findall(r"\(([^)]*)\)", agent)))


@lie(breaks="UC-19", noticed_by="page 8: X-Gateway-Warning was absent")
def browsers_are_people() -> None:
    """Believes whoever names a browser with a version to be one."""
    reads(lambda agent: "" if re.search(r"(Chrome|Safari)/\d", agent) else agent)


@lie(breaks="UC-19", noticed_by="status was 200")
def reads_the_first_kilobyte() -> None:
    """Cuts a long agent off before it is read."""
    reads(lambda agent: agent[:1024])


@lie(breaks="UC-19", noticed_by="status was 200")
def reads_the_first_agent() -> None:
    """Reads the first User-Agent and lets the others pass."""

    def make(honest: Any) -> Any:  # noqa: ANN401 - any piece
        def lines(self: Visit, name: bytes) -> Any:  # noqa: ANN401 - whatever the honest one gives
            return honest(self, name)[: 1 if name == b"user-agent" else None]

        return lines

    instead(Visit, "lines", make)


@lie(breaks="UC-19", noticed_by="status was 200")
def a_new_version_starts_afresh() -> None:
    """Counts each whole user agent on its own."""
    _counted_as(lambda name, agent: f"{name} {agent[:200]}")


@lie(breaks="UC-19", noticed_by="page 1: status was 429")
def one_count_for_all() -> None:
    """Counts the pages of all crawlers together."""
    _counted_as(lambda _name, _agent: "all crawlers")


@lie(breaks="UC-19", noticed_by="page 1: status was 429")
def one_count_for_a_company() -> None:
    """Counts what belongs to OpenAI together, readers' questions included."""
    ours = ("GPTBot", "OAI-SearchBot", "ChatGPT-User")
    _counted_as(lambda name, _agent: "OpenAI" if name in ours else name)


@lie(breaks="UC-19", noticed_by="page 6: status was 429")
def a_list_of_its_own() -> None:
    """Holds fetchers that readers send to an allowance that was not stated for them."""

    def find(honest: Find, policy: CrawlerAllowance, agent: str) -> Crawler | None:
        fetcher = re.search(r"\w+-User", agent)
        return honest(policy, agent) or (Crawler(fetcher[0], None) if fetcher else None)

    finds(find)


@lie(breaks="UC-19", noticed_by="there were 10 of them")
def counts_when_it_has_answered() -> None:
    """Counts a page when it is delivered, so that all who come at once are let in."""

    def look(honest: Look, self: CrawlerCounts, asked: Asked) -> PageAsked | None:
        before = dict(self._counts)
        page = honest(asked)
        after, self._counts = self._counts, before
        loop = asyncio.get_running_loop()
        loop.call_later(0.05, lambda: self._counts.update(after))
        return page

    looks(look)


@lie(breaks="UC-19", noticed_by="page 1: status was 429")
def refused_pages_are_counted() -> None:
    """Charges a crawler for the pages that it is refused."""

    def look(honest: Look, self: CrawlerCounts, asked: Asked) -> PageAsked | None:
        page = honest(asked)
        if page and page.stage == "refuse":
            day, pages = self._counts[page.crawler.lower()]
            self._counts[page.crawler.lower()] = day, pages + 1
        return page

    looks(look)


@lie(breaks="UC-19", noticed_by="page 3: status was 200")
def a_new_policy_starts_afresh() -> None:
    """Forgets what was fetched when the allowance is changed."""

    def look(honest: Look, self: CrawlerCounts, asked: Asked) -> PageAsked | None:
        if getattr(self, "_under", asked.policy) != asked.policy:
            self._counts.clear()
        self._under = asked.policy  # type: ignore[attr-defined]
        return honest(asked)

    looks(look)


@lie(breaks="UC-19", noticed_by="status was 200")
def forgets_in_a_crash() -> None:
    """Keeps its counts in memory alone."""

    def make(honest: Any) -> Any:  # noqa: ANN401 - any piece
        def begin(self: CrawlerCounts, store: Any) -> None:  # noqa: ANN401 - its own
            honest(self, store)
            self._counts = {}

        return begin

    instead(CrawlerCounts, "__init__", make)


@lie(breaks="UC-19", noticed_by="status was 200")
def heads_are_free() -> None:
    """Counts only what is fetched with its contents."""
    asks(lambda honest, visit, _bundle: honest() if visit.method == "GET" else None)


@lie(breaks="UC-19", noticed_by="status was 200")
def keys_make_no_crawlers() -> None:
    """Takes whoever shows a good key for one of its callers, and for no crawler."""
    asks(lambda honest, visit, _bundle: None if visit.known_as else honest())


@lie(breaks="UC-19", noticed_by="status was 200")
def counts_addresses() -> None:
    """Counts how many different pages a crawler has read, and not how often."""
    read: set[tuple[str, ...]] = set()

    def ask(honest: Ask, visit: Visit, _bundle: Bundle) -> None:
        page = (visit.target, *visit.lines(b"user-agent"))
        if page not in read:
            read.add(page)
            honest()

    asks(ask)


@lie(breaks="UC-19", noticed_by="status was 500")
def pages_that_fail_are_free() -> None:
    """Takes a page off the count again when the site has none, so that it is asked on and on."""

    def make(honest: Any) -> Any:  # noqa: ANN401 - any piece
        async def hand(self: Answers, visit: Any, response: Any, send: Any) -> Any:  # noqa: ANN401
            pages = self._decisions._crawlers._counts  # noqa: SLF001 - a lie may
            if response.status >= 400:
                pages.update({name: (day, count - 1) for name, (day, count) in pages.items()})
            return await honest(self, visit, response, send)

        return hand

    instead(Answers, "_hand_through", make)
