"""What can be wrong with a bundle on its way to the gateway, in the words of the features.

A damage spoils a whole document; a flaw spoils the budget of one organisation in it. Whatever is
wrong inside is signed as it is, so that nothing but the damage can be found fault with.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from support.targets.policy import Policy
    from support.targets.target import Target

Content = dict[str, Any]
SLIP = "freeze 1"  # what a freeze is called that was written down wrongly
_NOBODY = {"name": "Nobody", "key_sha256": "0" * 64}
_A_WEB_PAGE = b"<!doctype html><title>502 Bad Gateway</title><h1>502 Bad Gateway</h1>\n"


@dataclass(frozen=True, slots=True)
class Scribe:
    """Writes bundles as the gateway under test reads them, and signs whatever it is given."""

    target: Target
    key: str | None

    def written(self, policy: Policy) -> bytes:
        return self.target.write(policy, self.key)

    def unsigned(self, policy: Policy) -> bytes:
        return self.target.write(policy, None)

    def content(self, policy: Policy) -> Content:
        read: Content = json.loads(self.unsigned(policy))
        return read

    def signed(self, body: bytes) -> bytes:
        return self.target.seal(body, self.key)

    def signed_by_a_stranger(self, body: bytes) -> bytes:
        return self.target.seal(body, "a-key-that-nobody-here-knows")

    def signature(self, body: bytes) -> bytes:
        """What stands in front of *body* once it is signed."""
        return self.signed(body).removesuffix(body)


@dataclass(frozen=True, slots=True)
class Damage:
    """One way to spoil a document."""

    spoil: Callable[[Scribe, Policy], bytes]
    number_is_lost: bool = True  # the gateway cannot know, or must not believe, which policy it is
    shows_in: str = ""  # the entry of a freeze, the last of the policies, with which it is wrong


def _of_bytes(change: Callable[[bytes], bytes]) -> Damage:
    """Something that happens to the signed document."""
    return Damage(lambda scribe, policy: change(scribe.written(policy)))


def _before_signing(change: Callable[[bytes], bytes]) -> Damage:
    """Something that was wrong with the document when it was signed."""
    return Damage(lambda scribe, policy: scribe.signed(change(scribe.unsigned(policy))))


def _of_content(change: Callable[[Content], object], *, number_is_lost: bool = False) -> Damage:
    """Something that is wrong with what the document says."""

    def spoil(scribe: Scribe, policy: Policy) -> bytes:
        return scribe.signed(json.dumps(change(scribe.content(policy))).encode())

    return Damage(spoil, number_is_lost)


def _with(key: str, value: object) -> Callable[[Content], Content]:
    return lambda content: {**content, key: value}


def _without(key: str) -> Callable[[Content], Content]:
    return lambda content: {name: value for name, value in content.items() if name != key}


def _and_another(key: str, said: Content) -> Callable[[Content], Content]:
    """One more in front of a list: the same as its first, but for what is said."""
    return lambda content: {**content, key: [{**content[key][0], **said}, *content[key]]}


def _with_a_freeze(said: Content, shows_in: str) -> Damage:
    freeze = {"name": SLIP, "kind": "kill_switch", **said}
    slip = _of_content(
        lambda content: {**content, "policies": [*content["policies"], freeze]},
    )
    return replace(slip, shows_in=shows_in)


def _each_limit_doubled(content: Content) -> Content:
    policies = [
        {**each, "tokens_per_minute": 2 * each["tokens_per_minute"]} for each in content["policies"]
    ]
    return {**content, "policies": policies}


def _signed_for(scribe: Scribe, policy: Policy, body: bytes) -> bytes:
    """*policy* with the signature of other words."""
    return scribe.signature(body) + scribe.unsigned(policy)


def _with_half_a_signature(scribe: Scribe, policy: Policy) -> bytes:
    body = scribe.unsigned(policy)
    signature = scribe.signature(body).rstrip(b"\n")
    return signature[: len(signature) // 2] + b"\n" + body


def _with_another_end(document: bytes) -> bytes:
    """*document* with another last digit in its signature."""
    signature, line_end, body = document.partition(b"\n")
    return signature[:-1] + (b"0" if signature[-1:] != b"0" else b"1") + line_end + body


def _half(document: bytes) -> bytes:
    return document[: len(document) // 2]


DAMAGES: dict[str, Damage] = {
    # on its way
    "cut off halfway": _of_bytes(_half),
    "cut off within its signature": _of_bytes(lambda document: document[:20]),
    "without its last character": _of_bytes(lambda document: document[:-1]),
    "with one digit changed": _of_bytes(lambda document: document.replace(b"12000", b"92000")),
    "with something added at its end": _of_bytes(lambda document: document + b" "),
    "with nothing in it": _of_bytes(lambda _: b""),
    # whose it is
    "without a signature": Damage(lambda scribe, policy: scribe.unsigned(policy)),
    "with an empty signature": Damage(lambda scribe, policy: b"\n" + scribe.unsigned(policy)),
    "with half of its signature": Damage(_with_half_a_signature),
    "whose signature ends differently": Damage(
        lambda scribe, policy: _with_another_end(scribe.written(policy))
    ),
    "signed with no key": Damage(
        lambda scribe, policy: scribe.target.seal(scribe.unsigned(policy), "")
    ),
    "signed by a stranger": Damage(
        lambda scribe, policy: scribe.signed_by_a_stranger(scribe.unsigned(policy))
    ),
    "with the signature of other words": Damage(
        lambda scribe, policy: _signed_for(scribe, policy, b"other words")
    ),
    # as it was written down and signed
    "of which only one half was written": _before_signing(_half),
    "of which nothing was written": _before_signing(lambda _: b""),
    "that is a web page": _before_signing(lambda _: _A_WEB_PAGE),
    "in another alphabet": _before_signing(lambda body: body.decode().encode("utf-16")),
    "with a stray byte": _before_signing(lambda body: body.replace(b"Acme", b"Acm\xe9")),
    "that goes on after its end": _before_signing(lambda body: body + b"}"),
    "with half a letter": _before_signing(lambda body: body.replace(b"Acme", b"Acm\\ud83c")),
    "with a limit that is no number": _before_signing(lambda body: body.replace(b"12000", b"NaN")),
    "that gives its number twice": _before_signing(lambda body: b'{"version": 1, ' + body[1:]),
    # what it says
    "that is a list": _of_content(lambda content: [content], number_is_lost=True),
    "without a number": _of_content(_without("version"), number_is_lost=True),
    "with its number as a word": _of_content(_with("version", "8"), number_is_lost=True),
    "with a broken number": _of_content(_with("version", 8.5), number_is_lost=True),
    "without the time of its issue": _of_content(_without("issued_at")),
    "with an expiry that is no time": _of_content(_with("expires_at", "tomorrow")),
    "without any list of routes": _of_content(_without("routes")),
    "without any list of policies": _of_content(_without("policies")),
    "with one key for two callers": _of_content(_and_another("callers", {"name": "Nobody"})),
    "with a caller who is there twice": _of_content(
        _and_another("callers", {"key_sha256": "0" * 64})
    ),
    "with a key as it is shown": _of_content(
        _and_another("callers", {"name": "Nobody", "key_sha256": "key-of-nobody"})
    ),
    "with one path for two routes": _of_content(_and_another("routes", {"access": "anyone"})),
    "with a caller of whom it says too much": _of_content(
        _and_another("callers", {**_NOBODY, "expires_at": "2027-01-01T00:00:00Z"})
    ),
    "with a caller without a name": _of_content(_and_another("callers", {**_NOBODY, "name": ""})),
    "with a route of which it says too much": _of_content(
        _and_another("routes", {"path": "/elsewhere", "methods": ["GET"]})
    ),
    "with a route that begins nowhere": _of_content(_and_another("routes", {"path": "elsewhere"})),
    "with a route that is open to whom nobody knows": _of_content(
        _and_another("routes", {"path": "/elsewhere", "access": "nobody"})
    ),
    "with one policy instead of a list": _of_content(_with("policies", {"kind": "token_budget"})),
    "with a freeze that ends on no day": _with_a_freeze(
        {"expires_at": "31 September"}, "expires_at"
    ),
    "with a freeze of nobody": _with_a_freeze({"where": {"caller": "Nobody"}}, "where.caller"),
    "with a freeze of requests of no kind": _with_a_freeze(
        {"where": {"methods": [""]}}, "where.methods"
    ),
    "with a freeze whose kind is misspelt": _with_a_freeze({"kind": "kil_switch"}, "kind"),
    "with an entry that nobody knows": _of_content(_with("unlimited", True)),  # noqa: FBT003
    # nothing, but that it says something else than before under the same number
    "with other limits": _of_content(_each_limit_doubled),
}


@dataclass(frozen=True, slots=True)
class Flaw:
    """One way to spoil the budget of one organisation, and the entries in which it shows."""

    spoil: Callable[[Content], object]
    shows_in: tuple[str, ...]


FLAWS: dict[str, Flaw] = {
    "below zero": Flaw(_with("tokens_per_minute", -5), ("tokens_per_minute",)),
    "nought": Flaw(_with("tokens_per_minute", 0), ("tokens_per_minute",)),
    "a yes": Flaw(_with("tokens_per_minute", True), ("tokens_per_minute",)),  # noqa: FBT003
    "beyond counting": Flaw(_with("tokens_per_minute", 10**16), ("tokens_per_minute",)),
    "one for Globex, and below zero": Flaw(
        lambda content: {**content, "caller": "Globex", "tokens_per_minute": -5},
        ("tokens_per_minute",),
    ),
    "a fraction": Flaw(_with("tokens_per_minute", 0.5), ("tokens_per_minute",)),
    "of a kind that nobody knows": Flaw(_with("kind", "token_bucket"), ("kind",)),
    "of a kind that is a list": Flaw(_with("kind", ["token_budget"]), ("kind",)),
    "without a limit": Flaw(_without("tokens_per_minute"), ("",)),
    "for somebody unknown": Flaw(_with("caller", "Nobody"), ("caller",)),
    "a second one for Acme": Flaw(_with("caller", "Acme"), ("caller",)),
    "a word": Flaw(lambda _: "unlimited", ("",)),
    "wrong in two ways": Flaw(
        lambda content: {**content, "tokens_per_minute": -5, "tokens_per_day": 0.5},
        ("tokens_per_minute", "tokens_per_day"),
    ),
    "wrong in four ways": Flaw(
        lambda content: {
            **content,
            "tokens_per_minute": -5,
            "tokens_per_day": "many",
            "max_prompt_tokens": None,
            "burst": 10,
        },
        ("tokens_per_minute", "tokens_per_day", "max_prompt_tokens", "burst"),
    ),
}
