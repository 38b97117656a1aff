"""Gateways of several processes whose figures are those of one, or of nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from support.reference.metrics import DESCRIBED, Metrics
from support.reference.shared_metrics import SharedMetrics
from support.targets.lies import instead, lie

if TYPE_CHECKING:
    from support.reference.metrics import Labels
    from support.targets.lies import Piece

    Figures = dict[str, dict[Labels, float]]

EP_02 = "EP-02"


def _told(of: str, change: Piece) -> None:
    """Tell something else of all figures that are counts, or of all that are states."""

    def make(honest: Piece) -> Piece:
        def figures(self: SharedMetrics) -> Figures:
            found: Figures = honest(self)
            own = Metrics.figures(self)
            for name, (kind, _) in DESCRIBED.items():
                if kind == of:
                    found[name] = change(found[name], own[name])
            return found

        return figures

    instead(SharedMetrics, "figures", make)


@lie(breaks=EP_02, noticed_by=", not 12")
def each_process_tells_its_own_counts() -> None:
    """Tells what the process has counted that happens to be asked."""
    _told("counter", lambda _all, own: own)


@lie(breaks=EP_02, noticed_by=", not 12")
def adds_itself_once_more() -> None:
    """Adds what the process that is asked has counted to the sum of all, itself included."""
    _told("counter", lambda all_, own: {key: n + own.get(key, 0) for key, n in all_.items()})


@lie(breaks=EP_02, noticed_by="gateway_control_plane_")
def knows_only_its_own_state() -> None:
    """Leaves out what only the process knows that speaks with the control plane."""
    _told("gauge", lambda _all, own: own)


@lie(breaks=EP_02, noticed_by="'gateway_policy_version 7' was absent")
def several_have_no_state() -> None:
    """Tells counts alone, for states cannot be added up."""
    _told("gauge", lambda _all, _own: {})
