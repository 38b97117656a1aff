"""Gateways whose errors say more than whoever asked may know."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from support.reference import answers, decisions
from support.reference.answers import Answers
from support.reference.gateway import Gateway
from support.reference.proxy import Proxy
from support.reference.reasons import Reason, Refused
from support.targets.lies import instead, lie

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    import aiohttp

    from support.reference.bundles import Bundle
    from support.reference.proxy import Outgoing
    from support.reference.visits import Visit
    from support.targets.lies import Piece

    Why = tuple[str, str] | None
    Open = Callable[[Proxy, Outgoing], Awaitable[aiohttp.ClientResponse]]


@lie(breaks="ER-01", noticed_by="error.message named an address: http://")
def says_where_the_model_lives() -> None:
    """Tells callers the address of a model that cannot be reached, as its library tells it."""

    def make(honest: Open) -> Open:
        async def open_(self: Proxy, outgoing: Outgoing) -> aiohttp.ClientResponse:
            try:
                return await honest(self, outgoing)
            except Refused as refused:
                base = self._bases.get(outgoing.upstream)
                refused.message = f"Cannot connect to {base}{outgoing.target}."
                raise

        return open_

    instead(Proxy, "open", make)


@lie(breaks="UC-17", noticed_by="error.message named an address: http://")
def says_in_a_stream_where_the_model_lives() -> None:
    """Tells callers whose stream breaks off which address it came from."""

    def make(honest: Piece) -> Piece:
        async def hand(self: Answers, visit: Visit, response: Any, send: Any) -> Any:  # noqa: ANN401
            answers.CUT_OFF = f"Cannot read from {response.url} any more."
            return await honest(self, visit, response, send)

        return hand

    instead(Answers, "_hand_events", make)


@lie(breaks="OP-04", noticed_by="error.message named an address: 127.0.0.1")
def says_in_a_stream_where_it_stands() -> None:
    """Tells callers whose stream it cannot finish which machine has to stop."""
    answers.STOPPED = "The gateway at 127.0.0.1 has to stop. Ask again."


@lie(breaks="UC-05", noticed_by="detail named an address: http://")
def says_where_the_control_plane_lives() -> None:
    """Tells whoever asks whether it is ready the address of the control plane that refuses it."""

    def make(honest: Callable[[Gateway], Why]) -> Callable[[Gateway], Why]:
        def not_ready(self: Gateway) -> Why:
            why = honest(self)
            return why and (why[0], f"{self.settings.control_plane}: {why[1]}")

        return not_ready

    instead(Gateway, "not_ready", make)


@lie(breaks="ID-04", noticed_by="error.message repeated the key", seen_in="OpenAI, with stars")
def says_the_key_again() -> None:
    """Repeats a key that it does not know, which may be one of another place."""

    def make(honest: Callable[..., str]) -> Callable[..., str]:
        def who(shown: list[str], bundle: Bundle, wall: float) -> str:
            try:
                return honest(shown, bundle, wall)
            except Refused as refused:
                if refused.reason is Reason.UNKNOWN_KEY:
                    refused.message = f"Incorrect API key provided: {shown[0].split()[-1]}."
                raise

        return who

    instead(decisions, "caller_who_shows", make)
