"""Step definitions, and which of them a step met: found again by the expressions in the record."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from cucumber_expressions.expression import CucumberExpression
from cucumber_expressions.parameter_type import ParameterType
from cucumber_expressions.parameter_type_registry import ParameterTypeRegistry

if TYPE_CHECKING:
    from collections.abc import Iterator

    from support.reports.cucumber.reading import Ids, Message


class Sentences:
    """All that could be said in this run."""

    def __init__(self, known: bytes, ids: Ids) -> None:
        told: dict[str, Any] = json.loads(known)
        types = ParameterTypeRegistry()
        for name, expressions in told["parameters"].items():
            if types.lookup_by_type_name(name) is None:
                types.define_parameter_type(ParameterType(name, expressions, str, lambda *_: None))
        self._steps = [(ids.get_next_id(), each) for each in told["sentences"]]
        self._types = types
        self._compiled: dict[str, CucumberExpression] = {}
        self._met: dict[tuple[str, str], tuple[list[str], list[Message]]] = {}

    def messages(self) -> Iterator[Message]:
        for own_id, each in self._steps:
            location = {"uri": each["file"], "location": {"line": each["line"]}}
            pattern = {"source": each["pattern"], "type": "CUCUMBER_EXPRESSION"}
            definition = {"id": own_id, "pattern": pattern, "sourceReference": location}
            yield {"stepDefinition": definition}

    def met_by(self, kind: str, text: str) -> tuple[list[str], list[Message]]:
        """The definition that a step met and its arguments; two empty lists when there is none."""
        if (kind, text) not in self._met:
            self._met[kind, text] = self._find(kind, text)
        return self._met[kind, text]

    def _find(self, kind: str, text: str) -> tuple[list[str], list[Message]]:
        for own_id, each in self._steps:
            pattern = each["pattern"]
            if each["kind"] not in {kind, "step"} or not text.startswith(_beginning(pattern)):
                continue
            found = self._expression(pattern).match(text)
            if found is not None:
                return [own_id], [{"stepMatchArguments": [_argument(each) for each in found]}]
        return [], []

    def _expression(self, pattern: str) -> CucumberExpression:
        if pattern not in self._compiled:
            self._compiled[pattern] = CucumberExpression(pattern, self._types)
        return self._compiled[pattern]


def _beginning(pattern: str) -> str:
    """What a sentence of this pattern certainly begins with."""
    plain = len(pattern)
    for sign in "{(/\\":
        at = pattern.find(sign)
        plain = min(plain, at if at >= 0 else plain)
    return pattern[:plain].rpartition(" ")[0] if plain < len(pattern) else pattern


def _argument(found: Any) -> Message:  # noqa: ANN401 - an argument of cucumber-expressions
    return {"group": _group(found.group), "parameterTypeName": found.parameter_type.name}


def _group(found: Any) -> Message:  # noqa: ANN401 - a group of cucumber-expressions
    """A group that took no part in the match has neither a beginning nor a value."""
    group: Message = {}
    if found.value is not None:
        group = {"start": found.start, "value": found.value}
    if found.children:
        group["children"] = [_group(each) for each in found.children]
    return group
