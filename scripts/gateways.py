"""Runs the promises against a gateway of others, and compares with the page that tells of it.

`scripts/gateways.py nginx` wants what docs/gateways/nginx.md says, neither more nor less: a promise
that is broken and not on the page is a failure, and so is one on the page that is kept. Where the
gateway is not installed, or another version than the page tells of, it says so, and nothing has
passed. What a target asks for is handed on: `scripts/gateways.py fairvisor fairvisor.home=FOLDER`.
Each mode of a gateway has a page of its own.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from support.errors import BadInputError  # noqa: E402 - the house stands beside this script
from support.reports.gateway_page import BROKEN, differences, example_of  # noqa: E402
from support.reports.runs import verdicts  # noqa: E402
from support.targets.description import in_mode, load  # noqa: E402
from support.targets.process import found  # noqa: E402
from support.targets.this_machine import without_what_it_lacks  # noqa: E402

if TYPE_CHECKING:
    from support.reports.verdicts import Word


def why_not(name: str, page: str) -> str | None:
    """What keeps the promises from being tried as the page tells of them."""
    description = without_what_it_lacks(load(name))
    for ability in sorted(description.lacks):
        return description.why_not(ability)
    program = description.hooks.program if description.hooks else None
    try:
        place = found(program or name)
    except BadInputError as fault:
        return str(fault)
    said = subprocess.run([place, "-v"], check=False, text=True, capture_output=True)
    version = (said.stdout + said.stderr).strip().rpartition("/")[2]
    return None if version in page else f"{name} {version} is not what the page tells of"


def main(name: str, *asked: str) -> int:
    name = in_mode(name, dict(each.partition("=")[::2] for each in asked))
    page = (ROOT / "docs" / "gateways" / f"{name}.md").read_text("utf-8")
    if reason := why_not(name, page):
        print(f"not run: {reason}")
        return 0
    kept = ROOT / "build" / name
    shutil.rmtree(kept, ignore_errors=True)
    settings = (f"target={name}", f"run={kept}", *asked)
    behave = [sys.executable, "-m", "behave", "-f", "progress"]
    behave += [part for each in settings for part in ("-D", each)]
    done = subprocess.run(behave, cwd=ROOT, check=False, text=True, capture_output=True)
    words = [(example_of(each.scenario, ROOT), each.word) for each in verdicts(kept)]
    faults = [line for line in done.stdout.splitlines() if line.startswith("! ")]
    faults += differences(words, page)
    print("\n".join([*faults, f"of {len(words)} scenarios {_told(words)}"]))
    tried = len({each for each, word in words if word in BROKEN})
    print(f"{tried} examples tried, {len(faults)} otherwise than the page says")
    return 1 if faults else 0


def _told(words: list[tuple[str, Word]]) -> str:
    kinds: list[str] = [word for _, word in words]
    return ", ".join(f"{kinds.count(each)} {each}" for each in (*BROKEN, "not claimed"))


if __name__ == "__main__":
    try:
        sys.exit(main(*sys.argv[1:]))
    except BadInputError as fault:
        sys.exit(str(fault))
