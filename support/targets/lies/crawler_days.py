"""Gateways that count a crawler's day wrongly, or believe the wrong people to be a crawler."""

from __future__ import annotations

import re
from dataclasses import replace
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any

from support.reference import app, crawlers
from support.reference.outbox import Outbox
from support.targets.lies import instead, lie
from support.targets.lies.crawler_looks import looks

if TYPE_CHECKING:
    from collections.abc import Callable

    from support.reference.crawlers import CrawlerCounts, PageAsked
    from support.reference.policies import Crawler
    from support.reference.visits import Visit
    from support.targets.lies.crawler_looks import Asked, Look

DAY = 86_400


def _at_another_time(change: Callable[[float], float]) -> None:
    looks(lambda honest, _self, asked: honest(asked._replace(wall=change(asked.wall))))


@lie(breaks="UC-19", noticed_by="Retry-After was 36000, not 43200")
def midnight_of_another_country() -> None:
    """Ends the day at midnight two hours further east."""
    _at_another_time(lambda wall: wall + 2 * 3600)


@lie(breaks="UC-19", noticed_by="status was 200")
def the_day_ends_a_second_early() -> None:
    """Lets a crawler in a second before midnight."""
    _at_another_time(lambda wall: wall + 1)


@lie(breaks="UC-19", noticed_by="status was 429")
def the_day_ends_a_second_late() -> None:
    """Refuses a crawler that comes back at the time that it was told."""

    def look(honest: Look, _self: CrawlerCounts, asked: Asked) -> PageAsked | None:
        page = honest(asked._replace(wall=asked.wall - 1))
        return page and replace(page, retry_after=max(1, page.retry_after - 1))

    looks(look)


@lie(breaks="UC-19", noticed_by="status was 429")
def a_day_from_the_first_page() -> None:
    """Lets a day last 24 hours from a crawler's first page on, and tells midnight."""
    began: list[float] = []

    def look(honest: Look, _self: CrawlerCounts, asked: Asked) -> PageAsked | None:
        began.append(asked.wall)
        page = honest(asked._replace(wall=began[0]))
        return page and replace(page, retry_after=max(1, int(DAY - asked.wall % DAY)))

    looks(look)


@lie(breaks="UC-19", noticed_by="page 4: X-Gateway-Warning was absent")
def what_is_left_is_kept() -> None:
    """Adds to an allowance what was not used of yesterday's."""

    def look(honest: Look, self: CrawlerCounts, asked: Asked) -> PageAsked | None:
        for name, (day, pages) in self._counts.items():
            if day < int(asked.wall // DAY):
                self._counts[name] = (
                    int(asked.wall // DAY),
                    min(0, pages - asked.policy.pages_per_day),
                )
        return honest(asked)

    looks(look)


@lie(breaks="UC-19", noticed_by="page 6: status was 200")
def a_page_more_after_a_spent_day() -> None:
    """Gives a crawler that has spent its allowance one page more on the next day."""

    def look(honest: Look, self: CrawlerCounts, asked: Asked) -> PageAsked | None:
        for name, (day, pages) in self._counts.items():
            if day < int(asked.wall // DAY) and pages >= asked.policy.pages_per_day:
                self._counts[name] = int(asked.wall // DAY), -1
        return honest(asked)

    looks(look)


def _as_crawler(asked: Asked) -> Asked:
    """The same, where whoever uses a crawler's name counts as that crawler."""
    return asked._replace(policy=replace(asked.policy, unverified="treat_as_crawler"))


def _comes_from(believe: Callable[[Crawler, str], bool]) -> None:
    instead(crawlers, "comes_from", lambda _honest: believe)


@lie(breaks="UC-19", noticed_by="status was 200")
def everybody_is_believed() -> None:
    """Never looks at the address."""
    _comes_from(lambda _crawler, _peer: True)


@lie(breaks="UC-19", noticed_by="status was 403")
def the_last_address_is_foreign() -> None:
    """Leaves the first and the last address of a network out, as for broadcasts."""

    def believe(crawler: Crawler, peer: str) -> bool:
        inside = [each for each in crawler.addresses or () if ip_address(peer) in each]
        edges = {str(edge) for each in inside for edge in (each[0], each[-1])}
        return crawler.addresses is None or (bool(inside) and peer not in edges)

    _comes_from(believe)


@lie(breaks="UC-19", noticed_by="status was 200")
def neighbours_are_believed() -> None:
    """Looks at the first three numbers of an address alone."""

    def believe(crawler: Crawler, peer: str) -> bool:
        near = peer.rpartition(".")[0]
        return crawler.addresses is None or any(
            str(each[0]).rpartition(".")[0] == near for each in crawler.addresses
        )

    _comes_from(believe)


@lie(breaks="UC-19", noticed_by="status was 403")
def nobody_is_believed_without_addresses() -> None:
    """Refuses every crawler whose addresses it does not know."""
    instead(
        crawlers,
        "comes_from",
        lambda honest: (
            lambda crawler, peer: crawler.addresses is not None and honest(crawler, peer)
        ),
    )


@lie(breaks="UC-19", noticed_by="page 1: status was 429")
def impostors_use_up_the_allowance() -> None:
    """Refuses an impostor and charges the crawler for it."""

    def look(honest: Look, _self: CrawlerCounts, asked: Asked) -> PageAsked | None:
        page = honest(asked)
        if page and page.stage == "unverified":
            honest(_as_crawler(asked))
        return page

    looks(look)


@lie(breaks="UC-19", noticed_by="status was 429; X-Gateway-Reason was crawler_allowance_spent")
def impostors_are_told_of_the_allowance() -> None:
    """Looks at the count first, and at the address afterwards."""

    def look(honest: Look, self: CrawlerCounts, asked: Asked) -> PageAsked | None:
        before = dict(self._counts)
        page = honest(_as_crawler(asked))
        if page and page.stage == "refuse":
            return page
        self._counts = before
        return honest(asked)

    looks(look)


@lie(breaks="UC-19", noticed_by="page 1: status was 403")
def impostors_are_always_refused() -> None:
    """Does not do as the policy says about names from elsewhere."""
    looks(
        lambda honest, _self, asked: honest(
            asked._replace(policy=replace(asked.policy, unverified="refuse"))
        )
    )


@lie(breaks="UC-19", noticed_by="page 3: status was 200")
def impostors_have_an_allowance_of_their_own() -> None:
    """Counts each address on its own."""

    def look(honest: Look, self: CrawlerCounts, asked: Asked) -> PageAsked | None:
        whole = dict(self._counts)
        self._counts = {
            name.removesuffix(asked.peer): count
            for name, count in whole.items()
            if name.endswith(asked.peer)
        }
        page = honest(asked)
        self._counts = whole | {
            f"{name}{asked.peer}": count for name, count in self._counts.items()
        }
        return page

    looks(look)


def _claimed(header: bytes, pattern: str) -> None:
    """Take what this header says for the address, when it says one."""

    def make(honest: Any) -> Any:  # noqa: ANN401 - any piece
        def visit_of(*stated: Any) -> Visit:  # noqa: ANN401 - its own
            visit: Visit = honest(*stated)
            found = re.search(pattern, " ".join(visit.lines(header)))
            visit.peer = found[1] if found else visit.peer
            return visit

        return visit_of

    instead(app, "visit_of", make)


@lie(breaks="UC-19", noticed_by="status was 200")
def forwarded_for_is_believed() -> None:
    """Takes X-Forwarded-For for the address, whoever sends it."""
    _claimed(b"x-forwarded-for", r"^([\d.]+)")


@lie(breaks="UC-19", noticed_by="status was 200")
def forwarded_is_believed() -> None:
    """Takes Forwarded for the address, whoever sends it."""
    _claimed(b"forwarded", r"for=([\d.]+)")


@lie(breaks="UC-19", noticed_by="status was 200")
def real_ip_is_believed() -> None:
    """Takes X-Real-IP for the address, whoever sends it."""
    _claimed(b"x-real-ip", r"^([\d.]+)")


@lie(breaks="UC-19", noticed_by="status was 200")
def true_client_ip_is_believed() -> None:
    """Takes True-Client-IP for the address, whoever sends it."""
    _claimed(b"true-client-ip", r"^([\d.]+)")


def _crawler_events(change: Callable[[dict[str, Any]], list[dict[str, Any]]]) -> None:
    """Note other events than happened to crawlers."""

    def make(honest: Any) -> Any:  # noqa: ANN401 - any piece
        def note(self: Outbox, kind: str, **fields: Any) -> None:  # noqa: ANN401 - its own
            for each in change(fields) if kind == "crawler" else [fields]:
                honest(self, kind, **each)

        return note

    instead(Outbox, "note", make)


@lie(breaks="UC-19", noticed_by="never reported: GPTBot throttle 1 times")
def slowed_pages_are_not_reported() -> None:
    """Keeps from the control plane that it slows crawlers."""
    _crawler_events(lambda fields: [] if fields["stage"] == "throttle" else [fields])


@lie(breaks="UC-19", noticed_by="reported though it was not so: GPTBot warn 2 times")
def warned_pages_are_reported_twice() -> None:
    """Reports each warned page two times."""
    _crawler_events(lambda fields: [fields, fields] if fields["stage"] == "warn" else [fields])


@lie(breaks="UC-19", noticed_by="never reported: GPTBot unverified 3 times")
def impostors_are_reported_as_refused() -> None:
    """Reports somebody who uses a crawler's name as the crawler itself."""
    _crawler_events(
        lambda fields: [
            fields | {"stage": "refuse" if fields["stage"] == "unverified" else fields["stage"]}
        ]
    )


@lie(breaks="UC-19", noticed_by="there were 1 of them")
def a_refusal_is_reported_once_a_day() -> None:
    """Reports the first refusal of a crawler and is silent from then on."""
    told: set[str] = set()

    def change(fields: dict[str, Any]) -> list[dict[str, Any]]:
        known = fields["stage"] == "refuse" and fields["crawler"] in told
        told.add(fields["crawler"])
        return [] if known else [fields]

    _crawler_events(change)
