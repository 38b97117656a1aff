"""Gateways for which a bundle is never larger than somebody has thought that it could be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from support.reference.bundles import Bundle
from support.reference.desk import KEPT_AS, Desk
from support.reference.edge_api import CallFailed, Delivery, EdgeApi
from support.reference.store import Store
from support.targets.lies import instead, lie

if TYPE_CHECKING:
    from collections.abc import Callable

    from support.targets.lies import Piece

UC_08 = "UC-08"
THE_OLD_ONE = "X-Gateway-Policy was 7, not 8"
A_BUFFER = 65_536  # bytes
A_MEGABYTE = 1_048_576


def _fetching(change: Callable[[Delivery], Delivery]) -> None:
    """Make something else of what the control plane has sent."""

    def make(honest: Callable[..., Any]) -> Callable[..., Any]:
        async def config(self: EdgeApi, etag: str | None) -> Delivery | None:
            found: Delivery | None = await honest(self, etag)
            return found and change(found)

        return config

    instead(EdgeApi, "config", make)


@lie(breaks=UC_08, noticed_by=THE_OLD_ONE, seen_in="whoever reads a stream once")
def reads_what_fits_a_buffer() -> None:
    """Takes what comes at once for all that comes, and sends a larger bundle back as cut off."""
    _fetching(lambda sent: Delivery(sent.document[:A_BUFFER], sent.etag))


@lie(breaks=UC_08, noticed_by=THE_OLD_ONE, seen_in="body limits of a megabyte, as they come")
def takes_no_more_than_a_megabyte() -> None:
    """Gives a larger bundle up as a call that has failed, and tries it again for ever."""

    def change(sent: Delivery) -> Delivery:
        if len(sent.document) > A_MEGABYTE:
            message = "the answer is too large"
            raise CallFailed(message)
        return sent

    _fetching(change)


@lie(breaks=UC_08, noticed_by="tokens-per-minute;q was absent")
def knows_a_thousand_budgets() -> None:
    """Has a table of a thousand budgets, and says that it has taken up all of them."""

    def make(honest: Piece) -> Piece:
        def lay_out(self: Bundle) -> None:
            honest(self)
            object.__setattr__(self, "budgets", dict(list(self.budgets.items())[:1000]))

        return lay_out

    instead(Bundle, "__post_init__", make)


@lie(breaks=UC_08, noticed_by="applied was")
def names_the_first_hundred() -> None:
    """Tells what it has taken up, and stops telling after a hundred names."""

    def make(honest: Piece) -> Piece:
        def acknowledged(self: Desk, bundle: Bundle, result: str) -> dict[str, Any]:
            said: dict[str, Any] = honest(self, bundle, result)
            return said | {"applied": said["applied"][:100]}

        return acknowledged

    instead(Desk, "_acknowledged", make)


@lie(breaks=UC_08, noticed_by="status was 503", seen_in="a column of text that cuts off in silence")
def keeps_what_fits_a_column() -> None:
    """Keeps the beginning of a bundle where there is no room for more, and says nothing."""

    def make(honest: Piece) -> Piece:
        def keep(self: Store, name: str, value: dict[str, Any]) -> None:
            if name == KEPT_AS:
                value = {"document": value["document"][: A_BUFFER - 1]}
            honest(self, name, value)

        return keep

    instead(Store, "keep", make)
