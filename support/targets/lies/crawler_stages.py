"""Gateways that warn, slow and refuse crawlers at the wrong page, for too long or too short."""

from __future__ import annotations

import asyncio
from contextlib import nullcontext, suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from support.reference import crawlers
from support.reference.app import RoutedRequests
from support.reference.kinds.stages import Stage
from support.reference.reasons import Refused
from support.reference.visits import outgoing_of
from support.targets.lies import instead, lie
from support.targets.lies.crawler_looks import asks, each_page_is, looks

if TYPE_CHECKING:
    from collections.abc import Callable

    from support.reference.bundles import Bundle
    from support.reference.crawlers import CrawlerCounts, PageAsked
    from support.reference.visits import Visit
    from support.targets.lies.crawler_looks import Ask, Asked, Look

DAY = 86_400


def _stages_cover(from_on: Callable[[float], bool], above: Callable[[float], bool]) -> None:
    """Say anew which pages a stage has; both are given the page's distance from its bound."""

    def covers(self: Stage, page: int, allowance: int) -> bool:
        beyond = page - self.percent * allowance / 100
        return above(beyond) if self.above else from_on(beyond)

    instead(Stage, "covers", lambda _honest: covers)


@lie(breaks="UC-19", noticed_by="page 80: X-Gateway-Warning was absent")
def stages_begin_a_page_late() -> None:
    """Reads "from 80%" as "above 80%"."""
    _stages_cover(lambda beyond: beyond > 0, lambda beyond: beyond > 0)


@lie(breaks="UC-19", noticed_by="X-Gateway-Warning was crawler_allowance")
def stages_begin_a_page_early() -> None:
    """Warns and slows a page before the stated one."""
    _stages_cover(lambda beyond: beyond >= -1, lambda beyond: beyond > 0)


@lie(breaks="UC-19", noticed_by="page 100: status was 429")
def the_last_page_is_refused() -> None:
    """Reads "above 100%" as "from 100%"."""
    _stages_cover(lambda beyond: beyond >= 0, lambda beyond: beyond >= 0)


@lie(breaks="UC-19", noticed_by="page 101: status was 200")
def one_page_too_many() -> None:
    """Refuses only the second page above the allowance."""
    _stages_cover(lambda beyond: beyond >= 0, lambda beyond: beyond > 1)


@lie(breaks="UC-19", noticed_by="page 9: it was 0.5 seconds late, not 0")
def shares_of_a_page_are_dropped() -> None:
    """Takes 95% of ten pages for nine pages."""
    _stages_cover(lambda beyond: beyond > -1, lambda beyond: beyond > 0)


@lie(breaks="UC-19", noticed_by="page 11: status was 200")
def refuses_only_who_was_warned() -> None:
    """Has no stages where the policy states only the last one."""

    def ask(honest: Ask, _visit: Visit, bundle: Bundle) -> None:
        if bundle.crawlers is not None and len(bundle.crawlers.stages) > 1:
            honest()

    asks(ask)


@lie(breaks="UC-19", noticed_by="page 95: X-Gateway-Warning was absent, not crawler_allowance")
def a_slowed_page_is_not_warned() -> None:
    """Slows a crawler down without a word."""

    def ask(honest: Ask, visit: Visit, _bundle: Bundle) -> None:
        honest()
        visit.warnings = [] if visit.delay else visit.warnings

    asks(ask)


@lie(breaks="UC-19", noticed_by="then crawler_allowance; used=95; of=100, not crawler_allowance")
def each_stage_warns_for_itself() -> None:
    """Warns a slowed crawler twice: because it is near its allowance, and because it is slowed."""

    def ask(honest: Ask, visit: Visit, _bundle: Bundle) -> None:
        honest()
        visit.warnings *= 2 if visit.delay else 1

    asks(ask)


@lie(breaks="UC-19", noticed_by="page 95: it was 0 seconds late, not 0.5")
def says_that_it_slows_down() -> None:
    """Warns a crawler that it is slowed, and does not slow it."""
    each_page_is(lambda page, _wall: replace(page, delay=0.0))


@lie(breaks="UC-19", noticed_by="seconds late, not 0.5")
def slows_by_a_moment_less() -> None:
    """Lets a slowed page go a thousandth of a second early."""
    each_page_is(lambda page, _wall: replace(page, delay=max(0.0, page.delay - 0.001)))


@lie(breaks="UC-19", noticed_by="page 96: it was 1 seconds late, not 0.5")
def slower_with_each_page() -> None:
    """Adds half a second with each page that it slows."""
    slowed = 0

    def change(page: PageAsked, _wall: float) -> PageAsked:
        nonlocal slowed
        slowed += page.stage == "throttle"
        return replace(page, delay=page.delay * slowed)

    each_page_is(change)


@lie(breaks="UC-19", noticed_by="page 80: it was 0.5 seconds late, not 0")
def slows_whoever_is_warned() -> None:
    """Slows a crawler as soon as it warns it."""
    each_page_is(
        lambda page, _wall: replace(page, delay=0.5 if page.stage == "warn" else page.delay)
    )


@lie(breaks="UC-19", noticed_by="page 101: it was 0.5 seconds late, not 0")
def refuses_slowly() -> None:
    """Keeps a crawler back before it refuses it, and a connection with it."""

    def make(honest: Any) -> Any:  # noqa: ANN401 - any piece
        async def refuse(self: Any, *rest: Any) -> None:  # noqa: ANN401 - its own
            await self._gateway.clock.hold_back(0.5)
            await honest(self, *rest)

        return refuse

    instead(RoutedRequests, "_refuse", make)


@lie(breaks="UC-19", noticed_by="page 6: status was 200")
def who_only_looks_is_let_in() -> None:
    """Counts pages that are fetched without their contents, and refuses none of them."""

    def ask(honest: Ask, visit: Visit, _bundle: Bundle) -> None:
        with suppress(Refused) if visit.method == "HEAD" else nullcontext():
            honest()

    asks(ask)


@lie(breaks="UC-19", noticed_by="page 4: X-Gateway-Warning was absent")
def who_only_looks_is_left_alone() -> None:
    """Neither warns nor slows whoever fetches pages without their contents."""

    def ask(honest: Ask, visit: Visit, _bundle: Bundle) -> None:
        honest()
        if visit.method == "HEAD":
            visit.warnings, visit.delay = [], 0.0

    asks(ask)


@lie(breaks="UC-19", noticed_by="the site was asked for it")
def asks_the_site_before_it_refuses() -> None:
    """Has a refused page fetched, and throws it away."""

    def make(honest: Any) -> Any:  # noqa: ANN401 - any piece
        async def refuse(self: Any, visit: Any, *rest: Any) -> None:  # noqa: ANN401 - its own
            async with await self._gateway.proxy.open(outgoing_of(visit)):
                await honest(self, visit, *rest)

        return refuse

    instead(RoutedRequests, "_refuse", make)


@lie(breaks="UC-19", noticed_by="the site was asked for it 2 times")
def fetches_warned_pages_twice() -> None:
    """Has a page of a crawler that is warned fetched to look at it, and then fetched again."""

    def make(honest: Any) -> Any:  # noqa: ANN401 - any piece
        async def forward(self: Any, visit: Any, *rest: Any) -> None:  # noqa: ANN401 - its own
            if visit.warnings:
                async with await self._gateway.proxy.open(outgoing_of(visit)):
                    pass
            await honest(self, visit, *rest)

        return forward

    instead(RoutedRequests, "_forward", make)


@lie(breaks="UC-19", noticed_by="there was no answer (timed out)")
def one_visitor_at_a_time() -> None:
    """Answers nobody as long as it keeps a crawler back."""
    turn = asyncio.Lock()

    def make(honest: Any) -> Any:  # noqa: ANN401 - any piece
        async def forward(self: Any, *rest: Any) -> None:  # noqa: ANN401 - its own
            async with turn:
                await honest(self, *rest)

        return forward

    instead(RoutedRequests, "_forward", make)


@lie(breaks="UC-19", noticed_by="it was 0.5 seconds late, not 0")
def people_are_slowed_as_well() -> None:
    """Slows everybody while a crawler is slowed."""
    slowing = False

    def ask(honest: Ask, visit: Visit, _bundle: Bundle) -> None:
        nonlocal slowing
        honest()
        slowing = slowing or bool(visit.delay)
        visit.delay = 0.5 if slowing else 0.0

    asks(ask)


@lie(breaks="UC-19", noticed_by="Retry-After was 43199, not 43200")
def told_a_second_too_little() -> None:
    """Names a time at which the crawler is refused again."""
    each_page_is(lambda page, _wall: replace(page, retry_after=page.retry_after - 1))


@lie(breaks="UC-19", noticed_by="Retry-After was 1, not 2")
def shares_of_a_second_are_dropped() -> None:
    """Takes a second and a half for a second."""
    each_page_is(lambda page, wall: replace(page, retry_after=max(1, int(DAY - wall % DAY))))


@lie(breaks="UC-19", noticed_by="Retry-After was 86400, not 43200")
def told_to_come_back_in_a_day() -> None:
    """Tells everybody to come back in 24 hours, whatever the time."""
    each_page_is(lambda page, _wall: replace(page, retry_after=DAY))


@lie(breaks="UC-19", noticed_by="Retry-After was 86401, not 86400")
def midnight_is_a_second_later() -> None:
    """Tells a time that is a second after midnight."""
    each_page_is(lambda page, _wall: replace(page, retry_after=page.retry_after + 1))


@lie(breaks="UC-19", noticed_by="status was 200")
def the_last_stage_on_the_list() -> None:
    """Takes the last stage that fits, in whatever order the policy lists them."""

    def make(_honest: Any) -> Any:  # noqa: ANN401 - any piece
        def furthest(stages: tuple[Stage, ...], used: int, allowance: int) -> Stage | None:
            return next((each for each in stages[::-1] if each.covers(used, allowance)), None)

        return furthest

    instead(crawlers, "furthest", make)


@lie(breaks="UC-19", noticed_by="status was 200")
def less_is_allowed_only_tomorrow() -> None:
    """Goes on with the largest allowance of the day when a policy brings a smaller one."""
    largest = 0

    def look(honest: Look, _self: CrawlerCounts, asked: Asked) -> PageAsked | None:
        nonlocal largest
        largest = max(largest, asked.policy.pages_per_day)
        return honest(asked._replace(policy=replace(asked.policy, pages_per_day=largest)))

    looks(look)
