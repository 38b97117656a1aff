"""Lies about a clock that is wrong: not noticed, noticed wrongly, or not told."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from support.reference.clock import SettableClock
from support.reference.control_plane import ControlPlane
from support.reference.outbox import Outbox
from support.reference.skew import Skew
from support.targets.lies import instead, lie

if TYPE_CHECKING:
    from collections.abc import Callable

    from support.reference.outbox import Batch

    Measure = Callable[[Skew, float, float], None]
    Marks = Callable[[Skew], dict[str, Any]]

WRONG, DIFFERENCE = "gateway_clock_skewed was", "gateway_clock_skew_seconds was"
SIZE, DIRECTION = "clock_skew_seconds", "clock_skew_direction"


def _noticed(judge: Callable[[Skew], bool]) -> None:
    Skew.noticed = property(judge)  # type: ignore[assignment, method-assign]


def _measured(make: Callable[[Measure], Measure]) -> None:
    instead(Skew, "measure", make)


def _marked(otherwise: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
    instead(Skew, "marks", lambda honest: lambda skew: otherwise(honest(skew)))


@lie(breaks="UC-10", noticed_by=f"{WRONG} 1")
def wrong_from_the_agreed_difference_on() -> None:
    """A clock counts as wrong when it is off by exactly as much as agreed."""
    _noticed(lambda skew: abs(skew.seconds) >= skew.threshold)


@lie(breaks="UC-10", noticed_by=f"{WRONG} 1")
def wrong_from_the_next_whole_second_on() -> None:
    """Differences are rounded up to whole seconds before they are judged."""
    _noticed(lambda skew: math.ceil(abs(skew.seconds)) >= skew.threshold)


@lie(breaks="UC-10", noticed_by=f"{WRONG} 0")
def tenths_do_not_count() -> None:
    """Differences are cut to whole seconds before they are judged."""
    _noticed(lambda skew: math.floor(abs(skew.seconds)) > skew.threshold)


@lie(breaks="UC-10", noticed_by=f"{WRONG} 0")
def behind_is_never_wrong() -> None:
    """The difference is compared with its sign, and one below nothing is never too much."""
    _noticed(lambda skew: skew.seconds > skew.threshold)


@lie(breaks="UC-10", noticed_by=f"{WRONG} 0")
def ahead_is_never_wrong() -> None:
    """The difference is taken the other way round, and compared with its sign."""
    _noticed(lambda skew: -skew.seconds > skew.threshold)


@lie(breaks="UC-10", noticed_by=f"{DIFFERENCE} 30.1, not -30.1")
def differences_have_no_sign() -> None:
    """The figure tells the size of the difference and not its direction."""
    _measured(lambda honest: lambda skew, ours, theirs: honest(skew, *sorted((ours, theirs))[::-1]))


@lie(breaks="UC-10", noticed_by=DIFFERENCE)
def the_other_way_round() -> None:
    """The figure tells how far the control plane is ahead."""
    _measured(lambda honest: lambda skew, ours, theirs: honest(skew, theirs, ours))


@lie(breaks="UC-10", noticed_by=f"{DIFFERENCE} 0")
def a_day_is_not_believed() -> None:
    """A difference of more than an hour is taken for a mistake in the answer, and forgotten."""

    def make(honest: Measure) -> Measure:
        def measure(skew: Skew, ours: float, theirs: float) -> None:
            honest(skew, ours if abs(ours - theirs) <= 3600 else theirs, theirs)

        return measure

    _measured(make)


@lie(breaks="UC-10", noticed_by=f"{WRONG} 0")
def half_a_minute_whatever_was_agreed() -> None:
    """The policy's difference is not read."""
    _noticed(lambda skew: abs(skew.seconds) > 30)


@lie(breaks="UC-10", noticed_by=f"{WRONG} 1")
def the_first_agreement_holds() -> None:
    """A difference that a newer policy allows is not heeded."""
    first: list[float] = []

    def make(honest: Callable[[ControlPlane, Any], None]) -> Callable[[ControlPlane, Any], None]:
        def watch(plane: ControlPlane, bundle: Any) -> None:  # noqa: ANN401 - a bundle
            if not first and bundle.clock_watch is not None:
                first.append(1)
                honest(plane, bundle)

        return watch

    instead(ControlPlane, "_watch_clock", make)


@lie(breaks="UC-10", noticed_by=f"{WRONG} 0")
def not_watched_unless_asked() -> None:
    """Where nobody has agreed on a difference, none is ever too much."""

    def make(honest: Callable[..., None]) -> Callable[..., None]:
        def watch(plane: ControlPlane, bundle: Any) -> None:  # noqa: ANN401 - a bundle
            honest(plane, bundle)
            if bundle.clock_watch is None:
                plane._skew.threshold = math.inf  # noqa: SLF001 - a lie may

        return watch

    instead(ControlPlane, "_watch_clock", make)


@lie(breaks="UC-10", noticed_by=DIFFERENCE)
def compared_once() -> None:
    """The first difference that is not nothing is kept for good."""

    def make(honest: Measure) -> Measure:
        def measure(skew: Skew, ours: float, theirs: float) -> None:
            if not skew.seconds:
                honest(skew, ours, theirs)

        return measure

    _measured(make)


@lie(breaks="UC-10", noticed_by=DIFFERENCE)
def believes_it_the_second_time() -> None:
    """What a comparison shows is only told after the next one."""

    def make(honest: Measure) -> Measure:
        last = [0.0]

        def measure(skew: Skew, ours: float, theirs: float) -> None:
            honest(skew, theirs + last[0], theirs)
            last[0] = ours - theirs

        return measure

    _measured(make)


@lie(breaks="UC-10", noticed_by=f"{WRONG} 1")
def once_wrong_wrong_until_quite_right() -> None:
    """A clock that counted as wrong does so until it is off by less than a second."""
    seen: list[Skew] = []

    def judge(skew: Skew) -> bool:
        size = abs(skew.seconds)
        if size > skew.threshold:
            seen.append(skew)
        elif size < 1:
            seen.clear()
        return bool(seen)

    _noticed(judge)


@lie(breaks="UC-10", noticed_by=f"{DIFFERENCE} 0, not 31")
def right_as_soon_as_it_is_touched() -> None:
    """Whoever turns the clock makes it right, before anybody has compared it."""
    watched: list[ControlPlane] = []

    def remember(honest: Callable[..., None]) -> Callable[..., None]:
        def watch(plane: ControlPlane, bundle: Any) -> None:  # noqa: ANN401 - a bundle
            watched[:] = [plane]
            honest(plane, bundle)

        return watch

    def make(honest: Callable[[SettableClock, float], None]) -> Callable[..., None]:
        def set_wall(clock: SettableClock, wall: float) -> None:
            honest(clock, wall)
            for plane in watched:
                plane._skew.measure(0, 0)  # noqa: SLF001 - a lie may
                plane._show_skew()  # noqa: SLF001

        return set_wall

    instead(ControlPlane, "_watch_clock", remember)
    instead(SettableClock, "set_wall", make)


@lie(breaks="UC-10", noticed_by='came 31.0 "behind"')
def events_point_the_other_way() -> None:
    """An event says behind where it should say ahead."""
    other = {"ahead": "behind", "behind": "ahead"}
    _marked(lambda marks: {**marks, DIRECTION: other[marks[DIRECTION]]} if marks else marks)


@lie(breaks="UC-10", noticed_by='came -31.0 "behind"')
def size_with_a_sign() -> None:
    """An event says that the clock is minus 31 seconds behind."""
    _marked(
        lambda marks: {**marks, SIZE: -marks[SIZE]} if marks.get(DIRECTION) == "behind" else marks
    )


@lie(breaks="UC-10", noticed_by='came 30 "ahead"')
def whole_seconds_on_events() -> None:
    """An event says how many whole seconds it was."""
    _marked(lambda marks: {**marks, SIZE: int(marks[SIZE])} if marks else marks)


@lie(breaks="UC-10", noticed_by="event 2 came without a remark")
def only_the_first_event_says_so() -> None:
    """After one event has said that the clock is wrong, the others do not repeat it."""

    def make(honest: Marks) -> Marks:
        told: list[float] = []

        def marks(skew: Skew) -> dict[str, Any]:
            if skew.seconds in told:
                return {}
            told.append(skew.seconds)
            return honest(skew)

        return marks

    instead(Skew, "marks", make)


@lie(breaks="UC-10", noticed_by='came 31.0 "behind"')
def events_never_forget() -> None:
    """Once the clock was wrong every event says so, though the figures are right again."""
    last: dict[str, Any] = {}

    def remember(honest: Measure) -> Measure:
        def measure(skew: Skew, ours: float, theirs: float) -> None:
            honest(skew, ours, theirs)
            last.update(truth(skew))

        return measure

    truth = Skew.marks
    _measured(remember)
    instead(Skew, "marks", lambda _honest: lambda _skew: dict(last))


@lie(breaks="UC-10", noticed_by="event 1 came 3")
def every_difference_is_remarked_on() -> None:
    """Events carry the difference however small it is."""

    def marks(skew: Skew) -> dict[str, Any]:
        direction = "ahead" if skew.seconds > 0 else "behind"
        return {SIZE: abs(skew.seconds), DIRECTION: direction}

    instead(Skew, "marks", lambda _honest: marks)


@lie(breaks="UC-10", noticed_by="event 1 came")
def remarked_on_when_reported() -> None:
    """An event says how wrong the clock is when it is reported, and not when it happened."""

    def make(honest: Callable[[Outbox], Batch | None]) -> Callable[[Outbox], Batch | None]:
        def batch(outbox: Outbox) -> Batch | None:
            formed = honest(outbox)
            for event in formed.events if formed else ():
                event.pop(SIZE, None)
                event.pop(DIRECTION, None)
                event.update(outbox._skew.marks())  # noqa: SLF001 - a lie may
            return formed

        return batch

    instead(Outbox, "batch", make)


@lie(breaks="UC-10", noticed_by="events were reported")
def reports_are_kept_back() -> None:
    """While its clock counts as wrong the gateway reports nothing."""
    instead(
        Outbox,
        "batch",
        lambda honest: lambda outbox: None if outbox._skew.noticed else honest(outbox),  # noqa: SLF001
    )
