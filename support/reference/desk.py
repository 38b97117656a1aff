"""Where bundles are handed in: taken up, or sent back with everything that is wrong with them.

The desk keeps the last good bundle through a crash. What is in force stays in force until something
better comes, also when it expires meanwhile: going on with old rules beats stopping.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .bundles import Bundle, BundleRejected, Verdict, read_bundle

if TYPE_CHECKING:
    from collections.abc import Callable

    from .clock import Clock
    from .metrics import Metrics
    from .policy_lists import LeftOut
    from .store import Store

KEPT_AS = "bundle"


class Desk:
    """Knows the bundle in force and how to replace it, whole and at once."""

    def __init__(self, clock: Clock, store: Store, key: str | None, metrics: Metrics) -> None:
        """Go on with the bundle that an earlier process left, if it is still trusted."""
        self._clock, self._store, self._key, self._metrics = clock, store, key, metrics
        self._document: bytes | None = None
        self._listeners: list[Callable[[Bundle], None]] = []
        self.in_force: Bundle | None = None
        self._restore()
        store.when_changed(self._look_again)

    def when_taken(self, listener: Callable[[Bundle], None]) -> None:
        """Have this called with each bundle that comes into force, and with the present one now."""
        self._listeners.append(listener)
        if self.in_force is not None:
            listener(self.in_force)

    def take(self, document: bytes) -> dict[str, Any]:
        """Take a document up if it is good, and say what became of it."""
        acknowledgement = self._judged(document)
        self._metrics.count("gateway_bundles_total", result=acknowledgement["result"])
        return acknowledgement

    def _judged(self, document: bytes) -> dict[str, Any]:
        if self.in_force is not None and document == self._document:
            return self._acknowledged(self.in_force, "unchanged")
        try:
            bundle = read_bundle(document, self._key)
            self._check_turn(bundle)
        except BundleRejected as verdict:
            return self._rejected(verdict)
        with self._store.turn():
            self._store.keep(KEPT_AS, {"document": document.decode("utf-8")})
            self._enforce(bundle, document)
        return self._acknowledged(bundle, "applied_in_part" if bundle.left_out else "applied")

    def _check_turn(self, bundle: Bundle) -> None:
        """See that the bundle is newer than the one in force, and not over already."""
        if self.in_force is not None and bundle.version <= self.in_force.version:
            fault = f"version: {bundle.version} comes too late, in force is {self.in_force.version}"
            if bundle.version == self.in_force.version:
                fault = f"version: {bundle.version} is in force already, with other content"
            raise BundleRejected(Verdict.OLDER, [fault], bundle.version, bundle.left_out)
        if bundle.expires_at is not None and bundle.expires_at <= self._clock.wall():
            fault = "expires_at: has passed"
            raise BundleRejected(Verdict.EXPIRED, [fault], bundle.version, bundle.left_out)

    def _enforce(self, bundle: Bundle, document: bytes) -> None:
        self.in_force, self._document = bundle, document
        self._metrics.set("gateway_policy_version", bundle.version)
        for listener in self._listeners:
            listener(bundle)

    def _restore(self) -> None:
        self._metrics.set("gateway_policy_version", 0)
        self._look_again()

    def _look_again(self) -> None:
        """Enforce what is kept, when it is not what is in force."""
        kept = self._store.kept(KEPT_AS)
        document = str(kept["document"]).encode() if kept else self._document
        if document is None or document == self._document:
            return
        try:
            bundle = read_bundle(document, self._key)
        except BundleRejected:  # its key is no longer ours: better no policy than that one
            return
        self._enforce(bundle, document)

    def _acknowledged(self, bundle: Bundle, result: str) -> dict[str, Any]:
        return {
            "version": bundle.version,
            "result": result,
            "reason": None,
            "applied": [policy.name for policy in bundle.policies],
            "rejected": _told(bundle.left_out),
            "faults": [fault for left_out in bundle.left_out for fault in left_out.faults],
            "in_force": bundle.version,
        }

    def _rejected(self, verdict: BundleRejected) -> dict[str, Any]:
        policy_faults = [fault for left_out in verdict.left_out for fault in left_out.faults]
        return {
            "version": verdict.version,
            "result": "rejected",
            "reason": verdict.reason.value,
            "applied": [],
            "rejected": _told(verdict.left_out),
            "faults": verdict.faults + policy_faults,
            "in_force": self.in_force.version if self.in_force else None,
        }


def _told(left_out: tuple[LeftOut, ...]) -> list[dict[str, Any]]:
    return [{"policy": each.policy, "faults": list(each.faults)} for each in left_out]
