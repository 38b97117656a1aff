"""What is missing from a run, in sentences: nobody may take silence for success.

A scenario that was left out by wish is no gap. One that was asked for and has no verdict is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from support.reports.standings import faults, word_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from support.reports.runs import Run


NOTHING_PASSED = "no promise was proved: not one scenario passed"
NOTHING_FOUND = (
    "no promise was proved: no scenario fits what was asked for; mend the tag, the name or the path"
)


def wrong_with(run: Run) -> tuple[str, ...]:
    """Whatever must not pass for a success and for which no scenario stands."""
    return (*faults(run), *_gaps(run))


def _gaps(run: Run) -> Iterator[str]:
    if run.was_killed:
        yield "a run was killed: its record breaks off before the end"
    yield from _lost_shards(run)
    never = [each.place for each in run.told if each.scenario.asked_for and not each.judged]
    if never:
        more = f" and {len(never) - 1} more" if len(never) > 1 else ""
        yield f"asked for, and without a verdict: {never[0]}{more}"
    if all(word_of(each) != "passed" for each in run.told):
        yield NOTHING_PASSED


def _lost_shards(run: Run) -> Iterator[str]:
    """What is asked of a whole run is asked of its shards together: only then it can be told."""
    shards = [each.began.shard for each in run.parts if each.began.shard]
    if not shards:
        return
    of = shards[0][1]
    lost = sorted(set(range(1, of + 1)) - {number for number, _ in shards})
    if lost:
        yield f"of {of} shards these are missing: {', '.join(map(str, lost))}"
    elif all(each.began.everything for each in run.parts):
        heard = {
            need for each in run.judged.values() if each.word != "error" for need in each.needs
        }
        for ability in sorted({*run.began.tested.claims} - heard):
            yield f"{ability} is claimed, but no scenario that needs it has run"
