"""Behave's manners: a run that cannot begin, steps that fail, and a run that is interrupted.

Behave tells formatters and reporters what a step left behind (a traceback, an exception's text).
Whoever is told first may mend it, so this formatter stands first and writes nothing itself.
"""

from __future__ import annotations

import io
import signal
import sys
import time
from typing import TYPE_CHECKING, Any

from behave.capture import Captured
from behave.formatter.base import Formatter, StreamOpener
from behave.model_type import Status
from behave.reporter.summary import AbstractSummaryReporter

from support.errors import BadInputError
from support.language import faults
from support.language.context import QuickContext

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

    from behave.model import Step
    from behave.runner import Context, Runner

    from support.errors import WicketkeeperError

_WENT_WRONG = {Status.failed, Status.error, Status.undefined, Status.hook_error}


class Told(Exception):  # noqa: N818 - stands in reports for what was raised
    """What went wrong in a step, as it is told everywhere: on one line, and without secrets."""

    def __init__(self, message: str, explanation: str) -> None:
        super().__init__(" ".join(message.split()))
        self.message = message
        self.explanation = explanation


class PromiseBroken(Told):
    """A matcher in a Then has said no."""


class NothingProved(Told):
    """Whatever else can go wrong."""


class Explaining(Formatter):  # type: ignore[misc]
    """Puts plain words in the place of what behave says of a step that went wrong."""

    name = "explaining"
    description = "Mends what other formatters show."

    def __init__(self, context: Context) -> None:
        super().__init__(StreamOpener(), context.config)
        self._context = context
        self._began = time.monotonic()

    def result(self, step: Step) -> None:
        if step.status not in _WENT_WRONG:
            return
        judged = faults.was_judged(step)
        sentences = _runner(self._context).step_registry
        said = str(step.exception).strip() if judged else faults.in_plain_words(step, sentences)
        told = self._context.suite.secrets.hidden(said)
        unspoken = step.status is Status.undefined or isinstance(step.exception, BadInputError)
        seen = "" if unspoken else self._evidence()
        traceback = step.error_message if self._context.config.verbose else None
        step.error_message = "\n\n".join(each for each in (told, seen, traceback) if each)
        step.exception = (PromiseBroken if judged else NothingProved)(told, seen)
        if step.status is Status.failed and not judged:
            step.status = Status.error
        self._mend_captured(step)

    def close(self) -> None:
        """Behave, which closes formatters first, adds up no example that stands under a Rule."""
        super().close()
        for reporter in self.config.reporters:
            if isinstance(reporter, AbstractSummaryReporter):
                reporter.duration = time.monotonic() - self._began

    def _evidence(self) -> str:
        scenario, run = self._context.scenario, self._context.suite.recorder.folder
        see_all = f"scripts/wicket show {run} {scenario.filename}:{scenario.line}"
        explained: str = self._context.world.explained(see_all)
        return explained

    def _mend_captured(self, step: Step) -> None:
        """What was printed and logged stays; the error is told once, above."""
        hidden = self._context.suite.secrets.hidden
        out, log = hidden(step.captured.stdout), hidden(step.captured.log)
        step.captured.reset()
        if out or log:
            step.captured.add_captured(Captured(out, None, log, name="step", failed=True))  # type: ignore[no-untyped-call]


def teach(context: Context) -> None:
    """From now on steps that fail explain themselves, and Ctrl-C never cuts anything in two."""
    context.__class__ = QuickContext
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # a letter too many costs no verdict
    _runner(context).formatters.insert(0, Explaining(context))
    context.suite.between_steps = True
    signal.signal(signal.SIGINT, _interrupting(context))


def _interrupting(context: Context) -> Callable[[int, FrameType | None], Any]:
    """In a step, Ctrl-C ends the step; between steps, what was begun is finished first."""

    def interrupted(_number: int, _frame: FrameType | None) -> None:
        if not context.suite.between_steps:
            raise KeyboardInterrupt
        _runner(context).abort(reason="KeyboardInterrupt")

    return interrupted


def refuse_to_run(context: Context, fault: WicketkeeperError) -> None:
    """Say why no run can begin, and nothing else; behave leaves with a failure."""
    runner = _runner(context)
    runner.features.clear()
    runner.formatters.clear()
    runner.config.reporters.clear()
    runner.hook_failures += 1
    sys.stderr.write(f"{fault}\n")


def end_badly(context: Context) -> None:
    """Have behave leave with a failure though no scenario failed."""
    _runner(context).hook_failures += 1


def _runner(context: Context) -> Runner:
    """Behave gives hooks no other way to their run."""
    runner: Runner = context._runner  # noqa: SLF001
    return runner
