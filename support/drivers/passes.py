"""Passes: who issues them, how they are written, and who shows them.

Written with nothing but HMAC-SHA256 (RFC 7515, 7519), so that wrong ones can be made as well as
right ones, and so that the judge does not read passes with the library that the gateway reads
them with.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from support.errors import SetupBrokenError
from support.targets.policy import PassRule

if TYPE_CHECKING:
    from collections.abc import Callable

    from support.clock import TrueTime
    from support.drivers.bring_up import BringUp
    from support.drivers.callers import Caller, Callers
    from support.evidence.ledger import Ledger
    from support.evidence.redaction import Secrets

HOUR = 3600.0
Part = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Draft:
    """A pass before it is signed. Claims may be anything that JSON can say, and some more."""

    claims: Part
    key: str
    header: Part

    def saying(self, **claims: Any) -> Draft:  # noqa: ANN401 - JSON values
        return replace(self, claims={**self.claims, **claims})

    def without(self, *names: str) -> Draft:
        left = {name: value for name, value in self.claims.items() if name not in names}
        return replace(self, claims=left)

    def headed(self, **header: Any) -> Draft:  # noqa: ANN401 - JSON values
        return replace(self, header={**self.header, **header})

    def signed(self) -> str:
        return signed(written(self.header), written(self.claims), self.key.encode())


class Passes:
    """The issuer of passes, whose clock is right unless a sentence says otherwise."""

    def __init__(
        self,
        bring_up: BringUp,
        callers: Callers,
        time: TrueTime,
        secrets: Secrets,
        ledger: Ledger,
    ) -> None:
        self._bring_up = bring_up
        self._callers = callers
        self._time = time
        self._secrets = secrets
        self._ledger = ledger

    def are_accepted(
        self, forgiving: float = 0, issuer: str | None = None, audience: str | None = None
    ) -> None:
        key = self._secrets.new("passes")
        self._bring_up.policy.passes = PassRule(key, int(forgiving), issuer, audience)

    def are_not_accepted(self) -> None:
        self._bring_up.policy.passes = None

    def issue(self, caller: str, ahead: float = 0.0) -> None:
        """A pass for an hour, from the issue on, by a clock that is so far ahead."""
        now = self._time.now() + ahead
        self._issue(caller, iat=now, exp=now + HOUR)

    def issue_ending(self, caller: str, within: float) -> None:
        """A pass that was issued an hour ago and ends so many seconds from now."""
        now = self._time.now()
        self._issue(caller, iat=now - HOUR, nbf=now - HOUR, exp=now + within)

    def issue_beginning(self, caller: str, within: float) -> None:
        """A pass that was issued an hour ago and is good from so many seconds from now on."""
        now = self._time.now()
        self._issue(caller, iat=now - HOUR, nbf=now + within, exp=now + within + HOUR)

    def issue_saying(self, caller: str, claim: str, value: object) -> None:
        """A pass for an hour on which *value* stands for *claim*."""
        self._issue(caller, **{claim: value})

    def _issue(self, caller: str, **claims: Any) -> None:  # noqa: ANN401 - JSON values
        self.hand_out(caller, lambda draft: draft.saying(**claims).signed())

    def hand_out(self, caller: str, make: Callable[[Draft], str]) -> None:
        """What *make* makes of an honest draft is what the caller shows from now on."""
        self.show(self._callers.named(caller), make(self._draft(caller)))

    def show(self, caller: Caller, text: str) -> None:
        caller.shows = f"Bearer {self._secrets.also(text)}"
        header, claims = (_readable(part) for part in text.split(".")[:2])
        self._ledger.note("pass", f"{caller.name} now shows a pass: {header} {claims}")

    def _draft(self, caller: str) -> Draft:
        rule = self._bring_up.policy.passes
        if rule is None:
            msg = "no passes are accepted yet; say first what the gateway forgives"
            raise SetupBrokenError(msg)
        now = self._time.now()
        claims = {"sub": caller, "nbf": now - HOUR, "iat": now, "exp": now + HOUR}
        claims.update({"iss": rule.issuer} if rule.issuer else {})
        claims.update({"aud": rule.audience} if rule.audience else {})
        return Draft(claims, rule.key, {"alg": "HS256", "typ": "JWT"})


def signed(header: str, claims: str, key: bytes) -> str:
    """The three parts of a pass: both texts as they are given, and their HMAC-SHA256."""
    body = f"{encoded(header.encode())}.{encoded(claims.encode())}"
    return f"{body}.{encoded(hmac.new(key, body.encode(), hashlib.sha256).digest())}"


def written(part: Part) -> str:
    """A part of a pass as JSON; whole numbers of seconds are written as such."""
    whole = {
        name: int(value) if isinstance(value, float) and value.is_integer() else value
        for name, value in part.items()
    }
    return json.dumps(whole, separators=(",", ":"))


def encoded(data: bytes) -> str:
    """Base64url without padding, as RFC 7515 section 2 wants it."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _readable(part: str) -> str:
    padded = part + "=" * (-len(part) % 4)
    return base64.urlsafe_b64decode(padded).decode("utf-8", "backslashreplace")
