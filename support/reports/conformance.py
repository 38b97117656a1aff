"""The conformance report: what a gateway keeps of what it was asked, for people and for programs.

The schema is published in docs/conformance.schema.json, the rules for each word in
docs/conformance.md. Nothing is decided here: support/reports/standings.py does that.
"""

from __future__ import annotations

import hashlib
import shlex
from collections import Counter
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from support.reports.record import Digest
from support.reports.runs import Found
from support.reports.standings import (
    STANDINGS,
    WORDS,
    Standing,
    faults,
    partly,
    standings,
    word_of,
)

if TYPE_CHECKING:
    from support.reports.runs import Part, Run
    from support.reports.standings import Stood

Number = Annotated[int, Field(ge=0)]


class _Said(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Gateway(_Said):
    name: str
    version: str
    kind: str
    claims: tuple[str, ...]
    does_not_claim: dict[str, str] = Field(description="every other ability, with the reason")


class Suite(_Said):
    wicketkeeper: tuple[str, ...] = Field(description="the version; of each record, if several")
    promises_edition: str = Field(description="names the sentences that are promised")
    proofs: Digest = Field(description="names the scenarios that were read, to the letter")


class Statistics(_Said):
    promises: dict[Standing, Number]
    scenarios: dict[Found, Number]
    features_not_read: Number


class Reason(_Said):
    word: Found
    why: str
    where: tuple[str, ...] = Field(description="scenarios; or files that were not read")


class Promised(_Said):
    id: str
    sentence: str
    area: str
    priority: int
    standing: Standing
    in_part: bool = Field(description="kept, but some of its scenarios need what is not claimed")
    scenarios: dict[Found, Number]
    because: tuple[Reason, ...] = Field(description="why not, and why only in part")


class Record(_Said):
    run: str
    at: str
    sha256: Digest = Field(description="of run.ndjson")
    ended: bool = Field(description="false: the run was killed")
    python: str
    system: str
    command: str = Field(description="makes a run like it, with the suite of this version")


class Conformance(_Said):
    """What a gateway keeps, breaks and does not claim, and how anybody can see that again."""

    conformance: Literal[1] = 1
    gateway: Gateway
    suite: Suite
    extent: Literal["whole", "partial"]
    partial_because: tuple[str, ...]
    harness_faults: tuple[str, ...] = Field(description="with one of these nothing reads as kept")
    statistics: Statistics
    promises: tuple[Promised, ...]
    records: tuple[Record, ...]


def conformance(run: Run) -> Conformance:
    told, missing = standings(run), partly(run)
    return Conformance(
        gateway=Gateway(**run.began.tested.model_dump()),
        suite=_suite(run),
        extent="partial" if missing else "whole",
        partial_because=missing,
        harness_faults=faults(run),
        statistics=_statistics(run, told),
        promises=tuple(_promised(each) for each in told),
        records=tuple(_record(each) for each in run.parts),
    )


def _suite(run: Run) -> Suite:
    read = "\n".join(sorted(f"{each.file} {each.source}" for each in run.features))
    return Suite(
        wicketkeeper=tuple(sorted({each.began.wicketkeeper for each in run.parts})),
        promises_edition=run.began.promises_edition,
        proofs=hashlib.sha256(read.encode()).hexdigest(),
    )


def _statistics(run: Run, told: tuple[Stood, ...]) -> Statistics:
    promises = Counter(each.word for each in told)
    scenarios = Counter(word_of(each) for each in run.told)
    return Statistics(
        promises={word: promises[word] for word in STANDINGS},
        scenarios={word: scenarios[word] for word in WORDS},
        features_not_read=len(run.began.suite.keys() - {each.file for each in run.features}),
    )


def _promised(told: Stood) -> Promised:
    return Promised(
        id=told.promise.id,
        sentence=told.promise.sentence,
        area=told.promise.area,
        priority=told.promise.priority,
        standing=told.word,
        in_part=told.in_part,
        scenarios=told.counts,
        because=tuple(
            Reason(word=each.word, why=each.why, where=each.places) for each in told.because
        ),
    )


def _record(part: Part) -> Record:
    return Record(
        run=part.began.run,
        at=part.began.at,
        sha256=part.sha256,
        ended=part.ended is not None,
        python=part.began.python,
        system=part.began.system,
        command=command(part.began.asked_for),
    )


def command(asked_for: tuple[str, ...]) -> str:
    """What to type; a run of its own, since none is written over another."""
    words: list[str] = []
    for each in asked_for:
        if each.startswith("run=") and words and words[-1] in {"-D", "--define"}:
            words.pop()
        elif not each.startswith(("-Drun=", "--define=run=")):
            words.append(each)
    return shlex.join(["scripts/accept", *words])
