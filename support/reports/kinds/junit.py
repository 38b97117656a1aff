"""JUnit XML, as Jenkins and GitLab read it: a suite for each feature, a case for each scenario.

Jenkins takes what stands before the last dot of a class name for its package; so names that have
dots of their own get another that looks the same, and stand as they are in the properties.
GitLab takes two cases of one class and one name for the same: a name that returns has its line.
What is wrong with the run as a whole is an error in a suite of its own, so that no run that was
killed can pass for a success.
"""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from support.reports.gaps import wrong_with
from support.reports.plain_text import on_one_line, plain
from support.reports.standings import why, word_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from support.reports.runs import Found, Run, Told

_TAGS: dict[Found, tuple[str, str]] = {
    "failed": ("failure", "PromiseBroken"),
    "error": ("error", "NothingProved"),
    "not claimed": ("skipped", "NotClaimed"),
    "not run": ("skipped", "NotRun"),
}
_LEADER = "\N{ONE DOT LEADER}"  # looks like a dot, and is none


def files(run: Run) -> Iterator[tuple[str, bytes]]:
    tested = run.began.tested
    whole = Element("testsuites", name=f"{tested.name} {tested.version}")
    for _, told in groupby(run.told, lambda each: each.feature.file):
        _suite(whole, list(told), run)
    _run_itself(whole, wrong_with(run))
    _count(whole, list(whole))
    _without_what_is_no_text(whole)
    indent(whole)
    yield "junit.xml", tostring(whole, "utf-8", xml_declaration=True) + b"\n"


def _suite(whole: Element, all_told: Sequence[Told], run: Run) -> None:
    feature, at = all_told[0].feature, run.began.at
    suite = SubElement(whole, "testsuite", name=feature.name, file=feature.file, timestamp=at)
    _properties(suite, [("gateway", run.began.tested.name), ("record", run.began.run)])
    names: Counter[tuple[str, str]] = Counter()
    for told in all_told:
        name = _class(told), told.scenario.name
        names[name] += 1
        _case(suite, told, run, again=names[name] > 1)
    _count(suite, suite.findall("testcase"))


def _case(suite: Element, told: Told, run: Run, *, again: bool) -> None:
    line = told.scenario.at_line
    case = SubElement(
        suite,
        "testcase",
        classname=_class(told),
        name=told.scenario.name.strip() + (f" (line {line})" if again else ""),
        time=_seconds(told.judged.seconds if told.judged else 0.0),
        file=told.feature.file,
        line=str(line),
    )
    _properties(case, _known(told, run))
    if (word := word_of(told)) != "passed":
        _outcome(case, told, word)


def _outcome(case: Element, told: Told, word: Found) -> None:
    """A failure is the gateway's, an error nobody's, and what was not run is no success."""
    tag, kind = _TAGS[word]
    said = SubElement(case, tag, type=kind, message=on_one_line(why(told)))
    if tag == "skipped":
        said.set("message", f"{word}: {on_one_line(why(told))}")
    elif judged := told.judged:
        parts = (judged.step, why(told), judged.explanation)
        said.text = "\n\n".join(each for each in parts if each)


def _known(told: Told, run: Run) -> Iterator[tuple[str, str]]:
    promises = run.promises_of(told)
    for promise in promises:
        yield "promise", promise.id
    for area in dict.fromkeys(each.area for each in promises):
        yield "area", area
    yield "feature", told.feature.name
    if rule := told.rule:
        yield "rule", rule.name
    for tag in sorted({*told.scenario.tags} - {each.id for each in promises}):
        yield ("needs", tag.removeprefix("needs.")) if tag.startswith("needs.") else ("tag", tag)


def _run_itself(whole: Element, wrong: Sequence[str]) -> None:
    if not wrong:
        return
    suite = SubElement(whole, "testsuite", name="The run itself")
    for number, text in enumerate(wrong, 1):
        name = f"What is wrong with the run, {number}"
        case = SubElement(suite, "testcase", classname="The run itself", name=name, time="0.000")
        SubElement(case, "error", type="NothingProved", message=on_one_line(text)).text = text
    _count(suite, list(suite))


def _class(told: Told) -> str:
    """Folders as a package, then the feature and its rule."""
    folder = PurePosixPath(told.feature.file).parent.as_posix().replace("/", ".")
    inner = f"{told.feature.name} > {told.rule.name}" if told.rule else told.feature.name
    return f"{folder}.{inner.replace('.', _LEADER)}"


def _properties(of: Element, known: Iterable[tuple[str, str]]) -> None:
    every = SubElement(of, "properties")
    for name, value in known:
        SubElement(every, "property", name=name, value=value)


def _count(of: Element, inside: Sequence[Element]) -> None:
    cases = [case for each in inside for case in each.iter("testcase")]
    counted = [("failures", "failure"), ("errors", "error"), ("skipped", "skipped")]
    for name, tag in counted if of.tag == "testsuite" else counted[:2]:
        of.set(name, str(sum(case.find(tag) is not None for case in cases)))
    of.set("tests", str(len(cases)))
    of.set("time", _seconds(sum(float(case.get("time", "0")) for case in cases)))


def _without_what_is_no_text(whole: Element) -> None:
    for each in whole.iter():
        each.text = each.text and plain(each.text)
        for name, value in each.items():
            each.set(name, plain(value))


def _seconds(seconds: float) -> str:
    return f"{seconds:.3f}"
