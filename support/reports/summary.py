"""The few lines at the end of a run: which promises were kept, broken or left open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from support.reports.verdicts import standing

if TYPE_CHECKING:
    from support.reports.verdicts import Verdicts
    from support.targets.description import Description


def summary(verdicts: Verdicts, target: Description, faults: list[str]) -> str:
    ids = sorted({each for verdict in verdicts.reached for each in verdict.promises})
    lines = ["", f"{target.name} {target.version}"]
    for promise in ids:
        of_it = verdicts.of(promise)
        lines.append(f"  {promise:6} {standing(of_it):13} {_counted(len(of_it), 'scenario')}")
    lines += [f"  ! {fault}" for fault in faults]
    lines.append(
        f"{verdicts.count('passed')} passed, {verdicts.count('failed')} failed, "
        f"{verdicts.count('error')} in error, {verdicts.count('not claimed')} not claimed"
    )
    return "\n".join(lines)


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
