"""Loops: the same request from the same caller, again and again.

Rule 1: no HTTP in here; a request is a fingerprint. Rule 2: no clock; the time is told.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

if TYPE_CHECKING:
    from .policies import LoopDetection

MOST_RETRIES = 10
DUST = 1e-6


@dataclass(frozen=True, slots=True)
class LoopNoticed:
    """The request belongs to a loop: how often it was seen, and what is done about it."""

    count: int
    action: str
    delay: float = 0.0
    retry_after: int = 0


@dataclass(slots=True)
class Track:
    """What is remembered about one fingerprint."""

    counted: deque[float] = field(default_factory=deque)
    refused: bool = False  # the last request that was not a retry
    retry: int = 0
    last_seen: float = -math.inf


class LoopDetector:
    """Remembers fingerprints for as long as a window lasts."""

    def __init__(self) -> None:
        """Start with nothing seen."""
        self._tracks: dict[bytes, Track] = {}  # least recently seen first

    def look(
        self, policy: LoopDetection, fingerprint: bytes, retry: int, now: float
    ) -> LoopNoticed | None:
        """Count the request; say so if it belongs to a loop.

        A retry that says it is one is not counted and is judged like the request that it repeats.
        """
        self._forget_before(now - policy.window_seconds)
        track = self._tracks.pop(fingerprint, None) or Track()
        self._tracks[fingerprint] = track
        while track.counted and track.counted[0] <= now - policy.window_seconds + DUST:
            track.counted.popleft()
        is_retry = track.retry < retry <= MOST_RETRIES
        track.retry, track.last_seen = retry, now
        count = len(track.counted)
        if not is_retry or (track.refused and count >= policy.threshold - 1):
            count += 1
        if not is_retry:
            track.refused = count >= policy.threshold and policy.action == "refuse"
            if not track.refused:
                track.counted.append(now)
        return _judged(policy, track, count, now) if count >= policy.threshold else None

    def _forget_before(self, oldest: float) -> None:
        while self._tracks:
            fingerprint = next(iter(self._tracks))
            if self._tracks[fingerprint].last_seen > oldest + DUST:
                return
            del self._tracks[fingerprint]


def _judged(policy: LoopDetection, track: Track, count: int, now: float) -> LoopNoticed:
    if policy.action == "refuse":
        makes_room = track.counted[len(track.counted) - policy.threshold + 1]
        wait = makes_room + policy.window_seconds - now
        return LoopNoticed(count, "refuse", retry_after=max(1, math.ceil(wait - DUST)))
    if policy.action == "throttle":
        delay = policy.delay_seconds * (count - policy.threshold + 1)
        return LoopNoticed(count, "throttle", delay=min(delay, policy.longest_delay_seconds))
    return LoopNoticed(count, policy.action)


def fingerprint_of(who: str, method: str, path: str, query: str, body: bytes) -> bytes:
    """Boil a request down to what makes it the same: key order and white space do not."""
    ordered = sorted(parse_qsl(query, keep_blank_values=True, errors="surrogateescape"))
    head = json.dumps([who, method, path, ordered]).encode()
    return hashlib.sha256(head + b"\n" + _canonical(body)).digest()


def _canonical(body: bytes) -> bytes:
    if body[:1] not in b"{[ \t\r\n":
        return body
    try:
        return json.dumps(json.loads(body), sort_keys=True, separators=(",", ":")).encode()
    except (ValueError, RecursionError):
        return body
