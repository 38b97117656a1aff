"""The rules for our own code that no ready-made tool knows, checked on its syntax tree.

Rule 1: each function takes the text of one file and returns remarks: a line and a sentence each.
"""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING, NamedTuple, TypeGuard

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NAMES_THAT_SAY_NOTHING = re.compile(r"(^|_)(utils?|helpers?|common|managers?|base)(_|$)")
STEP = {"given", "when", "then"}
LOOPS = (ast.For, ast.AsyncFor, ast.While, ast.comprehension)
CHOICES = (ast.If, ast.IfExp, ast.Match, ast.BoolOp, ast.Try, ast.TryStar, ast.Assert)
TURNS = (*LOOPS, *CHOICES)


class Remark(NamedTuple):
    line: int
    text: str


def about_length(text: str, limit: int = 300) -> Iterator[Remark]:
    lines = len(text.splitlines())
    if lines > limit:
        yield Remark(limit + 1, f"a file has at most {limit} lines, not {lines}")


def about_name(path: Path) -> Iterator[Remark]:
    for part in path.with_suffix("").parts:
        if found := NAMES_THAT_SAY_NOTHING.search(part):
            yield Remark(1, f"'{found[2]}' says nothing about what is in {part}")


def about_docstring(text: str) -> Iterator[Remark]:
    if text.strip() and not ast.get_docstring(ast.parse(text)):
        yield Remark(1, "a module starts with a docstring that says what it is for")


def about_sleep(text: str) -> Iterator[Remark]:
    """Nothing lets time pass by idling: only asyncio.sleep(0), which lets others have a turn."""
    tree = ast.parse(text)
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call))
    yielding = [call.func for call in calls if ast.unparse(call) == "asyncio.sleep(0)"]
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and "sleep" in {name.name for name in node.names}:
            yield Remark(node.lineno, "sleep is not imported by name, so that it can be found")
        if isinstance(node, ast.Attribute) and node.attr == "sleep" and node not in yielding:
            yield Remark(node.lineno, f"{ast.unparse(node)} lets time pass; nothing sleeps")


def about_steps(text: str) -> Iterator[Remark]:
    """A step is a sentence: one to three statements, no turns, and only a Then asserts."""
    for node in ast.parse(text).body:
        if not isinstance(node, ast.FunctionDef):
            continue
        role = _role(node)
        statements = node.body[1:] if ast.get_docstring(node) else node.body
        if role and not 1 <= len(statements) <= 3:
            yield Remark(node.lineno, f"{node.name} has {len(statements)} statements, not 1 to 3")
        if role is None and node.decorator_list == []:
            yield Remark(node.lineno, f"{node.name} is no step; it belongs to a driver or matcher")
        for inner in ast.walk(node):
            if isinstance(inner, TURNS):
                line = getattr(inner, "lineno", node.lineno)
                kind = type(inner).__name__.lower()
                yield Remark(line, f"{node.name} takes a turn ({kind}); that is a driver's work")
            if _asserts(inner) and role != "then":
                yield Remark(node.lineno, f"{node.name} asserts, and only a Then asserts")


def about_assertions(text: str) -> Iterator[Remark]:
    """Outside steps nobody asserts with assert_that: drivers act, matchers answer."""
    for node in ast.walk(ast.parse(text)):
        if _asserts(node):
            yield Remark(
                getattr(node, "lineno", 1), "assert_that stands in a Then and nowhere else"
            )


def about_statuses(text: str) -> Iterator[Remark]:
    """A promise has one status; a collection of them would let a wrong one pass."""
    for node in ast.walk(ast.parse(text)):
        several: list[ast.AST] = []
        if isinstance(node, (ast.Tuple, ast.List, ast.Set)):
            several = list(node.elts)
        elif isinstance(node, ast.Call) and ast.unparse(node.func) in {"range", "any_of"}:
            several = list(node.args)
        if sum(_is_status(each) for each in several) > 1:
            yield Remark(getattr(node, "lineno", 1), "several statuses let a wrong one pass")


def about_wiring(text: str) -> Iterator[Remark]:
    """environment.py opens and closes; the only things that it knows are the judge's own."""
    for node in ast.walk(ast.parse(text)):
        if not isinstance(node, (ast.Import, ast.ImportFrom)):
            continue
        plain = [name.name for name in node.names]
        for name in [node.module or ""] if isinstance(node, ast.ImportFrom) else plain:
            if name.split(".")[0] not in {"__future__", "behave", "pathlib", "support", "typing"}:
                yield Remark(node.lineno, f"environment.py is wiring; it has no use for {name}")


def about_test_docstrings(text: str) -> Iterator[Remark]:
    """A test's docstring is the promise, in one sentence."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and node.name.startswith(
            "test_"
        ):
            promise = (ast.get_docstring(node) or "").split("\n\n")[0]
            if not promise.endswith("."):
                yield Remark(node.lineno, f"{node.name} has no sentence that says what it promises")


def _role(step: ast.FunctionDef) -> str | None:
    for decorator in step.decorator_list:
        called = decorator.func if isinstance(decorator, ast.Call) else decorator
        name = ast.unparse(called).rsplit(".", 1)[-1]
        if name in STEP:
            return name
    return None


def _asserts(node: ast.AST) -> TypeGuard[ast.Call]:
    return isinstance(node, ast.Call) and ast.unparse(node.func).endswith("assert_that")


def _is_status(node: ast.AST) -> bool:
    text = ast.unparse(node)
    return bool(re.search(r"^[1-5]\d\d$|\bHTTPStatus\.|\(([1-5]\d\d)\)$", text))
