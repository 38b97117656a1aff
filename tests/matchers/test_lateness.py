"""An answer is as late as it is, on the scenario's clock."""

from __future__ import annotations

from dataclasses import replace

from support.matchers.lateness import called_late, late_by
from support.wire.exchange import Exchange, Moment
from tests.matchers.exchanges import exchange, silence, words


def lasting(seconds: float) -> Exchange:
    """An exchange that took so many seconds of the scenario's time, and an hour of the judge's."""
    return replace(exchange(), ended=Moment(1, 3600.0, seconds))


def test_exactly_as_late_as_promised() -> None:
    """It is the scenario's time that counts, to a speck of dust."""
    assert words(late_by(0.5), lasting(0.5)) == ""
    assert words(late_by(0.3), lasting(0.1 + 0.2)) == ""
    assert words(late_by(0), lasting(0.0)) == ""


def test_any_other_time_is_named() -> None:
    """Too late, too early and at once are all told with both numbers."""
    assert words(late_by(0.5), lasting(0.501)) == "it was 0.501 seconds late, not 0.5"
    assert words(late_by(0.5), lasting(0.0)) == "it was 0 seconds late, not 0.5"
    assert words(late_by(0), lasting(2.0)) == "it was 2 seconds late, not 0"


def test_silence_is_not_lateness() -> None:
    """Who was never answered was not answered late."""
    said = words(late_by(0), silence("timed out"))
    assert said == "there was no answer (timed out)"


def test_a_call_behind_the_gateway_is_late_too() -> None:
    """From when the caller asked to when the neighbour was called; and it is called once."""
    asked = exchange()
    call = replace(exchange(), began=Moment(1, 3600.0, 2.0))
    assert words(called_late(asked, 2), [call]) == ""
    said = words(called_late(asked, 2), [exchange()])
    assert said == "it was called after 0 seconds, not 2"
    assert words(called_late(asked, 2), []) == "there were 0 calls"
