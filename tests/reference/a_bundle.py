"""A small good bundle for tests to change, and a gateway's memory that forgets with the test."""

from __future__ import annotations

import hashlib
import json
from contextlib import nullcontext
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

NOON = 1790164800.0  # 2026-09-23T12:00:00Z
KEY = "sk-acme"
ACME = {"name": "Acme", "key_sha256": hashlib.sha256(KEY.encode()).hexdigest()}
BUDGET = {"name": "acme", "kind": "token_budget", "caller": "Acme", "tokens_per_minute": 12_000}
PASS_KEY = "a key that is long enough for every algorithm that a forger may try"
EVERY_KIND: list[dict[str, Any]] = [
    BUDGET,
    {"name": "loops", "kind": "loop_detection", "threshold": 3, "window_seconds": 60}
    | {"action": "throttle", "delay_seconds": 0.5, "longest_delay_seconds": 2},
    {"name": "hops", "kind": "hop_limit", "hops": 2},
    {"name": "bots", "kind": "crawlers", "pages_per_day": 100}
    | {"crawlers": [{"name": "GPTBot", "addresses": ["192.0.2.0/24"]}, {"name": "CCBot"}]}
    | {
        "stages": [
            {"from_percent": 80, "action": "warn"},
            {"above_percent": 100, "action": "refuse"},
        ]
    },
    {"name": "passes", "kind": "passes", "key": PASS_KEY, "leeway_seconds": 5},
    {"name": "clock", "kind": "clock_watch", "skew_threshold_seconds": 12.5},
]


def stated(**changes: object) -> dict[str, Any]:
    """State a good bundle, with some of its keys changed."""
    return {
        "version": 7,
        "issued_at": "2026-09-23T12:00:00Z",
        "callers": [ACME],
        "routes": [
            {"path": "/v1/", "upstream": "model", "access": "callers"},
            {"path": "/", "upstream": "site", "access": "anyone"},
        ],
        "policies": [BUDGET],
    } | changes


def document(**changes: object) -> bytes:
    """Write a good bundle down, with some of its keys changed."""
    return json.dumps(stated(**changes)).encode()


class Memory:
    """A store without a file."""

    def __init__(self) -> None:
        """Hold nothing."""
        self.held: dict[str, str] = {}

    def keep(self, name: str, value: dict[str, Any]) -> None:
        """Hold the value as the real store would: written down."""
        self.held[name] = json.dumps(value)

    def kept(self, name: str) -> dict[str, Any] | None:
        """Return what is held."""
        text = self.held.get(name)
        return None if text is None else dict(json.loads(text))

    def forget(self, name: str) -> None:
        """Hold it no longer."""
        self.held.pop(name, None)

    def turn(self) -> AbstractContextManager[None]:
        """Nobody else holds anything here."""
        return nullcontext()

    def look(self) -> None:
        """See nothing new."""

    def when_changed(self, read_again: Callable[[], None]) -> None:
        """Never call this."""

    def names(self, prefix: str = "") -> list[str]:
        """List what is held."""
        return sorted(name for name in self.held if name.startswith(prefix))
