"""What the control plane is told about a bundle: what became of it, why, and what is in force."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from support.matchers.differences import Judgement
from support.wire.exchange import Exchange

if TYPE_CHECKING:
    from collections.abc import Iterator

    from support.evidence.deliveries import Delivered

Calls = list[Exchange]
_KEYS = ("applied", "faults", "in_force", "reason", "rejected", "result", "version")
_READABLE = 300  # characters


def acknowledgements(calls: Calls) -> Calls:
    """Of all calls to the control plane those that say what became of a bundle."""
    return [each for each in calls if each.request.target.endswith("/acknowledgements")]


class Acknowledges(Judgement[Calls]):
    """Told once, each part with its value, and each flawed policy with all of its faults."""

    def __init__(self, what: str, parts: dict[str, Any], delivered: Delivered) -> None:
        self._what = what
        self._parts = parts
        self._delivered = delivered

    def expected(self) -> str:
        return f"the control plane to be told once that policy {self._what}"

    def differences(self, item: Calls) -> Iterator[str]:
        told = acknowledgements(item)
        if len(told) != 1:
            yield f"it was told {len(told)} times"
        if told:
            yield from _about_being_heard(told[0])
            yield from self._about(told[0].request.body)

    def _about(self, body: bytes) -> Iterator[str]:
        said = read(body)
        if said is None:
            yield f"what it was told is no object: {body[:200]!r}"
            return
        if sorted(said) != sorted(_KEYS):
            yield f"it was told {', '.join(sorted(said))}, not {', '.join(_KEYS)}"
        for key, value in self._parts.items():
            if not _same(said.get(key), value):
                yield f"{key} was {_shown(said.get(key))}, not {_shown(value)}"
        yield from self._about_left_out(said.get("rejected"))
        whole = self._parts["result"] == "rejected"
        yield from _about_faults("faults", said.get("faults"), self._delivered.places, more=whole)

    def _about_left_out(self, rejected: object) -> Iterator[str]:
        left_out = self._delivered.left_out
        named = _by_policy(rejected)
        if named is None or named.keys() != left_out.keys():
            wanted = ", ".join(left_out) or "nobody"
            yield f"rejected was {json.dumps(rejected)}, not one entry each for {wanted}"
            return
        for policy, places in left_out.items():
            yield from _about_faults(f"faults of {policy}", named[policy], places, more=False)


def told_rejected(delivered: Delivered, reason: str) -> Acknowledges:
    """Matches calls in which the whole bundle is sent back for *reason*."""
    parts: dict[str, Any] = {
        "version": None if delivered.number_is_lost else delivered.version,
        "result": "rejected",
        "reason": reason,
        "applied": [],
        "in_force": delivered.in_force_before,
    }
    return Acknowledges(f"{delivered.version} was rejected as {reason}", parts, delivered)


def told_taken(delivered: Delivered, result: str) -> Acknowledges:
    """Matches calls in which the bundle is in force: as a whole, in part, or as it was anyway."""
    parts: dict[str, Any] = {
        "version": delivered.version,
        "result": result,
        "reason": None,
        "applied": list(delivered.sound),
        "in_force": delivered.version,
    }
    return Acknowledges(f"{delivered.version} was {result}", parts, delivered)


class ToldNothing(Judgement[Calls]):
    def expected(self) -> str:
        return "the control plane to be told nothing about any bundle"

    def differences(self, item: Calls) -> Iterator[str]:
        for each in acknowledgements(item):
            yield f"it was told {each.request.body.decode('utf-8', 'replace')[:300]}"


def told_nothing() -> ToldNothing:
    """Matches calls without any acknowledgement among them."""
    return ToldNothing()


def read(body: bytes) -> dict[str, Any] | None:
    """The object that was sent, or None when it is none."""
    try:
        parsed = json.loads(body)
    except ValueError:
        return None
    return parsed if isinstance(parsed, dict) else None


def _about_being_heard(call: Exchange) -> Iterator[str]:
    """Whoever speaks with the wrong token, or breaks off, has told nobody anything."""
    status = call.response.status if call.response else None
    if status != 204:
        yield f"the control plane did not take it in ({status or call.ending})"


def _about_faults(
    what: str, faults: object, places: tuple[str, ...], *, more: bool
) -> Iterator[str]:
    """Each fault is a sentence behind its place. With *more* there are faults elsewhere too."""
    if not isinstance(faults, list) or not all(isinstance(each, str) for each in faults):
        yield f"{what}: {json.dumps(faults)} is not a list of sentences"
        return
    for fault in faults:
        if not all(fault.partition(": ")):
            yield f"{what}: {fault!r} does not say what is wrong where"
    seen = sorted(each.partition(": ")[0] for each in faults)
    missing = [place for place in places if place not in seen]
    if missing:
        yield f"{what}: nothing is said of {', '.join(missing)}"
    if more and len(seen) <= len(places):
        yield f"{what}: nothing is said of the bundle as a whole"
    if not more and len(seen) != len(places):
        yield f"{what}: {len(seen)} were told of {', '.join(seen) or 'nothing'}, not {len(places)}"


def _by_policy(rejected: object) -> dict[str, Any] | None:
    """The faults by policy; None when that is not how they are told."""
    if not isinstance(rejected, list):
        return None
    entries = [each for each in rejected if isinstance(each, dict) and "policy" in each]
    named = {str(each["policy"]): each.get("faults") for each in entries}
    return named if len(named) == len(rejected) else None


def _shown(value: object) -> str:
    """As JSON, and of very much no more than anybody would read."""
    text = json.dumps(value)
    if len(text) <= _READABLE:
        return text
    return f"{text[:_READABLE]} ... ({len(text):,} characters)"


def _same(told: object, wanted: object) -> bool:
    """Equal, and not merely alike: true is not 1."""
    return type(told) is type(wanted) and told == wanted
