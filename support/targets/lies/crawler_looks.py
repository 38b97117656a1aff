"""Where lies about crawlers get between: who is looked for, and what becomes of a page."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

from support.reference import crawlers
from support.reference.crawlers import CrawlerCounts, PageAsked
from support.reference.decisions import Decisions
from support.reference.policies import Crawler, CrawlerAllowance
from support.targets.lies import instead

if TYPE_CHECKING:
    from support.reference.bundles import Bundle
    from support.reference.visits import Visit


class Asked(NamedTuple):
    """What is known when somebody asks for a page."""

    policy: CrawlerAllowance
    agent: str
    peer: str
    wall: float


Look = Callable[[Asked], PageAsked | None]
Find = Callable[[CrawlerAllowance, str], Crawler | None]
Ask = Callable[[], None]


def looks(look: Callable[[Look, CrawlerCounts, Asked], PageAsked | None]) -> None:
    """Look at pages in another way; the honest one is given first."""

    def make(honest: Any) -> Any:  # noqa: ANN401 - any piece
        return lambda self, *asked: look(
            lambda again: honest(self, *again),
            self,
            Asked(*asked),
        )

    instead(CrawlerCounts, "look", make)


def each_page_is(change: Callable[[PageAsked, float], PageAsked]) -> None:
    """Change what was found out about each page that a crawler asks for, knowing the time."""

    def look(honest: Look, _self: CrawlerCounts, asked: Asked) -> PageAsked | None:
        page = honest(asked)
        return page and change(page, asked.wall)

    looks(look)


def finds(find: Callable[[Find, CrawlerAllowance, str], Crawler | None]) -> None:
    """Find the crawler in a user agent in another way; the honest one is given first."""
    instead(
        crawlers,
        "crawler_in",
        lambda honest: lambda policy, agent: find(honest, policy, agent),
    )


def reads(change: Callable[[str], str]) -> None:
    """Read something else than what the user agent says."""
    finds(lambda honest, policy, agent: honest(policy, change(agent)))


def asks(ask: Callable[[Ask, Visit, Bundle], None]) -> None:
    """Ask a visit in another way whether it is a crawler's; the honest one is given first."""

    def make(honest: Any) -> Any:  # noqa: ANN401 - any piece
        return lambda self, visit, bundle: ask(
            lambda: honest(self, visit, bundle),
            visit,
            bundle,
        )

    instead(Decisions, "_ask_crawler", make)
