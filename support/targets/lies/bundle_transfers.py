"""Gateways that make something of a bundle that has not come over whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from support.reference.control_plane import ControlPlane
from support.reference.edge_api import CallFailed, Delivery, EdgeApi
from support.reference.line import LineBrokenError, Reply
from support.targets.lies import instead, lie

if TYPE_CHECKING:
    from collections.abc import Callable

UC_08 = "UC-08"


def _reading(enough: Callable[[bytes], bool]) -> None:
    """Take what has come for the whole when it is enough."""

    def make(honest: Callable[[Reply], None]) -> Callable[[Reply], None]:
        def ends(self: Reply) -> None:
            try:
                honest(self)
            except LineBrokenError:
                if not enough(self.body):
                    raise
                self.is_whole = True

        return ends

    instead(Reply, "_ends_with_the_line", make)


@lie(
    breaks=UC_08,
    noticed_by="X-Gateway-Policy was 8, not 7",
    seen_in="clients that read until the end",
)
def the_end_of_the_line_is_the_end() -> None:
    """Takes a bundle for whole when it looks like one, though nobody said that it was all."""
    _reading(lambda come: come.rstrip().endswith(b"}"))


@lie(breaks=UC_08, noticed_by="told")
def half_a_bundle_is_a_bad_one() -> None:
    """Sends half a bundle back, as if somebody had written it like that."""
    _reading(bool)


@lie(breaks=UC_08, noticed_by="status was 503")
def drops_its_policy_for_a_broken_one() -> None:
    """Has no policy at all from the moment at which a newer one breaks off."""

    def make(honest: Callable[..., Any]) -> Callable[..., Any]:
        async def fetch(self: ControlPlane, rhythm: Any) -> None:  # noqa: ANN401 - the gateway's own
            try:
                await honest(self, rhythm)
            except CallFailed:
                self._desk.in_force = None
                raise

        return fetch

    instead(ControlPlane, "_fetch", make)


@lie(breaks=UC_08, noticed_by="told")
def says_that_a_broken_one_is_unreadable() -> None:
    """Tells the control plane that its bundle cannot be read, when it was the network."""

    def make(honest: Callable[..., Any]) -> Callable[..., Any]:
        async def config(self: EdgeApi, etag: str | None) -> Delivery | None:
            try:
                found: Delivery | None = await honest(self, etag)
            except CallFailed:
                return Delivery(b"", None)
            return found

        return config

    instead(EdgeApi, "config", make)
