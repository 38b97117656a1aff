"""How promises stood in past runs: one point for each run, drawn without a script.

A folder of records is all it takes. Runs against another gateway are left out and counted.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from support.reports.site.shown import BEST_FIRST, at_risk
from support.reports.standings import WORDS, standings, word_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from support.reports.runs import Run

WIDTH, HEIGHT = 720, 200  # of the drawing


@dataclass(frozen=True)
class Point:
    """One run, in the figures that are compared."""

    run: str
    gateway: str
    at: str
    version: str
    standings: dict[str, int]
    words: dict[str, int]
    at_risk: int
    seconds: float | None  # None: it was killed
    everything: bool


@dataclass(frozen=True)
class Band:
    """One standing through all runs, as an area of the drawing."""

    standing: str
    points: str


@dataclass(frozen=True)
class Trend:
    points: tuple[Point, ...]
    left_out: int

    @property
    def drawn(self) -> tuple[Point, ...]:
        """Runs that tried everything and came to their end: a part proves less, breaks nothing."""
        return tuple(each for each in self.points if each.everything and each.seconds is not None)

    @property
    def bands(self) -> tuple[Band, ...]:
        """Stacked, kept below; the height is the number of promises."""
        most = max((sum(each.standings.values()) for each in self.drawn), default=0) or 1
        below = [0] * len(self.drawn)
        bands = []
        for standing in BEST_FIRST:
            above = [
                low + each.standings[standing] for low, each in zip(below, self.drawn, strict=True)
            ]
            if above != below:
                bands.append(Band(standing, _outline(below, above, most)))
            below = above
        return tuple(bands)


def trend(run: Run, past: Iterable[Point]) -> Trend:
    """The run itself is among its past once, in whatever folder it stands."""
    now = point(run)
    points, left_out = {now.run: now}, 0
    for each in past:
        if each.gateway == now.gateway:
            points.setdefault(each.run, each)
        else:
            left_out += 1
    return Trend(tuple(sorted(points.values(), key=lambda each: (each.at, each.run))), left_out)


def point(run: Run) -> Point:
    promises = standings(run)
    stood = Counter(each.word for each in promises)
    words = Counter(word_of(each) for each in run.told)
    return Point(
        run=run.began.run,
        gateway=run.began.tested.name,
        at=run.began.at,
        version=run.began.tested.version,
        standings={word: stood[word] for word in BEST_FIRST},
        words={word: words[word] for word in WORDS},
        at_risk=at_risk(promises),
        seconds=None if run.was_killed else max(each.seconds for each in run.ended),
        everything=run.began.everything,
    )


def _outline(below: Sequence[int], above: Sequence[int], most: int) -> str:
    """A single run is drawn as wide as the drawing."""
    if len(below) == 1:
        below, above = [*below, *below], [*above, *above]
    step = WIDTH / (len(below) - 1)
    there = [(n * step, HEIGHT - high / most * HEIGHT) for n, high in enumerate(above)]
    back = [(n * step, HEIGHT - low / most * HEIGHT) for n, low in enumerate(below)]
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in [*there, *reversed(back)])
