"""Figures about the gateway, in Prometheus' text format."""

from __future__ import annotations

from typing import Final

DESCRIBED: Final = {
    "gateway_requests_total": ("counter", "Requests to a route, by caller and outcome."),
    "gateway_tokens_total": ("counter", "Tokens charged to a caller."),
    "gateway_policy_version": ("gauge", "Version of the bundle in force, 0 when there is none."),
    "gateway_control_plane_reachable": (
        "gauge",
        "Whether the last call to the control plane got through.",
    ),
    "gateway_control_plane_circuit": ("gauge", "The state of the circuit to the control plane."),
    "gateway_clock_skew_seconds": ("gauge", "Own wall clock minus the control plane's."),
    "gateway_clock_skewed": ("gauge", "Whether the skew is above its threshold."),
    "gateway_events_waiting": ("gauge", "Events that the control plane has not taken yet."),
    "gateway_bundles_total": ("counter", "Bundles received, by what became of them."),
    "gateway_would_refuse_total": (
        "counter",
        "Requests that a policy in shadow would have refused.",
    ),
    "gateway_would_slow_total": ("counter", "Requests that a policy in shadow would have slowed."),
    "gateway_would_warn_total": (
        "counter",
        "Requests that a policy in shadow would have warned of.",
    ),
    "gateway_loops_total": ("counter", "Requests that were acted on as part of a loop."),
    "gateway_crawler_pages_total": ("counter", "Pages asked for by crawlers, by stage."),
}
Labels = tuple[tuple[str, str], ...]


class Metrics:
    """Counters that only grow, and values that are set."""

    def __init__(self) -> None:
        """Start with nothing counted."""
        self._series: dict[str, dict[Labels, float]] = {name: {} for name in DESCRIBED}

    def count(self, name: str, by: float = 1, **labels: str) -> None:
        """Add to a counter."""
        series = self._series[name]
        key = tuple(labels.items())
        series[key] = series.get(key, 0) + by

    def set(self, name: str, value: float, **labels: str) -> None:
        """Say what a value is now."""
        self._series[name][tuple(labels.items())] = value

    def figures(self) -> dict[str, dict[Labels, float]]:
        """Return every series, by its name."""
        return self._series

    def render(self) -> str:
        """Write everything down as Prometheus reads it."""
        figures = self.figures()
        lines: list[str] = []
        for name, (kind, text) in DESCRIBED.items():
            lines += [f"# HELP {name} {text}", f"# TYPE {name} {kind}"]
            lines += [
                f"{name}{_spelt(labels)} {value:.15g}" for labels, value in figures[name].items()
            ]
        return "\n".join(lines) + "\n"


def _spelt(labels: Labels) -> str:
    return (
        "{" + ",".join(f'{key}="{_escaped(value)}"' for key, value in labels) + "}"
        if labels
        else ""
    )


def _escaped(value: str) -> str:
    return value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
