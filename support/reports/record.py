"""The run record: one line of JSON for each thing that was known when it was known.

The first line says what was tested and what is promised; then each feature stands as it was read;
each scenario's verdict follows when it is reached, and what was seen in it when that is kept. A
record without its last line is one of a run that was killed: every verdict in it counts.

Every report is made from records alone. The schema is published in docs/run-record.schema.json.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from support.reports.catalogue import Promise
from support.reports.verdicts import Word

EDITION: Literal[1] = 1  # of this schema; a reader refuses what it does not know
FILE = "run.ndjson"
PIECES = "pieces"  # the folder beside it: see support/evidence/archive.py

Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class _Said(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Tested(_Said):
    """The gateway under test, as its target file describes it."""

    name: str
    version: str
    kind: str
    claims: tuple[str, ...]
    does_not_claim: dict[str, str]  # every other ability, with the reason


class Began(_Said):
    line: Literal["began"] = "began"
    record: Literal[1] = EDITION
    run: str  # an id that no other run has
    at: str  # ISO 8601, in UTC
    wicketkeeper: str  # the version of the suite
    promises_edition: str  # see support/reports/editions.py
    asked_for: tuple[str, ...]  # the words after `behave`
    shard: tuple[int, int] | None = None  # the second of five parts
    everything: bool  # nothing of the suite was left out by wish, but for other shards
    suite: dict[str, tuple[str, ...]] = {}  # every feature file there is: promises that it names
    tested: Tested
    python: str
    system: str
    promises: tuple[Promise, ...]
    documents: dict[str, Digest]  # what reports need besides: target, glossary, sentences, lies


class Step(_Said):
    keyword: str
    kind: Literal["given", "when", "then"]
    sentence: str
    at_line: int
    table: tuple[tuple[str, ...], ...] | None = None  # the first row is its heading
    text: str | None = None
    of_background: bool = False


class Example(_Said):
    """The row of an outline that a scenario was made from."""

    outline: str  # the name with its places for values
    at_line: int  # of the outline
    table: str  # the name above the rows
    values: dict[str, str]


class Scenario(_Said):
    at_line: int
    keyword: str
    name: str
    told: tuple[str, ...]  # the description
    tags: tuple[str, ...]  # those inherited included
    rule: int | None = None  # the line of the rule that it stands under
    example: Example | None = None
    steps: tuple[Step, ...]  # those of backgrounds included
    asked_for: bool  # false: left out by tags or name


class Background(_Said):
    keyword: str
    name: str
    told: tuple[str, ...]
    steps: tuple[Step, ...]


class Rule(_Said):
    at_line: int
    keyword: str
    name: str
    told: tuple[str, ...]
    tags: tuple[str, ...]
    background: Background | None = None


class Feature(_Said):
    line: Literal["feature"] = "feature"
    file: str
    source: Digest  # the file as it was read
    language: str
    keyword: str
    name: str
    told: tuple[str, ...]
    tags: tuple[str, ...]
    at_line: int
    background: Background | None = None
    rules: tuple[Rule, ...]
    scenarios: tuple[Scenario, ...]


class Walked(_Said):
    """What became of one step."""

    status: str  # behave's word
    seconds: float


class Judged(_Said):
    """A verdict, when it is reached. See support/reports/verdicts.py for the words."""

    line: Literal["judged"] = "judged"
    scenario: str  # features/loops/repeated_requests.feature:31
    title: str
    promises: tuple[str, ...]
    needs: tuple[str, ...]
    word: Word
    step: str  # where it failed, erred or was given up
    message: str
    explanation: str
    after: float  # seconds since the run began
    seconds: float
    on_the_wire: float
    passed_by: float
    address: str | None = None  # where the gateway listened
    judged_from: int | None = None  # the number of the entry with which the When begins
    steps: tuple[Walked, ...]


class Seen(_Said):
    """Where everything is that was seen in a scenario; written when it has been kept."""

    line: Literal["seen"] = "seen"
    scenario: str
    history: Digest  # lines of JSON: see support/evidence/written.py
    entries: int


class Fault(_Said):
    """Something that must not pass for a success and for which no scenario stands."""

    line: Literal["fault"] = "fault"
    text: str


class Ended(_Said):
    line: Literal["ended"] = "ended"
    at: str
    seconds: float
    well: bool  # nothing failed, was in error or at fault; whether anything passed is not asked
    histories: str  # what the checkers of whole histories have judged


Line = Annotated[
    Began | Feature | Judged | Seen | Fault | Ended,
    Field(discriminator="line"),
]
LINE: TypeAdapter[Began | Feature | Judged | Seen | Fault | Ended] = TypeAdapter(Line)
