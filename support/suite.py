"""What one run can see and touch: the gateway under test, the catalogue, and what has come out."""

from __future__ import annotations

import gc
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from support.checkers.histories import Tallies
from support.drivers.witnesses import call_in, missing
from support.errors import WicketkeeperError
from support.evidence.redaction import Secrets
from support.evidence.traces import Traces, traces
from support.evidence.written import written
from support.reports.beginning import began, tested
from support.reports.catalogue import load_catalogue
from support.reports.ending import NOWHERE, ended, judged
from support.reports.gaps import NOTHING_FOUND, NOTHING_PASSED
from support.reports.record import Fault, Seen
from support.reports.recorder import Recorder
from support.reports.summary import summary
from support.targets.abilities import WITNESSES
from support.targets.caretaker import Caretaker
from support.targets.deviating import DeviatingTarget
from support.targets.opening import target_for
from support.wire.patience import watch_for
from support.world import World

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from support.evidence.ledger import Ledger
    from support.reports.beginning import Asked
    from support.reports.record import Feature, Walked
    from support.reports.verdicts import Verdict, Word
    from support.settings import Settings

_NEEDS = "needs."
_LEAVES_WITHIN = 2.0  # seconds
CATALOGUE = Path(__file__).parent.parent / "features" / "promises.toml"


class Suite:
    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.secrets = Secrets()
        self.catalogue = load_catalogue(CATALOGUE)
        self.recorder = Recorder(settings.run, self.secrets)
        # What was seen is written while the next scenario runs, by one thread, in order.
        self._writer = ThreadPoolExecutor(max_workers=1, thread_name_prefix="archive")
        self._writing = self._writer.submit(self.recorder.archive.look_at)
        self._caretaker = Caretaker()
        try:
            self._writing.result()
            self.target = target_for(settings, self._caretaker)
        except WicketkeeperError:
            self.recorder.withdraw()
            raise
        self.reached: list[Verdict] = []
        self.watchers: list[Callable[[Verdict], None]] = []  # told of each verdict, once it is kept
        self.histories = Tallies()
        self._since = time.monotonic()
        self.faults: list[str] = []  # what went wrong that no scenario stands for
        self._open: World | None = None
        self.between_steps = True
        self.found = True  # whether anything fits what was asked for
        self._traces: Traces | None = None

    def begins(
        self, asked: Asked, features: Callable[[Callable[[bytes], str]], Iterable[Feature]]
    ) -> None:
        """Write down what is tested, what is promised, and what is going to be tried."""
        self.target.stand_by()
        self._without_fail(self.recorder.make_known)
        archive = self.recorder.archive
        first = began(asked, self.target.description, self.catalogue, archive)
        for line in (first, *features(archive.keep)):
            self._without_fail(partial(self.recorder.write, line))

    def will_need(self, abilities: Iterable[str]) -> None:
        """Fetched by whoever writes, who is idle for as long as the first gateway takes."""
        self._writing = self._writer.submit(_have_at_hand, abilities)

    def why_not(self, tags: Iterable[str]) -> str | None:
        """Why a scenario with these tags is not run against this gateway, or None."""
        for ability in needs(tags):
            if reason := missing(ability):
                return reason
            if ability in WITNESSES:
                continue
            if reason := self.target.description.why_not(ability):
                return f"{self.target.description.name} does not claim {ability}: {reason}"
        return None

    def not_meant(self, scenario: str) -> str | None:
        """Why a scenario is left out of a run against lies, or None; see scripts/lies."""
        if isinstance(self.target, DeviatingTarget):
            return self.target.turns_to(scenario)
        return None

    def open_world(self) -> World:
        self.secrets.next_scenario()
        folder = self._caretaker.new_folder()
        self._open = World(self.target, self.secrets, folder, self.settings.patience)
        return self._open

    def broken_in_history(self, world: World) -> str:
        """What is wrong with all that happened in a scenario, whatever its sentences spoke of."""
        found = world.findings()
        self.histories.add(found)
        return "; ".join(found.faults)

    def judged(self, verdict: Verdict, world: World | None, steps: tuple[Walked, ...] = ()) -> None:
        """Keep the verdict first, then what was seen: a full disk costs no verdict."""
        self._open = None
        verdict = replace(verdict, message=self.secrets.hidden(verdict.message))
        verdict = world.with_figures(verdict) if world else verdict
        self.reached.append(verdict)
        at = world.place() if world else NOWHERE
        self._without_fail(lambda: self.recorder.write(judged(verdict, self._since, at, steps)))
        for each in self.watchers:
            each(verdict)
        if world is None:
            return
        for fault in world.faults():
            self._fault(f"{verdict.scenario}: {fault}")
        self._without_fail(self._writing.result)
        self._look_for_traces(verdict.scenario)
        self._writing = self._writer.submit(
            self._keep, verdict.scenario, world.ledger, self.secrets.as_they_are()
        )

    def _keep(self, scenario: str, ledger: Ledger, secrets: Secrets) -> None:
        entries = ledger.everything()
        history = self.recorder.archive.keep(written(entries, secrets))
        self.recorder.write(Seen(scenario=scenario, history=history, entries=len(entries)))

    def close(self, *, everything_was_asked_for: bool) -> str:
        """End the run; gives the summary. What must not pass for a success goes to `faults`."""
        if self._open is not None:  # interrupted where nothing else could close it
            self._open.close()
        self.target.close()
        self._caretaker.close()
        self._without_fail(self._writing.result)
        self._writer.shutdown()
        self._look_for_secrets()
        if everything_was_asked_for:
            self._look_for_silent_claims()
        for fault in self.faults:
            self._without_fail(partial(self.recorder.write, Fault(text=fault)))
        words = {each.word for each in self.reached}
        well = not self.faults and not words & {"failed", "error"}
        if "passed" not in words:  # of a record it is asked for all shards together: reports/gaps
            self.faults.append(NOTHING_PASSED if self.found else NOTHING_FOUND)
        last = ended(self._since, well=well, histories=str(self.histories))
        self._without_fail(lambda: self.recorder.write(last))
        self.recorder.close()
        whole, of = everything_was_asked_for, tested(self.target.description)
        said = summary(self.reached, self.catalogue, of, self.faults, whole=whole)
        return f"{said}\n{self.histories}"

    def _without_fail(self, keep: Callable[[], None]) -> None:
        """What cannot be kept is told, once, and costs nothing else."""
        try:
            keep()
        except WicketkeeperError as fault:
            self._fault(str(fault))

    def _fault(self, text: str) -> None:
        if text not in self.faults:
            self.faults.append(text)

    def _look_for_traces(self, scenario: str) -> None:
        """Nothing may grow from scenario to scenario. The first one sets the measure."""
        before, now = self._traces, traces()
        if before is not None and now.more_than(before):  # whoever is leaving has a moment
            watch_for(lambda: not traces().more_than(before), _LEAVES_WITHIN)
            now = traces()
        self._traces = now
        left = now.more_than(before) if before else []
        self.faults += [f"{scenario} has left something behind: {each}" for each in left]

    def _look_for_secrets(self) -> None:
        for file in self.secrets.found_in([self.recorder.folder]):
            self.faults.append(f"a secret of this run can be read in {file}; delete it")

    def _look_for_silent_claims(self) -> None:
        """But for an ability that goes unproved only because this machine lacks another."""
        lacks = self.target.description.lacks
        heard: set[str] = set()
        for verdict in self.reached:
            excused = lacks.intersection(verdict.needs)
            heard.update(verdict.needs if excused or _says_something(verdict.word) else ())
        for ability in sorted(self.target.description.claims - heard):
            self.faults.append(
                f"{ability} is claimed, but no scenario that needs it has run; "
                "add one, or move the ability to does_not_claim with its reason"
            )


def _have_at_hand(witnesses: Iterable[str]) -> None:
    gc.disable()  # what is loaded by now stays: to look through it for garbage would be in vain
    call_in(witnesses)
    gc.freeze()
    gc.enable()


def needs(tags: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(tag.removeprefix(_NEEDS) for tag in tags if tag.startswith(_NEEDS)))


def _says_something(word: Word) -> bool:
    return word in {"passed", "failed"}
