"""Everything that must hold before a commit: a line for each part, a closing line for the whole.

Rule 1: nothing stops at the first fault; every part runs and every fault is remembered.
Rule 2: a part that does not say what it did has failed. Nothing passes by not running.
Rule 3: what is proved against a clock runs alone; the other parts run beside each other.
"""

from __future__ import annotations

import re
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).parents[1]
OURS = ["environment.py", "scripts", "steps", "support", "tests"]
KEPT = "build/run"  # the newest run: the promises in order, against no lie
WHOLE_RUNS = [  # tests that mostly wait for processes; all others are unit tests
    *("tests/browser", "tests/messages", "tests/scripts", "tests/targets"),
    *(str(each.relative_to(ROOT)) for each in sorted((ROOT / "tests").glob("test_*.py"))),
]
PROSE = ["features", "docs", "README.md", "CHANGELOG.md", "CONTRIBUTING.md"]


class Count(NamedTuple):
    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def __str__(self) -> str:
        return f"{self.passed} passed, {self.failed} failed, {self.skipped} skipped"


class Part(NamedTuple):
    name: str
    command: list[str]
    counted: Callable[[str, bool], Count]
    alone: bool = True


def single(_: str, ended_well: bool) -> Count:  # noqa: FBT001 - one of the ways to count
    """A check that holds or does not."""
    return Count(passed=1) if ended_well else Count(failed=1)


def sentences(output: str, ended_well: bool) -> Count:  # noqa: FBT001 - one of the ways to count
    """The dry run: it ends well with unused sentences too, so its words are read."""
    return single("", ended_well and "UNUSED STEP DEFINITIONS" not in output)


def tests(output: str, ended_well: bool) -> Count:  # noqa: FBT001 - one of the ways to count
    """The closing line of pytest: 12 passed, 1 skipped in 3.4s."""
    return _agreeing(_numbers(output, r"^=*\s*(\d+ \w+.*) in [\d.]+s"), ended_well)


def scenarios(output: str, ended_well: bool) -> Count:  # noqa: FBT001 - one of the ways to count
    """The summary of behave: 12 scenarios passed, 0 failed, 1 error, 2 skipped."""
    return _agreeing(
        _numbers(output, r"^(\d+ scenarios? passed.*|\d+ scenarios? failed.*)$"), ended_well
    )


def again(output: str, ended_well: bool) -> Count:  # noqa: FBT001 - one of the ways to count
    """The closing line of scripts/wicket judge; what cannot be judged again has not passed."""
    pattern = r"^judged again \d+, the same (\d+), different (\d+), not to be judged again (\d+)$"
    found = re.findall(pattern, output, re.MULTILINE)
    same, different, unknown = map(int, found[-1]) if found else (0, 0, 0)
    return _agreeing(Count(passed=same, failed=different + unknown), ended_well)


def lies(output: str, ended_well: bool) -> Count:  # noqa: FBT001 - one of the ways to count
    """The closing line of scripts/lies: 60 of 61 lies caught."""
    found = re.findall(r"^(\d+) of (\d+) lies caught$", output, re.MULTILINE)
    caught, told = map(int, found[-1]) if found else (0, 0)
    return _agreeing(Count(passed=caught, failed=told - caught), ended_well)


def gateway(output: str, ended_well: bool) -> Count:  # noqa: FBT001 - one of the ways to count
    """The closing line of scripts/gateways: 24 examples tried, 0 otherwise than the page says."""
    if ended_well and output.startswith("not run: "):
        return Count(skipped=1)
    found = re.findall(r"^(\d+) examples tried, (\d+) otherwise", output, re.MULTILINE)
    tried, otherwise = map(int, found[-1]) if found else (0, 0)
    return _agreeing(Count(passed=tried - otherwise, failed=otherwise), ended_well)


def _numbers(output: str, pattern: str) -> Count:
    lines = re.findall(pattern, output, re.MULTILINE)
    if not lines:
        return Count()
    total = dict.fromkeys(Count._fields, 0)
    for number, word in re.findall(r"(\d+) (?:scenarios? )?([a-z]+)", lines[-1]):
        kind = {"passed": "passed", "skipped": "skipped", "deselected": "skipped"}.get(word)
        is_fault = word in {
            "failed",
            "error",
            "errors",
            "errored",
            "undefined",
            "xpassed",
            "untested",
        }
        total[kind or "failed"] += int(number) if kind or is_fault else 0
    return Count(**total)


def _agreeing(count: Count, ended_well: bool) -> Count:  # noqa: FBT001 - handed on
    """A part that ended badly, or did nothing, has at least one failure."""
    if count.failed == 0 and (not ended_well or count.passed == 0):
        return count._replace(failed=1)
    return count


def parts() -> list[Part]:
    python = sys.executable
    behave, pytest = [python, "-m", "behave"], [python, "-m", "pytest", "-q"]
    lint_imports = str(Path(python).with_name("lint-imports"))
    return [
        Part("whole runs", [*pytest, *WHOLE_RUNS], tests, alone=False),
        Part(
            "unit tests",
            [*pytest, *(f"--ignore={each}" for each in WHOLE_RUNS)],
            tests,
            alone=False,
        ),
        Part("mypy", [python, "-m", "mypy"], single, alone=False),
        Part(
            "sentences",
            [*behave, "--dry-run", "--no-summary", "-f", "steps.usage"],
            sentences,
            alone=False,
        ),
        Part("sentences page", [python, "scripts/sentences.py", "--check"], single, alone=False),
        Part("spelling", [python, "-m", "codespell_lib", *PROSE], single, alone=False),
        Part("ruff check", [python, "-m", "ruff", "check", *OURS], single, alone=False),
        Part(
            "ruff format", [python, "-m", "ruff", "format", "--check", *OURS], single, alone=False
        ),
        Part("imports", [lint_imports], single, alone=False),
        Part("promises", behave, scenarios),
        Part("judged again", [python, "scripts/wicket.py", "judge", KEPT], again),
        Part("nginx", [python, "scripts/gateways.py", "nginx"], gateway),
        Part("lies", [python, "scripts/lies.py", "--until-caught", "--honest", KEPT], lies),
        Part("shuffled", [python, "scripts/shuffle.py", "--in-order", KEPT], single),
    ]


def run(part: Part) -> Count:
    """Runs one part and says how it went; what it said itself is shown only when it failed."""
    started = time.monotonic()
    done = subprocess.run(
        part.command,
        cwd=ROOT,
        check=False,
        text=True,
        errors="replace",
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    count = part.counted(done.stdout, done.returncode == 0)
    verdict = "FAILED" if count.failed else "passed" if count.passed else "NOT RUN"
    details = "" if part.counted in (single, sentences) else f"   {count}"
    said = f"{verdict}  {part.name:<14} {time.monotonic() - started:7.1f} s{details}\n"
    if not count.failed and not count.passed:
        said += f"         {done.stdout.strip()}\n"
    if count.failed:
        said += f"\n$ {' '.join(part.command)}\n{done.stdout.rstrip()}\n\n"
    print(said, end="", flush=True)  # in one piece, whoever else speaks
    return count


def beside(parts: list[Part]) -> Iterator[Count]:
    """Two at a time; after Ctrl-C nothing is begun any more."""
    with ThreadPoolExecutor(2) as pool:
        try:
            yield from pool.map(run, parts)
        except KeyboardInterrupt:
            pool.shutdown(cancel_futures=True)
            raise


def main() -> int:
    counts: list[Count] = []
    all_of_it = parts()
    try:
        counts.extend(beside([part for part in all_of_it if not part.alone]))
        counts.extend(run(part) for part in all_of_it if part.alone)
    except KeyboardInterrupt:
        print("Interrupted: the parts that are not listed above did not run.")
        counts.append(Count(failed=1))
    total = Count(*(sum(column) for column in zip(*counts, strict=True)))
    print(total)
    return 1 if total.failed or not total.passed else 0


if __name__ == "__main__":
    sys.exit(main())
