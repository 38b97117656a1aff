"""What is left of a limit, spelt twice: by the RateLimit draft (10), and for OpenAI's clients."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from .token_budgets import Window

UNITS = ("requests", "tokens")


def limit_headers(windows: tuple[Window, ...]) -> list[tuple[bytes, bytes]]:
    """Spell the limits out; OpenAI's headers know one of requests and one of tokens: the first."""
    if not windows:
        return []
    policy = ", ".join(f"{_spelt(each.name)};q={each.limit};w={each.seconds}" for each in windows)
    left = ", ".join(f"{_spelt(each.name)};r={each.left};t={_told_in(each)}" for each in windows)
    headers = [(b"RateLimit-Policy", policy.encode()), (b"RateLimit", left.encode())]
    for unit in UNITS:
        headers += _first_of(unit, windows)
    return headers


def _first_of(unit: str, windows: tuple[Window, ...]) -> list[tuple[bytes, bytes]]:
    first = next((each for each in windows if each.unit == unit), None)
    if first is None:
        return []
    told = {"limit": first.limit, "remaining": first.left, "reset": go_duration(first.full_in)}
    return [(f"x-ratelimit-{key}-{unit}".encode(), f"{told[key]}".encode()) for key in told]


def _told_in(window: Window) -> int:
    """Choose what `t` tells: when there is more than now, else when everything is back."""
    return window.full_in if window.more_in is None else window.more_in


def _spelt(name: str) -> str:
    """Spell a name as a string of RFC 9651, which knows ASCII only; the rest is percent-encoded."""
    text = "".join(each if " " <= each <= "~" else quote(each) for each in name)
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def go_duration(seconds: int) -> str:
    """Spell whole seconds as Go does: 57s, 1m30s, 2h0m5s."""
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours}h{minutes}m{seconds}s"
    return f"{minutes}m{seconds}s" if minutes else f"{seconds}s"
