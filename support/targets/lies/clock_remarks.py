"""Gateways that know of their wrong clock, and do not say so exactly, or not everywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from support.reference.outbox import Outbox
from support.reference.skew import Skew
from support.targets.lies import instead, lie

if TYPE_CHECKING:
    from support.targets.lies import Piece

UC_10 = "UC-10"


def _without_remark(kind: str) -> None:
    """Reports of this kind say nothing of the clock."""

    def make(honest: Piece) -> Piece:
        def note(self: Outbox, what: str, **fields: object) -> None:
            skew = self._skew
            self._skew = Skew() if what == kind else skew
            honest(self, what, **fields)
            self._skew = skew

        return note

    instead(Outbox, "note", make)


@lie(breaks=UC_10, noticed_by="came without a remark about the clock")
def loops_know_no_clock() -> None:
    """Reports loops as if the clock were right."""
    _without_remark("loop")


@lie(breaks=UC_10, noticed_by="came without a remark about the clock")
def shadows_know_no_clock() -> None:
    """Reports what would have been refused as if the clock were right."""
    _without_remark("would_refuse")


@lie(breaks=UC_10, noticed_by="came without a remark about the clock")
def breakers_know_no_clock() -> None:
    """Reports breakers that open as if the clock were right."""
    _without_remark("breaker")


@lie(breaks=UC_10, noticed_by="gateway_clock_skew_seconds -2.2")
def tenths_will_do() -> None:
    """Measures the difference to a tenth of a second."""

    def make(honest: Piece) -> Piece:
        def measure(self: Skew, ours: float, theirs: float) -> None:
            honest(self, ours, theirs)
            self.seconds = round(self.seconds, 1)

        return measure

    instead(Skew, "measure", make)


@lie(breaks=UC_10, noticed_by="gateway_clock_skewed was 1, not 0")
def agrees_on_whole_seconds() -> None:
    """Forgets the parts of a second in what was agreed on."""
    noticed = property(lambda self: abs(self.seconds) > int(self.threshold))
    instead(Skew, "noticed", lambda _honest: noticed)
