"""Test cases and how they went: each step with its word, its time and what was seen under it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from support.evidence.redaction import Secrets
from support.reports.explanation import explanation
from support.reports.gaps import wrong_with
from support.reports.standings import word_of
from support.reports.under_steps import under_steps

if TYPE_CHECKING:
    from collections.abc import Iterator

    from support.evidence.written import Entry
    from support.reports.cucumber.reading import Ids, Message
    from support.reports.cucumber.sentences import Sentences
    from support.reports.record import Judged
    from support.reports.runs import Run, Told

_STATUS = {
    "passed": "PASSED",
    "undefined": "UNDEFINED",
    "untested_undefined": "UNDEFINED",
    "pending": "PENDING",
    "pending_warn": "PENDING",
    "untested_pending": "PENDING",
    "skipped": "SKIPPED",
    "untested": "SKIPPED",
}  # every other word of behave's is a failure
_AFTERWARDS = "what happened around the steps, and in the whole scenario"


class Going:
    """The scenarios of one run that came to a verdict, with ids for all that they consist of."""

    def __init__(self, run: Run, ids: Ids, sentences: Sentences) -> None:
        self._run = run
        self._ids = ids
        self._sentences = sentences
        self.own_id = ids.get_next_id()
        self._hook = ids.get_next_id()
        self._began = datetime.fromisoformat(run.began.at)

    def hook(self) -> Message:
        reference = {"uri": "environment.py"}
        hook = {"id": self._hook, "name": _AFTERWARDS, "sourceReference": reference}
        return {"hook": {**hook, "type": "AFTER_TEST_CASE"}}

    def began(self) -> Message:
        return {"testRunStarted": {"id": self.own_id, "timestamp": self._at(0)}}

    def ended(self) -> Message:
        words = {word_of(each) for each in self._run.told}
        well = not (wrong_with(self._run) or words & {"failed", "error"})
        last = max((each.judged.after for each in self._run.told if each.judged), default=0.0)
        seconds = max([last, *(each.seconds for each in self._run.ended)])
        finished = {"testRunStartedId": self.own_id, "timestamp": self._at(seconds)}
        return {"testRunFinished": {**finished, "success": well}}

    def scenario(self, told: Told, judged: Judged, pickle: Message) -> Iterator[Message]:
        case, started = self._ids.get_next_id(), self._ids.get_next_id()
        steps = [self._step(each) for each in pickle["steps"]]
        if _went_wrong_elsewhere(judged):
            steps.append({"id": self._ids.get_next_id(), "hookId": self._hook})
        ids = {"id": case, "pickleId": pickle["id"], "testRunStartedId": self.own_id}
        yield {"testCase": {**ids, "testSteps": steps}}
        now = judged.after - judged.seconds
        start = {"id": started, "testCaseId": case, "attempt": 0, "timestamp": self._at(now)}
        yield {"testCaseStarted": start}
        seen = under_steps(told, self._run.history(told.place))
        for number, step in enumerate(steps):
            at = {"testCaseStartedId": started, "testStepId": step["id"]}
            yield {"testStepStarted": {**at, "timestamp": self._at(now)}}
            if number < len(seen) and (text := _shown(seen[number])):
                yield {"attachment": {**at, "timestamp": self._at(now), **text}}
            result = _result(judged, number)
            now += result["duration"]["seconds"] + result["duration"]["nanos"] / 1e9
            finished = {**at, "testStepResult": result, "timestamp": self._at(now)}
            yield {"testStepFinished": finished}
        end = {"testCaseStartedId": started, "timestamp": self._at(judged.after)}
        yield {"testCaseFinished": {**end, "willBeRetried": False}}

    def _step(self, step: Message) -> Message:
        kind = {"Context": "given", "Action": "when", "Outcome": "then"}.get(step["type"], "given")
        definitions, arguments = self._sentences.met_by(kind, step["text"])
        return {
            "id": self._ids.get_next_id(),
            "pickleStepId": step["id"],
            "stepDefinitionIds": definitions,
            "stepMatchArgumentsLists": arguments,
        }

    def _at(self, seconds: float) -> Message:
        moment = self._began + timedelta(seconds=max(0.0, seconds))
        return {"seconds": int(moment.timestamp()), "nanos": moment.microsecond * 1000}


def _went_wrong_elsewhere(judged: Judged) -> bool:
    steps_went_well = all(each.status == "passed" for each in judged.steps)
    return steps_went_well and judged.word in {"failed", "error"}


def _result(judged: Judged, number: int) -> Message:
    """Of one step, or of what came after the last."""
    first_wrong = next(
        (at for at, each in enumerate(judged.steps) if each.status != "passed"), len(judged.steps)
    )
    if number < len(judged.steps):
        step = judged.steps[number]
        result: Message = {"status": _STATUS.get(step.status, "FAILED")}
        result["duration"] = _duration(step.seconds)
    else:
        result = {"status": "FAILED", "duration": _duration(0)}
    if number == first_wrong and result["status"] == "FAILED":
        said = "\n\n".join(each for each in (judged.message, judged.explanation) if each)
        kind = "PromiseBroken" if judged.word == "failed" else "NothingProved"
        result |= {"message": said, "exception": {"type": kind, "message": judged.message}}
    return result


def _duration(seconds: float) -> Message:
    whole = int(seconds)
    return {"seconds": whole, "nanos": round((seconds - whole) * 1e9)}


def _shown(entries: list[Entry]) -> Message:
    if not any(hasattr(each, "leg") for each in entries):
        return {}
    text = explanation(entries, Secrets(), since="What crossed the wire")
    return {"body": text, "contentEncoding": "IDENTITY", "mediaType": "text/plain"}
