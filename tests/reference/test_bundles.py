"""Bundles: a good one is read whole, and of a bad one every fault is named."""

from __future__ import annotations

import json
from typing import Any

import pytest

from support.reference.bundles import BundleRejected, Verdict, read_bundle, signed

from .a_bundle import ACME, BUDGET, EVERY_KIND, KEY, NOON, document, stated


def _verdict(content: bytes, key: str | None = None) -> BundleRejected:
    with pytest.raises(BundleRejected) as caught:
        read_bundle(content, key)
    return caught.value


def _left_out(policy: object) -> list[str]:
    """Return the faults of one policy beside a good one."""
    bundle = read_bundle(document(policies=[EVERY_KIND[2], policy]), None)
    return [fault for each in bundle.left_out for fault in each.faults]


def test_a_good_bundle_is_read_whole() -> None:
    """Callers, routes and every kind of policy are found where decisions look for them."""
    bundle = read_bundle(document(policies=EVERY_KIND, expires_at="2026-09-23T12:00:00.5Z"), None)
    assert (bundle.version, bundle.issued_at, bundle.expires_at) == (7, NOON, NOON + 0.5)
    assert bundle.callers == {"Acme"}
    assert bundle.caller_by_key == {ACME["key_sha256"]: "Acme"}
    assert len(bundle.policies) == len(EVERY_KIND)
    assert bundle.budgets["Acme"].default_max_tokens == 1000
    assert bundle.loops is not None
    assert bundle.crawlers is not None
    assert bundle.crawlers.unverified == "refuse"
    assert bundle.crawlers.crawlers[1].addresses is None
    assert not bundle.left_out
    assert KEY not in repr(bundle)


@pytest.mark.parametrize(
    ("path", "upstream"),
    [("/v1/chat", "model"), ("/v1/", "model"), ("/v1", "site"), ("/", "site"), ("*", None)],
)
def test_the_longest_prefix_wins(path: str, upstream: str | None) -> None:
    """A request goes where the longest fitting path says, in whatever order the routes stand."""
    for routes in (stated()["routes"], stated()["routes"][::-1]):
        route = read_bundle(document(routes=routes), None).route_of(path)
        assert (route.upstream if route else None) == upstream


@pytest.mark.parametrize(
    ("path", "access"),
    [
        ("/", "anyone"),
        ("/pages/v1/keys", "anyone"),
        ("/v1/keys", "callers"),
        ("/V1/Keys", "callers"),
        ("//v1/keys", "callers"),
        ("/pages/../v1/keys", "callers"),
        ("/pages%2Fold/../v1/keys", "callers"),
        ("/v1/public/page", "anyone"),
        ("/v1/public/../keys", "callers"),
        ("/elsewhere/../v1/keys", "anyone"),
    ],
)
def test_who_may_come_is_asked_of_every_spelling(path: str, access: str) -> None:
    """Wherever one and the same upstream may read a path as one for callers alone."""
    routes = [
        {"path": "/", "upstream": "all", "access": "anyone"},
        {"path": "/v1/", "upstream": "all", "access": "callers"},
        {"path": "/v1/public/", "upstream": "all", "access": "anyone"},
        {"path": "/elsewhere/", "upstream": "other", "access": "anyone"},
    ]
    route = read_bundle(document(routes=routes), None).route_of(path)
    assert route is not None
    assert route.access == access


def test_there_is_no_depth_at_which_reading_fails() -> None:
    """Too deep to be read, or just not deep enough, and too deep to be quoted."""
    for depth in range(900, 1000):
        deep = b"[" * depth + b"]" * depth
        assert _verdict(document().replace(b'"version": 7', b'"version": ' + deep)).faults


def test_a_document_cut_off_anywhere_is_unreadable() -> None:
    """There is no place where half a bundle passes for a whole one."""
    whole = document()
    for length in range(len(whole)):
        assert _verdict(whole[:length]).reason is Verdict.UNREADABLE


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"\xff{}", "bundle: is not UTF-8 at byte 0"),
        (b"{", "at line 1 column 2"),
        (b'{"a": 1, "a": 2}', 'the key "a" is there twice'),
        (b'{"a": NaN}', "NaN is not a number in JSON"),
        (b'{"a": "\\ud800"}', "surrogates not allowed"),
        (b"[" * 100_000, "bundle: goes too deep"),
    ],
)
def test_what_is_no_json_is_unreadable(content: bytes, told: str) -> None:
    """The fault says what is wrong and where."""
    verdict = _verdict(content)
    assert verdict.reason is Verdict.UNREADABLE
    assert told in verdict.faults[0]


def test_a_signature_must_fit_the_bytes_and_the_key() -> None:
    """Every changed byte, another key and no signature at all are untrusted."""
    good = signed(document(), "secret")
    assert read_bundle(good, "secret").version == 7
    assert _verdict(document(), "secret").reason is Verdict.UNTRUSTED
    assert _verdict(signed(document(), "another"), "secret").reason is Verdict.UNTRUSTED
    assert _verdict(b"", "secret").reason is Verdict.UNTRUSTED
    for place in range(0, len(good), 7):
        changed = good[:place] + bytes([good[place] ^ 1]) + good[place + 1 :]
        assert _verdict(changed, "secret").reason is Verdict.UNTRUSTED


def test_every_fault_outside_the_policies_is_named() -> None:
    """One look at the acknowledgement is enough to mend the bundle."""
    bad = stated(
        version=True,
        issued_at="2026-02-31T12:00:00Z",
        expires_at=None,
        callers=[{"name": "", "key_sha256": "x"}, ACME, ACME],
        routes=[{"path": "v1", "upstream": "model", "access": "all"}, 5],
        policies=[],
        colour="red",
    )
    faults = _verdict(json.dumps(bad).encode()).faults
    assert [fault.partition(":")[0] for fault in faults] == [
        "version",
        "issued_at",
        "expires_at",
        "callers[0].name",
        "callers[0].key_sha256",
        "callers[2].key_sha256",
        "callers[2].name",
        "routes[0].path",
        "routes[0].access",
        "routes[1]",
        "colour",
    ]
    assert "version: must be a whole number of at least 1, was true" in faults


@pytest.mark.parametrize("key", ["version", "issued_at", "callers", "routes", "policies"])
def test_a_missing_key_is_named(key: str) -> None:
    """What is not there is said to be missing, once."""
    bad = stated(policies=[EVERY_KIND[2]])
    del bad[key]
    assert _verdict(json.dumps(bad).encode()).faults == [f"{key}: is missing"]


@pytest.mark.parametrize("content", [b"[]", b"null", b"7"])
def test_what_is_no_object_is_invalid(content: bytes) -> None:
    """JSON that is no object is told to be none."""
    verdict = _verdict(content)
    assert verdict.reason is Verdict.INVALID
    assert verdict.faults == [f"bundle: must be an object, was {content.decode()}"]


def test_a_policy_with_faults_is_left_out_and_the_others_hold() -> None:
    """Of three policies with one invalid, two are enforced; all that is wrong is named."""
    bad = BUDGET | {"name": "bad", "tokens_per_minute": -5, "max_prompt_tokens": 1.5}
    bundle = read_bundle(document(policies=[EVERY_KIND[1], EVERY_KIND[2], bad]), None)
    assert [policy.name for policy in bundle.policies] == ["loops", "hops"]
    assert bundle.left_out[0].policy == "bad"
    assert bundle.left_out[0].faults == (
        "policies[2].tokens_per_minute: must be a whole number of at least 1, was -5",
        "policies[2].max_prompt_tokens: must be a whole number of at least 1, was 1.5",
    )


def test_a_bundle_whose_policies_are_all_bad_is_invalid() -> None:
    """None in force would be wide open; no policies at all is a choice."""
    verdict = _verdict(document(policies=[{"name": "x"}, 5]))
    assert verdict.reason is Verdict.INVALID
    assert verdict.faults[0] == "policies: not one of the 2 policies is valid"
    assert [each.policy for each in verdict.left_out] == ["x", "#1"]
    assert read_bundle(document(policies=[]), None).policies == ()


LOOPS, HOPS, BOTS, PASSES, CLOCK = EVERY_KIND[1:]


@pytest.mark.parametrize(
    ("policy", "paths"),
    [
        ({"kind": "clock_watch", "skew_threshold_seconds": 1}, ["name"]),
        (BUDGET | {"name": ""}, ["name"]),
        (BUDGET | {"caller": "Nobody"}, ["caller"]),
        (BUDGET | {"default_max_tokens": 0}, ["default_max_tokens"]),
        (BUDGET | {"tokens_per_day": 10**16}, ["tokens_per_day"]),
        (BUDGET | {"colour": 1}, ["colour"]),
        ({"name": "x", "kind": "token_budget", "caller": "Acme"}, [""]),
        (LOOPS | {"threshold": 1, "window_seconds": 0.9}, ["threshold", "window_seconds"]),
        (LOOPS | {"action": "warn"}, ["delay_seconds", "longest_delay_seconds"]),
        (LOOPS | {"action": "shout"}, ["action", "delay_seconds", "longest_delay_seconds"]),
        (BOTS | {"crawlers": []}, ["crawlers"]),
        (BOTS | {"crawlers": [{"name": "a"}, {"name": "A"}]}, ["crawlers[1].name"]),
        (BOTS | {"crawlers": [{"name": "a", "addresses": ["x"]}]}, ["crawlers[0].addresses[0]"]),
        (BOTS | {"stages": [{"action": "warn"}]}, ["stages[0].from_percent"]),
        (
            BOTS | {"stages": [{"from_percent": 1, "above_percent": 1, "action": "throttle"}]},
            ["stages[0]", "stages[0].delay_seconds"],
        ),
        (BOTS | {"unverified": "ignore"}, ["unverified"]),
        (PASSES | {"leeway_seconds": -1}, ["leeway_seconds"]),
        (CLOCK | {"skew_threshold_seconds": 0}, ["skew_threshold_seconds"]),
        (HOPS | {"name": "hops"}, ["name", "kind"]),
    ],
)
def test_each_fault_of_a_policy_has_its_path(policy: dict[str, Any], paths: list[str]) -> None:
    """A fault begins with where it is."""
    told = [fault.partition(":")[0] for fault in _left_out(policy)]
    assert told == [f"policies[1].{path}".rstrip(".") for path in paths]


def test_a_kill_switch_is_not_left_out() -> None:
    """Without it somebody would be let in; so the whole bundle is sent back, with its fault."""
    freeze = {"name": "freeze", "kind": "kill_switch", "expires_at": "tomorrow"}
    verdict = _verdict(json.dumps(stated(policies=[BUDGET, freeze])).encode())
    assert verdict.reason is Verdict.INVALID
    assert [each.policy for each in verdict.left_out] == ["freeze"]


@pytest.mark.parametrize("kind", ["kil_switch", "unheard of", ["kill_switch"], None])
def test_what_may_be_a_kill_switch_is_not_left_out(kind: object) -> None:
    """A kind that is not known may be a slip of the pen; the fault says where it stands."""
    verdict = _verdict(document(policies=[BUDGET, {"name": "freeze", "kind": kind}]))
    assert verdict.reason is Verdict.INVALID
    assert verdict.faults == ["policies: freeze may be a kill switch, which is not left out"]
    (left_out,) = verdict.left_out
    assert left_out.faults[0].startswith("policies[1].kind: must be one of ")


def test_a_caller_has_one_budget() -> None:
    """A second one would leave open which of them holds; the first does."""
    bundle = read_bundle(document(policies=[BUDGET, BUDGET | {"name": "second"}]), None)
    assert bundle.left_out[0].faults == (
        'policies[1].caller: "Acme" has a token budget already: "acme"',
    )


def test_a_secret_is_never_shown() -> None:
    """A key that is too short is told by its length."""
    (fault,) = _left_out(PASSES | {"key": "hunter2"})
    assert "at least 32 bytes" in fault
    assert "hunter2" not in fault
