"""Loops: the same again is counted, honest repetition is not, and the window ends when it says."""

from __future__ import annotations

import pytest

from support.reference.loops import LoopDetector, LoopNoticed, fingerprint_of
from support.reference.policies import LoopDetection

SAME = b"the same"


def _policy(action: str = "refuse", threshold: int = 3) -> LoopDetection:
    return LoopDetection("loops", threshold, 60.0, action, 0.5, 1.2)


def _counts(policy: LoopDetection, *seen: tuple[float, int]) -> list[int | None]:
    """Return what is noticed about requests at these moments with these retry counts."""
    detector = LoopDetector()
    noticed = [detector.look(policy, SAME, retry, now) for now, retry in seen]
    return [each.count if each else None for each in noticed]


def test_the_request_that_makes_the_threshold_is_refused() -> None:
    """Two pass, the third does not, and is told when the next one will."""
    detector, policy = LoopDetector(), _policy()
    assert detector.look(policy, SAME, 0, 100.0) is None
    assert detector.look(policy, SAME, 0, 110.5) is None
    assert detector.look(policy, SAME, 0, 120.0) == LoopNoticed(3, "refuse", retry_after=40)


@pytest.mark.parametrize("threshold", [2, 3, 5])
def test_who_waits_as_told_passes_and_one_second_earlier_does_not(threshold: int) -> None:
    """Refused repetitions do not extend the window."""
    policy = _policy(threshold=threshold)
    for early, passes in ((0, True), (1, False)):
        detector = LoopDetector()
        for index in range(threshold - 1):
            assert detector.look(policy, SAME, 0, index * 7.0) is None
        waits = []
        for now in (30.0, 31.0, 32.5):
            noticed = detector.look(policy, SAME, 0, now)
            assert noticed is not None
            waits.append(now + noticed.retry_after)
        assert waits == [60.0, 60.0, 60.5]  # whole seconds, rounded up
        assert (detector.look(policy, SAME, 0, 60.0 - early) is None) is passes


def test_a_repetition_exactly_a_window_old_no_longer_counts() -> None:
    """The window's edge belongs to the other side."""
    assert _counts(_policy(), (0, 0), (0, 0), (59.999, 0), (60, 0)) == [None, None, 3, None]


def test_other_requests_are_counted_for_themselves() -> None:
    """Honest traffic beside the loop notices nothing."""
    detector, policy = LoopDetector(), _policy()
    for index in range(100):
        assert detector.look(policy, b"%d" % index, 0, 1.0) is None


def test_honest_polling_below_the_threshold_goes_on_for_ever() -> None:
    """Every 30 seconds is twice a window, and the third finds the first gone."""
    assert _counts(_policy(), *((index * 30.0, 0) for index in range(50))) == [None] * 50


def test_a_retry_that_says_so_is_not_counted() -> None:
    """Rising numbers up to ten are retries; the same number again is not, nor is an eleventh."""
    assert _counts(_policy(), *((1.0, retry) for retry in range(11))) == [None] * 11
    assert _counts(_policy(), (1, 0), (1, 1), (1, 1), (1, 1)) == [None, None, None, 3]
    assert _counts(_policy(), (1, 0), (1, 11), (1, 12)) == [None, None, 3]
    assert _counts(_policy(), (1, 0), (1, 2), (1, 1), (1, 0)) == [None, None, None, 3]


def test_a_retry_is_judged_like_the_request_that_it_repeats() -> None:
    """A refused request does not get through by saying that it tries again."""
    assert _counts(_policy(), (1, 0), (1, 0), (1, 0), (2, 1), (3, 2)) == [None, None, 3, 3, 3]
    assert _counts(_policy(), (1, 0), (1, 0), (1, 0), (61, 1)) == [None, None, 3, None]
    assert _counts(_policy("warn"), (1, 0), (1, 0), (1, 0), (2, 1)) == [None, None, 3, 3]


def test_a_warned_loop_goes_on_and_its_count_with_it() -> None:
    """To warn is to let pass."""
    assert _counts(_policy("warn"), *((1.0, 0) for _ in range(5))) == [None, None, 3, 4, 5]


def test_a_throttled_loop_is_slowed_more_and_more_up_to_the_longest_delay() -> None:
    """Each further repetition waits one step longer."""
    detector, policy = LoopDetector(), _policy("throttle")
    noticed = [detector.look(policy, SAME, 0, 1.0) for _ in range(6)]
    assert [each.delay if each else 0 for each in noticed] == [0, 0, 0.5, 1.0, 1.2, 1.2]


def test_what_is_older_than_the_window_is_not_remembered() -> None:
    """Memory is bounded by the traffic of one window."""
    detector, policy = LoopDetector(), _policy()
    for index in range(1000):
        detector.look(policy, b"%d" % index, 0, float(index))
    assert len(detector._tracks) == 60  # noqa: SLF001 - it is the memory that is promised


ONE = ("caller Acme", "POST", "/v1/chat", "a=1&b=2", b'{"m": [1, 2], "n": 1}')


@pytest.mark.parametrize(
    "other",
    [
        (*ONE[:3], "b=2&a=1", ONE[4]),
        (*ONE[:3], "a=%31&b=2", ONE[4]),
        (*ONE[:4], b'{"n":1,\n"m":[1,2]}'),
    ],
)
def test_order_and_white_space_do_not_make_a_request_another(
    other: tuple[str, str, str, str, bytes],
) -> None:
    """The order of keys, of the query and the spaces between mean nothing."""
    assert fingerprint_of(*other) == fingerprint_of(*ONE)


@pytest.mark.parametrize(
    "other",
    [
        ("caller Globex", *ONE[1:]),
        ("address Acme", *ONE[1:]),
        (ONE[0], "PUT", *ONE[2:]),
        (*ONE[:2], "/v1/chat/", *ONE[3:]),
        (*ONE[:3], "a=1", ONE[4]),
        (*ONE[:3], "a=1&b=2&b=2", ONE[4]),
        (*ONE[:4], b'{"m": [2, 1], "n": 1}'),
        (*ONE[:4], b'{"m": [1, 2], "n": "1"}'),
        (*ONE[:4], b'{"m": [1, 2], "n": true}'),
        (*ONE[:4], b'{"m": [1, 2], "n": 1'),
        (*ONE[:4], b""),
    ],
)
def test_anything_else_makes_it_another(other: tuple[str, str, str, str, bytes]) -> None:
    """Caller, method, path, query and body each count."""
    assert fingerprint_of(*other) != fingerprint_of(*ONE)


def test_bodies_that_are_no_json_are_compared_as_bytes() -> None:
    """Hostile nesting and broken text get a fingerprint like anything else."""
    bodies = [b"", b"a", b"b", b"{", b"{\xff}", b"[" * 100_000, b"[" * 99_999, b'{"a":1e999}']
    prints = {fingerprint_of("who", "POST", "/", "", body) for body in bodies}
    assert len(prints) == len(bodies)
    queries = {fingerprint_of("who", "GET", "/", query, b"") for query in ("a=%ff", "a=%fe")}
    assert len(queries) == 2
