"""Gateways whose freezes hit others, come too late in the order, or cost something."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from support.reference import refusals
from support.reference.app import RoutedRequests
from support.reference.decisions import Decisions
from support.reference.reasons import Reason, Refused
from support.reference.scopes import Scope
from support.reference.visits import outgoing_of
from support.targets.lies import instead, lie
from support.targets.lies.freezing import is_asked_after, reads, stops
from support.targets.lies.wire_tap import on_sending

if TYPE_CHECKING:
    from support.reference.bundles import Bundle
    from support.reference.kill_switches import Freeze
    from support.reference.visits import Visit
    from support.targets.lies.freezing import Question, Stop

UC_06 = "UC-06"
TEAM = b"x-team"


@lie(breaks=UC_06, noticed_by="status was 200")
def freezes_nothing() -> None:
    """Takes a freeze up, says that it is applied, and lets everything through."""
    stops(lambda _honest, _question: None)


@lie(breaks=UC_06, noticed_by="status was 503")
def freezes_everybody() -> None:
    """Knows one great switch only, whatever the freeze is about."""
    reads(lambda switch: replace(switch, where=Scope()))


@lie(breaks=UC_06, noticed_by="X-Gateway-Reason was absent, not frozen")
def knows_callers_only_where_keys_are_asked_for() -> None:
    """Lets a frozen caller in wherever anybody may come."""

    def stop(honest: Stop, question: Question) -> Freeze | None:
        asked: Any = question.asked
        if asked.route.access == "anyone":
            asked.known_as = None
        return honest(question)

    stops(stop)


@lie(breaks=UC_06, noticed_by="status was 503")
def looks_whether_the_header_is_there() -> None:
    """Freezes every team that names itself."""
    instead(Scope, "_shown", lambda _honest: lambda _self, asked: bool(asked.lines(TEAM)))


@lie(breaks=UC_06, noticed_by="status was 200")
def knows_no_headers() -> None:
    """Never finds the header that a freeze names."""
    instead(Scope, "_shown", lambda _honest: lambda _self, _asked: False)


@lie(breaks=UC_06, noticed_by="status was 503")
def compares_letters_not_segments() -> None:
    """Freezes every place whose name begins with the same letters."""

    def covers(self: Scope, segments: tuple[str, ...]) -> bool:
        return "/".join(segments).startswith("/".join(self.path or ()))

    instead(Scope, "_covers", lambda _honest: covers)


@lie(breaks=UC_06, noticed_by="status was 429")
def frozen_requests_are_charged() -> None:
    """Charges a thousand tokens for each request that it does not let through."""

    def make(honest: Any) -> Any:  # noqa: ANN401 - any piece
        def ask(self: Any, visit: Visit, bundle: Bundle) -> None:  # noqa: ANN401 - its own
            try:
                honest(self, visit, bundle)
            except Refused:
                budget = bundle.budgets.get(visit.known_as or "")
                if budget is not None:
                    self._budgets.reserve(budget, 0, 1000, self._now())
                raise

        return ask

    instead(Decisions, "_ask_kill_switches", make)


@lie(breaks=UC_06, noticed_by="a neighbour of the gateway")
def asks_before_it_refuses() -> None:
    """Has a frozen request answered, and throws the answer away."""

    def make(honest: Any) -> Any:  # noqa: ANN401 - any piece
        async def refuse(self: Any, visit: Visit, *rest: Any) -> None:  # noqa: ANN401 - its own
            async with await self._gateway.proxy.open(outgoing_of(visit)):
                await honest(self, visit, *rest)

        return refuse

    instead(RoutedRequests, "_refuse", make)


@lie(breaks=UC_06, noticed_by="X-Gateway-Reason was tpd_exceeded, not frozen")
def budgets_come_first() -> None:
    """Looks at what a caller has left before it looks whether the caller is frozen."""
    is_asked_after("_ask_budget")


@lie(breaks=UC_06, noticed_by="X-Gateway-Reason was loop_detected, not frozen")
def loops_come_first() -> None:
    """Counts a request as a repetition before it looks whether it is frozen."""
    is_asked_after("_ask_loop")


@lie(breaks=UC_06, noticed_by="X-Gateway-Reason was hop_limit, not frozen")
def hops_come_first() -> None:
    """Counts the passages of a request before it looks whether it is frozen."""
    is_asked_after("_ask_hops")


@lie(breaks=UC_06, noticed_by="X-Gateway-Reason was crawler_allowance_spent, not frozen")
def crawlers_come_first() -> None:
    """Counts the pages of a crawler before it looks whether they are frozen."""
    is_asked_after("_ask_crawler")


@lie(breaks=UC_06, noticed_by="X-Gateway-Reason was no_credentials, not frozen")
def keys_come_first() -> None:
    """Asks for a key, though nobody would be let in by any."""

    def make(honest: Any) -> Any:  # noqa: ANN401 - any piece
        def ask(self: Any, visit: Visit, bundle: Bundle) -> None:  # noqa: ANN401 - its own
            if visit.known_as is None and visit.route and visit.route.access == "callers":
                raise Refused(Reason.NO_CREDENTIALS)
            honest(self, visit, bundle)

        return ask

    instead(Decisions, "_ask_kill_switches", make)


@lie(breaks=UC_06, noticed_by="status was 403")
def says_that_it_is_forbidden() -> None:
    """Tells a frozen caller that it may not, as if that were for ever and its own fault."""
    refusals.KINDS[Reason.FROZEN] = replace(refusals.KINDS[Reason.FROZEN], status=403)


@lie(breaks=UC_06, noticed_by="x-should-retry was absent, not false")
def lets_libraries_try_again() -> None:
    """Says nothing of trying again, and every library comes three times."""
    on_sending(lambda sent: sent.replace(b"x-should-retry: false\r\n", b""))


@lie(breaks=UC_06, noticed_by="never reported")
def frozen_callers_have_no_name() -> None:
    """Reports that somebody was refused, and not who."""

    def make(honest: Any) -> Any:  # noqa: ANN401 - any piece
        def ask(self: Any, visit: Visit, bundle: Bundle) -> None:  # noqa: ANN401 - its own
            try:
                honest(self, visit, bundle)
            except Refused:
                visit.caller = None
                raise

        return ask

    instead(Decisions, "_ask_kill_switches", make)


@lie(breaks=UC_06, noticed_by="status was 200")
def an_exception_lifts_the_freeze_for_all() -> None:
    """Takes a freeze with an exception for no freeze."""
    reads(lambda switch: replace(switch, exception=switch.exception and Scope()))


@lie(breaks=UC_06, noticed_by="status was 503")
def makes_no_exceptions() -> None:
    """Freezes those too who are excepted."""
    reads(lambda switch: replace(switch, exception=None))


@lie(breaks=UC_06, noticed_by="status was 200")
def exceptions_by_any_reading() -> None:
    """Lets everybody through who can be taken for an exception in some way."""
    instead(Scope, "certainly", lambda _honest: lambda self, asked: self.matches(asked))
