"""The picture of a scenario: who said what to whom, and when, in one drawing.

A pure function of what was told and what was seen: `picture(told, history)` is one SVG that stands
by itself or in a page, on paper or on a dark screen, without ids and without script.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from support.clock import NOON, spoken
from support.reports import picture_ink as ink
from support.reports.picture_exchanges import lasting
from support.reports.picture_gathering import gathered
from support.reports.picture_lanes import IS_OVER, Lanes
from support.reports.picture_limits import draw_limits, limits
from support.reports.standings import word_of
from support.wire.exchange import Exchange

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from support.evidence.ledger import Happening
    from support.reports.runs import Found, Told

_VERDICTS: dict[Found, tuple[str, str, str]] = {
    "passed": ("✓", "kept", "passed: what was promised was seen"),
    "failed": ("✗", "broken", "failed: the gateway broke the promise"),
    "error": ("!", "moved", "error: nothing was proved"),
    "not claimed": ("-", "moved", "not claimed: the gateway does not say that it can do this"),
    "not run": ("-", "moved", "not run: nothing was proved"),
}
_SHOWN = 8  # lines of a message


def picture(
    told: Told, history: Sequence[Exchange | Happening], style: str = f"<style>{ink.STYLE}</style>"
) -> str:
    """The scenario as SVG; without a history, its verdict alone.

    A page with many pictures has the style once, for all of them.
    """
    lanes = Lanes(_steps(told), history[0].began.time if history else NOON)
    if history:
        lanes.draw(gathered(history))
    drawn, y = draw_limits(limits(history), lanes.y + 6)
    verdict, y = _verdict(told, y + 10)
    return ink.picture_of(
        f"The picture of: {told.scenario.name}",
        " ".join(_in_words(told, history)),
        y,
        "".join([*lanes.drawn, drawn, verdict]),
        style,
    )


def _steps(told: Told) -> Iterator[tuple[str, str, str]]:
    walked = told.judged.steps if told.judged else ()
    for number, step in enumerate(told.scenario.steps):
        status = walked[number].status if number < len(walked) else ""
        yield step.keyword.strip(), step.sentence, status


def _verdict(told: Told, y: float) -> tuple[str, float]:
    mark, colour, said = _VERDICTS[word_of(told)]
    judged = told.judged
    lines = []
    if judged and judged.message:
        message = [part for said in judged.message.splitlines() for part in _parts(said)]
        lines = [ink.shortened(judged.step, 120), *message[:_SHOWN]]
        if len(message) > _SHOWN:
            lines.append("…")
    high = 32 + 16 * len(lines) + (6 if lines else 0)
    drawn = ink.box(f"f-{colour} t", 0, y, ink.WIDTH, high) + ink.box(
        f"box c-{colour}", 0.5, y, ink.WIDTH - 1, high
    )
    drawn += ink.write(ink.GUTTER - 8, y + 21, f"{mark}", "end b") + ink.write(
        ink.LEFT, y + 21, said, "b"
    )
    for number, each in enumerate(lines):
        kind = "mono" if number else "b"
        drawn += ink.write(ink.LEFT, y + 40 + 16 * number, each, kind)
    return drawn, y + high + 4


def _parts(said: str) -> list[str]:
    """Of a line that may be too long for the paper, each with its indentation."""
    room = len(said) - len(said.lstrip())
    inside = " " * min(room, 20)
    return [inside + each for each in ink.wrapped(said, 112 - len(inside), _SHOWN)]


def _in_words(told: Told, history: Sequence[Exchange | Happening]) -> Iterator[str]:
    """The same for those who cannot see it."""
    asked: dict[str, Counter[str]] = {}
    for each in history:
        if isinstance(each, Exchange):
            there, _, back = each.leg.partition(" to ")
            who = each.who if there in {"caller", "operator"} else f"the {there}"
            answer = str(each.response.status) if each.response else f"nothing ({each.ending})"
            asked.setdefault(f"{who} asked the {back}", Counter())[answer] += 1
        elif each.kind == "time":
            yield f"{spoken(each.began.time)}: {each.text}."
        elif each.kind == "partition":
            what = "can be reached again" if each.text == IS_OVER else f"is cut off: {each.text}"
            yield f"{spoken(each.began.time)}: the control plane {what}."
    for who, answers in asked.items():
        told_ = ", ".join(f"{status} {_times(count)}" for status, count in answers.items())
        yield f"{who}: answered with {told_}."
    if history:
        ends = [e.ended.time for e in history if isinstance(e, Exchange) and e.ended]
        last = max([history[-1].began.time, *ends])
        if last - history[0].began.time >= 1:
            yield f"All of it took {lasting(last - history[0].began.time)} of the scenario's time."
    else:
        yield "Nothing was seen."
    yield f"Verdict: {_VERDICTS[word_of(told)][2]}."


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count:,} times"
