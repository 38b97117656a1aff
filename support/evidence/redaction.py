"""Secrets leave as "(hidden)".

Rule 1: what a header of this kind says is hidden whoever sent it. Rule 2: a value that is known to
be secret is hidden wherever it stands: in a body, a query, a refusal that quotes it. Rule 3: every
run plants canaries, secrets of its own, and looks for them in all that it wrote.
"""

from __future__ import annotations

import gzip
import secrets
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from support.wire.exchange import Headers

HIDDEN = "(hidden)"
_SECRET_HEADERS = {
    "authorization",
    "proxy-authorization",
    "cookie",
    "set-cookie",
    "x-api-key",
    "api-key",
}


class Secrets:
    """What must not be written down in this run."""

    def __init__(self) -> None:
        self._known: set[str] = set()
        self._of_this_scenario: set[str] = set()
        self.canary = f"canary-{secrets.token_hex(12)}"

    def new(self, name: str) -> str:
        """A secret for somebody in this run; it carries the canary."""
        value = f"wk-{name.lower().replace(' ', '-')}-{self.canary}"
        self._known.add(value)
        return value

    def also(self, value: str) -> str:
        """Something made elsewhere that is secret too."""
        self._of_this_scenario.add(value)
        return value

    def next_scenario(self) -> None:
        """What was made for one scenario alone is not looked for in the evidence of all others."""
        self._of_this_scenario.clear()

    def as_they_are(self) -> Secrets:
        """The same secrets, whatever becomes known later."""
        copy = Secrets()
        copy.canary = self.canary
        copy._known, copy._of_this_scenario = set(self._known), set(self._of_this_scenario)
        return copy

    def hidden(self, text: str) -> str:
        for value in sorted(self._of_this_scenario, key=len, reverse=True):
            text = text.replace(value, HIDDEN)
        if self.canary not in text:
            return text  # whatever is secret throughout the run carries the canary
        for value in sorted(self._known, key=len, reverse=True):
            text = text.replace(value, HIDDEN)
        return text.replace(self.canary, HIDDEN)

    def hidden_headers(self, headers: Headers) -> list[list[str]]:
        return [
            [name, HIDDEN if name.lower() in _SECRET_HEADERS else self.hidden(value)]
            for name, value in headers
        ]

    def found_in(self, places: Iterable[Path]) -> list[Path]:
        """Files under *places* in which a canary can be read."""
        files = (each for place in places for each in _files(place))
        return [file for file in files if self.canary.encode() in _unpacked(file)]


def _unpacked(file: Path) -> bytes:
    """What is packed can be read by anybody who unpacks it."""
    held = file.read_bytes()
    return gzip.decompress(held) if file.suffix == ".gz" else held


def _files(place: Path) -> Iterable[Path]:
    """Ordinary files only: a device can be read for ever."""
    found = place.rglob("*") if place.is_dir() else [place]
    return (each for each in found if each.is_file())
