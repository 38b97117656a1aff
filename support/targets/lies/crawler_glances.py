"""Gateways that look at a part of what they could know a crawler by."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from support.reference import crawlers
from support.reference.decisions import Decisions
from support.targets.lies import instead, lie

if TYPE_CHECKING:
    from support.reference.bundles import Bundle
    from support.reference.policies import Crawler
    from support.reference.visits import Visit
    from support.targets.lies import Piece


@lie(breaks="UC-19", noticed_by="was 200", seen_in="dictionaries of headers")
def the_last_agent_speaks() -> None:
    """Reads the last of several lines in which an agent names itself."""

    def make(honest: Piece) -> Piece:
        def ask(self: Decisions, visit: Visit, bundle: Bundle) -> None:
            agents = [each for each in visit.headers if each[0] == b"user-agent"]
            others = [each for each in visit.headers if each[0] != b"user-agent"]
            kept, visit.headers = visit.headers, [*others, *agents[-1:]]
            try:
                honest(self, visit, bundle)
            finally:
                visit.headers = kept

        return ask

    instead(Decisions, "_ask_crawler", make)


@lie(breaks="UC-19", noticed_by="status was 403")
def one_network_is_enough() -> None:
    """Believes a crawler from the first of its networks, and from no other."""

    def make(honest: Piece) -> Piece:
        def comes_from(crawler: Crawler, peer: str) -> bool:
            if crawler.addresses is None:
                return bool(honest(crawler, peer))
            return bool(honest(replace(crawler, addresses=crawler.addresses[:1]), peer))

        return comes_from

    instead(crawlers, "comes_from", make)
