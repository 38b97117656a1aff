"""Whose counter a request is counted on: a caller's, an address's, a header's, a claim's.

Rule 1: two that are not spelt the same never share a counter; so a key is JSON, which keeps apart
what separators would run together, and nothing in it is decoded, folded or cut.
Rule 2: what does not name anybody is missing, and is never somebody's by accident.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Protocol

from .reasons import Reason, Refused

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .fault_finding import ObjectReader
    from .scopes import Scope
    from .visits import Visit

WORDS: Final = ("caller", "address", "everybody")


class Asked(Protocol):
    """What is looked at in a request."""

    @property
    def caller(self) -> str | None:
        """The caller who has shown good credentials, where any were asked for."""

    @property
    def peer(self) -> str:
        """The address that the request came from."""

    @property
    def claims(self) -> Mapping[str, Any]:
        """What a pass says that has been verified; nothing where none was shown."""

    def lines(self, name: bytes) -> list[str]:
        """Return the values of a header, one for each line of it."""


@dataclass(frozen=True, slots=True)
class CountedBy:
    """What tells one counter from another, and what is done with a request that has none of it."""

    what: str = "everybody"
    name: str = ""  # of the header or of the claim
    missing: str = "refuse"

    def key_of(self, asked: Asked) -> str | None:
        """Spell whose request it is, or None when it names nobody."""
        value = self._value(asked)
        return None if value is None else json.dumps([self.what, self.name, value])

    def _value(self, asked: Asked) -> str | int | None:
        if self.what == "caller":
            return asked.caller
        if self.what == "address":
            return asked.peer or None
        if self.what == "header":
            return _one_line(asked.lines(self.name.lower().encode("latin-1")))
        return name_in(asked.claims.get(self.name)) if self.what == "claim" else ""


class Counting(Protocol):
    """A policy that counts some requests, each on one of its counters."""

    @property
    def per(self) -> CountedBy:
        """Whose counter it is."""

    @property
    def where(self) -> Scope | None:
        """Which requests are counted; None: all."""


def counter_of(policy: Counting, visit: Visit) -> str | None:
    """Spell whose counter a request is counted on; None where the policy leaves it alone."""
    if policy.where is not None and not policy.where.matches(visit):
        return None
    key = policy.per.key_of(visit)
    if key is None and policy.per.missing == "refuse":
        raise Refused(Reason.LIMIT_KEY_MISSING)
    return key


def name_in(value: object) -> str | int | None:
    """Take a claim for a name: words that are not empty and whole numbers, and nothing else."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    return None if value == "" else value


def read_counted_by(reader: ObjectReader) -> CountedBy:
    """Read `per` and `missing`."""
    missing = reader.one_of("missing", ("refuse", "pass"), default="refuse")
    named = reader.object_or_none("per") if isinstance(reader.value_of("per"), dict) else None
    if named is None:
        return CountedBy(reader.one_of("per", WORDS), "", missing)
    what = "claim" if named.has("claim") else "header"
    name = named.text(what)
    if what == "header" and not name.isascii():
        named.fault(what, "must be the name of a header")
    named.no_others("per")
    return CountedBy(what, name, missing)


def _one_line(lines: list[str]) -> str | None:
    """Read the one value of a header; several say nothing about whose request it is."""
    value = lines[0].strip(" \t") if len(lines) == 1 else ""
    return value or None
