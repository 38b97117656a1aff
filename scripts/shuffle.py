"""Order does not matter: runs the promises in order, then shuffled, and compares the verdicts.

    scripts/shuffle [--runs N] [--seed N]

The seed is printed, so that a run which differs can be repeated.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from support.reports import runs  # noqa: E402 - the root must be on the path first


def verdicts(places: list[str]) -> dict[str, str]:
    """Runs the scenarios at these places in this order (all, if none) and tells how each ended."""
    with tempfile.TemporaryDirectory() as folder:
        settings = ["-D", f"run={folder}"]
        run = subprocess.run(
            [sys.executable, "-m", "behave", "--no-summary", *settings, *places],
            cwd=ROOT,
            check=False,
            text=True,
            errors="replace",
            capture_output=True,
        )
        reached = kept(Path(folder))
        if not reached:
            sys.exit(f"The run told no verdicts:\n{run.stdout}{run.stderr}")
        return reached


def kept(run: Path) -> dict[str, str]:
    """How each scenario ended, by the verdicts that a run has kept."""
    return {each.scenario: each.word for each in runs.verdicts(run)}


def differences(in_order: dict[str, str], shuffled: dict[str, str]) -> list[str]:
    return [
        f"{place}: {word} in order, {shuffled.get(place, 'not run')} when shuffled"
        for place, word in in_order.items()
        if shuffled.get(place) != word
    ]


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--runs", type=int, default=1, help="how many shuffled runs")
    options.add_argument("--seed", type=int, help="the first seed; each further run adds one")
    options.add_argument("--in-order", metavar="RUN", help="a run in order, kept before")
    chosen = options.parse_args()
    first = random.SystemRandom().randrange(10**6) if chosen.seed is None else chosen.seed

    in_order = kept(Path(chosen.in_order)) if chosen.in_order else verdicts([])
    if "passed" not in in_order.values():
        print("No scenario passed in its usual order, so there is nothing to compare.")
        return 1
    differing = 0
    for seed in range(first, first + chosen.runs):
        places = list(in_order)
        random.Random(seed).shuffle(places)  # noqa: S311 - an order, not a secret
        found = differences(in_order, verdicts(places))
        differing += bool(found)
        print(f"seed {seed}: {len(found)} of {len(places)} verdicts differ", *found, sep="\n  ")
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
