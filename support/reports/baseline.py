"""Failures that are known already: a file that says which, why, and until when.

Rule 1: the file must fit the run. A known failure that passes, a scenario that is gone, an entry
that has expired and a failure that is not in the file are each told, and none is forgiven.
Rule 2: what was left out of the run by wish says nothing about its entry, and is counted.

The schema is published in docs/baseline.schema.json.
"""

from __future__ import annotations

import json
import tomllib
from datetime import date, timedelta
from typing import TYPE_CHECKING, Annotated, Literal, NamedTuple

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    model_validator,
)

from support.errors import BadInputError
from support.reports.gaps import wrong_with
from support.reports.same import Name, by_name
from support.reports.standings import why, word_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pydantic.config import JsonDict

    from support.reports.runs import Run, Told

_FIRST_TERM = timedelta(days=90)  # of an entry that is written for somebody to look at
_LONGEST = 200  # characters of a reason that is written
_BAD = {"failed", "error"}
_ENDS_SOMEWHERE: JsonDict = {"anyOf": [{"required": ["until"]}, {"required": ["issue"]}]}
Text = Annotated[str, StringConstraints(min_length=1, pattern=r"\S")]


class Known(BaseModel):
    """One scenario that is known not to pass."""

    model_config = ConfigDict(extra="forbid", frozen=True, json_schema_extra=_ENDS_SOMEWHERE)

    feature: Text
    rule: str = ""
    scenario: Text
    number: Annotated[int, Field(ge=1)] = 1  # where several are called the same
    word: Literal["failed", "error"]
    reason: Text
    until: date | None = None
    issue: Annotated[str, StringConstraints(pattern=r"^https?://\S+$")] | None = None

    @model_validator(mode="after")
    def _ends_somewhere(self) -> Known:
        if self.until is None and self.issue is None:
            msg = "give it a date in `until` or the address of an `issue`: no excuse is for ever"
            raise ValueError(msg)
        return self

    @property
    def name(self) -> Name:
        return Name(self.feature, self.rule, self.scenario, self.number)


class Baseline(BaseModel):
    """A file of failures that are known: which, why, and until when."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    known: tuple[Known, ...] = ()


class Judgement(NamedTuple):
    remarks: list[str]  # what does not fit, a line each
    known: int  # failures that do
    not_looked_at: int  # entries about which this run says nothing


def load(file: Path) -> Baseline:
    """The file, or one sentence for each fault of it."""
    try:
        said = tomllib.loads(file.read_text("utf-8"))
    except (OSError, ValueError) as fault:
        msg = f"{file} cannot be read as TOML: {fault}. `wicket baseline RUN --into FILE` makes one"
        raise BadInputError(msg) from fault
    try:
        baseline = Baseline.model_validate(said)
    except ValidationError as fault:
        raise BadInputError("\n".join(_faults(file, fault))) from fault
    names = [each.name for each in baseline.known]
    if twice := sorted({str(each) for each in names if names.count(each) > 1}):
        msg = f"{file} knows the same scenario twice; keep one entry of each: {'; '.join(twice)}"
        raise BadInputError(msg)
    return baseline


def held_against(run: Run, baseline: Baseline, today: date) -> Judgement:
    there = by_name(run)
    entries = {each.name: each for each in baseline.known}
    remarks = [f"wrong with the run itself: {each}" for each in wrong_with(run)]
    known = not_looked_at = 0
    for name, entry in entries.items():
        told = there.get(name)
        if _left_out(told) if told else _unread(run, name):
            not_looked_at += 1
        elif remark := _does_not_fit(entry, told):
            remarks.append(remark)
        elif not (entry.until and entry.until < today):
            known += 1
        else:
            remarks.append(f"expired on {entry.until}: {name}; mend it, or say until when")
    remarks += [
        f"{_spoken(word_of(told))}: {name} ({told.place}); {why(told)}"
        for name, told in there.items()
        if name not in entries and word_of(told) in _BAD
    ]
    return Judgement(remarks, known, not_looked_at)


def written(run: Run, today: date) -> str:
    """A first file from what a run found: its reasons and dates are for somebody to look at."""
    until = today + _FIRST_TERM
    lines = ["# Failures that are known; docs/conformance.md explains the keys."]
    for name, told in by_name(run).items():
        word = word_of(told)
        if word in _BAD:
            reason = " ".join(why(told).split())[:_LONGEST]
            lines += ["", "[[known]]", f"feature = {_quoted(name.file)}"]
            lines += [f"rule = {_quoted(name.rule)}"] if name.rule else []
            lines += [f"scenario = {_quoted(name.title)}"]
            lines += [f"number = {name.number}"] if name.number > 1 else []
            lines += [f"word = {_quoted(word)}", f"reason = {_quoted(reason)}", f"until = {until}"]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    """A basic string of TOML is one of JSON, but for a character that must be escaped there."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _does_not_fit(entry: Known, told: Told | None) -> str | None:
    if told is None:
        return f"no longer there: {entry.name}; remove its entry, or name it as it is called now"
    word = word_of(told)
    if word == "passed":
        return f"known to be {_spoken(entry.word)}, but passes: {entry.name}; remove its entry"
    if word != entry.word:
        return (
            f"known to be {_spoken(entry.word)}, but is {_spoken(word)}: {entry.name}; {why(told)}"
        )
    return None


def _spoken(word: str) -> str:
    return {"failed": "failing", "error": "in error"}.get(word, word)


def _left_out(told: Told) -> bool:
    return word_of(told) == "not run" and not told.scenario.asked_for


def _unread(run: Run, name: Name) -> bool:
    read = {each.file for each in run.features}
    return name.file in run.began.suite and name.file not in read


def _faults(file: Path, fault: ValidationError) -> Iterator[str]:
    for each in fault.errors():
        where = [f"entry {part + 1}" if isinstance(part, int) else part for part in each["loc"]]
        yield f"{file}: {', '.join(where)}: {each['msg'].removeprefix('Value error, ')}"
