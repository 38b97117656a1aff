"""From behave's model to the lines of a run record: features as they were read, steps as they went.

Nothing is judged here: what a scenario says about the gateway is decided in language/outcome.py.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from behave.cucumber_expression import StepMatcher4CucumberExpressions

from support.reports.record import Background, Example, Feature, Rule, Scenario, Step, Walked

if TYPE_CHECKING:
    from collections.abc import Callable

    from behave import model
    from behave.configuration import Configuration
    from behave.step_registry import StepRegistry

_KINDS: dict[str, Any] = {"given": "given", "when": "when", "then": "then"}


def feature(read: model.Feature, config: Configuration, keep: Callable[[bytes], str]) -> Feature:
    """All of a feature, whatever of it is asked for; its file is kept with *keep*."""
    rules = tuple(_rule(each) for each in read.rules)
    return Feature(
        file=read.filename,
        source=keep(Path(read.filename).read_bytes()),
        language=read.language or "en",
        keyword=read.keyword,
        name=read.name,
        told=tuple(read.description),
        tags=_texts(read.tags),
        at_line=read.line,
        background=_background(read.background),
        rules=rules,
        scenarios=tuple(_scenario(each, config) for each in read.walk_scenarios()),  # type: ignore[no-untyped-call]
    )


def sentences(registry: StepRegistry) -> bytes:
    """All that could be said: expressions with the place of their step, and what they may take."""
    root = Path.cwd()
    known = [
        {
            "kind": kind,
            "pattern": each.pattern,
            "file": _from_root(each.location.filename, root),
            "line": each.location.line,
        }
        for kind, steps in registry.steps.items()
        for each in steps
    ]
    types = StepMatcher4CucumberExpressions.TYPE_REGISTRY.parameter_types.parameter_types
    parameters = {each.name: list(each.regexps) for each in types if each.name}
    return json.dumps({"parameters": parameters, "sentences": known}).encode()


def walked(scenario: model.Scenario) -> tuple[Walked, ...]:
    return tuple(
        Walked(status=step.status.name, seconds=round(step.duration, 6))
        for step in scenario.all_steps
    )


def _from_root(file: str, root: Path) -> str:
    return os.path.relpath(root / file, root)


def _rule(rule: model.Rule) -> Rule:
    return Rule(
        at_line=rule.line,
        keyword=rule.keyword,
        name=rule.name,
        told=tuple(rule.description),
        tags=_texts(rule.tags),
        background=_background(rule.background),
    )


def _background(background: model.Background | None) -> Background | None:
    """One that only hands down the feature's has no steps of its own."""
    if background is None or not background.steps:
        return None
    return Background(
        keyword=background.keyword,
        name=background.name or "",
        told=tuple(background.description or ()),
        steps=tuple(_step(each, of_background=True) for each in background.steps),
    )


def _scenario(scenario: model.Scenario, config: Configuration) -> Scenario:
    own = len(scenario.steps)
    steps = list(scenario.all_steps)
    return Scenario(
        at_line=scenario.line,
        keyword=scenario.keyword,
        name=scenario.name,
        told=tuple(scenario.description),
        tags=_texts(scenario.effective_tags),
        rule=_line_of_rule(scenario),
        example=_example(scenario),
        steps=tuple(
            _step(each, of_background=number < len(steps) - own)
            for number, each in enumerate(steps)
        ),
        asked_for=bool(scenario.should_run(config)),  # type: ignore[no-untyped-call]
    )


def _line_of_rule(scenario: model.Scenario) -> int | None:
    above = scenario.parent
    while above is not None and above.type != "rule":
        above = getattr(above, "parent", None)
    return None if above is None else above.line


def _example(scenario: model.Scenario) -> Example | None:
    """Behave tells which row a scenario was made from in no other way."""
    row = scenario._row  # noqa: SLF001
    if row is None:
        return None
    outline = scenario.parent
    table = next((each.name for each in outline.examples if row in each.table.rows), "")
    return Example(
        outline=outline.name,
        at_line=outline.line,
        table=table or "",
        values=dict(row.items()),
    )


def _step(step: model.Step, *, of_background: bool) -> Step:
    table = step.table
    return Step(
        keyword=step.keyword,
        kind=_KINDS[step.step_type],
        sentence=step.name,
        at_line=step.line,
        table=table and (tuple(table.headings), *(tuple(row.cells) for row in table.rows)),
        text=None if step.text is None else str(step.text),
        of_background=of_background,
    )


def _texts(tags: Any) -> tuple[str, ...]:  # noqa: ANN401 - tags of behave, of several kinds
    return tuple(str(tag) for tag in tags)
