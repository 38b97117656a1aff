"""Figures of several processes: whoever is asked tells the sum.

Each process keeps its own counts in the store, in a row of its own, so nobody has to be asked.
What is not a count but a state is told as one knows it oneself, and what one does not know, as the
first process does, which alone speaks with the control plane.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from .metrics import DESCRIBED, Metrics

if TYPE_CHECKING:
    from .metrics import Labels
    from .store import Store

KEPT_UNDER = "figures/"


class SharedMetrics(Metrics):
    """What one of the processes has counted, and the way to what all have."""

    def __init__(self, store: Store, worker: int) -> None:
        """Start with nothing counted; the first process forgets those of an earlier life."""
        super().__init__()
        self._store = store
        self._kept_as = f"{KEPT_UNDER}{worker}"
        if worker == 1:
            for name in store.names(KEPT_UNDER):
                store.forget(name)
        self._keep()

    def count(self, name: str, by: float = 1, **labels: str) -> None:
        """Add to a counter, and let it be seen by all."""
        super().count(name, by, **labels)
        self._keep()

    def set(self, name: str, value: float, **labels: str) -> None:
        """Say what a value is now."""
        known = self._series[name].get(tuple(labels.items()))
        super().set(name, value, **labels)
        if known != value:
            self._keep()

    def figures(self) -> dict[str, dict[Labels, float]]:
        """Add up what all processes have counted."""
        self._store.look()
        all_of_them = [self._kept(name) for name in self._store.names(KEPT_UNDER)]
        figures: dict[str, dict[Labels, float]] = {}
        for name, (kind, _) in DESCRIBED.items():
            if kind == "counter":
                total: Counter[Labels] = Counter()
                for each in all_of_them:
                    total.update(each[name])
                figures[name] = dict(total)
            else:
                figures[name] = {**all_of_them[0][name], **self._series[name]}
        return figures

    def _keep(self) -> None:
        told = {name: list(series.items()) for name, series in self._series.items()}
        self._store.keep(self._kept_as, told)

    def _kept(self, name: str) -> dict[str, dict[Labels, float]]:
        kept = self._store.kept(name) or {}
        return {
            series: {tuple((k, v) for k, v in labels): value for labels, value in kept[series]}
            for series in DESCRIBED
        }
