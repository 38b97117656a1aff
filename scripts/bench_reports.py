"""Measures what a record and the reports made from it cost: the second half of scripts/bench.

A record of five thousand scenarios is made from one that was recorded, by having each feature stand
in it several times, in folders of its own; what was seen is the same files.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from support.evidence.archive import Archive
from support.evidence.redaction import Secrets
from support.evidence.written import read, written
from support.reports.record import FILE, PIECES, Began, Ended, Feature, Judged, Seen
from support.reports.runs import lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pydantic import BaseModel

WICKET = Path(__file__).with_name("wicket.py")
MANY = 5000
LARGE = 100_000  # bytes of a packed body
TRIES = 5


class Figure(NamedTuple):
    what: str
    value: float
    unit: str
    below: float | None = None  # what is to be reached

    def __str__(self) -> str:
        reached = ""
        if self.below is not None:
            word = "reached" if self.value < self.below else "NOT REACHED"
            reached = f"   {word}: under {self.below:g} {self.unit}"
        return f"{self.what:<58} {self.value:9.2f} {self.unit}{reached}"


class Cost(NamedTuple):
    seconds: float
    megabytes: float  # at most, at once


def reports(run: Path, took: float) -> Iterator[Figure]:
    """Of a run that was recorded, and that took so many seconds."""
    scenarios = sum(isinstance(each, Judged) for each in lines(run))
    pieces = [each.stat().st_size for each in (run / PIECES).rglob("*") if each.is_file()]
    size = (run / FILE).stat().st_size + sum(each for each in pieces if each < LARGE)
    share = 100 * recording(run) / took
    per_thousand = size / scenarios * 1000 / 1e6
    yield Figure("a record of 1,000 scenarios, large bodies left out", per_thousand, "MB", 5)
    yield Figure("recording, of the time of the run", share, "%", 5)
    with tempfile.TemporaryDirectory() as folder:
        small, large = Path(folder) / "small", Path(folder) / "large"
        write(small, each_feature_once(run, 1), run)
        starts = [made(small, "text", folder).seconds for _ in range(TRIES)]
        yield Figure("wicket report, of one feature (median)", statistics.median(starts), "s", 0.5)
        write(large, repeated(run, -(-MANY // scenarios)), run)
        reading, site = made(large, "text", folder), made(large, "site", folder)
    name = f"the site of {-(-MANY // scenarios) * scenarios:,} scenarios"
    yield Figure(name, site.seconds, "s", 10 * -(-MANY // scenarios) * scenarios / MANY)
    yield Figure("its memory, beyond reading", site.megabytes - reading.megabytes, "MB", 100)


def recording(run: Path) -> float:
    """What it takes, in seconds of the processor, to write all this down."""
    archive = Archive(run / PIECES)
    kept = list(lines(run))
    histories = [read(archive.read(each.history)) for each in kept if isinstance(each, Seen)]
    secrets = Secrets()
    with tempfile.TemporaryDirectory() as folder, (Path(folder) / FILE).open("wb") as file:
        beside = Archive(Path(folder))
        began = time.process_time()
        for history in histories:
            beside.keep(written(history, secrets))
        for line in kept:
            file.write(secrets.hidden(line.model_dump_json(exclude_none=True)).encode())
        return time.process_time() - began


def made(run: Path, kind: str, into: str) -> Cost:
    """A report, as somebody makes it who types it."""
    words = [sys.executable, WICKET, "report", run, "--to", kind, "--into", Path(into) / kind]
    began = time.perf_counter()
    report = subprocess.Popen([*map(str, words)], stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(report.pid, 0)
    report.returncode = os.waitstatus_to_exitcode(status)
    if report.returncode:
        sys.exit(f"wicket report --to {kind} ended with status {report.returncode}")
    unit = 1 if sys.platform == "darwin" else 1024  # bytes there, kibibytes elsewhere
    return Cost(time.perf_counter() - began, used.ru_maxrss * unit / 1e6)


def write(folder: Path, said: Iterable[BaseModel], pieces_of: Path) -> None:
    folder.mkdir()
    (folder / PIECES).symlink_to((pieces_of / PIECES).resolve())
    text = "".join(f"{line.model_dump_json(exclude_none=True)}\n" for line in said)
    (folder / FILE).write_text(text, encoding="utf-8")


def each_feature_once(run: Path, most: int) -> list[BaseModel]:
    """The first features and nothing of the others."""
    kept = list(lines(run))
    files = [each.file for each in kept if isinstance(each, Feature)][:most]
    return [
        each
        for each in kept
        if isinstance(each, (Began, Ended))
        or (isinstance(each, Feature) and each.file in files)
        or (isinstance(each, (Judged, Seen)) and each.scenario.rpartition(":")[0] in files)
    ]


def repeated(run: Path, times: int) -> Iterator[BaseModel]:
    """Everything so many times, each time in a folder of its own."""
    for line in lines(run):
        if isinstance(line, Began):
            files = {f"{n}/{file}": of for file, of in line.suite.items() for n in range(times)}
            yield line.model_copy(update={"suite": files})
        for number in range(times):
            if isinstance(line, Feature):
                yield line.model_copy(update={"file": f"{number}/{line.file}"})
            elif isinstance(line, (Judged, Seen)):
                yield line.model_copy(update={"scenario": f"{number}/{line.scenario}"})
        if isinstance(line, Ended):
            yield line
