"""Gateways that know one freeze, one kind of key or one kind of limit only."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from support.reference import bundles, decisions, scopes
from support.reference.decisions import Decisions
from support.reference.gateway import Gateway
from support.reference.reasons import Refused
from support.reference.scopes import Scope
from support.targets.lies import instead, lie
from support.targets.lies.freezing import stops

if TYPE_CHECKING:
    from support.reference.bundles import Bundle
    from support.reference.kill_switches import Freeze
    from support.reference.visits import Visit
    from support.targets.lies import Piece
    from support.targets.lies.freezing import Question, Stop

UC_06 = "UC-06"
LET_IN = "status was 200"
ESCAPED = "X-Gateway-Reason was absent, not frozen"


@lie(breaks=UC_06, noticed_by=LET_IN)
def an_exception_from_one_is_one_from_all() -> None:
    """Lets somebody through whom one freeze excepts and another one does not."""

    def stop(honest: Stop, question: Question) -> Freeze | None:
        exceptions = [each.exception for each in question.switches]
        if any(each.certainly(question.asked) for each in exceptions if each is not None):
            return None
        return honest(question)

    stops(stop)


@lie(breaks=UC_06, noticed_by=LET_IN)
def looks_at_the_first_freeze() -> None:
    """Looks at one freeze, and at no other."""
    stops(lambda honest, question: honest(question._replace(switches=question.switches[:1])))


@lie(breaks=UC_06, noticed_by="Retry-After was 30")
def tells_the_end_that_it_knows() -> None:
    """Tells when the one of two freezes ends that has an end."""

    def stop(honest: Stop, question: Question) -> Freeze | None:
        ending = tuple(each for each in question.switches if each.expires_at is not None)
        return honest(question._replace(switches=ending)) or honest(question)

    stops(stop)


@lie(breaks=UC_06, noticed_by=LET_IN)
def knows_callers_by_their_keys() -> None:
    """Lets a frozen caller in who shows a pass."""

    def make(honest: Piece) -> Piece:
        def known(shown: list[str], *rest: Any) -> str | None:  # noqa: ANN401 - bundle and time
            by_pass = bool(shown) and shown[0].count(".") == 2
            found: str | None = None if by_pass else honest(shown, *rest)
            return found

        return known

    instead(decisions, "caller_known_by", make)


@lie(breaks=UC_06, noticed_by="status was 503")
def freezes_itself() -> None:
    """Says that it is not ready while everything is frozen, and is taken for broken."""

    def make(honest: Piece) -> Piece:
        def not_ready(self: Gateway) -> tuple[str, str] | None:
            bundle = self.desk.in_force
            frozen = bundle is not None and any(
                each.where == Scope() for each in bundle.kill_switches
            )
            said: tuple[str, str] | None = ("no_policy", "frozen") if frozen else honest(self)
            return said

        return not_ready

    instead(Gateway, "not_ready", make)


@lie(breaks=UC_06, noticed_by="status was 503")
def does_not_look_at_methods() -> None:
    """Freezes what is sent along with what is looked at."""

    def make(honest: Piece) -> Piece:
        return lambda self, asked: honest(replace(self, methods=None), asked)

    instead(Scope, "matches", make)


@lie(breaks=UC_06, noticed_by=ESCAPED)
def questions_escape() -> None:
    """Passes on whoever only asks what is allowed."""

    def stop(honest: Stop, question: Question) -> Freeze | None:
        return None if "OPTIONS" in question.asked.methods else honest(question)

    stops(stop)


@lie(breaks=UC_06, noticed_by=ESCAPED, seen_in="this suite's own reference gateway")
def notes_on_segments_escape() -> None:
    """Takes a segment with a note on it for another segment."""
    instead(scopes, "readings", lambda honest: lambda path: honest(path.replace(";", "_")))


@lie(breaks=UC_06, noticed_by="status was 429")
def frozen_requests_are_counted() -> None:
    """Takes requests that it does not let through from what may be sent."""

    def make(honest: Piece) -> Piece:
        def ask(self: Decisions, visit: Visit, bundle: Bundle) -> None:
            try:
                honest(self, visit, bundle)
            except Refused:
                visit.caller = visit.known_as
                with suppress(Refused):
                    self._ask_request_limits(visit, bundle)
                visit.counted = ()
                raise

        return ask

    instead(Decisions, "_ask_kill_switches", make)


@lie(
    breaks="UC-08",
    noticed_by="X-Gateway-Policy was 8",
    seen_in="this suite's own reference gateway",
)
def leaves_freezes_out_like_anything() -> None:
    """Takes a bundle up without a freeze that it cannot read."""
    bundles.KILL_SWITCH = "none"
