"""Runs the promises against gateways that lie, and says whether every lie is caught.

Each lie meets the scenarios of the promise that it breaks; --full lets every scenario meet every
lie; --until-caught stops meeting a lie when it is caught and a scenario when it has caught one.
Five gateways that know one trick meet everything. The table is kept in build/lies.json and
build/lies.md.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from support.errors import BadInputError  # noqa: E402 - the root must be on the path first
from support.reports import lie_table  # noqa: E402
from support.reports.lie_rounds import Rounds  # noqa: E402
from support.reports.runs import verdicts  # noqa: E402
from support.targets.deviating import address_of, catalogue  # noqa: E402

if TYPE_CHECKING:
    from support.reports.lie_table import Row
    from support.reports.verdicts import Verdict
    from support.targets.lies import Lie

KNOWN = ROOT / "docs" / "lies.json"  # who caught what before; it saves time and proves nothing
KEPT = ROOT / "build" / "lies"
PATIENCE = "1"  # seconds; what a lie keeps back never comes
NO_PATIENCE = "0.05"  # for gateways that are never to be waited for: nothing may pass
AT_ONCE = 2 * (os.cpu_count() or 1)  # runs; half of the time a lie is waited for in vain


def _listed(lies: list[Lie]) -> int:
    try:
        print(*(f"{lie.name:60} {lie.breaks:6} {lie.says}" for lie in lies), sep="\n", flush=True)
    except BrokenPipeError:  # whoever reads has read enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def main() -> int:
    wishes = _wishes()
    try:
        chosen = _chosen(wishes.lies)
    except BadInputError as fault:
        print(fault, file=sys.stderr)
        return 2
    if wishes.list:
        return _listed(chosen)
    honest = verdicts(Path(wishes.honest)) if wishes.honest else _meet({}, "5")
    proofs = {each.scenario: each.promises for each in honest if each.word == "passed"}
    tricks = [lie for lie in chosen if lie.breaks == lie_table.EVERY_PROMISE]
    lies = [lie for lie in chosen if lie.breaks != lie_table.EVERY_PROMISE]
    rounds = Rounds(
        lies,
        proofs,
        every_pair=not wishes.until_caught,
        across_promises=wishes.full,
        known=lie_table.recalled(json.loads(KNOWN.read_text()), honest) if KNOWN.exists() else None,
    )
    rows = _run(rounds, PATIENCE)
    if wishes.remember:
        KNOWN.write_text(lie_table.remembered(rows))
    rows += _run(Rounds(tricks, proofs, every_pair=True), NO_PATIENCE)
    _keep(rows)
    return _conclude(rows, [] if wishes.lies else lie_table.idle_scenarios(rows, proofs))


def _wishes() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="scripts/lies", description=__doc__)
    parser.add_argument("lies", nargs="*", metavar="LIE", help="only these; default: all")
    parser.add_argument("--full", action="store_true", help="every scenario against every lie")
    parser.add_argument("--until-caught", action="store_true", help="no more than is needed")
    parser.add_argument("--remember", action="store_true", help="write docs/lies.json anew")
    parser.add_argument("--honest", metavar="RUN", help="a run against no lie, kept before")
    parser.add_argument("--list", action="store_true", help="name the lies and leave")
    return parser.parse_args()


def _chosen(names: list[str]) -> list[Lie]:
    lies = catalogue()
    return [lies[name] for name in names if address_of(name)] or list(lies.values())


def _run(rounds: Rounds, patience: str) -> list[Row]:
    """Rounds until nothing is left to be seen, each shared by several runs."""
    number = 0
    while chosen := rounds.next_round():
        number += 1
        if sys.stderr.isatty():
            print(f"round {number}: {len(chosen)} meetings", file=sys.stderr, flush=True)
        rounds.learn(chosen, _meet(chosen, patience))
    return rounds.rows()


def _meet(chosen: dict[str, str], patience: str) -> list[Verdict]:
    """The verdicts of these scenarios, each against its lie; without any, of all in honesty."""
    runs = min(AT_ONCE, len(chosen)) or 1
    places = list(chosen)
    shares = [{place: chosen[place] for place in places[run::runs]} for run in range(runs)]
    with ThreadPoolExecutor(runs) as pool:
        met = pool.map(_behave, range(runs), shares, [patience] * runs)
        return [verdict for reached in met for verdict in reached]


def _behave(worker: int, share: dict[str, str], patience: str) -> list[Verdict]:
    KEPT.mkdir(parents=True, exist_ok=True)
    run, plan = KEPT / f"run-{worker}", KEPT / f"lies-{worker}.json"
    shutil.rmtree(run, ignore_errors=True)
    plan.write_text(json.dumps(share))
    told = {"run": run, "patience": patience}
    told |= {"lies": plan} if share else {}
    defined = [word for name, value in told.items() for word in ("--define", f"{name}={value}")]
    files = sorted({place.rpartition(":")[0] for place in share})  # the others need no reading
    told_less = ["--format", "null", "--no-summary"]
    command = [sys.executable, "-m", "behave", *told_less, *defined, *files]
    with (KEPT / f"run-{worker}.log").open("w") as log:
        subprocess.run(command, cwd=ROOT, stdout=log, stderr=log, check=False)
    return verdicts(run)


def _keep(rows: list[Row]) -> None:
    build = ROOT / "build"
    (build / "lies.json").write_text(lie_table.as_json(rows))
    (build / "lies.md").write_text(lie_table.as_markdown(rows))


def _conclude(rows: list[Row], idle: list[str]) -> int:
    faults = [said for row in rows if (said := row.fault())]
    print(*faults, *(f"{scenario} catches no lie" for scenario in idle), sep="\n")
    print(f"{len(rows) - len(faults)} of {len(rows)} lies caught")
    return 1 if faults or idle else 0


if __name__ == "__main__":
    sys.exit(main())
