"""Whole runs as hypothesis invents them, with what really became of each scenario beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from hypothesis import strategies as st

from support.reports.record import Fault, Walked
from tests.reports.a_record import began, ended, feature, judged, promise, record, scenario

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pydantic import BaseModel

    from support.reports.record import Judged

PROMISES = ("AA-01", "AA-02", "AA-03")
FATES = (
    *("passed", "passed", "passed", "not claimed"),  # as things should be
    *("failed", "error", "skipped", "undefined", "left out", "never started", "half passed"),
)


class Proof(NamedTuple):
    promises: tuple[str, ...]
    fate: str


class Shard(NamedTuple):
    files: tuple[tuple[Proof, ...], ...]
    first: int  # the number of its first file
    reads: bool  # false: this shard is missing
    fault: str
    unsaid: bool  # something was wrong, and a full disk took the line that tells of it
    cut_at: float | None  # the part of its bytes after which it was killed

    @property
    def fates(self) -> set[str]:
        return {proof.fate for file in self.files for proof in file}

    @property
    def is_faulty(self) -> bool:
        """As far as anybody can know: a failure explains too why a run did not end well."""
        unsaid = self.unsaid and not self.fates & {"failed", "error", "undefined"}
        return bool(self.fault or unsaid or self.cut_at is not None)


class Suite(NamedTuple):
    """Parts by folders, each of which reads its own files; or by number, and each reads all."""

    shards: tuple[Shard, ...]
    numbered: bool

    @property
    def proofs(self) -> list[Proof]:
        return [proof for shard in self.shards for file in shard.files for proof in file]

    def may_be_kept(self, name: str) -> bool:
        """What really happened, told without the code that is tested."""
        fates = [proof.fate for proof in self.proofs if name in proof.promises]
        named = [s for s in self.shards if any(name in p.promises for f in s.files for p in f)]
        return (
            "passed" in fates
            and set(fates) <= {"passed", "not claimed"}
            and all(shard.reads for shard in named)
            and not any(each.reads and each.is_faulty for each in self.shards)
        )

    @property
    def is_success(self) -> bool:
        """Of what was asked for; whoever takes parts by folders asks for those there are."""
        there = [each for each in self.shards if each.reads]
        fates = set[str]().union(*(each.fates for each in there))
        return (
            "passed" in fates
            and fates <= {"passed", "not claimed", "left out"}
            and not any(each.is_faulty for each in there)
            and not (self.numbered and len(there) < len(self.shards))
        )

    def write(self, folder: Path) -> list[Path]:
        suite = {
            _name(shard.first + number): tuple(
                sorted({name for proof in file for name in proof.promises})
            )
            for shard in self.shards
            for number, file in enumerate(shard.files)
        }
        kept = []
        for number, shard in enumerate(self.shards, 1):
            if not shard.reads:
                continue
            first = began(
                run=f"run-{number}",
                suite=suite,
                shard=(number, len(self.shards)) if self.numbered else None,
                everything=self.numbered or len(self.shards) == 1,
                promises=tuple(map(promise, PROMISES)),
            )
            lines = _lines(shard, self.shards if self.numbered else (shard,))
            kept.append(record(folder / str(number), first, *lines))
            if shard.cut_at is not None:
                _cut(kept[-1] / "run.ndjson", shard.cut_at)
        return kept


def _lines(shard: Shard, read: tuple[Shard, ...]) -> Iterator[BaseModel]:
    for each in read:
        for number, file in enumerate(each.files, each.first):
            scenarios = (
                scenario(
                    line,
                    *(*proof.promises, "none"),
                    asked_for=each is shard and proof.fate != "left out",
                )
                for line, proof in enumerate(file, 1)
            )
            yield feature(*scenarios, file=_name(number))
    for number, file in enumerate(shard.files, shard.first):
        for line, proof in enumerate(file, 1):
            if verdict := _verdict(f"{_name(number)}:{line}", proof):
                yield verdict
    if shard.fault:
        yield Fault(text=shard.fault)
    yield ended(well=not (shard.fates & {"failed", "error"} or shard.fault or shard.unsaid))


def _verdict(place: str, proof: Proof) -> Judged | None:
    about = {"scenario": place, "promises": proof.promises}
    match proof.fate:
        case "passed" | "failed" | "error" | "not claimed" as word:
            return judged(1, word, **about)
        case "undefined":
            return judged(1, "error", **about, message="undefined")
        case "half passed":  # no run of ours writes this
            steps = (Walked(status="passed", seconds=0), Walked(status="skipped", seconds=0))
            return judged(1, "passed", **about, steps=steps)
        case _:
            return None


def _cut(file: Path, part: float) -> None:
    """Its first line stands: a run that did not begin is no run."""
    whole = file.read_bytes()
    first = whole.index(b"\n") + 1
    file.write_bytes(whole[: first + int(part * (len(whole) - first - 2))])


def _name(number: int) -> str:
    return f"features/loops/{number}.feature"


@st.composite
def suites(draw: st.DrawFn) -> Suite:
    fates = st.sampled_from(FATES if draw(st.booleans()) else FATES[:4])
    names = st.lists(st.sampled_from(PROMISES), max_size=2, unique=True).map(tuple)
    file = st.lists(st.builds(Proof, names, fates), max_size=3).map(tuple)
    shards: list[Shard] = []
    for _ in range(draw(st.integers(1, 3))):
        files = draw(st.lists(file, min_size=1, max_size=2).map(tuple))
        shards.append(
            Shard(
                files,
                first=sum(len(each.files) for each in shards),
                reads=not shards or draw(st.sampled_from([True, True, False])),
                fault=draw(st.sampled_from(["", "", "", "a thread too many"])),
                unsaid=draw(st.sampled_from([False, False, False, True])),
                cut_at=draw(st.none() | st.none() | st.floats(0, 1)),
            )
        )
    return Suite(tuple(shards), numbered=draw(st.booleans()))
