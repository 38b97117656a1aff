"""Gateways whose freezes begin late, end early, or never end."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from support.reference import app
from support.reference.answers import Answers
from support.reference.app import RoutedRequests
from support.reference.decisions import Decisions
from support.reference.desk import Desk
from support.reference.kill_switches import Freeze, freeze_of
from support.reference.kinds.kill_switch import KillSwitch
from support.reference.reasons import Reason, Refused
from support.targets.lies import instead, lie
from support.targets.lies.freezing import reads, stops

if TYPE_CHECKING:
    from support.reference.bundles import Bundle
    from support.reference.gateway import Gateway
    from support.reference.visits import Visit
    from support.targets.lies.freezing import Question, Stop

UC_06 = "UC-06"


def _moved(switch: KillSwitch, seconds: float) -> KillSwitch:
    ends = switch.expires_at
    return replace(switch, expires_at=None if ends is None else ends + seconds)


@lie(breaks=UC_06, noticed_by="status was 200")
def ends_a_second_early() -> None:
    """Lets a caller in during the last second of the freeze."""
    reads(lambda switch: _moved(switch, -1))


@lie(breaks=UC_06, noticed_by="status was 503")
def ends_a_moment_late() -> None:
    """Refuses still at the second at which the freeze is to end."""
    reads(lambda switch: _moved(switch, 0.001))


@lie(breaks=UC_06, noticed_by="status was 503")
def never_ends() -> None:
    """Reads when a freeze is to end and forgets it."""

    def stop(honest: Stop, question: Question) -> Freeze | None:
        frozen = tuple(replace(each, expires_at=None) for each in question.switches)
        return honest(question._replace(switches=frozen)) and Freeze(1)

    stops(stop)


def _tells(wait: Any) -> None:  # noqa: ANN401 - a function of the question and the honest wait
    def stop(honest: Stop, question: Question) -> Freeze | None:
        freeze = honest(question)
        if freeze is None or freeze.wait is None:
            return freeze
        return Freeze(wait(question, freeze.wait))

    stops(stop)


@lie(breaks=UC_06, noticed_by="Retry-After was 29, not 30")
def shares_of_a_second_are_dropped() -> None:
    """Tells 29 seconds where it is 29 and a half."""

    def wait(question: Question, _told: int) -> int:
        ends = max(each.expires_at or 0.0 for each in question.switches)
        return max(1, math.floor(ends - question.wall))

    _tells(wait)


@lie(breaks=UC_06, noticed_by="Retry-After was 3600, not 172800")
def tells_of_the_first_freeze_to_end() -> None:
    """Has a caller come back who is still frozen by another freeze."""

    def wait(question: Question, _told: int) -> int:
        return math.ceil(min(each.expires_at or 0.0 for each in question.switches) - question.wall)

    _tells(wait)


@lie(breaks=UC_06, noticed_by="Retry-After was 60, not 1")
def tells_a_minute_always() -> None:
    """Has everybody come back in a minute, however much is left of the freeze."""
    _tells(lambda _question, _told: 60)


@lie(breaks=UC_06, noticed_by="Retry-After was 3600, not 172800", seen_in="fairvisor/edge, roughly")
def tells_an_hour_at_most() -> None:
    """Has everybody come back within an hour, only to be refused again."""
    _tells(lambda _question, told: min(told, 3600))


@lie(breaks=UC_06, noticed_by="Retry-After was absent, not 86400", seen_in="caches, as they come")
def lasts_an_hour_at_most() -> None:
    """Keeps what it knows of a freeze for an hour, and lets everybody in who comes later."""

    def make(honest: Any) -> Any:  # noqa: ANN401 - any piece
        def ask(self: Decisions, visit: Visit, bundle: Bundle) -> None:
            gone = bundle.issued_at + 3600
            kept = [
                replace(each, expires_at=min(each.expires_at or gone, gone))
                if isinstance(each, KillSwitch)
                else each
                for each in bundle.policies
            ]
            honest(self, visit, replace(bundle, policies=tuple(kept)))

        return ask

    instead(Decisions, "_ask_kill_switches", make)


@lie(breaks=UC_06, noticed_by="status was 200")
def freezes_end_with_their_bundle() -> None:
    """Keeps limits when their bundle expires, and lets everybody in who was frozen by it."""

    def make(honest: Any) -> Any:  # noqa: ANN401 - any piece
        def ask(self: Decisions, visit: Visit, bundle: Bundle) -> None:
            if bundle.expires_at is None or bundle.expires_at > self._clock.wall():
                honest(self, visit, bundle)

        return ask

    instead(Decisions, "_ask_kill_switches", make)


@lie(breaks=UC_06, noticed_by="status was 200")
def a_connection_keeps_its_rules() -> None:
    """Serves a connection to its end by the bundle with which it began."""
    first: dict[Any, Bundle | None] = {}

    def make(honest: Any) -> Any:  # noqa: ANN401 - any piece
        def visit_of(scope: Any, bundle: Bundle | None) -> Visit:  # noqa: ANN401 - ASGI's own
            visit: Visit = honest(scope, first.setdefault(tuple(scope["client"]), bundle))
            return visit

        return visit_of

    instead(app, "visit_of", make)


@lie(breaks=UC_06, noticed_by="status was 503")
def a_freeze_cannot_be_lifted() -> None:
    """Keeps every freeze that it has ever been told of."""
    known: dict[str, KillSwitch] = {}

    def make(honest: Any) -> Any:  # noqa: ANN401 - any piece
        def ask(self: Decisions, visit: Visit, bundle: Bundle) -> None:
            known.update({each.name: each for each in bundle.kill_switches})
            frozen = replace(bundle, policies=(*bundle.policies, *known.values()))
            honest(self, visit, frozen)

        return ask

    instead(Decisions, "_ask_kill_switches", make)


@lie(breaks=UC_06, noticed_by="status was 503")
def throws_out_whoever_is_in() -> None:
    """Refuses also those whose question the model is answering already."""
    gateways: list[Gateway] = []

    def make_door(honest: Any) -> Any:  # noqa: ANN401 - any piece
        def build(self: RoutedRequests, gateway: Gateway) -> None:
            gateways.append(gateway)
            honest(self, gateway)

        return build

    def make_answers(honest: Any) -> Any:  # noqa: ANN401 - any piece
        async def hand_back(self: Answers, visit: Visit, *rest: Any) -> Any:  # noqa: ANN401
            [gateway] = gateways
            switches = gateway.desk.in_force.kill_switches if gateway.desk.in_force else ()
            if freeze_of(visit, switches, gateway.clock.wall()):
                raise Refused(Reason.FROZEN)
            return await honest(self, visit, *rest)

        return hand_back

    instead(RoutedRequests, "__init__", make_door)
    instead(Answers, "hand_back", make_answers)


@lie(breaks=UC_06, noticed_by="Retry-After was absent, not 86400")
def forgets_freezes_when_it_dies() -> None:
    """Comes back from the dead with every policy but the freezes."""

    def make(honest: Any) -> Any:  # noqa: ANN401 - any piece
        def restore(self: Desk) -> None:
            honest(self)
            if self.in_force is not None:
                kept = [each for each in self.in_force.policies if not isinstance(each, KillSwitch)]
                self.in_force = replace(self.in_force, policies=tuple(kept))

        return restore

    instead(Desk, "_restore", make)


@lie(breaks=UC_06, noticed_by="status was 503")
def asks_the_control_plane_whether_it_is_over() -> None:
    """Keeps a freeze up for as long as nobody can tell it that it is over."""

    def make(honest: Any) -> Any:  # noqa: ANN401 - any piece
        def ask(self: Any, visit: Visit, bundle: Bundle) -> None:  # noqa: ANN401 - its own
            reachable = self._metrics._series["gateway_control_plane_reachable"]  # noqa: SLF001
            if not reachable.get((), 0):
                endless = [
                    replace(each, expires_at=None) if isinstance(each, KillSwitch) else each
                    for each in bundle.policies
                ]
                bundle = replace(bundle, policies=tuple(endless))
            honest(self, visit, bundle)

        return ask

    instead(Decisions, "_ask_kill_switches", make)
