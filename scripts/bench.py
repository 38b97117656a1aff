"""Measures what the promises cost, on this machine, in this run.

    scripts/bench [--shuffles N]

Times are of one machine; the ratios to a bare exchange, taken in the same run, are what to compare.
"""

from __future__ import annotations

import argparse
import platform
import statistics
import subprocess
import sys
import sysconfig
import tempfile
import time
from dataclasses import asdict
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "scripts")]

from bench_reports import Figure, reports  # noqa: E402 - likewise

from support.checkers.orders import Move  # noqa: E402 - the root must be on the path first
from support.checkers.quota import Ask, Counter, ruling  # noqa: E402
from support.clock import NOON  # noqa: E402 - the root must be on the path first
from support.reports import runs  # noqa: E402 - the root must be on the path first
from support.targets.description import load  # noqa: E402
from support.targets.embedded import EmbeddedTarget  # noqa: E402
from support.targets.target import Surroundings  # noqa: E402
from support.wire.client import Client  # noqa: E402
from support.wire.exchange import Exchange, Moment, Request  # noqa: E402

STARTS = 50
EXCHANGES = 500
CROWD = 1000
A_DAY = 86_400
FIRST = {  # promises: bundles, readiness, partitions, clocks, loops, crawlers, token limits
    *("UC-08", "EP-01", "UC-09", "UC-10", "UC-12", "UC-13", "UC-19", "UC-16"),
    *("RL-01", "RL-02"),
}
SPLITS = "streaming/any_split.feature"


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--shuffles", type=int, default=0, help="also run so many shuffled runs")
    chosen = options.parse_args()
    figures = [*gateways(), *judges(), *promises()]
    print(_python(), *figures, sep="\n")
    missed = [each for each in figures if each.below is not None and each.value >= each.below]
    if chosen.shuffles:
        shuffled = [sys.executable, "scripts/shuffle.py", "--runs", str(chosen.shuffles)]
        if subprocess.run(shuffled, cwd=ROOT, check=False).returncode:
            return 1
    return 1 if missed else 0


def _python() -> str:
    """Which Python all this was measured with, and whether it is one that was built to be fast."""
    if "--enable-optimizations" in str(sysconfig.get_config_var("CONFIG_ARGS")):
        built = "an optimised build"
    elif (Path(sysconfig.get_path("stdlib")) / "EXTERNALLY-MANAGED").exists():
        built = "as its distribution has built it"
    else:
        built = "not an optimised build: with one, everything takes a seventh less"
    return f"Python {platform.python_version()}, {built}"


def gateways() -> list[Figure]:
    """What it costs to have a gateway, and to exchange one request with it."""
    began = time.perf_counter()
    target = EmbeddedTarget(load("embedded"))
    starts: list[float] = []
    try:
        for number in range(STARTS + 1):
            with tempfile.TemporaryDirectory(prefix="wk-") as store:
                start = time.perf_counter()
                gateway = target.open(_alone(Path(store)))
                ready = time.perf_counter()
                if number == 0:
                    first = ready - began
                    exchange = _bare_exchange(gateway.url)
                else:
                    starts.append(ready - start)
                gateway.close()
    finally:
        target.close()
    return [
        Figure("the first gateway, its warmed parent included", first * 1000, "ms"),
        Figure("a further gateway, until it can be called (median)", _ms(starts), "ms", 15),
        Figure("a bare exchange with it (median)", exchange, "ms"),
    ]


def judges() -> list[Figure]:
    """What it costs to find out whether any order explains what a crowd got."""
    kept, overdrawn = _crowd(let_in=500), _crowd(let_in=501)
    return [
        Figure("the quota of 1,000 requests at once, kept", _cpu_ms(kept), "ms", 1000),
        Figure("the same, overdrawn by one of them", _cpu_ms(overdrawn), "ms", 1000),
    ]


def _crowd(let_in: int) -> Counter:
    """A thousand requests that all overlap, of which 500 fit."""
    asks = [
        Ask(str(n), (Move("take" if n < let_in else "refuse", n, CROWD + n, 1, CROWD / 2),))
        for n in range(CROWD)
    ]
    return Counter("the crowd's minute", tuple(asks))


def _cpu_ms(counter: Counter) -> float:
    began = time.process_time()
    ruling(counter)
    return (time.process_time() - began) * 1000


def promises() -> list[Figure]:
    """One run of everything and one of the first promises alone, each in one process."""
    with tempfile.TemporaryDirectory() as folder:
        run, part = Path(folder, "all"), Path(folder, "first")
        whole = _behave("-D", f"run={run}")
        alone = _behave("-D", f"run={part}", f"--tags={','.join(sorted(FIRST))}")
        parsing = _behave("--dry-run")
        reached = [asdict(each) for each in runs.verdicts(run)]
        first = sum(each.word == "passed" for each in runs.verdicts(part))
        about_reports = list(reports(run, whole)) if reached else []
    ran = [each for each in reached if each["word"] == "passed"]
    if not ran:
        sys.exit("No scenario passed, so there is nothing to measure. Run scripts/accept first.")
    beside = [each["seconds"] - each["on_the_wire"] for each in ran]
    return [
        Figure(f"all promises: {len(ran)} scenarios, one process", whole, "s", 30),
        Figure(f"the first {len(FIRST)} promises alone: {first} scenarios", alone, "s", 12),
        Figure("of each, start, features and sentences (a dry run)", parsing, "s"),
        Figure("a scenario (median)", _ms([each["seconds"] for each in ran]), "ms"),
        Figure("a scenario beyond its callers' exchanges (median)", _ms(beside), "ms", 15),
        Figure("the slowest scenario", max(each["seconds"] for each in ran), "s"),
        *_days(ran),
        *_splits(ran),
        *about_reports,
    ]


def _behave(*wishes: str) -> float:
    """How many seconds such a run takes, its start and end included."""
    command = [sys.executable, "-m", "behave", "--no-summary", *wishes]
    began = time.perf_counter()
    subprocess.run(command, cwd=ROOT, check=False, stdout=subprocess.DEVNULL)
    return time.perf_counter() - began


def _days(ran: list[dict[str, Any]]) -> list[Figure]:
    days = [each["seconds"] for each in ran if each["passed_by"] >= A_DAY]
    name = f"the slowest of {len(days)} that let 24 hours pass"
    return [Figure(name, max(days), "s", 1)] if days else []


def _splits(ran: list[dict[str, Any]]) -> list[Figure]:
    """What it costs to have a stream split at every place."""
    splits = [each["seconds"] for each in ran if SPLITS in each["scenario"]]
    return [Figure("streams split at every place, together", sum(splits), "s", 3)] if splits else []


def _bare_exchange(url: str) -> float:
    client = Client(url, _Nobody(), patience=5)
    live = Request("GET", "/livez", ())
    taken = []
    for _ in range(EXCHANGES):
        began = time.perf_counter()
        client.send("the bench", live)
        taken.append(time.perf_counter() - began)
    client.close()
    return _ms(taken)


def _alone(store: Path) -> Surroundings:
    return Surroundings(store, {}, None, "token", "key", NOON)


def _ms(seconds: list[float]) -> float:
    return statistics.median(seconds) * 1000


class _Nobody:
    """A recorder that keeps nothing."""

    def begin(self, *_: object) -> int:
        return 0

    def answering(self, *_: object) -> None:
        pass

    def end(self, _number: int, *answer: Any) -> Exchange:  # noqa: ANN401 - handed through
        then = Moment(0, 0.0, 0.0)
        return Exchange("caller to gateway", "", Request("GET", "/", ()), then, *answer)


if __name__ == "__main__":
    sys.exit(main())
