"""Credentials: keys and passes, told apart, and every way in which they can be wrong."""

from __future__ import annotations

import base64
import hashlib
import hmac
from typing import Any

import jwt
import pytest

from support.reference.bundles import read_bundle
from support.reference.credentials import caller_who_shows, claims_shown
from support.reference.reasons import Reason, Refused

from .a_bundle import ACME, EVERY_KIND, KEY, NOON, PASS_KEY, document

PASSES = EVERY_KIND[4]  # five seconds of leeway
GOOD = {"sub": "Acme", "exp": NOON + 60}


def _outcome(*shown: str, wall: float = NOON, **changes: object) -> str:
    """Return the caller, or the reason why there is none."""
    bundle = read_bundle(document(policies=[PASSES | changes]), None)
    try:
        return caller_who_shows(list(shown), bundle, wall)
    except Refused as refused:
        return refused.reason


def _pass(key: str = PASS_KEY, algorithm: str = "HS256", **claims: object) -> str:
    stated = {name: value for name, value in (GOOD | claims).items() if value is not None}
    return "Bearer " + jwt.encode(stated, key, algorithm=algorithm)


def _by_hand(head: bytes, claims: bytes) -> str:
    """Sign a pass that no library would write."""
    parts = [base64.urlsafe_b64encode(each).rstrip(b"=") for each in (head, claims)]
    digest = hmac.new(PASS_KEY.encode(), b".".join(parts), hashlib.sha256).digest()
    return "Bearer " + b".".join([*parts, base64.urlsafe_b64encode(digest).rstrip(b"=")]).decode()


@pytest.mark.parametrize(
    ("shown", "outcome"),
    [
        ([f"Bearer {KEY}"], "Acme"),
        ([f"bearer  {KEY} "], "Acme"),
        ([], Reason.NO_CREDENTIALS),
        ([""], Reason.NO_CREDENTIALS),
        (["Bearer"], Reason.NO_CREDENTIALS),
        (["Bearer  "], Reason.NO_CREDENTIALS),
        ([f"Basic {KEY}"], Reason.NO_CREDENTIALS),
        ([KEY], Reason.NO_CREDENTIALS),
        (["Bearer sk-other"], Reason.UNKNOWN_KEY),
        ([f"Bearer {KEY.upper()}"], Reason.UNKNOWN_KEY),
        ([f"Bearer {KEY} {KEY}"], Reason.UNKNOWN_KEY),
        ([f"Bearer {KEY}", f"Bearer {KEY}"], Reason.UNKNOWN_KEY),
        (["Bearer sk-\xe4\xff"], Reason.UNKNOWN_KEY),
        ([f"Bearer {KEY}\xa0"], Reason.UNKNOWN_KEY),
        ([f"Bearer {KEY}\x85"], Reason.UNKNOWN_KEY),
    ],
)
def test_a_key_is_shown_once_and_whole(shown: list[str], outcome: str) -> None:
    """The scheme is told in any case; everything else must be as it is known."""
    assert _outcome(*shown) == outcome


def test_the_claims_are_those_of_the_pass_that_is_shown() -> None:
    """And nothing where a key is shown, also one that looks like a pass."""
    keys = [KEY, "two.dots.in-it"]
    digests = [hashlib.sha256(key.encode()).hexdigest() for key in keys]
    callers = [ACME, {"name": "Globex", "key_sha256": digests[1]}]
    bundle = read_bundle(document(policies=[PASSES], callers=callers), None)
    assert claims_shown([_pass(tier="pro")], bundle) == GOOD | {"tier": "pro"}
    assert [claims_shown([f"Bearer {key}"], bundle) for key in keys] == [{}, {}]
    assert caller_who_shows(["Bearer two.dots.in-it"], bundle, NOON) == "Globex"


def test_without_a_policy_for_passes_a_pass_is_an_unknown_key() -> None:
    """Nobody's signature counts that was not asked for."""
    bundle = read_bundle(document(), None)
    with pytest.raises(Refused) as caught:
        caller_who_shows([_pass()], bundle, NOON)
    assert caught.value.reason is Reason.UNKNOWN_KEY


@pytest.mark.parametrize("leeway", [0, 5])
def test_a_pass_lives_until_its_last_moment_and_no_longer(leeway: int) -> None:
    """One second before exp plus leeway it is good; at that moment it has expired."""
    for after, outcome in ((-1, "Acme"), (0, "pass_expired"), (1, "pass_expired")):
        wall = NOON + 60 + leeway + after
        assert _outcome(_pass(), wall=wall, leeway_seconds=leeway) == outcome


@pytest.mark.parametrize("claim", ["nbf", "iat"])
@pytest.mark.parametrize("leeway", [0, 5])
def test_a_pass_begins_at_its_first_moment(claim: str, leeway: int) -> None:
    """At nbf less leeway it is good; one second before it is not yet."""
    for before, outcome in ((0, "Acme"), (1, "pass_not_yet_valid")):
        begins: dict[str, Any] = {claim: NOON + leeway + before}
        assert _outcome(_pass(**begins), leeway_seconds=leeway) == outcome


@pytest.mark.parametrize(
    "shown",
    [
        _pass(key="quite another key that is long enough"),
        _pass(algorithm="HS512"),
        _pass(exp=None),
        _pass(sub=None),
        _pass(sub="Nobody"),
        _pass(sub=""),
        _pass(exp=str(NOON + 60)),
        _pass(exp=True),
        _pass(nbf="soon"),
        _pass(aud="elsewhere"),
        _by_hand(b'{"alg":"HS256"}', b'{"sub":["Acme"],"exp":9999999999}'),
        _by_hand(b'{"alg":"HS256"}', b'{"sub":"Acme","exp":NaN}'),
        _by_hand(b'{"alg":"HS256"}', b'{"sub":"Acme","exp":1' + b"0" * 400 + b"}"),
        _by_hand(b'{"alg":"HS256"}', b'["Acme"]'),
        _by_hand(b'{"alg":"HS256"}', b"[" * 100_000),
        _by_hand(b'{"alg":"none"}', b'{"sub":"Acme","exp":9999999999}'),
        _by_hand(b'{"alg":"nOnE"}', b'{"sub":"Acme","exp":9999999999}'),
        _by_hand(b"{}", b'{"sub":"Acme","exp":9999999999}'),
        _by_hand(b'{"alg":"HS256","crit":["x"]}', b'{"sub":"Acme","exp":9999999999}'),
        _by_hand(b'{"alg":"HS256"}', b'{"sub":"Acme","exp":9999999999}').rpartition(".")[0] + ".",
        "Bearer a.b.c",
        "Bearer ..",
        "Bearer \xff.\xff.\xff",
    ],
)
def test_a_forged_or_odd_pass_is_invalid(shown: str) -> None:
    """Whatever is wrong with it, it is one refusal and never a fault of ours."""
    assert _outcome(shown) == "pass_invalid"


def test_every_changed_letter_makes_a_pass_invalid() -> None:
    """But for the bits that base64 leaves over, each letter is signed or signs."""
    whole = _pass()
    for place in range(len("Bearer "), len(whole) - 1):
        if whole[place] != ".":
            changed = whole[:place] + ("B" if whole[place] == "A" else "A") + whole[place + 1 :]
            assert _outcome(changed) == "pass_invalid"


def test_issuer_and_audience_are_compared_when_stated() -> None:
    """Right ones pass; wrong and missing ones do not."""
    wanted: dict[str, Any] = {"issuer": "https://id", "audience": "gateway"}
    assert _outcome(_pass(iss="https://id", aud="gateway"), **wanted) == "Acme"
    assert _outcome(_pass(iss="https://id", aud=["x", "gateway"]), **wanted) == "Acme"
    for claims in ({"iss": "https://id"}, {"aud": "gateway"}, {"iss": "x", "aud": "gateway"}):
        assert _outcome(_pass(**claims), **wanted) == "pass_invalid"


def test_a_signature_is_looked_at_before_the_time() -> None:
    """A forger does not learn whether the times would do."""
    forged = _pass(key="quite another key that is long enough", exp=NOON - 99)
    assert _outcome(forged) == "pass_invalid"
    assert _outcome(_pass(exp=NOON - 99)) == "pass_expired"
