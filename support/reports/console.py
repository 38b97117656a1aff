"""What a person sees while a run goes on: how far it is, and what went wrong, at once and whole.

Rule 1: on a terminal one line tells how far the run is, and is written over. Elsewhere, as in CI,
nothing is written but what went wrong, and nothing that only a terminal understands. Rule 2: what
is told are verdicts, after everything was looked at; what behave tells formatters comes before.
"""

from __future__ import annotations

import os
import shutil
import time
from typing import TYPE_CHECKING

from behave.formatter.base import Formatter

from support.reports.plain_text import plain

if TYPE_CHECKING:
    from behave.configuration import Configuration
    from behave.formatter.base import StreamOpener
    from behave.model import Step

    from support.reports.verdicts import Verdict

_EVERY = 0.1  # seconds between two looks at the line
_CLEAR = "\r\x1b[K"  # from its beginning to its end


class Console(Formatter):  # type: ignore[misc]
    """The formatter of `behave.ini`; -f progress3 and all others of behave can take its place."""

    name = "console"
    description = "Tells how far the run is in one line, and what went wrong at once."

    def __init__(self, stream_opener: StreamOpener, config: Configuration) -> None:
        super().__init__(stream_opener, config)
        self.stream = self.open()
        self._is_live = self.stream.isatty() and os.environ.get("TERM") != "dumb"
        self._began = self._shown = time.monotonic()
        self._all = self._done = self._wrong = 0
        self._besides = ""  # what --verbose tells of the scenario at work

    def expects(self, scenarios: int) -> None:
        """How many scenarios are going to be judged."""
        self._all, self._began = scenarios, time.monotonic()

    def result(self, step: Step) -> None:
        """Whoever mends the suite asks for tracebacks, with --verbose."""
        if self.config.verbose and step.error_message:
            self._besides = f"{step.error_message}\n\n"

    def judged(self, verdict: Verdict) -> None:
        self._done += 1
        if verdict.word in {"failed", "error"}:
            self._wrong += 1
            self.rest()
            self.stream.write(told(verdict) + plain(self._besides))
            self.stream.flush()
        self._besides = ""
        now = time.monotonic()
        if self._is_live and now - self._shown >= _EVERY:
            self._shown = now
            line = how_far(self._done, self._all, self._wrong, now - self._began)
            self.stream.write(_CLEAR + line[: shutil.get_terminal_size().columns - 1])
            self.stream.flush()

    def rest(self) -> None:
        """Leave the line to others."""
        if self._is_live:
            self.stream.write(_CLEAR)
            self.stream.flush()


def how_far(done: int, every: int, wrong: int, seconds: float) -> str:
    """312 of 967 scenarios, 18.4 a second, 36 s left, 1 not kept."""
    parts = [f"{done} of {every} scenarios"]
    if seconds > 0:
        rate = done / seconds
        parts += [f"{rate:.1f} a second", f"{_spoken(max(every - done, 0) / rate)} left"]
    if wrong:
        parts.append(f"{wrong} not kept")
    return ", ".join(parts)


def told(verdict: Verdict) -> str:
    """All that is known of what went wrong; nothing in it is an order to a terminal."""
    head = f"{verdict.word}: {verdict.scenario}  {verdict.title}"
    body = (verdict.step, verdict.message, verdict.explanation)
    return plain("\n".join([head, *(each for each in body if each), "", ""]))


def _spoken(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"
