"""Cucumber Messages: the run for every tool that speaks Cucumber's protocol."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from support.reports.cucumber.going import Going
from support.reports.cucumber.reading import Ids, Reading
from support.reports.cucumber.sentences import Sentences

if TYPE_CHECKING:
    from collections.abc import Iterator

    from support.reports.cucumber.reading import Message
    from support.reports.runs import Run

_PROTOCOL = "34.2.1"  # the schema that tests/messages holds this against


def files(run: Run) -> Iterator[tuple[str, bytes]]:
    yield "messages.ndjson", b"".join(_line(each) for each in messages(run))


def messages(run: Run) -> Iterator[Message]:
    ids = Ids()
    reading = Reading(ids)
    yield {"meta": _meta(run)}
    for feature in run.features:
        yield from reading.messages(feature, run.archive.read(feature.source).decode())
    sentences = Sentences(run.document("steps"), ids)
    yield from sentences.messages()
    going = Going(run, ids, sentences)
    yield going.hook()
    yield going.began()
    for told in run.told:
        if told.judged and told.place in reading.pickles:
            yield from going.scenario(told, told.judged, reading.pickles[told.place])
    yield going.ended()


def _meta(run: Run) -> Message:
    began = run.began
    return {
        "protocolVersion": _PROTOCOL,
        "implementation": {"name": "wicketkeeper", "version": began.wicketkeeper},
        "runtime": {"name": "Python", "version": began.python},
        "os": {"name": began.system},
        "cpu": {"name": "unknown"},
    }


def _line(message: Message) -> bytes:
    return json.dumps(message, ensure_ascii=False).encode() + b"\n"
