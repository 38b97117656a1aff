"""Lies for the nursery's tests: they replace a piece of the one gateway that tells them."""

from __future__ import annotations

from support.reference.gateway import Gateway


class NeverReady:
    """A gateway that always finds an excuse."""

    def tell(self) -> None:
        """Replace what the gateway says about being ready."""
        Gateway.not_ready = lambda _: ("no_policy", "a lie")  # type: ignore[method-assign, assignment]


class Impossible:
    """A lie that cannot be told."""

    @classmethod
    def tell(cls) -> None:
        """Fail."""
        message = "this lie cannot be told"
        raise RuntimeError(message)


NEVER_READY = NeverReady()
