"""Gateways that can be entered without a key, or with one that is not shown as it has to be."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, unquote

from support.reference import credentials, decisions
from support.reference.bundles import Bundle
from support.reference.visits import Visit
from support.targets.lies import instead, lie

if TYPE_CHECKING:
    from support.reference.bundles import Route
    from support.targets.lies import Piece


@lie(breaks="ID-04", noticed_by="reached the model", seen_in="filters before servers that tidy up")
def the_door_knows_one_spelling() -> None:
    """Asks for keys by the address as it was sent, and sends on by what it comes to."""

    def make(honest: Piece) -> Piece:
        def route_of(self: Bundle, raw_path: str) -> Route | None:
            asked: Route | None = honest(self, raw_path)
            meant: Route | None = honest(self, _tidied(raw_path))
            return replace(meant, access=asked.access) if asked and meant else asked

        return route_of

    instead(Bundle, "route_of", make)


@lie(breaks="ID-04", noticed_by="status was 2", seen_in="this suite's own reference gateway")
def two_doors_to_one_house() -> None:
    """Opens the door that is for anyone, wherever one may go from there."""

    def route_of(self: Bundle, raw_path: str) -> Route | None:
        path = unquote(raw_path)
        return next((each for each in self.routes if path.startswith(each.path)), None)

    instead(Bundle, "route_of", lambda _honest: route_of)


@lie(breaks="ID-04", noticed_by="status was 200")
def the_first_key_counts() -> None:
    """Reads the first of two keys, and leaves the second to those behind it."""
    instead(
        decisions,
        "caller_who_shows",
        lambda honest: lambda shown, *told: honest(shown[:1], *told),
    )


@lie(breaks="ID-04", noticed_by="status was 200", seen_in="gateways for programs without headers")
def a_key_may_stand_in_an_address() -> None:
    """Takes a key also from where every log has it."""

    def make(honest: Piece) -> Piece:
        def lines(self: Visit, name: bytes) -> list[str]:
            shown: list[str] = honest(self, name)
            keys = parse_qs(self.query).get("api_key", [])
            is_asked = name == b"authorization" and not shown
            return [f"Bearer {each}" for each in keys] if is_asked else shown

        return lines

    instead(Visit, "lines", make)


@lie(breaks="ID-04", noticed_by="status was 200", seen_in="keys kept where capitals do not count")
def capitals_open_the_door() -> None:
    """Takes a key for another one that differs in nothing but capitals."""

    def make(honest: Piece) -> Piece:
        def caller_with(token: str, bundle: Bundle) -> str | None:
            spelt = [token.lower().replace(each.lower(), each) for each in bundle.callers]
            known = (honest(each, bundle) for each in (token, *spelt))
            return next((each for each in known if each is not None), None)

        return caller_with

    instead(credentials, "_caller_with_key", make)


def _tidied(raw_path: str) -> str:
    tidy: list[str] = []
    for segment in unquote(raw_path).split("/"):
        if segment == "..":
            del tidy[-1:]
        elif segment:
            tidy.append(segment)
    return "/" + "/".join(tidy)
