"""Crawlers and people who read the pages behind the gateway, each by their own agent."""

from __future__ import annotations

import ipaddress
import itertools
from typing import TYPE_CHECKING, NoReturn

from support.drivers.user_agents import CRAWLERS, GUISES, PEOPLE
from support.errors import SetupBrokenError
from support.simulators.site import TAG
from support.targets.policy import CrawlerRule, Stage
from support.wire.exchange import Request
from support.wire.older import send_by_http_1_0

if TYPE_CHECKING:
    from collections.abc import Iterable

    from support.drivers.bring_up import BringUp
    from support.drivers.callers import Callers
    from support.drivers.slow_answers import SlowAnswers
    from support.evidence.ledger import Ledger
    from support.wire.client import Call
    from support.wire.exchange import Exchange, Headers


class CrawlerPolicy:
    """What the site's owner allows crawlers, stated as Givens."""

    def __init__(self, bring_up: BringUp) -> None:
        self._bring_up = bring_up

    def allow(self, pages: int, *purposes: str) -> None:
        """So many pages a day for each crawler, or for those with one of these purposes."""
        names = [each.name for each in CRAWLERS.values() if each.purpose in (purposes or _ALL)]
        refusing = [Stage("refuse", 100, above=True)]
        self._bring_up.policy.crawlers = CrawlerRule(pages, refusing, {name: [] for name in names})

    def change_to(self, pages: int) -> None:
        """The same rules with another allowance, in a policy of its own."""
        self.rule.pages_per_day = pages
        self._bring_up.put_in_force()

    def answer_in_stages(self, warned: int, slowed: int, delay: float, refused: int) -> None:
        """From which per cent of the allowance on, and above which, a crawler is answered how."""
        self.rule.stages = [  # in no order: they are told apart by their shares
            Stage("throttle", slowed, delay),
            Stage("refuse", refused, above=True),
            Stage("warn", warned),
        ]

    def has_addresses(self, name: str, first: str, last: str) -> None:
        """Say which addresses are the crawler's own."""
        ends = ipaddress.IPv4Address(first), ipaddress.IPv4Address(last)
        self.rule.crawlers[name] = [str(each) for each in ipaddress.summarize_address_range(*ends)]

    def impostors_count_as_crawlers(self) -> None:
        self.rule.impostors = "treat_as_crawler"

    @property
    def rule(self) -> CrawlerRule:
        rule = self._bring_up.policy.crawlers
        if rule is None:
            msg = "say first how many pages a day each crawler may fetch"
            raise SetupBrokenError(msg)
        return rule


class Visitors:
    """Everybody who reads pages. Nobody fetches the same page twice, unless a sentence says so."""

    def __init__(
        self, bring_up: BringUp, slow_answers: SlowAnswers, ledger: Ledger, callers: Callers
    ) -> None:
        self._bring_up = bring_up
        self._slow_answers = slow_answers
        self.ledger = ledger
        self.callers = callers  # whose keys anybody may have come by
        self._numbers = itertools.count(1)

    def crawler(self, name: str, source: str | None = None, guise: str | None = None) -> Visitor:
        """The crawler of that name, from its own address if it has one, or from *source*."""
        agents = GUISES[guise] if guise else (CRAWLERS[name].text,)
        return self._visitor(name, agents, source or self._own_address(name))

    def crawlers(self) -> list[Visitor]:
        """All that there are."""
        return [self.crawler(name) for name in CRAWLERS]

    def all_have_fetched(self, pages: int) -> None:
        for crawler in self.crawlers():
            crawler.has_fetched(pages)

    def all_read_robots(self) -> None:
        for crawler in self.crawlers():
            crawler.read_robots()

    def person(self, name: str) -> Visitor:
        """With a browser, which takes pages packed as well."""
        reader = self._visitor(name, PEOPLE[name], None)
        reader.accepts = (("Accept-Encoding", "gzip, br"),)
        return reader

    def meet(self, crawler: Visitor, person: Visitor) -> None:
        """Both ask for the same page at the same moment, the crawler first."""
        page = self.next_page()
        calls = crawler.begin(page), person.begin(page)
        self._slow_answers.see_through(*calls)
        self.site_has_done()

    def site_has_done(self) -> None:
        """The site, too, has written down how its answers ended."""
        self.ledger.watch(self._nothing_is_open_at_the_site, self._bring_up.patience)

    def _nothing_is_open_at_the_site(self) -> bool:
        return all(each.ending != "open" for each in self.ledger.exchanges("gateway to site"))

    def next_page(self) -> str:
        return f"{self._bring_up.target.description.dialect.paths.pages}{next(self._numbers)}"

    def _visitor(self, name: str, agents: tuple[str, ...], source: str | None) -> Visitor:
        return Visitor(name, agents, source, self._bring_up, self._slow_answers, self)

    def _own_address(self, name: str) -> str | None:
        rule = self._bring_up.policy.crawlers
        networks = rule.crawlers.get(name, []) if rule else []
        return str(ipaddress.IPv4Network(networks[0])[0]) if networks else None


class Visitor:
    """Somebody who reads pages under one agent, from one address."""

    def __init__(  # noqa: PLR0913, PLR0917 - who, how and where from
        self,
        name: str,
        agents: tuple[str, ...],
        source: str | None,
        bring_up: BringUp,
        slow_answers: SlowAnswers,
        visitors: Visitors,
    ) -> None:
        self.name = name
        self.accepts: Headers = ()  # in which forms it takes its pages, where it says so
        self._agents = agents
        self._source = source
        self._bring_up = bring_up
        self._slow_answers = slow_answers
        self._visitors = visitors

    def fetch(self, *claims: tuple[str, str]) -> Exchange:
        """Ask for a page that nobody has asked for yet, and see it through."""
        exchange = self._seen_through(self._visitors.next_page(), claims)
        self._visitors.site_has_done()
        return exchange

    def fetch_by_http_1_0(self) -> None:
        """The same, as programs do that nobody has touched for long."""
        url, patience = self._bring_up.gateway.url, self._bring_up.patience
        request = self._request(self._visitors.next_page())
        send_by_http_1_0(url, self._visitors.ledger, self.name, request, patience)
        self._visitors.site_has_done()

    def fetch_wanting(self, wish: str) -> None:
        """The same, with this wish."""
        self.fetch(*WISHES[wish])

    def fetch_many(self, pages: int) -> list[Exchange]:
        """One page after the other."""
        found = [self._seen_through(self._visitors.next_page(), ()) for _ in range(pages)]
        self._visitors.site_has_done()
        return found

    def has_fetched(self, pages: int) -> None:
        """The same as a Given: each page has been delivered."""
        for exchange in self.fetch_many(pages):
            if exchange.response is None or exchange.response.status != 200:
                self._not_so("did not get", exchange)

    def fetch_in(self, way: str, pages: int) -> list[Exchange]:
        """One page after the other, in one of the ways in which a page can be fetched besides."""
        again = self._visitors.next_page()
        found = []
        for _ in range(pages):
            page = again if way == "at one address" else self._visitors.next_page()
            page = DETOURS.get(way, "{}").format(page)
            method = "HEAD" if way == "without their contents" else "GET"
            shown = [("Authorization", self._key)] if way == "with a caller's key" else []
            found.append(self._seen_through(page, shown, method))
        self._visitors.site_has_done()
        return found

    def has_fetched_in(self, way: str, pages: int) -> None:
        """The same as a Given."""
        for exchange in self.fetch_in(way, pages):
            if exchange.response is None or exchange.response.status != 200:
                self._not_so("did not get", exchange)

    def has_fetched_in_vain(self, pages: int) -> None:
        """As a Given: the site was asked for each page, and had none."""
        for exchange in self.fetch_many(pages):
            if exchange.response is None or exchange.response.status < 500:
                self._not_so("did not fail to get", exchange)

    def has_been_refused(self, times: int) -> None:
        """So often in vain, as a Given."""
        for exchange in self.fetch_many(times):
            if exchange.response is None or exchange.response.status < 400:
                self._not_so("was not refused", exchange)

    def fetch_at_once(self, pages: int) -> None:
        """All at the same moment, each on a connection of its own."""
        calls = [self.begin(self._visitors.next_page()) for _ in range(pages)]
        for call in calls:
            call.in_background()
        for call in calls:
            call.join(self._bring_up.patience)
        self._visitors.site_has_done()

    def read_robots(self) -> Exchange:
        return self._seen_through(self._bring_up.target.description.dialect.paths.robots, ())

    def has_read_robots(self, times: int) -> None:
        for _ in range(times):
            self.read_robots()

    @property
    def _key(self) -> str:
        """A good one, of somebody who may ask the model."""
        return self._visitors.callers.named("Acme").shows

    def begin(self, page: str, claims: Iterable[tuple[str, str]] = (), method: str = "GET") -> Call:
        """Ask, and leave it to somebody else to see it through."""
        request = self._request(page, claims, method)
        return self._bring_up.client(self._source).begin(self.name, request)

    def _request(
        self, page: str, claims: Iterable[tuple[str, str]] = (), method: str = "GET"
    ) -> Request:
        agents: Headers = tuple(("User-Agent", each) for each in self._agents)
        kinds = ("Accept", "text/html, */*")
        return Request(method, page, (*agents, kinds, *self.accepts, *claims))

    def _not_so(self, what: str, exchange: Exchange) -> NoReturn:
        answer = exchange.response.status if exchange.response else exchange.ending
        msg = f"{self.name} {what} {exchange.request.target}: {answer}"
        raise SetupBrokenError(msg)

    def _seen_through(
        self, page: str, claims: Iterable[tuple[str, str]], method: str = "GET"
    ) -> Exchange:
        call = self.begin(page, claims, method)
        self._slow_answers.see_through(call)
        if call.outcome is None:
            msg = f"{self.name}'s request for {page} has no end"
            raise SetupBrokenError(msg)
        return call.outcome


DETOURS = {
    "by way of the robots file": "/robots.txt/..{}",
    "in the name of robots": "{}?/robots.txt",
}
WAYS = ("without their contents", "at one address", "with a caller's key", *DETOURS)
WISHES: dict[str, Headers] = {
    "a part of a page": (("Range", "bytes=16-31"),),
    "a page that it has already": (("If-None-Match", TAG),),
}
_ALL = ("training", "search", "on demand")
