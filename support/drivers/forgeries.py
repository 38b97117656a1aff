"""Ways of making a pass that nobody should believe, each out of an honest draft, in one respect."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import replace
from typing import TYPE_CHECKING

from support.drivers.passes import encoded, signed, written

if TYPE_CHECKING:
    from collections.abc import Callable

    from support.drivers.passes import Draft

_STRANGERS_KEY = "a key that only a stranger has, and not the issuer"
_A_DAY = 86_400


def under_method(name: str) -> Callable[[Draft], str]:
    """Name this method of signing, and do what it says where a pass of ours can."""

    def make(draft: Draft) -> str:
        named = draft.headed(alg=name)
        if name.lower() == "none":
            return _unsigned(named)
        return _signed_with_sha512(named) if name == "HS512" else named.signed()

    return make


def saying(claims: list[tuple[str, str]]) -> Callable[[Draft], str]:
    """Sign claims whose values stand in the pass letter for letter, be they JSON or not."""

    def make(draft: Draft) -> str:
        said = draft.without(*(claim for claim, _ in claims)).claims
        text = written(said).removesuffix("}")
        text += "".join(f',"{claim}":{value}' for claim, value in claims) + "}"
        return signed(written(draft.header), text, draft.key.encode())

    return make


def _body(draft: Draft) -> str:
    return draft.signed().rpartition(".")[0]


def _unsigned(draft: Draft) -> str:
    return f"{_body(draft)}."


def _signed_with_sha512(draft: Draft) -> str:
    body = _body(draft)
    return f"{body}.{encoded(hmac.new(draft.key.encode(), body.encode(), hashlib.sha512).digest())}"


def _by_a_stranger(draft: Draft) -> str:
    return replace(draft, key=_STRANGERS_KEY).signed()


def _brings_its_key(draft: Draft) -> str:
    key = {"kty": "oct", "k": encoded(_STRANGERS_KEY.encode()), "alg": "HS256"}
    return _by_a_stranger(draft.headed(jwk=key))


def says_after_signing(draft: Draft, **claims: object) -> str:
    """The body of another pass under the signature of this one."""
    return f"{_body(draft.saying(**claims))}.{draft.signed().rpartition('.')[2]}"


FORGERIES: dict[str, Callable[[Draft], str]] = {
    "is not signed": under_method("none"),
    "has lost its signature": _unsigned,
    "was signed by a stranger": _by_a_stranger,
    "was signed with a key that it brings along": _brings_its_key,
    "was signed in another way": under_method("HS512"),
    "was given another day after it was signed": lambda draft: says_after_signing(
        draft, exp=draft.claims["exp"] + _A_DAY
    ),
    "was made out to somebody else after it was signed": lambda draft: says_after_signing(
        draft, sub="Globex"
    ),
    "never ends": lambda draft: draft.without("exp").signed(),
    "names nobody": lambda draft: draft.without("sub").signed(),
    "names somebody whom the gateway does not know": lambda draft: draft.saying(
        sub="Initech"
    ).signed(),
    "demands what the gateway does not understand": lambda draft: draft.headed(
        crit=["lunar"], lunar=True
    ).signed(),
    "was issued by somebody else": lambda draft: draft.saying(
        iss=draft.claims["iss"] + "-of-old"
    ).signed(),
    "does not say who issued it": lambda draft: draft.without("iss").signed(),
    "was issued for another gateway": lambda draft: draft.saying(
        aud=draft.claims["aud"] + "-of-old"
    ).signed(),
    "does not say which gateway it is for": lambda draft: draft.without("aud").signed(),
}
