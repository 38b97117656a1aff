"""Whose counter it is: nobody shares one by accident, and nobody is somebody by accident."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest

from support.reference.counted_by import CountedBy


@dataclass
class Request:
    """Only what is looked at."""

    caller: str | None = None
    peer: str = "192.0.2.1"
    claims: dict[str, Any] = field(default_factory=dict)
    tenants: list[str] = field(default_factory=list)

    def lines(self, name: bytes) -> list[str]:
        """Return the tenants, whoever asks for them."""
        return self.tenants if name == b"x-tenant" else []


HEADER, CLAIM = CountedBy("header", "X-Tenant"), CountedBy("claim", "tenant")


def test_names_that_look_alike_are_kept_apart() -> None:
    """By separators, by case, by what is encoded in them, by being a number."""
    names: list[str | int] = ["a", "A", "a:b", "a|b", 'a"', "a/b", "a%00", "a\x00", "a%2Fb", "1", 1]
    names += ["\u00e4", "a\u0308", "true"]  # the same letter in two spellings
    keys = {CLAIM.key_of(Request(claims={"tenant": name})) for name in names}
    assert len(keys) == len(names)
    assert None not in keys


def test_only_spaces_and_tabs_are_around_a_name() -> None:
    """Other bytes that look like space to some are halves of letters."""
    names = ["\xc3", *(each.encode().decode("latin-1") for each in ("\u00c5", "\u00e0", "\u0420"))]
    keys = {HEADER.key_of(Request(tenants=[f" {name}\t"])) for name in names}
    assert len(keys) == len(names)


@pytest.mark.parametrize("value", ["", None, True, False, 1.5, 1e300, [], ["a"], {}, {"a": "b"}])
def test_what_is_no_name_names_nobody(value: object) -> None:
    """A claim of another type is as good as none."""
    assert CLAIM.key_of(Request(claims={"tenant": value})) is None


@pytest.mark.parametrize("lines", [[], [""], ["  "], ["a", "b"], ["a", "a"]])
def test_a_header_names_somebody_once(lines: list[str]) -> None:
    """Nothing, and too much, name nobody."""
    assert HEADER.key_of(Request(tenants=lines)) is None


def test_the_other_words() -> None:
    """A caller must have been let in; an address is always there; everybody is one."""
    assert CountedBy("caller").key_of(Request()) is None
    assert CountedBy("caller").key_of(Request(caller="Acme")) is not None
    assert CountedBy("address").key_of(Request()) != CountedBy("address").key_of(Request(peer="b"))
    assert CountedBy().key_of(Request()) == CountedBy().key_of(Request(caller="Acme", peer="b"))
