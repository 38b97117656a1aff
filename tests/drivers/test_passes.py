"""Passes are written as the standard has it; a forgery is a pass with one thing wrong."""

from __future__ import annotations

import base64
import json

import pytest

from support.drivers.forgeries import FORGERIES, saying, under_method
from support.drivers.passes import Draft, encoded, signed, written

KEY = "an issuer's key that is long enough for HS256"
DRAFT = Draft(
    claims={"sub": "Acme", "iat": 100.0, "exp": 200.5, "iss": "Registry", "aud": "Gatehouse"},
    key=KEY,
    header={"alg": "HS256", "typ": "JWT"},
)


def test_the_example_of_the_standard_comes_out_to_the_letter() -> None:
    """A pass reads as the example in RFC 7515, appendix A.1."""
    key = base64.urlsafe_b64decode(
        "AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow=="
    )
    header = '{"typ":"JWT",\r\n "alg":"HS256"}'
    claims = '{"iss":"joe",\r\n "exp":1300819380,\r\n "http://example.com/is_root":true}'
    assert signed(header, claims, key) == (
        "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9"
        ".eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290"
        "Ijp0cnVlfQ.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
    )


def test_whole_seconds_are_written_without_a_fraction() -> None:
    """Issuers write whole numbers, so ours does, and keeps a fraction where there is one."""
    assert written(DRAFT.claims).startswith('{"sub":"Acme","iat":100,"exp":200.5,')


def test_base64_has_no_padding() -> None:
    """The standard wants none, and the letters of addresses."""
    assert encoded(b"\xff\xfe\xfd\xfc") == "__79_A"


@pytest.mark.parametrize("how", FORGERIES)
def test_a_forgery_is_not_the_honest_pass(how: str) -> None:
    """Each forgery has three parts, and is another text than the honest pass."""
    forged = FORGERIES[how](DRAFT)
    assert forged.count(".") == 2
    assert forged != DRAFT.signed()


@pytest.mark.parametrize("how", FORGERIES)
def test_a_forgery_differs_in_one_respect(how: str) -> None:
    """Of header, claims and signature at most one is forged; a signature follows what it signs."""
    forged, honest = FORGERIES[how](DRAFT).split("."), DRAFT.signed().split(".")
    told = [ours != theirs for ours, theirs in zip(forged[:2], honest[:2], strict=True)]
    assert sum(told) <= 1


def test_a_claim_can_be_what_json_is_not() -> None:
    """What a scenario writes as a value stands in the pass letter for letter."""
    claims = saying([("exp", "NaN"), ("nbf", "[1]")])(DRAFT).split(".")[1]
    text = base64.urlsafe_b64decode(claims + "==").decode()
    assert text.endswith(',"exp":NaN,"nbf":[1]}')
    assert text.count('"exp"') == 1


@pytest.mark.parametrize("method", ["none", "nOnE"])
def test_the_method_none_leaves_the_signature_out(method: str) -> None:
    """Whatever its letters, it is what an attacker would send."""
    head, _, signature = under_method(method)(DRAFT).split(".")
    assert json.loads(base64.urlsafe_b64decode(head + "=="))["alg"] == method
    assert signature == ""
