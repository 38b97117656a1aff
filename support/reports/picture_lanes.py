"""The three lanes of a picture: callers, gateway and neighbours, with time going down.

Rule: time is moved in jumps, so the axis shows how long a jump is and gives it no more room for
being long. While the control plane is out of reach, the way to the neighbours is shaded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from support.clock import spoken
from support.evidence.ledger import CUT_OFF, Happening
from support.evidence.ledger import LEFT as HAS_LEFT
from support.reports import picture_ink as ink
from support.reports.picture_exchanges import CALLERS, GATEWAY, NEIGHBOURS, draw_exchange, lasting

if TYPE_CHECKING:
    from collections.abc import Iterable

    from support.reports.picture_gathering import Gathered
    from support.reports.picture_rows import Row

IS_OVER = "it is over"  # what is noted when a partition ends
_MARKS = {
    "passed": ("✓", "f-kept"),
    "failed": ("✗", "f-broken"),
    "error": ("!", "f-broken"),
}


class Lanes:
    """Draws from the top to the bottom; `y` is how far it has come."""

    def __init__(self, steps: Iterable[tuple[str, str, str]], began: float) -> None:
        self.drawn: list[str] = []
        self.y = 0.0
        self._steps = iter(steps)  # keyword, sentence and status of each
        self._now = began
        self._date = ""
        self._cut_off: float | None = None  # where the partition begins
        self._alive: float | None = None  # where the gateway was started
        self._dead_from = 0.0
        self._covered: list[tuple[float, float, float, float]] = []  # where no line may be seen

    def draw(self, groups: list[Gathered]) -> None:
        self._heading()
        self._dead_from = self.y
        if not any(_starts(row) for group in groups for row in group.rows):
            self._alive = self.y
        for group in groups:
            self._jump_to(group.rows[0].time)
            if group.times > 1:
                self._gathered(group)
            else:
                self._row(group.rows[0])
        for keyword, sentence, _ in self._steps:
            self._not_reached(keyword, sentence)
        self.y += 8
        self._partition_ends()
        self._lives_until_here(again=False)
        for x in (ink.GUTTER, CALLERS, NEIGHBOURS):
            self._lane("life", x, 34, self.y)

    def _heading(self) -> None:
        for x, name in ((CALLERS, "callers"), (GATEWAY, "gateway"), (NEIGHBOURS, "neighbours")):
            self.drawn.append(ink.box("box", x - 55, 8, 110, 26))
            self.drawn.append(ink.write(x, 25, name, "mid b"))
        self.drawn.append(ink.write(ink.GUTTER - 8, 25, "time", "end faint"))
        self.y = 46

    def _jump_to(self, time: float) -> None:
        """A break in the axis, however long it stands for."""
        later = time - self._now
        if later >= 1:
            y, x = self.y + 9, ink.GUTTER
            break_ = ((x, y - 9), (x - 5, y - 4), (x + 5, y + 1), (x - 5, y + 5), (x, y + 9))
            said = f"{lasting(later)} later"
            self.drawn.append(ink.line("line c-moved", *break_))
            self.drawn.append(ink.write(x - 10, y + 4, said, "end small faint"))
            self.y += 20
        self._now = max(self._now, time)

    def _row(self, row: Row) -> None:
        if isinstance(row.entry, Happening):
            self._happened(row.entry)
            return
        self._date_here(row.time)
        if self._alive is None and row.kind != "answered" and row.entry.leg.startswith("gateway"):
            self._lives_until_here(again=True)
        drawn, high = draw_exchange(row, self.y)
        self.drawn.append(drawn)
        self.y += high

    def _date_here(self, time: float) -> None:
        """When it was, unless that stands above already."""
        said = spoken(time)
        if said != self._date:
            self._date = said
            for number, part in enumerate(reversed(said.split(" "))):
                self.drawn.append(
                    ink.write(ink.GUTTER - 8, self.y + 15 + 11 * number, part, "end small")
                )

    def _gathered(self, group: Gathered) -> None:
        """A frame around what came again and again, with how often it did."""
        top = self.y
        self.y += 6
        inside = len(self.drawn)
        for row in group.rows:
            self._now = max(self._now, row.time)
            self._row(row)
        self.y = max(self.y + 4, top + 38)
        frame = ink.box("band", ink.GUTTER + 8, top, ink.WIDTH - ink.GUTTER - 8, self.y - top - 2)
        like = "mixed" if group.mixed else "like this"
        self.drawn[inside:inside] = [
            frame,
            ink.write(ink.GUTTER + 16, top + 19, f"\N{MULTIPLICATION SIGN} {group.times:,}", "b"),
            ink.write(ink.GUTTER + 16, top + 32, like, "small faint"),
        ]
        if group.until - group.rows[0].time >= 1:
            said = f"to {spoken(group.until).rpartition(' ')[2]}"
            self.drawn.append(
                ink.write(ink.GUTTER - 8, max(self.y - 6, top + 34), said, "end small faint")
            )
            self._date = ""
        self._now = max(self._now, group.until)
        self.y += 2

    def _happened(self, entry: Happening) -> None:
        kind = entry.kind
        if kind == "said":
            self._said(entry)
        elif kind == "time":
            self._note(_spoken_seconds(entry.text), entry, ink.LEFT, "box c-moved")
        elif kind == "partition":
            self._partition(entry)
        elif kind == CUT_OFF:
            self._cut(entry)
        elif kind in {"gateway", HAS_LEFT}:
            self._about_the_gateway(entry)
        elif kind in {"offered", "installed"}:
            self._note(f"{kind}: {entry.text}", entry, NEIGHBOURS, "box")
        elif kind in {"pass", "the official library"}:
            self._note(f"{kind}: {entry.text}", entry, CALLERS, "box")
        elif kind == "gateway's log":
            self._log(entry)
        else:
            self._note(f"{kind}: {entry.text}", entry, GATEWAY, "box")

    def _said(self, entry: Happening) -> None:
        keyword, _, status = next(self._steps, ("", "", ""))
        if not keyword or not entry.text.startswith(f"{keyword} "):
            keyword = ""
        said = entry.text[len(keyword) :].strip()
        mark, colour = _MARKS.get(status, ("", ""))
        lines = ink.wrapped(said, 118, 3)
        self.y += 6
        high = 10 + 16 * len(lines)
        band = ink.box("band", 0, self.y, ink.WIDTH, high)
        if status in {"failed", "error"}:
            band += ink.box(f"{colour} t", 0, self.y, ink.WIDTH, high)
        texts = [
            ink.write(ink.GUTTER - 8, self.y + 17, keyword, "end b"),
            *(ink.write(ink.LEFT, self.y + 17 + 16 * n, each) for n, each in enumerate(lines)),
            ink.write(ink.WIDTH - 18, self.y + 18, mark, f"mid b {colour}"),
        ]
        self.drawn.append(ink.told(f"{entry.text} {status}".strip(), band, *texts))
        self._covered.append((0, ink.WIDTH, self.y, self.y + high))
        self.y += high + 6
        self._date = ""

    def _not_reached(self, keyword: str, sentence: str) -> None:
        said = ink.shortened(sentence, 104)
        self.y += 4
        self.drawn.append(ink.write(ink.GUTTER - 8, self.y + 15, keyword, "end faint"))
        self.drawn.append(ink.write(ink.LEFT, self.y + 15, f"{said} (not reached)", "faint"))
        self._covered.append((0, ink.WIDTH, self.y, self.y + 22))
        self.y += 22

    def _note(self, said: str, entry: Happening, x: float, kind: str) -> None:
        """A label on the lane of whom it is about."""
        self._date_here(entry.began.time)
        shown = ink.shortened(said, 72 if x < NEIGHBOURS else 52)
        wide = 6.3 * len(shown) + 16
        left = x if x == ink.LEFT else min(max(x - wide / 2, ink.LEFT), ink.WIDTH - wide - 4)
        drawn = ink.box(kind, left, self.y + 1, wide, 20)
        self._covered.append((left, left + wide, self.y + 1, self.y + 21))
        drawn += ink.write(left + 8, self.y + 15, shown)
        self.drawn.append(ink.told(f"{entry.kind}: {entry.text}", drawn))
        self.y += 26

    def _log(self, entry: Happening) -> None:
        said = ink.shortened(f"{entry.kind}: {entry.text}", 138)
        drawn = ink.write(ink.LEFT, self.y + 16, said, "small faint")
        self._covered.append((0, ink.WIDTH, self.y, self.y + 24))
        self.drawn.append(ink.told(f"{entry.kind}: {entry.text}", drawn))
        self.y += 24

    def _partition(self, entry: Happening) -> None:
        if entry.text == IS_OVER:
            self._note("the control plane is within reach", entry, NEIGHBOURS, "box c-moved")
            self._partition_ends()
            return
        if self._cut_off is None:
            self._cut_off = self.y
        self._note(f"out of reach: {entry.text}", entry, NEIGHBOURS, "box c-broken")

    def _partition_ends(self) -> None:
        if self._cut_off is not None:
            high = self.y - self._cut_off
            shade = ink.box("f-moved t", GATEWAY + 2, self._cut_off, ink.WIDTH - GATEWAY - 2, high)
            self.drawn.insert(0, ink.told("the control plane is out of reach", shade))
            self._cut_off = None

    def _cut(self, entry: Happening) -> None:
        """Something that the link let begin and not arrive."""
        self._date_here(entry.began.time)
        there = GATEWAY + 0.62 * (NEIGHBOURS - GATEWAY)
        begin, end = (there, GATEWAY) if "on its way back" in entry.text else (GATEWAY, there)
        drawn = ink.line("line back", (begin, self.y + 17), (end, self.y + 17))
        drawn += ink.cross(there, self.y + 17)
        drawn += ink.write(GATEWAY + 10, self.y + 11, entry.text, "small")
        self.drawn.append(ink.told(f"{entry.kind}: {entry.text}", drawn))
        self.y += 26

    def _about_the_gateway(self, entry: Happening) -> None:
        self._note(entry.text, entry, GATEWAY, "box")
        if entry.text.startswith(("started", "found")):
            self._lives_until_here(again=True)
        elif entry.text == "killed" or entry.kind == HAS_LEFT:
            self.drawn.append(ink.cross(GATEWAY, self.y + 2))
            self._lives_until_here(again=False)

    def _lane(self, kind: str, x: float, begin: float, end: float) -> None:
        """A line down, behind everything, that leaves out what must be read."""
        for left, right, top, bottom in self._covered:
            if left < x < right and begin <= top < end:
                self.drawn.insert(0, ink.line(kind, (x, begin), (x, top)))
                begin = bottom
        if begin < end:
            self.drawn.insert(0, ink.line(kind, (x, begin), (x, end)))

    def _lives_until_here(self, *, again: bool) -> None:
        """The gateway's line, dotted while no process of it was there."""
        begin, kind = (
            (self._dead_from, "life dotted") if self._alive is None else (self._alive, "life")
        )
        self._lane(kind, GATEWAY, begin, self.y)
        self._alive, self._dead_from = (self.y if again else None), self.y


def _spoken_seconds(said: str) -> str:
    """What was noted of time that passed, in hours where it is hours."""
    number, _, rest = said.partition(" seconds ")
    try:
        return f"{lasting(float(number))} {rest}"
    except (ValueError, OverflowError):  # nobody has let so much pass
        return said


def _starts(row: Row) -> bool:
    return isinstance(row.entry, Happening) and row.entry.kind == "gateway"
