"""Runs the promises against a gateway of others, and compares with the page that tells of it.

`scripts/gateways nginx` wants what docs/gateways/nginx.md says, neither more nor less: a promise
that is broken and not on the page is a failure, and so is one on the page that is kept. Where the
gateway is not installed it says so, and nothing has passed.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from support.errors import BadInputError  # noqa: E402 - the house stands beside this script
from support.reports.gateway_page import BROKEN, differences, example_of  # noqa: E402
from support.targets.description import load  # noqa: E402
from support.targets.process import found  # noqa: E402


def main(name: str) -> int:
    hooks = load(name).hooks
    try:
        found(hooks.program if hooks and hooks.program else name)
    except BadInputError as fault:
        print(f"not run: {fault}")
        return 0
    kept = ROOT / "build" / name
    kept.mkdir(parents=True, exist_ok=True)
    verdicts = kept / "verdicts.jsonl"
    settings = (f"target={name}", f"verdicts={verdicts}", f"evidence={kept / 'evidence'}")
    behave = [sys.executable, "-m", "behave", "-f", "progress"]
    behave += [part for each in settings for part in ("-D", each)]
    done = subprocess.run(behave, cwd=ROOT, check=False, text=True, capture_output=True)
    rows = [json.loads(line) for line in verdicts.read_text("utf-8").splitlines()]
    words = [(example_of(each["scenario"], ROOT), each["word"]) for each in rows]
    faults = [line for line in done.stdout.splitlines() if line.startswith("! ")]
    faults += differences(words, (ROOT / f"docs/gateways/{name}.md").read_text("utf-8"))
    print("\n".join([*faults, f"of {len(words)} scenarios {_told(words)}"]))
    print(
        f"{len({each for each, word in words if word in BROKEN})} examples tried, "
        f"{len(faults)} otherwise than the page says"
    )
    return 1 if faults else 0


def _told(words: list[tuple[str, str]]) -> str:
    kinds = [word for _, word in words]
    return ", ".join(f"{kinds.count(each)} {each}" for each in (*BROKEN, "not claimed"))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
