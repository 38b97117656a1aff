"""The catalogue of lies as a run record keeps it: read from its source, and not imported.

To import a lie is to import the gateway that tells it, which takes longer than many a run. What a
lie is stands in plain sight: a function with `@lie(...)`, whose docstring says what it does.
"""

from __future__ import annotations

import ast
import json
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    KnownLie = dict[str, str | list[str]]

_HOW = re.compile(rb'^( {4}"""[^"]*"""\n)(?:(?: {4}.*)?\n)*', re.MULTILINE)
_LIES = "support/targets/lies"
_CAUGHT = "docs/lies.json"  # scenarios that are known to catch them, by name; see scripts/lies


def known_lies(root: Path) -> list[KnownLie]:
    """Every lie: its name, what it does, what it breaks, and how and where it is noticed."""
    caught = json.loads((root / _CAUGHT).read_text("utf-8"))
    files = (root / _LIES).glob("*.py")
    rooms = {each.stem: ast.parse(_without_how(each.read_bytes())) for each in files}
    shared = {name: word for room in rooms.values() for name, word in _named_words(room)}
    return [
        {**each, "caught_by": caught.get(each["name"], [])}
        for name, room in sorted(rooms.items())
        for each in _lies_in(name, room, shared | dict(_named_words(room)))
    ]


def _without_how(source: bytes) -> bytes:
    """How a lie is told stands under its docstring; to parse that too takes four times as long."""
    return _HOW.sub(rb"\1", source)


def _named_words(room: ast.Module) -> Iterator[tuple[str, str]]:
    """Words that several lies share have a name, in one of their rooms."""
    for each in room.body:
        if isinstance(each, ast.Assign):
            names, values = _parts(each.targets[0]), _parts(each.value)
            for name, value in zip(names, values, strict=False):
                if isinstance(value, ast.Constant):
                    yield ast.unparse(name), str(value.value)


def _parts(side: ast.expr) -> list[ast.expr]:
    return side.elts if isinstance(side, ast.Tuple) else [side]


def _lies_in(name: str, room: ast.Module, words: dict[str, str]) -> Iterator[dict[str, str]]:
    for each in room.body:
        if isinstance(each, ast.FunctionDef):
            for mark in each.decorator_list:
                if isinstance(mark, ast.Call) and ast.unparse(mark.func) == "lie":
                    said = {word: _text(value, words) for word, value in _said(mark)}
                    says = " ".join((ast.get_docstring(each) or "").split())
                    yield {"name": f"{name}.{each.name}", "says": says, **said}


def _said(mark: ast.Call) -> Iterator[tuple[str, ast.expr]]:
    """Who made a mistake for real is not told here."""
    for each in mark.keywords:
        if each.arg in {"breaks", "noticed_by"}:
            yield each.arg, each.value


def _text(value: ast.expr, words: dict[str, str]) -> str:
    if isinstance(value, ast.JoinedStr):
        return "".join(_text(each, words) for each in value.values)
    if isinstance(value, ast.FormattedValue):
        return _text(value.value, words)
    if isinstance(value, ast.Constant):
        return str(value.value)
    return words.get(ast.unparse(value), ast.unparse(value))
