"""Allure 2 results: a file for each scenario, and what was seen in it beside.

Rule 1: the names of the files are made from run and scenario, so that the same records give the
same files. Rule 2: a scenario keeps its history from run to run by what it is called, and no two
share one: Allure would take the one for a retry of the other, and show but one of them.
"""

from __future__ import annotations

import hashlib
import json
import uuid
from collections import Counter
from datetime import datetime
from typing import TYPE_CHECKING, Any

from support.evidence.redaction import Secrets
from support.evidence.written import written
from support.reports.explanation import explanation
from support.reports.gaps import wrong_with
from support.reports.plain_text import on_one_line, plain
from support.reports.standings import why, word_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from support.reports.record import Step
    from support.reports.runs import Run, Told

_SPACE = uuid.uuid5(uuid.NAMESPACE_URL, "wicketkeeper:allure")
_STATUS = {
    "passed": "passed",
    "failed": "failed",
    "error": "broken",
    "not claimed": "skipped",
    "not run": "skipped",
}
_STEPS = {"passed": "passed", "failed": "failed", "skipped": "skipped", "untested": "skipped"}
_SEVERITY = ("blocker", "critical", "normal")  # by priority


def files(run: Run) -> Iterator[tuple[str, bytes]]:
    met: Counter[str] = Counter()
    for told in run.told:
        name = str(uuid.uuid5(_SPACE, f"{run.began.run} {told.place}"))
        seen = list(_seen(run, told, name))
        yield from ((file, content) for _, file, _, content in seen)
        attached = [{"name": what, "source": file, "type": type_} for what, file, type_, _ in seen]
        about = _about(run, told)
        met[about["historyId"]] += 1
        if met[about["historyId"]] > 1:
            about["historyId"] = _digest(about["historyId"], str(met[about["historyId"]]))
        yield _result(name, {**about, "attachments": attached})
    for number, text in enumerate(wrong_with(run), 1):
        name = str(uuid.uuid5(_SPACE, f"{run.began.run} fault {number}"))
        yield _result(name, _fault(run, text))
    yield "environment.properties", _environment(run)


def _result(name: str, known: dict[str, Any]) -> tuple[str, bytes]:
    made = {"uuid": name, **known, "stage": "finished"}
    return f"{name}-result.json", json.dumps(made, indent=1, ensure_ascii=False).encode() + b"\n"


def _about(run: Run, told: Told) -> dict[str, Any]:
    example = told.scenario.example
    inside = [told.feature.file, told.rule.name if told.rule else ""]
    whole = " > ".join([*filter(None, inside), example.outline if example else told.scenario.name])
    values = example.values if example else {}
    begun = _begun(run, told)
    return {
        "name": plain(told.scenario.name.strip()),
        "fullName": plain(f"{told.feature.file}:{told.scenario.at_line}"),
        "testCaseId": _digest(whole),
        "historyId": _digest(whole, *(f"{name}={value}" for name, value in values.items())),
        "description": plain("\n".join(told.scenario.told)),
        "labels": [{"name": name, "value": plain(value)} for name, value in _labels(run, told)],
        "parameters": [{"name": name, "value": plain(value)} for name, value in values.items()],
        "status": _status(told),
        "statusDetails": _details(told),
        "start": begun,
        "stop": begun + round(told.judged.seconds * 1000) if told.judged else begun,
        "steps": list(_steps(told, begun)),
    }


def _status(told: Told) -> str:
    """Somebody waited for this one, and it never came: that is not the same as left out."""
    return "unknown" if told.judged is None and told.scenario.asked_for else _STATUS[word_of(told)]


def _details(told: Told) -> dict[str, str]:
    if told.judged is None:
        return {"message": f"not run: {why(told)}"}
    if word_of(told) == "passed":
        return {}
    message = "\n".join(filter(None, (told.judged.step, why(told))))
    return {"message": plain(message), "trace": plain(told.judged.explanation)}


def _labels(run: Run, told: Told) -> Iterator[tuple[str, str]]:
    promises = run.promises_of(told)
    for area in dict.fromkeys(each.area for each in promises):
        yield "epic", area
    yield "feature", told.feature.name
    if told.rule:
        yield "story", told.rule.name
    for tag in sorted(set(told.scenario.tags)):
        yield "tag", tag
    if promises:
        yield "severity", _SEVERITY[min(each.priority for each in promises)]
    for owner in dict.fromkeys(each.owner for each in promises):
        yield "owner", owner
    yield "parentSuite", told.feature.file.rpartition("/")[0]
    yield "suite", told.feature.name
    if told.rule:
        yield "subSuite", told.rule.name
    yield "package", told.feature.file.removesuffix(".feature").replace("/", ".")
    yield "framework", "behave"
    yield "language", told.feature.language


def _steps(told: Told, begun: int) -> Iterator[dict[str, Any]]:
    """One after the other; what a scenario spent before and between them is not known."""
    at = float(begun)
    walked = told.judged.steps if told.judged else ()
    for number, step in enumerate(told.scenario.steps):
        went = walked[number] if number < len(walked) else None
        seconds = went.seconds if went else 0.0
        start, at = at, at + seconds * 1000
        yield {
            "name": plain(f"{step.keyword} {step.sentence}"),
            "status": _STEPS.get(went.status, "broken") if went else "skipped",
            "stage": "finished" if went else "pending",
            "start": round(start),
            "stop": round(at),
            "parameters": list(_given(step)),
        }


def _given(step: Step) -> Iterator[dict[str, str]]:
    if step.table:
        rows = "\n".join(f"| {' | '.join(row)} |" for row in step.table)
        yield {"name": "table", "value": plain(rows)}
    if step.text is not None:
        yield {"name": "text", "value": plain(step.text)}


def _seen(run: Run, told: Told, name: str) -> Iterator[tuple[str, str, str, bytes]]:
    """Everything that was written down in a scenario, to read and to work with."""
    history = run.history(told.place)
    if history:
        text = explanation(history, Secrets(), since="All that was seen")
        yield "what was seen", f"{name}-attachment.txt", "text/plain", plain(text).encode() + b"\n"
        lines = written(history, Secrets()).splitlines()
        exchanges = b"[\n" + b",\n".join(lines) + b"\n]\n"
        yield "as JSON", f"{name}-attachment.json", "application/json", exchanges


def _fault(run: Run, text: str) -> dict[str, Any]:
    begun = _milliseconds(run)
    return {
        "name": on_one_line(text),
        "fullName": f"the run itself: {on_one_line(text)}",
        "historyId": _digest("the run itself", text),
        "labels": [{"name": "suite", "value": "The run itself"}],
        "status": "broken",
        "statusDetails": {"message": plain(text)},
        "start": begun,
        "stop": begun,
    }


def _environment(run: Run) -> bytes:
    began = run.began
    known = {
        "gateway": f"{began.tested.name} {began.tested.version}",
        "target": began.tested.kind,
        "promises": began.promises_edition,
        "python": began.python,
        "system": began.system,
    }
    # Java's properties: a backslash escapes, and a line ends a value
    lines = (f"{name}={on_one_line(value)}" for name, value in known.items())
    return "".join(line.replace("\\", "\\\\") + "\n" for line in lines).encode()


def _begun(run: Run, told: Told) -> int:
    if told.judged is None:
        return _milliseconds(run)
    return _milliseconds(run) + round((told.judged.after - told.judged.seconds) * 1000)


def _milliseconds(run: Run) -> int:
    return round(datetime.fromisoformat(run.began.at).timestamp() * 1000)


def _digest(*texts: str) -> str:
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()[:32]
