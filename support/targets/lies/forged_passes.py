"""Lies about whom a pass is believed: what is not looked at, and what is looked at too kindly."""

from __future__ import annotations

import base64
import json
import math
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import jwt

from support.reference import credentials, decisions, passes
from support.reference.reasons import Reason, Refused
from support.targets.lies import instead, lie

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from support.reference.bundles import Bundle
    from support.reference.policies import Passes

    Claims = dict[str, Any]
    Verify = Callable[[str, Passes], Claims]
    Judge = Callable[[str, Passes, Collection[str], float], str]

ACCEPTED = "status was 200"
REFUSED = "status was 401"


def _part(token: str, number: int) -> Claims:
    part = token.split(".")[number]
    read: Claims = json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    return read


def _believed(when: Callable[[str], bool]) -> None:
    """What *when* says yes to is believed as it stands; the rest is verified."""

    def make(honest: Verify) -> Verify:
        def verified(token: str, policy: Passes) -> Claims:
            return _part(token, 1) if when(token) else honest(token, policy)

        return verified

    instead(passes, "_verified", make)


def _options(**otherwise: Any) -> None:  # noqa: ANN401 - whatever PyJWT takes
    def make(honest: Callable[..., Claims]) -> Callable[..., Claims]:
        def decode(token: str, key: str, **asked: Any) -> Claims:  # noqa: ANN401
            options = {**asked["options"], **otherwise.get("options", {})}
            return honest(token, key, **{**asked, **otherwise, "options": options})

        return decode

    instead(jwt, "decode", make)


def _number(otherwise: Callable[[Any], Any]) -> None:
    """Values of claims are read with more goodwill than JSON has."""

    def make(honest: Callable[..., float]) -> Callable[..., float]:
        def moment(claims: Claims, claim: str, missing: float) -> float:
            if claim in claims:
                claims = {**claims, claim: otherwise(claims[claim])}
            return honest(claims, claim, missing)

        return moment

    instead(passes, "_moment", make)


@lie(breaks="ID-04", noticed_by=ACCEPTED, seen_in="jsonwebtoken, CVE-2015-9235")
def unsigned_is_fine() -> None:
    """A pass that says alg none is believed."""
    _believed(lambda token: _part(token, 0)["alg"] == "none")


@lie(breaks="ID-04", noticed_by=ACCEPTED, seen_in="an identity provider in 2020, with nOnE")
def unsigned_is_fine_in_other_letters() -> None:
    """The word none is looked for in small letters only, and the library takes it in any."""
    _believed(lambda token: _part(token, 0)["alg"] in {"None", "NONE", "nOnE"})


@lie(breaks="ID-04", noticed_by=ACCEPTED)
def no_signature_is_fine() -> None:
    """A pass without a signature is believed, whatever it says about its method."""
    _believed(lambda token: token.endswith("."))


@lie(breaks="ID-04", noticed_by=ACCEPTED, seen_in="many services, for want of one argument")
def signatures_are_not_looked_at() -> None:
    """Any signature will do."""
    _believed(lambda token: _part(token, 0)["alg"] == "HS256" and not token.endswith("."))


@lie(breaks="ID-04", noticed_by=ACCEPTED, seen_in="CVE-2018-0114")
def believes_the_key_that_comes_along() -> None:
    """A pass is verified with the key in its own header."""

    def make(honest: Verify) -> Verify:
        def verified(token: str, policy: Passes) -> Claims:
            brought = _part(token, 0).get("jwk")
            if brought:
                key = base64.urlsafe_b64decode(brought["k"] + "==").decode()
                policy = replace(policy, key=key)
            return honest(token, policy)

        return verified

    instead(passes, "_verified", make)


@lie(breaks="ID-04", noticed_by=ACCEPTED)
def any_method_that_fits_the_key() -> None:
    """The pass itself chooses the method of signing."""
    _options(algorithms=["HS256", "HS384", "HS512"])


@lie(breaks="ID-04", noticed_by=ACCEPTED)
def takes_every_method_for_its_own() -> None:
    """What the header says about the method is not looked at."""

    def make(honest: Verify) -> Verify:
        def verified(token: str, policy: Passes) -> Claims:
            method = _part(token, 0)["alg"]
            if method not in {"HS256", "HS512"} and not token.endswith("."):
                jws = jwt.PyJWS()
                ours = jws.get_algorithm_by_name("HS256")
                if method in jws.get_algorithms():
                    jws.unregister_algorithm(method)
                jws.register_algorithm(method, ours)
                claims: Claims = json.loads(jws.decode(token, policy.key, algorithms=[method]))
                return claims
            return honest(token, policy)

        return verified

    instead(passes, "_verified", make)


@lie(breaks="ID-04", noticed_by=ACCEPTED, seen_in="PyJWT without the option `require`")
def an_end_is_not_needed() -> None:
    """A pass without an end is good for ever."""
    _options(options={"require": ["sub"]})
    instead(
        passes,
        "_moment",
        lambda honest: (
            lambda claims, claim, missing: honest(
                claims, claim, math.inf if claim == "exp" else missing
            )
        ),
    )


@lie(breaks="ID-04", noticed_by=ACCEPTED)
def strangers_are_welcome() -> None:
    """A pass that names nobody, or somebody who is not known, is good for an unlimited guest."""

    def make(honest: Judge) -> Judge:
        def judge(token: str, policy: Passes, callers: Collection[str], now: float) -> str:
            known = _part(token, 1).get("sub") in callers
            return honest(token, policy, callers, now) if known else "guest"

        return judge

    instead(credentials, "caller_of", make)


@lie(breaks="ID-04", noticed_by=ACCEPTED, seen_in="several libraries that ignore crit")
def demands_are_not_read() -> None:
    """A pass that demands what nobody understands is believed."""
    instead(jwt.PyJWS, "_validate_crit", lambda _honest: lambda *_args: None)


@lie(breaks="ID-04", noticed_by=ACCEPTED)
def anybody_may_issue() -> None:
    """Who issued a pass is not looked at."""
    _options(issuer=None)


@lie(breaks="ID-04", noticed_by=ACCEPTED, seen_in="APIs behind one identity provider")
def good_everywhere() -> None:
    """Whom a pass is for is not looked at."""
    _options(audience=None, options={"verify_aud": False})


@lie(breaks="ID-04", noticed_by=REFUSED)
def no_pass_is_good_enough() -> None:
    """Where an issuer is demanded, it is looked for in the wrong place and never found."""
    _options(options={"require": ["exp", "sub", "issuer"]})


@lie(breaks="ID-04", noticed_by=ACCEPTED)
def a_pass_has_a_budget_of_its_own() -> None:
    """Whoever shows a pass is not charged for what it has used with its key."""
    instead(credentials, "caller_of", lambda honest: lambda *asked: f"{honest(*asked)} by pass")


@lie(breaks="ID-04", noticed_by="status was 429")
def charged_to_somebody_else() -> None:
    """Whoever shows a pass is taken for the last caller in the bundle."""

    def make(honest: Judge) -> Judge:
        def judge(token: str, policy: Passes, callers: Collection[str], now: float) -> str:
            honest(token, policy, callers, now)
            return max(callers)

        return judge

    instead(credentials, "caller_of", make)


@lie(breaks="ID-04", noticed_by=ACCEPTED)
def passes_cannot_be_switched_off() -> None:
    """Once passes were accepted they are, whatever newer bundles say."""

    def make(honest: Callable[..., str]) -> Callable[..., str]:
        seen: list[Passes] = []

        def caller_who_shows(shown: list[str], bundle: Bundle, wall: float) -> str:
            if bundle.passes is not None:
                seen.append(bundle.passes)
            elif seen:
                object.__setattr__(bundle, "passes", seen[-1])
            return honest(shown, bundle, wall)

        return caller_who_shows

    instead(decisions, "caller_who_shows", make)


@lie(breaks="ID-04", noticed_by=ACCEPTED, seen_in="PyJWT, that takes what int() takes")
def text_is_a_number() -> None:
    """A moment may be written as text."""
    _number(lambda value: float(value) if isinstance(value, str) else value)


@lie(breaks="ID-04", noticed_by=ACCEPTED)
def true_is_a_number() -> None:
    """What is true, or is a list, is good for ever."""
    _number(lambda value: 1e12 if value is True or isinstance(value, list) else value)


@lie(breaks="ID-04", noticed_by=ACCEPTED)
def nothing_is_for_ever() -> None:
    """An end of null, nought or less means that there is no end."""
    _options(options={"require": ["sub"]})
    _number(lambda value: value if value is True or (value or 0) > 0 else 1e12)


@lie(breaks="ID-04", noticed_by=ACCEPTED)
def infinity_is_a_number() -> None:
    """What Python reads as infinity or as no number is a moment."""

    def endless(value: Any) -> Any:  # noqa: ANN401
        odd = isinstance(value, float) and not math.isfinite(value)
        return 1e12 if value == math.inf else 0 if odd else value

    _number(endless)


@lie(breaks="ID-04", noticed_by=ACCEPTED)
def every_number_is_a_moment() -> None:
    """However far away it is, even if that is not in a lifetime of the sun."""
    passes.FARTHEST = math.inf  # type: ignore[assignment]


@lie(breaks="ID-04", noticed_by="status was 500")
def falls_over_what_is_no_number() -> None:
    """A moment that is no number is an error of the gateway."""

    def strictly(value: Any) -> Any:  # noqa: ANN401
        if not isinstance(value, int | float):
            raise ZeroDivisionError
        return value

    _number(strictly)


@lie(breaks="ID-04", noticed_by="was pass_invalid")
def whole_numbers_only() -> None:
    """A moment with a fraction is none."""

    def whole(value: Any) -> Any:  # noqa: ANN401
        if isinstance(value, float):
            raise Refused(Reason.PASS_INVALID)
        return value

    _number(whole)
