"""The circuit: five failures in a row open it, half a minute later one probe decides."""

from __future__ import annotations

from support.reference.circuit import Circuit


def _opened(at: float) -> Circuit:
    circuit = Circuit()
    for _ in range(5):
        circuit.failed(at)
    return circuit


def test_four_failures_leave_it_closed_and_the_fifth_opens_it() -> None:
    """Calls are made until five in a row have failed."""
    circuit = Circuit()
    for _ in range(4):
        circuit.failed(100)
    assert (circuit.state(100), circuit.wait(100)) == ("closed", 0)
    circuit.failed(100)
    assert (circuit.state(100), circuit.wait(100)) == ("open", 30)


def test_a_success_in_between_starts_the_count_over() -> None:
    """Only failures in a row count."""
    circuit = Circuit()
    for _ in range(4):
        circuit.failed(100)
    circuit.succeeded()
    circuit.failed(100)
    assert circuit.state(100) == "closed"


def test_it_rests_for_thirty_seconds_and_not_one_less() -> None:
    """Just before the half minute is over no call is made, then one is."""
    circuit = _opened(at=100)
    assert (circuit.state(129.9), circuit.state(130)) == ("open", "half_open")
    assert circuit.wait(130) == 0


def test_a_failed_probe_opens_it_again_at_once() -> None:
    """One failure is enough for another half minute."""
    circuit = _opened(at=100)
    circuit.failed(131)
    assert (circuit.state(160.9), circuit.state(161)) == ("open", "half_open")


def test_a_probe_that_succeeds_closes_it() -> None:
    """Afterwards it takes five failures again."""
    circuit = _opened(at=100)
    circuit.succeeded()
    circuit.failed(132)
    assert circuit.state(132) == "closed"
