"""The summary of a job, in Markdown: what is broken first, with its evidence folded under it.

GitHub takes one mebibyte and refuses the rest whole. So evidence is given while there is room, then
names alone, and then the number of those that are told elsewhere; nothing is dropped in silence.
Text from outside is text: it is escaped in sentences and stands preformatted in evidence.
"""

from __future__ import annotations

from collections import Counter
from html import escape
from typing import TYPE_CHECKING

from support.reports.gaps import NOTHING_PASSED, wrong_with
from support.reports.plain_text import in_markdown, nobody_called, on_one_line, plain
from support.reports.standings import STANDINGS, standings, why, word_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from support.reports.runs import Run, Told
    from support.reports.standings import Because, Standing, Stood

MOST = 2**20  # bytes
_FOR_THE_REST = 2**18  # bytes of these: tables and sentences
_LONGEST_LINE, _LONGEST_EVIDENCE = 300, 20_000  # characters
_ROWS = 50
_UNPROVED = {"harness fault", "inconclusive", "unproven", "not claimed"}
_TROUBLE: tuple[Standing, ...] = ("broken", "harness fault", "inconclusive")


def files(run: Run) -> Iterator[tuple[str, bytes]]:
    said = standings(run)
    lines = [*_head(run, said), *_trouble(said), *_by_area(said), *_at_stake(said)]
    lines += _not_claimed(run)
    yield "summary.md", "".join(f"{each}\n" for each in lines).encode()


def _head(run: Run, said: Sequence[Stood]) -> Iterator[str]:
    tested, wrong = run.began.tested, wrong_with(run)
    words = Counter(each.word for each in said)
    told = [f"{words[each]} {each}" for each in STANDINGS if words[each]]
    yield f"## {_text(f'{tested.name} {tested.version}')}: {_headline(words, wrong)}\n"
    yield f"{_of(len(said), 'promise')}: {', '.join(told)}.  "
    of_each = Counter(word_of(each) for each in run.told)
    counts = [f"{number} {word}" for word, number in sorted(of_each.items())]
    yield f"{_of(len(run.told), 'scenario')}: {', '.join(counts)}.\n"
    for each in wrong[:_ROWS]:
        yield f"> **!** {_text(each)}\n"
    if len(wrong) > _ROWS:
        yield f"> **!** and {len(wrong) - _ROWS} more\n"


def _headline(words: Counter[Standing], wrong: Sequence[str]) -> str:
    if words["broken"]:
        return f"{_of(words['broken'], 'promise')} broken"
    if NOTHING_PASSED in wrong:
        return "nothing was proved"
    if wrong:
        return "this run is no success"
    if words["inconclusive"]:
        return f"{_of(words['inconclusive'], 'promise')} inconclusive"
    return f"{_of(words['kept'], 'promise')} kept"


def _trouble(said: Sequence[Stood]) -> Iterator[str]:
    room = MOST - _FOR_THE_REST
    shown: set[str] = set()
    for word in _TROUBLE:
        those = [each for each in said if each.word == word]
        if those:
            yield f"### {word.capitalize()}\n"
        for each in those:
            yield _about(each)
            left_out = 0
            for told in each.proofs:
                if word_of(told) in {"failed", "error"}:
                    block = _scenario(told, room, folded=told.place not in shown)
                    shown.add(told.place)
                    left_out += not block
                    room -= len(block.encode())
                    yield from [block] if block else []
            if left_out:
                yield f"- and {_of(left_out, 'scenario')} more, told by the other reports\n"
            yield from (_not_run(why) for why in each.because if why.word == "not run")


def _about(said: Stood) -> str:
    promise = said.promise
    at_stake = f"{promise.value_at_risk:,} euros a month at stake"
    return (
        f"**{promise.id}** {_text(promise.sentence)}  \n"
        f"_{_text(promise.area)}; {at_stake}; {_text(promise.owner)}_\n"
    )


def _not_run(because: Because) -> str:
    first, *others = because.places or ("",)
    more = f" and {len(others)} more" if others else ""
    return f"- not run, {because.why}: {_text(first)}{more}\n"


def _scenario(told: Told, room: int, *, folded: bool) -> str:
    """With its evidence where it is told for the first time; nothing where there is no room."""
    name = _cut(on_one_line(told.scenario.name), _LONGEST_LINE)
    head = f"{word_of(told)}: {told.place} {name}"
    short = f"- {_text(head)}\n"
    full = short
    if folded and (judged := told.judged):
        parts = (judged.step, why(told), judged.explanation)
        evidence = _cut(plain("\n\n".join(each for each in parts if each)), _LONGEST_EVIDENCE)
        full = (
            f"<details><summary>{nobody_called(escape(head))}</summary>\n\n"
            f"<pre>\n{escape(evidence)}\n</pre>\n\n</details>\n"
        )
    return next((each for each in (full, short) if len(each.encode()) <= room), "")


def _by_area(said: Sequence[Stood]) -> Iterator[str]:
    yield "### By area\n"
    yield f"| area | {' | '.join(STANDINGS)} |"
    yield f"|---|{'---:|' * len(STANDINGS)}"
    for area in dict.fromkeys(each.promise.area for each in said):
        words = Counter(each.word for each in said if each.promise.area == area)
        yield f"| {_text(area)} | {' | '.join(str(words[each] or '') for each in STANDINGS)} |"
    yield ""


def _at_stake(said: Sequence[Stood]) -> Iterator[str]:
    """What stands behind a promise is at stake until it is shown to be kept."""
    yield "### Value at risk\n"
    for words, meaning in (
        (("broken",), "by broken promises"),
        (
            ("harness fault", "inconclusive", "unproven", "not claimed"),
            "by promises that are not proved",
        ),
    ):
        euros = sum(each.promise.value_at_risk for each in said if each.word in words)
        yield f"- up to {euros:,} euros a month {meaning}"
    yield "\nFigures of the catalogue overlap: a sum is the most that can be at stake.\n"


def _not_claimed(run: Run) -> Iterator[str]:
    reasons = Counter(why(each) for each in run.told if word_of(each) == "not claimed")
    if not reasons:
        return
    yield "### Not claimed\n"
    for reason, number in sorted(reasons.items())[:_ROWS]:
        yield f"- {_text(reason)} ({_of(number, 'scenario')})"
    if len(reasons) > _ROWS:
        yield f"- and {len(reasons) - _ROWS} reasons more"


def _of(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def _text(said: str) -> str:
    return in_markdown(_cut(on_one_line(said), _LONGEST_LINE))


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[:longest]} … (the rest is in the record)"
