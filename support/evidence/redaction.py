"""Secrets leave as "(hidden)".

Rule 1: what a header of this kind says is hidden whoever sent it. Rule 2: a value that is known to
be secret is hidden wherever it stands: in a body, a query, a refusal that quotes it. Rule 3: every
run plants canaries, secrets of its own, and looks for them in all that it wrote. Rule 4: what is
kept says whose secret was hidden, so that it can still be seen whether it was the right one.
"""

from __future__ import annotations

import gzip
import re
import secrets
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from support.wire.exchange import Headers

HIDDEN = "(hidden)"
_NAMED = re.compile(r"\(hidden: [^()\"]*\)")
_NOTHING_ELSE = re.compile(rf"(\w+ )?{_NAMED.pattern}")  # with the word that says how it is shown
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
        value = f"wk-{name.replace(' ', '-')}-{self.canary}"
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
        return nameless(self.named(text)) if self._is_secret_in(text) else text

    def named(self, text: str) -> str:
        """The same, but where a secret of this run stood, it says whose."""
        for value in sorted(self._of_this_scenario, key=len, reverse=True):
            text = text.replace(value, HIDDEN)
        if self.canary not in text:
            return text  # whatever is secret throughout the run carries the canary
        for value in sorted(self._known, key=len, reverse=True):
            text = text.replace(value, named(self._whose(value)))
        return text.replace(self.canary, HIDDEN)

    def hidden_headers(self, headers: Headers) -> list[list[str]]:
        return [
            [name, HIDDEN if name.lower() in _SECRET_HEADERS else self.hidden(value)]
            for name, value in headers
        ]

    def named_headers(self, headers: Headers) -> list[list[str]]:
        """The same, named; where anything but one secret stands in such a header, it is hidden."""
        return [[name, self._named_value(name, self.named(value))] for name, value in headers]

    def _named_value(self, name: str, value: str) -> str:
        open_ = name.lower() not in _SECRET_HEADERS or _NOTHING_ELSE.fullmatch(value)
        return value if open_ else HIDDEN

    def _whose(self, value: str) -> str:
        return value.removeprefix("wk-").removesuffix(f"-{self.canary}")

    def _is_secret_in(self, text: str) -> bool:
        return self.canary in text or any(each in text for each in self._of_this_scenario)

    def found_in(self, places: Iterable[Path]) -> list[Path]:
        """Files under *places* in which a canary can be read."""
        files = (each for place in places for each in _files(place))
        return [file for file in files if self.canary.encode() in _unpacked(file)]


def named(whose: str) -> str:
    """What stands in the place of somebody's secret."""
    return f"(hidden: {whose})"


def nameless(text: str) -> str:
    """As everybody reads it who need not know whose secret it was."""
    return _NAMED.sub(HIDDEN, text)


def _unpacked(file: Path) -> bytes:
    """What is packed can be read by anybody who unpacks it."""
    held = file.read_bytes()
    return gzip.decompress(held) if file.suffix == ".gz" else held


def _files(place: Path) -> Iterable[Path]:
    """Ordinary files only: a device can be read for ever."""
    found = place.rglob("*") if place.is_dir() else [place]
    return (each for each in found if each.is_file())
