"""Runs the promises against gateways that lie, and says whether every lie is caught.

Without arguments each lie meets the scenarios of the promise that it breaks; --full lets every
scenario meet every lie. The table is kept in build/lies.json and build/lies.md.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from support.errors import BadInputError  # noqa: E402 - the root must be on the path first
from support.reports.lie_table import EVERY_PROMISE, Row, as_markdown, idle_scenarios  # noqa: E402
from support.reports.verdicts import Verdict  # noqa: E402
from support.targets.deviating import address_of, catalogue  # noqa: E402

if TYPE_CHECKING:
    from support.targets.lies import Lie

KEPT = ROOT / "build" / "lies"
IMPATIENT = "0.5"  # seconds; enough for loopback, and gateways that hang are met by every scenario


def main() -> int:
    wishes = _wishes()
    lies = catalogue()
    if wishes.list:
        _tell_all(lies)
        return 0
    try:
        chosen = [lies[name] for name in wishes.lies if address_of(name)] or list(lies.values())
    except BadInputError as fault:
        print(fault, file=sys.stderr)
        return 2
    honest = _run(None, full=True)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        rows = list(pool.map(lambda lie: Row(lie, _run(lie, full=wishes.full)), chosen))
    _keep(rows)
    faults = [said for row in rows if (said := row.fault())]
    if not wishes.lies:
        passing = [each.scenario for each in honest if each.word == "passed"]
        idle = idle_scenarios(rows, passing)
        faults += [f"{scenario} catches no lie" for scenario in idle]
    for said in faults:
        print(said)
    print(f"{len(rows) - sum(row.fault() is not None for row in rows)} of {len(rows)} lies caught")
    return 1 if faults else 0


def _wishes() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="scripts/lies", description=__doc__)
    parser.add_argument("lies", nargs="*", metavar="LIE", help="only these; default: all")
    parser.add_argument("--full", action="store_true", help="every scenario against every lie")
    parser.add_argument("--list", action="store_true", help="name the lies and leave")
    return parser.parse_args()


def _tell_all(lies: dict[str, Lie]) -> None:
    for lie in lies.values():
        print(f"{lie.name:60} {lie.breaks:6} {lie.says}")


def _run(lie: Lie | None, *, full: bool) -> tuple[Verdict, ...]:
    name = lie.name if lie else "honest"
    verdicts = KEPT / f"{name}.jsonl"
    command = [
        *(sys.executable, "-m", "behave", "--format", "progress3", "--no-summary"),
        *("--define", f"verdicts={verdicts}", "--define", f"evidence={KEPT / name}"),
        *(("--define", f"lie={lie.name}", "--define", f"patience={IMPATIENT}") if lie else ()),
        *((f"--tags=@{lie.breaks}",) if lie and lie.breaks != EVERY_PROMISE and not full else ()),
    ]
    verdicts.unlink(missing_ok=True)
    KEPT.mkdir(parents=True, exist_ok=True)
    with (KEPT / f"{name}.log").open("w") as log:
        subprocess.run(command, cwd=ROOT, stdout=log, stderr=log, check=False)
    return _read(verdicts)


def _read(file: Path) -> tuple[Verdict, ...]:
    if not file.exists():
        return ()
    return tuple(Verdict(**_as_tuples(json.loads(line))) for line in file.read_text().splitlines())


def _as_tuples(fields: dict[str, Any]) -> dict[str, Any]:
    return {
        key: tuple(value) if isinstance(value, list) else value for key, value in fields.items()
    }


def _keep(rows: list[Row]) -> None:
    table = {
        row.lie.name: {verdict.scenario: verdict.word for verdict in row.verdicts} for row in rows
    }
    titles = {verdict.scenario: verdict.title for row in rows for verdict in row.verdicts}
    build = ROOT / "build"
    (build / "lies.json").write_text(json.dumps(table, indent=1) + "\n")
    (build / "lies.md").write_text(as_markdown(rows, titles))


if __name__ == "__main__":
    sys.exit(main())
