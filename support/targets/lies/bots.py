"""Lies about bots: who is taken for one, what people notice, what a refused bot may still read."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from support.reference import decisions, scopes
from support.reference.app import Endpoints
from support.reference.crawlers import products_of
from support.reference.request_limits import RequestLimits, counted_on
from support.reference.token_budgets import Now
from support.reference.visits import visit_of
from support.targets.lies import instead, lie

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from starlette.requests import Request
    from starlette.responses import Response

    from support.reference.kinds.request_limit import RequestLimit
    from support.reference.request_limits import Counted
    from support.reference.scopes import Asked, Scope
    from support.reference.visits import Visit
    from support.targets.lies import Piece

REFUSED = "status was 429"
DELIVERED = "status was 200"
CRAWLER_LISTS = "lists of crawlers that are matched as parts of words (ai.robots.txt issue 208)"


def _naming(read: Callable[[list[str]], set[str]]) -> None:
    """Read in another way whom the lines of a user agent name."""
    instead(
        scopes,
        "_agents_of",
        lambda _honest: lambda asked: frozenset(read(asked.lines(b"user-agent"))),
    )


def _honestly(lines: list[str]) -> set[str]:
    return set(products_of(" ".join(lines)))


def _also(lines: list[str], *more: str) -> set[str]:
    return {*_honestly(lines), *more}


@lie(breaks="UC-02", noticed_by="page 4: status was 429", seen_in=CRAWLER_LISTS)
def parts_of_words() -> None:
    """Takes a program for a bot whose name has the name of one in it."""
    _naming(lambda lines: _also(lines, *re.findall("gptbot", " ".join(lines).lower())))


@lie(breaks="UC-02", noticed_by="page 4: status was 429", seen_in="rules that look for bot")
def whoever_ends_in_bot() -> None:
    """Takes for a bot whatever ends in bot, and a telephone too."""
    _naming(lambda lines: _also(lines, *["gptbot"] * bool(re.search(r"bot\b", str(lines).lower()))))


@lie(breaks="UC-02", noticed_by="page 4: status was 429")
def nobody_is_a_bot() -> None:
    """Takes whoever names no agent for a bot."""
    _naming(lambda lines: _also(lines, *[] if lines else ["gptbot"]))


@lie(breaks="UC-02", noticed_by="page 4: status was 429")
def long_agents_are_bots() -> None:
    """Takes whoever has a long agent for a bot."""
    _naming(lambda lines: _also(lines, *["gptbot"] * (len(str(lines)) > 4096)))


@lie(breaks="UC-02", noticed_by=DELIVERED)
def capitals_matter() -> None:
    """Knows a bot only as its own page spells it."""
    _naming(lambda lines: {each for each in _honestly(lines) if "GPTBOT" not in str(lines)})


@lie(breaks="UC-02", noticed_by=DELIVERED)
def cut_off_after_a_while() -> None:
    """Reads the first 4 KiB of an agent."""
    _naming(lambda lines: _honestly([" ".join(lines)[:4096]]))


@lie(breaks="UC-02", noticed_by=DELIVERED)
def the_first_line_only() -> None:
    """Reads the first of several agents, so that a bot puts a browser in front of itself."""
    _naming(lambda lines: _honestly(lines[:1]))


@lie(breaks="UC-02", noticed_by=DELIVERED)
def the_first_bot_of_a_class() -> None:
    """Knows one crawler only of a class."""
    _naming(lambda lines: _honestly(lines) & {"gptbot"})


@lie(breaks="UC-02", noticed_by="page 4: status was 200")
def bots_are_let_go() -> None:
    """Has a limit for bots and never finds one."""
    _naming(lambda _lines: set())


@lie(breaks="UC-02", noticed_by="page 2: status was 200")
def each_bot_by_itself() -> None:
    """Counts by agent, so that two bots have twice the limit."""

    def counted(honest: Piece) -> Piece:
        def lying(visit: Visit, limits: list[RequestLimit]) -> tuple[Counted, ...]:
            agent = str(visit.lines(b"user-agent"))
            return tuple(replace(each, key=agent) for each in honest(visit, limits))

        return lying

    instead(decisions, "counted_on", counted)


@lie(breaks="UC-02", noticed_by="status was 429")
def everybody_is_a_bot() -> None:
    """Holds everybody to the limit of the bots."""

    def matches(honest: Piece) -> Piece:
        def lying(self: Scope, asked: Asked) -> bool:
            return bool(self.agents) or bool(honest(self, asked))

        return lying

    instead(scopes.Scope, "matches", matches)


@lie(breaks="UC-02", noticed_by="requests;r was 2")
def refused_bots_take_from_people() -> None:
    """Counts a refused bot on the limits of all who come by."""

    def take(honest: Piece) -> Piece:
        def lying(self: RequestLimits, counted: Sequence[Counted], now: Now) -> int | None:
            wait: int | None = honest(self, counted, now)
            for (limit, _), bucket in self._buckets.items() if wait else ():
                bucket.taken += limit == "requests"
            return wait

        return lying

    instead(RequestLimits, "take", take)


@lie(breaks="UC-02", noticed_by='it said \'ratelimit: "requests"')
def one_name_for_all_limits() -> None:
    """Calls every limit by the same name, so that bots take theirs for that of people."""

    def windows(honest: Piece) -> Piece:
        return lambda self, *asked: tuple(
            replace(each, name="requests") for each in honest(self, *asked)
        )

    instead(RequestLimits, "windows", windows)


def _limited_robots(*, also_refused: bool) -> None:
    """Have reading the robots file count, and perhaps be refused, like any page."""
    limits: list[RequestLimits] = []

    def begin(honest: Piece) -> Piece:
        def lying(self: RequestLimits, *given: object) -> None:
            limits.append(self)
            honest(self, *given)

        return lying

    def robots(honest: Piece) -> Piece:
        async def lying(self: Endpoints, request: Request) -> Response:
            gateway = self._gateway
            bundle = gateway.desk.in_force
            answer: Response = await honest(self, request)
            if bundle is not None:
                counted = counted_on(visit_of(request.scope, bundle), bundle.request_limits)
                now = Now(gateway.clock.wall(), gateway.clock.steady())
                if limits[-1].take(counted, now) is not None and also_refused:
                    answer.status_code = 429
            return answer

        return lying

    instead(RequestLimits, "__init__", begin)
    instead(Endpoints, "robots", robots)


@lie(breaks="UC-02", noticed_by=REFUSED)
def robots_is_refused() -> None:
    """Refuses the robots file to a bot that has spent its limit."""
    _limited_robots(also_refused=True)


@lie(breaks="UC-02", noticed_by="page 3: status was 429")
def robots_is_counted() -> None:
    """Counts the robots file like a page, though it lets everybody read it."""
    _limited_robots(also_refused=False)
