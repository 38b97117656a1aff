"""Sources, documents and pickles: what was read, as Cucumber's own parser reads it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from gherkin.ast_builder import AstBuilder
from gherkin.errors import ParserException
from gherkin.parser import Parser
from gherkin.pickles.compiler import Compiler
from gherkin.stream.id_generator import IdGenerator
from gherkin.token_scanner import TokenScanner

if TYPE_CHECKING:
    from collections.abc import Iterator

    from support.reports.record import Feature

Ids = IdGenerator  # counts, so that the same record gives the same messages
Message = dict[str, Any]
_BLANK_END = re.compile(r"(\n[ \t]*)+$")
_PLAIN = "text/x.cucumber.gherkin+plain"


@dataclass
class Reading:
    """What has been read so far; pickles are found again by the place of their scenario."""

    ids: Ids
    pickles: dict[str, Message] = field(default_factory=dict)

    def messages(self, feature: Feature, text: str) -> Iterator[Message]:
        yield {"source": {"uri": feature.file, "data": text, "mediaType": _PLAIN}}
        try:
            document: Any = Parser(AstBuilder(self.ids)).parse(TokenScanner(text))
        except ParserException as fault:
            source = {"uri": feature.file, "location": {"line": feature.at_line}}
            yield {"parseError": {"source": source, "message": str(fault)}}
            return
        document["uri"] = feature.file
        _end_descriptions(document)
        yield {"gherkinDocument": document}
        lines = dict(_lines(document))
        pickle: Any
        for pickle in Compiler(self.ids).compile(document):
            line = lines[pickle["astNodeIds"][-1]]
            self.pickles[f"{feature.file}:{line['line']}"] = pickle
            yield {"pickle": {**pickle, "location": line}}


def _end_descriptions(node: object) -> None:
    """With their last line that says something, as newer parsers do."""
    if isinstance(node, dict):
        if isinstance(node.get("description"), str):
            node["description"] = _BLANK_END.sub("", node["description"])
        for inner in node.values():
            _end_descriptions(inner)
    elif isinstance(node, list):
        for inner in node:
            _end_descriptions(inner)


def _lines(node: object) -> Iterator[tuple[str, Message]]:
    """Where everything stands that has an id."""
    if isinstance(node, dict):
        if "id" in node and "location" in node:
            yield node["id"], node["location"]
        for inner in node.values():
            yield from _lines(inner)
    elif isinstance(node, list):
        for inner in node:
            yield from _lines(inner)
