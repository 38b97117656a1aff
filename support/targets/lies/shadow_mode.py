"""Gateways whose shadow mode hurts somebody, or tells what would not have happened."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from support.reference import answers, decisions
from support.reference.decisions import Decisions
from support.reference.metrics import Metrics
from support.reference.reasons import Refused
from support.reference.shadow import Shadow
from support.targets.lies import instead, lie

if TYPE_CHECKING:
    from collections.abc import Callable

    from support.reference.bundles import Bundle
    from support.reference.policies import Watchable
    from support.reference.visits import Visit

    Ask = Callable[[Visit], None]
    Watch = Callable[[Shadow, Visit, str, Ask], None]

UC_07 = "UC-07"


def _watches(make: Callable[[Watch], Watch]) -> None:
    """Ask a policy in shadow in another way; the honest way is given."""
    instead(Shadow, "watch", make)


def _is_in_shadow(say: Callable[[Any, Watchable, Bundle, float], bool]) -> None:
    """Say in another way which policies are in shadow; the honest way is given first."""

    def make(honest: Any) -> Any:  # noqa: ANN401 - any piece
        return lambda policy, bundle, wall: say(honest, policy, bundle, wall)

    instead(decisions, "in_shadow", make)


def _keeps_of_the_twin(*names: str) -> None:
    """Do to the visit what the policy does to its twin, as far as these notes go."""

    def make(honest: Watch) -> Watch:
        def watch(self: Shadow, visit: Visit, policy: str, question: Ask) -> None:
            def ask(twin: Visit) -> None:
                try:
                    question(twin)
                finally:
                    for name in names:
                        setattr(visit, name, getattr(twin, name))

            honest(self, visit, policy, ask)

        return watch

    _watches(make)


@lie(breaks=UC_07, noticed_by="status was 429")
def enforces_all_the_same() -> None:
    """Knows the word and not what it means."""
    _is_in_shadow(lambda _honest, _policy, _bundle, _wall: False)


@lie(breaks=UC_07, noticed_by="x-gateway-warning")
def warns_from_the_shadow() -> None:
    """Does not refuse and does not slow, but warns as if it were enforcing."""
    _keeps_of_the_twin("warnings")


@lie(breaks=UC_07, noticed_by="seconds late, not 0")
def slows_from_the_shadow() -> None:
    """Keeps back whoever would have been slowed."""
    _keeps_of_the_twin("delay")


@lie(breaks=UC_07, noticed_by="was there")
def tells_limits_from_the_shadow() -> None:
    """Tells callers what would be left to them."""
    _keeps_of_the_twin("budget", "counted")


@lie(breaks=UC_07, noticed_by="the body was")
def leaves_its_traces_in_streams() -> None:
    """Asks the model for reports of use, and lets callers see what that changes in a stream."""
    instead(answers, "as_unasked", lambda _honest: lambda event: event)


@lie(breaks=UC_07, noticed_by="there were 0 of them")
def watches_nothing() -> None:
    """Takes shadow mode for switched off."""
    _watches(lambda _honest: lambda *_: None)


@lie(breaks=UC_07, noticed_by="there were 3 of them")
def counts_whatever_it_sees() -> None:
    """Counts each request that a policy looked at as one that it would have refused."""

    def make(honest: Watch) -> Watch:
        def watch(self: Shadow, visit: Visit, policy: str, question: Ask) -> None:
            def ask(twin: Visit) -> None:
                question(twin)
                budgets = [] if twin.reservation is None else ["tpm_exceeded", "tpd_exceeded"]
                for reason in budgets:
                    self._metrics.count("gateway_would_refuse_total", policy=policy, reason=reason)

            honest(self, visit, policy, ask)

        return watch

    _watches(make)


@lie(breaks=UC_07, noticed_by="there were 2 of them")
def charges_what_it_would_have_refused() -> None:
    """Counts in shadow everything that was used, and so refuses more than it would in earnest."""

    def make(honest: Any) -> Any:  # noqa: ANN401 - any piece
        def ask(self: Any, visit: Visit, bundle: Bundle) -> None:  # noqa: ANN401 - its own
            try:
                honest(self, visit, bundle)
            except Refused:
                if visit.shadowed and visit.budget is not None:
                    whole = replace(visit.budget, per_day=10**9, per_minute=None)
                    self._budgets.reserve(whole, 0, 2000, self._now())
                raise

        return ask

    instead(Decisions, "_ask_budget", make)


@lie(breaks=UC_07, noticed_by="status was 200")
def a_shadow_ends_all_questions() -> None:
    """Lets a request through for good when a policy in shadow would have refused it."""
    spared: set[str] = set()

    def make(honest: Watch) -> Watch:
        def watch(self: Shadow, visit: Visit, policy: str, question: Ask) -> None:
            def ask(twin: Visit) -> None:
                try:
                    question(twin)
                except Refused:
                    spared.add(visit.id)
                    raise

            honest(self, visit, policy, ask)

        return watch

    def make_budget(honest: Any) -> Any:  # noqa: ANN401 - any piece
        def ask(self: Any, visit: Visit, bundle: Bundle) -> None:  # noqa: ANN401 - its own
            if visit.id not in spared:
                honest(self, visit, bundle)

        return ask

    _watches(make)
    instead(Decisions, "_ask_budget", make_budget)


@lie(breaks=UC_07, noticed_by="status was 200")
def what_was_watched_is_forgotten() -> None:
    """Starts from nothing when a policy is enforced after it was watched."""

    def make(honest: Watch) -> Watch:
        def watch(self: Shadow, visit: Visit, policy: str, question: Ask) -> None:
            honest(self, visit, policy, question)
            if visit.watched_reservation is not None:
                visit.watched_reservation = replace(visit.watched_reservation, tokens=0)

        return watch

    def make_settle(honest: Any) -> Any:  # noqa: ANN401 - any piece
        def settle(self: Any, visit: Visit, used: int | None) -> None:  # noqa: ANN401 - its own
            watched = visit.watched_reservation
            if watched is not None and not visit.settled:
                visit.watched_reservation = None
                account = self._budgets._accounts[watched.caller]  # noqa: SLF001
                account.minute_used, account.day_used = 0.0, 0
            honest(self, visit, used)

        return settle

    _watches(make)
    instead(Decisions, "settle", make_settle)


def _remembers_modes() -> Callable[[Any, Watchable, Bundle, float], bool]:
    first: dict[str, bool] = {}

    def say(honest: Any, policy: Watchable, bundle: Bundle, wall: float) -> bool:  # noqa: ANN401
        return first.setdefault(policy.name, honest(policy, bundle, wall))

    return say


@lie(breaks=UC_07, noticed_by="status was 429")
def once_enforced_always_enforced() -> None:
    """Remembers of each policy how it was when it first came."""
    _is_in_shadow(_remembers_modes())


@lie(breaks=UC_07, noticed_by="status was 200")
def once_watched_always_watched() -> None:
    """Never enforces a policy that was in shadow once."""
    watched: set[str] = set()

    def say(honest: Any, policy: Watchable, bundle: Bundle, wall: float) -> bool:  # noqa: ANN401
        if honest(policy, bundle, wall):
            watched.add(policy.name)
        return policy.name in watched

    _is_in_shadow(say)


@lie(breaks=UC_07, noticed_by="status was 429")
def the_shadow_ends_a_second_early() -> None:
    """Enforces again in the last second in which everything is to be watched."""
    _is_in_shadow(lambda honest, policy, bundle, wall: bool(honest(policy, bundle, wall + 1)))


@lie(breaks=UC_07, noticed_by="status was 200")
def the_shadow_ends_a_moment_late() -> None:
    """Watches still at the moment at which it is to enforce again."""
    _is_in_shadow(lambda honest, policy, bundle, wall: bool(honest(policy, bundle, wall - 0.001)))


@lie(breaks="UC-06", noticed_by="status was 200")
def the_shadow_lifts_freezes() -> None:
    """Watches freezes too while everything is watched."""

    def make(honest: Any) -> Any:  # noqa: ANN401 - any piece
        def ask(self: Decisions, visit: Visit, bundle: Bundle) -> None:
            if bundle.shadow_until is None:
                honest(self, visit, bundle)

        return ask

    instead(Decisions, "_ask_kill_switches", make)


@lie(breaks=UC_07, noticed_by="told was refused tpd_exceeded")
def tells_refusals_that_were_none() -> None:
    """Reports what it would have refused as refused."""
    _tells(lambda self, *_, **more: self._outbox.note("refused", reason=more["reason"]))


@lie(breaks=UC_07, noticed_by="told was would_refuse tpd_exceeded, would_refuse tpd_exceeded")
def tells_everything_twice() -> None:
    """Reports each request twice that it would have refused."""

    def tell(self: Any, kind: str, visit: Visit, policy: str, **more: str) -> None:  # noqa: ANN401
        for _ in range(2):
            self._outbox.note(kind, caller=visit.caller, policy=policy, **more, path=visit.path)

    _tells(tell)


@lie(breaks=UC_07, noticed_by="policy")
def does_not_say_which_policy() -> None:
    """Reports that something would have been refused, and by nobody."""

    def tell(self: Any, kind: str, visit: Visit, _policy: str, **more: str) -> None:  # noqa: ANN401
        self._outbox.note(kind, caller=visit.caller, **more, path=visit.path)

    _tells(tell)


@lie(breaks=UC_07, noticed_by='gateway_would_slow_total{policy="crawlers"} 1')
def calls_slowing_a_warning() -> None:
    """Counts those whom it would have slowed among those whom it would have warned."""

    def make(honest: Any) -> Any:  # noqa: ANN401 - any piece
        def count(self: Any, name: str, by: float = 1, **labels: str) -> None:  # noqa: ANN401
            honest(self, name.replace("would_slow", "would_warn"), by, **labels)

        return count

    instead(Metrics, "count", make)


def _tells(tell: Callable[..., None]) -> None:
    instead(Shadow, "_tell", lambda _honest: tell)
