"""How each promise stands after a run: the one place where a promise is called kept.

Rule 1: a promise is kept only if everything that the suite has to prove it was read, and each of
its scenarios has passed or needs what the gateway does not claim. Rule 2: what was left out, never
reached, or in a file that was not read says nothing; nor does a run that something is wrong with,
or that was killed before it could look. Rule 3: a failure counts whatever else went wrong.

docs/conformance.md says it for its readers.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal, get_args

if TYPE_CHECKING:
    from support.reports.catalogue import Promise
    from support.reports.runs import Found, Run, Told

Standing = Literal["broken", "harness fault", "inconclusive", "unproven", "not claimed", "kept"]
STANDINGS: tuple[Standing, ...] = get_args(Standing)  # the worst first
WORDS: tuple[Found, ...] = ("failed", "error", "not run", "not claimed", "passed")


@dataclass(frozen=True)
class Because:
    """What some scenarios of a promise have in common that did not pass."""

    word: Found
    why: str
    places: tuple[str, ...]  # scenarios; or files, where nothing of them was read


@dataclass(frozen=True)
class Stood:
    promise: Promise
    proofs: tuple[Told, ...]
    unread: tuple[str, ...]  # files that name the promise, and were not read
    doubtful: bool  # something is wrong with the run itself
    cut_off: bool  # it was killed, so nobody looked

    @cached_property
    def counts(self) -> dict[Found, int]:
        """Scenarios by what became of them; of what was not read, only the files are known."""
        words = Counter(word_of(each) for each in self.proofs)
        return {word: words[word] for word in WORDS}

    @property
    def word(self) -> Standing:
        some = self.counts
        if some["failed"]:
            return "broken"
        if not (some["passed"] or some["error"] or some["not claimed"]):
            return "unproven"
        if some["error"] or some["not run"] or self.unread:
            return "inconclusive"
        if not some["passed"]:
            return "not claimed"
        if self.doubtful:
            return "harness fault"
        return "inconclusive" if self.cut_off else "kept"

    @property
    def in_part(self) -> bool:
        """Kept, as far as the gateway claims what it takes."""
        return self.word == "kept" and bool(self.counts["not claimed"])

    @property
    def said(self) -> str:
        return f"{self.word} as claimed" if self.in_part else self.word

    @property
    def because(self) -> tuple[Because, ...]:
        """Why it is not kept as a whole: each reason once, the worst first."""
        places: dict[tuple[Found, str], list[str]] = {}
        for each in self.proofs:
            if (word := word_of(each)) != "passed":
                places.setdefault((word, why(each)), []).append(each.place)
        if self.unread:
            places["not run", "the file was not read"] = list(self.unread)
        if not places and not self.proofs:
            places["not run", "no scenario proves it yet"] = []
        found = [Because(word, why, tuple(there)) for (word, why), there in places.items()]
        return tuple(sorted(found, key=lambda each: WORDS.index(each.word)))


def standings(run: Run) -> tuple[Stood, ...]:
    """Every promise of the catalogue, in its order, whether anything is said about it or not."""
    read = {each.file for each in run.features}
    doubtful = bool(faults(run))
    return tuple(
        Stood(
            promise=promise,
            proofs=tuple(each for each in run.told if promise.id in each.scenario.tags),
            unread=tuple(
                file
                for file, named in run.began.suite.items()
                if promise.id in named and file not in read
            ),
            doubtful=doubtful,
            cut_off=run.was_killed,
        )
        for promise in run.began.promises
    )


def faults(run: Run) -> tuple[str, ...]:
    """What is wrong with the run, or with its record: nothing may be called kept on top of it."""
    found = list(run.faults)
    read = {each.file for each in run.features}
    if strange := sorted(read - run.began.suite.keys()):
        found.append(
            f"the record does not say what the whole suite is (it lacks {strange[0]}), "
            "so nobody can tell what was not read; run it again"
        )
    places = {each.place for each in run.told}
    found += [
        f"{each} was judged, but the record has no such scenario"
        for each in sorted(run.judged.keys() - places)
    ]
    if any(each.unexplained for each in run.parts):
        found.append("a run did not end well, and its record does not say why")
    return tuple(found)


def partly(run: Run) -> tuple[str, ...]:
    """What is missing for a whole run, in words; nothing, where nothing is."""
    missing = [] if run.features else ["not one feature was read"]
    if run.was_killed:
        missing.append("the run did not come to its end")
    unread = run.began.suite.keys() - {each.file for each in run.features}
    if unread:
        missing.append(f"{len(unread)} of {len(run.began.suite)} feature files were not read")
    left = sum(word_of(each) == "not run" for each in run.told)
    if left:
        missing.append(f"{left} of the {len(run.told)} scenarios that were read were not run")
    return tuple(missing)


def word_of(told: Told) -> Found:
    """A scenario has passed if each of its steps has, whatever is said of it."""
    if told.judged and told.word == "passed":
        steps = [each.status for each in told.judged.steps]
        if steps != ["passed"] * len(told.scenario.steps):
            return "error"
    return told.word


def why(told: Told) -> str:
    """Why a scenario has not passed."""
    if told.judged is None:
        return "never reached" if told.scenario.asked_for else "left out by wish"
    if told.word == "passed":
        return "said to have passed, though not all of its steps have"
    return told.judged.message or f"{told.judged.word}, without a word"
