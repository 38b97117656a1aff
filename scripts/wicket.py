"""Everything that can be done with a recorded run: scripts/wicket COMMAND --help tells more.

A command is read when it is asked for, and no other: that keeps the start short.
"""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from support.errors import WicketkeeperError  # noqa: E402 - the root must be on the path first

COMMANDS = {
    "report": ("support.reports.commands.report", "make a report from recorded runs"),
    "show": ("support.reports.commands.show", "everything that was seen in one scenario"),
    "compare": (
        "support.reports.commands.compare",
        "several gateways side by side, where they differ first",
    ),
    "diff": ("support.reports.commands.diff", "what has changed between two runs"),
    "gate": (
        "support.reports.commands.gate",
        "leave with 0 if all records together are a success, else with 1 and why",
    ),
    "baseline": (
        "support.reports.commands.baseline",
        "write down the failures of a run as known ones",
    ),
    "replay": ("support.reports.commands.replay", "send recorded requests to a gateway again"),
    "judge": ("support.language.judge", "judge what was recorded again, with today's matchers"),
    "schema": ("support.reports.commands.schema", "the JSON Schema of what we write and read"),
}


def main(words: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="scripts/wicket", description=__doc__.partition("\n")[0])
    inner = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    asked = words[0] if words else ""
    for name, (module, help_) in COMMANDS.items():
        command = inner.add_parser(name, help=help_, description=help_)
        if name == asked:
            importlib.import_module(module).arguments(command)
    given = parser.parse_args(words)
    try:
        status: int = importlib.import_module(COMMANDS[given.command][0]).run(given)
        sys.stdout.flush()
    except WicketkeeperError as fault:
        print(fault, file=sys.stderr)
        return 2
    except BrokenPipeError:  # whoever reads has read enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
