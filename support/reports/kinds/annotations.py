"""What GitHub shows beside the lines of the features: workflow commands, printed in a job.

GitHub shows ten errors and ten warnings of a step and leaves out the rest without a word. So here
the tenth says how many more there are. Broken promises are errors; where nothing was proved is a
warning, and what is wrong with the run as a whole an error, before all others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from support.reports.gaps import wrong_with
from support.reports.plain_text import plain
from support.reports.standings import why, word_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from support.reports.runs import Run, Told

_SHOWN = 10  # of a level, by GitHub
_LEVELS = {"failed": ("error", "broken"), "error": ("warning", "nothing proved")}
_ESCAPED = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_ESCAPED_IN_PROPERTIES = {**_ESCAPED, ":": "%3A", ",": "%2C"}


def files(run: Run) -> Iterator[tuple[str, bytes]]:
    wrong = [_command("error", each, title="The run itself") for each in wrong_with(run)]
    failed = [_about(each) for each in run.told if word_of(each) == "failed"]
    erred = [_about(each) for each in run.told if word_of(each) == "error"]
    lines = [*_at_most("error", [*wrong, *failed]), *_at_most("warning", erred)]
    yield "annotations.txt", "".join(f"{each}\n" for each in lines).encode()


def _about(told: Told) -> str:
    judged = told.judged
    level, head = _LEVELS[word_of(told)]
    promises = ", ".join(judged.promises) if judged else ""
    return _command(
        level,
        f"{judged.step}\n{why(told)}" if judged else "",
        file=told.feature.file,
        line=str(told.scenario.at_line),
        title=f"{head}: {promises} {told.scenario.name}".strip(),
    )


def _at_most(level: str, commands: Sequence[str]) -> list[str]:
    if len(commands) <= _SHOWN:
        return list(commands)
    more = len(commands) - _SHOWN + 1
    text = f"and {more} more, which the summary of the job and the other reports tell"
    return [*commands[: _SHOWN - 1], _command(level, text, title="Not all is shown here")]


def _command(level: str, message: str, **properties: str) -> str:
    said = ",".join(
        f"{name}={_escaped(value, _ESCAPED_IN_PROPERTIES)}" for name, value in properties.items()
    )
    return f"::{level} {said}::{_escaped(message, _ESCAPED)}"


def _escaped(text: str, how: dict[str, str]) -> str:
    return "".join(how.get(each, each) for each in plain(text))
