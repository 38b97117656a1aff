"""Figures are found by their names in the dialect, and everything else is named."""

from __future__ import annotations

from support.matchers.metrics import circuit_is, has_lines, shows, shows_none
from support.targets.description import load
from tests.matchers.exchanges import exchange, silence, words

DIALECT = load("embedded").dialect
TEXT = (("Content-Type", "text/plain; version=0.0.4; charset=utf-8"),)
OPEN = b"""# TYPE gateway_control_plane_reachable gauge
gateway_control_plane_reachable 0
# TYPE gateway_control_plane_circuit gauge
gateway_control_plane_circuit{state="closed"} 0
gateway_control_plane_circuit{state="open"} 1
gateway_control_plane_circuit{state="half_open"} 0
"""
REACHED = {"the control plane is within reach": 1.0}


def test_the_figures_are_as_they_must_be() -> None:
    """What is named has its value, and the circuit one state."""
    page = exchange(headers=TEXT, body=OPEN)
    assert words(shows(DIALECT, {"the control plane is within reach": 0}), page) == ""
    assert words(circuit_is("open", DIALECT), page) == ""


def test_each_wrong_figure_is_named() -> None:
    """Two states that are wrong are two differences."""
    said = words(circuit_is("closed", DIALECT), exchange(headers=TEXT, body=OPEN))
    assert said == (
        'gateway_control_plane_circuit{state="closed"} was 0, not 1; '
        'gateway_control_plane_circuit{state="open"} was 1, not 0'
    )


def test_what_must_stand_at_nothing() -> None:
    """Nothing is 0 or not there at all, on a page that is one."""
    page = exchange(headers=TEXT, body=OPEN)
    assert words(shows_none(DIALECT, "the circuit is closed", "events to be reported"), page) == ""
    said = words(shows_none(DIALECT, "the circuit is open"), page)
    assert said == 'gateway_control_plane_circuit{state="open"} was 1'
    assert "status was 503" in words(shows_none(DIALECT, "the circuit is open"), exchange(503))


def test_what_is_not_shown_is_absent() -> None:
    """A figure that is not there is not 0."""
    said = words(shows(DIALECT, {"events to be reported": 0}), exchange(headers=TEXT, body=OPEN))
    assert said == "gateway_events_waiting was absent"


def test_a_page_that_is_no_page_of_figures() -> None:
    """Status, media type and the first line that cannot be read are all named."""
    said = words(shows(DIALECT, REACHED), exchange(503, body=b"none\n"))
    assert said == (
        "status was 503; Content-Type was absent, not text/plain; version=0.0.4; "
        "'none' is no line of Prometheus' text format"
    )


def test_silence_shows_nothing() -> None:
    """Without an answer there are no figures."""
    assert words(shows(DIALECT, REACHED), silence("refused")) == "there was no answer (refused)"


def test_lines_stand_as_they_are_spelt() -> None:
    """Other lines may stand between them, but not in another order."""
    page = exchange(headers=TEXT, body=OPEN)
    reachable = "gateway_control_plane_reachable 0"
    is_open = 'gateway_control_plane_circuit{state="open"} 1'
    assert words(has_lines(f"{reachable}\n{is_open}\n"), page) == ""
    assert words(has_lines("up 1"), page) == "'up 1' was absent"
    other = is_open.replace(" 1", " 2")
    assert words(has_lines(other), page) == f"{other!r} was absent, and there was {is_open!r}"
    turned = words(has_lines(f"{is_open}\n{reachable}\n"), page)
    assert turned == f"the lines stood in another order: {[reachable, is_open]}"
