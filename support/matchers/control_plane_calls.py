"""What the gateway says to its control plane, spelt out literally and not by any dialect."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from support.matchers.differences import Judgement
from support.wire.exchange import Exchange

if TYPE_CHECKING:
    from collections.abc import Iterator

Keys = list[tuple[str, str]]
_A_NAME = r"[A-Za-z0-9_-]{8,}"


class SaidOnce(Judgement[list[Exchange]]):
    """One object with exactly these keys; *what* is where among the calls it is looked for."""

    def __init__(self, what: str, target: str, keys: Keys, *, within: str | None = None) -> None:
        self._what = what
        self._target = target
        self._keys = keys
        self._within = within  # the key of a list that the objects stand in

    def expected(self) -> str:
        return f"one {self._what} with " + ", ".join(f"{key}: {text}" for key, text in self._keys)

    def differences(self, item: list[Exchange]) -> Iterator[str]:
        said = [
            one for call in item if call.request.target == self._target for one in self._of(call)
        ]
        if len(said) != 1:
            yield f"there were {len(said)} of them"
            return
        seen = said[0]
        for key, wanted in self._keys:
            if key not in seen:
                yield f"{key} was absent"
            elif not _is(seen[key], wanted):
                yield f"{key} was {json.dumps(seen[key])}, not {wanted}"
        if others := sorted(seen.keys() - dict(self._keys).keys()):
            yield f"it also had {', '.join(others)}"

    def _of(self, call: Exchange) -> list[dict[str, Any]]:
        said = json.loads(call.request.body)
        return said[self._within] if self._within else [said]


def heartbeat_once(keys: Keys) -> SaidOnce:
    """Matches calls among which there is one heartbeat, with exactly these keys."""
    return SaidOnce("heartbeat", "/v1/edges/edge-1/heartbeat", keys)


def event_once(keys: Keys) -> SaidOnce:
    """Matches calls that tell of one event in all, with exactly these keys."""
    return SaidOnce("event", "/v1/edges/edge-1/events", keys, within="events")


def _is(seen: Any, wanted: str) -> bool:  # noqa: ANN401 - JSON values
    if wanted == "a name of its own":
        return isinstance(seen, str) and re.fullmatch(_A_NAME, seen) is not None
    try:
        number = json.loads(wanted)
    except ValueError:
        return bool(seen == wanted)
    return bool(seen == number) and not isinstance(seen, bool)
