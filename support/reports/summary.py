"""The end of a run: which promises were broken, which stayed open, which were kept.

Broken ones come first, so that nobody has to look for them. A promise is told with its sentence
from the catalogue; those without a scenario are counted by area, never passed over.
"""

from __future__ import annotations

from collections import Counter
from textwrap import fill
from typing import TYPE_CHECKING

from support.reports.verdicts import standing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from support.reports.catalogue import Catalogue, Promise
    from support.reports.record import Tested
    from support.reports.verdicts import Verdict, Word

_ORDER = ("broken", "inconclusive", "not claimed", "kept")
_WIDTH = 100
_APART: tuple[Word, ...] = ("failed", "error", "not claimed")


def summary(
    verdicts: Sequence[Verdict],
    catalogue: Catalogue,
    target: Tested,
    faults: Sequence[str],
    *,
    whole: bool = True,
) -> str:
    """Everything that a person needs to know who looks at the last screen only.

    Of a run that was not the whole suite nothing is called kept: it is kept as far as was tried.
    """
    called = {} if whole else {"kept": "kept so far"}
    of_each = {
        each.id: [v for v in verdicts if each.id in v.promises] for each in catalogue.promise
    }
    lines = ["", f"{target.name} {target.version}"]
    for word in _ORDER:
        for promise in catalogue.promise:
            told = of_each[promise.id]
            if told and standing(told) == word:
                lines += _about(promise, called.get(word, word), told)
    lines += [*_by_area(catalogue, of_each, called), *(f"! {fault}" for fault in faults)]
    counts = Counter(each.word for each in verdicts)
    lines.append(
        f"{counts['passed']} passed, {counts['failed']} failed, "
        f"{counts['error']} in error, {counts['not claimed']} not claimed"
    )
    return "\n".join(lines)


def _about(promise: Promise, word: str, verdicts: Sequence[Verdict]) -> Iterator[str]:
    """A line for the promise; where it is broken or left open, one for each scenario that says so.

    Reasons why something is not claimed are told once, however many scenarios they stop.
    """
    yield _wrapped(f"  {word:12} {promise.id}  ", f"{promise.sentence} {_parts(verdicts)}")
    if word in {"broken", "inconclusive"}:
        for each in verdicts:
            if each.word in {"failed", "error"}:
                yield f"      {each.word:7} {each.scenario}  {each.title}"
    for reason in sorted({each.message for each in verdicts if each.word == "not claimed"}):
        yield f"      {reason}"


def _parts(verdicts: Sequence[Verdict]) -> str:
    """3 scenarios; with those that did not pass counted apart."""
    counts = Counter(each.word for each in verdicts)
    total = f"{len(verdicts)} scenario{'' if len(verdicts) == 1 else 's'}"
    apart = [f"{counts[word]} {word}" for word in _APART if counts[word]]
    return f"({', '.join([total, *apart])})"


def _wrapped(head: str, text: str) -> str:
    """Nothing is left out of a sentence: what has no room goes on below its beginning."""
    return fill(text, _WIDTH, initial_indent=head, subsequent_indent=" " * len(head))


def _by_area(
    catalogue: Catalogue, of_each: dict[str, list[Verdict]], called: dict[str, str]
) -> Iterator[str]:
    yield "  by area:"
    for area in _once(each.area for each in catalogue.promise):
        words = Counter(
            standing(of_each[each.id]) for each in catalogue.promise if each.area == area
        )
        order = (word for word in (*_ORDER, "unproven") if words[word])
        told = [f"{words[word]} {called.get(word, word)}" for word in order]
        yield f"    {area}: {', '.join(told)}"


def _once(areas: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(areas))
