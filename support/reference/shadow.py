"""Shadow mode: a policy is asked, and what it says is written down instead of done.

A shadowed question is put to a twin of the visit. It counts as if it were enforced, so what it
refuses is not charged; but whatever it does to the twin, the caller never meets it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from .reasons import Refused

if TYPE_CHECKING:
    from collections.abc import Callable

    from .bundles import Bundle
    from .metrics import Metrics
    from .outbox import Outbox
    from .policies import Watchable
    from .reasons import Reason
    from .visits import Visit


def in_shadow(policy: Watchable, bundle: Bundle, wall: float) -> bool:
    """Say whether the policy is only watched at this moment, by itself or with all others."""
    for_all = bundle.shadow_until is not None and wall < bundle.shadow_until
    return for_all or policy.mode == "shadow"


class Shadow:
    """Writes down what policies would have done."""

    def __init__(self, metrics: Metrics, outbox: Outbox) -> None:
        """Know where it is counted and told."""
        self._metrics, self._outbox = metrics, outbox

    def watch(self, visit: Visit, policy: str, question: Callable[[Visit], None]) -> None:
        """Ask the twin, and keep for the visit nothing but what has to be settled later."""
        twin = replace(
            visit, warnings=[], delay=0.0, costs=[], charges=[], expenses=[], shadowed=True
        )
        try:
            question(twin)
        except Refused as refused:
            self.would_refuse(twin, policy, refused.reason)
        if twin.delay:
            self._metrics.count("gateway_would_slow_total", policy=policy)
            self._tell("would_slow", twin, policy)
        elif twin.warnings:
            self._metrics.count("gateway_would_warn_total", policy=policy)
            self._tell("would_warn", twin, policy)
        visit.charges += twin.charges
        visit.expenses += twin.expenses
        visit.watched = visit.watched or twin.budget is not None
        if twin.reservation is not None:
            visit.watched_reservation, visit.watched_budget = twin.reservation, twin.budget

    def would_refuse(self, visit: Visit, policy: str, reason: Reason) -> None:
        """Count and tell that the policy would have said no."""
        self._metrics.count("gateway_would_refuse_total", policy=policy, reason=reason.value)
        self._tell("would_refuse", visit, policy, reason=reason.value)

    def _tell(self, kind: str, visit: Visit, policy: str, **more: str) -> None:
        self._outbox.note(kind, caller=visit.caller, policy=policy, **more, path=visit.path)
