"""Figures: counted, set, and written so that Prometheus can read them."""

from __future__ import annotations

import pytest

from support.reference.metrics import Metrics


def test_counters_add_up_and_values_are_replaced() -> None:
    """Each set of labels is a series of its own."""
    metrics = Metrics()
    for outcome in ("answered", "answered", "no_route"):
        metrics.count("gateway_requests_total", caller="Acme", outcome=outcome)
    metrics.count("gateway_tokens_total", 15, caller='A "quoted" \\ name\nbroken')
    metrics.set("gateway_policy_version", 7)
    metrics.set("gateway_policy_version", 123_456_789)
    metrics.set("gateway_clock_skew_seconds", -0.5)
    lines = metrics.render().splitlines()
    assert 'gateway_requests_total{caller="Acme",outcome="answered"} 2' in lines
    assert 'gateway_requests_total{caller="Acme",outcome="no_route"} 1' in lines
    assert 'gateway_tokens_total{caller="A \\"quoted\\" \\\\ name\\nbroken"} 15' in lines
    assert "gateway_policy_version 123456789" in lines
    assert "gateway_clock_skew_seconds -0.5" in lines


def test_every_figure_is_described_even_before_there_is_one() -> None:
    """HELP and TYPE stand before the series; the text ends with a line feed."""
    text = Metrics().render()
    assert text.endswith("\n")
    assert text.count("# HELP ") == text.count("# TYPE ") == len(text.splitlines()) / 2


def test_a_figure_that_nobody_described_is_a_mistake() -> None:
    """A misspelt name is told at once."""
    with pytest.raises(KeyError):
        Metrics().count("gateway_request_total")
