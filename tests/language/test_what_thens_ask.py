"""A Then asks for nothing that a record could not tell: else it cannot be judged again."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

from support.clock import TrueTime
from support.evidence.ledger import Ledger
from support.evidence.past import Passage
from support.past import NotOnRecordError, Past
from support.targets.description import load

if TYPE_CHECKING:
    from collections.abc import Iterator

STEPS = sorted((Path(__file__).parents[2] / "steps").glob("*.py"))
PAST = Past(Ledger(TrueTime()).everything(), Passage("Then", 0, 0), 0, load("embedded"))
DOOR = "world"


def thens(source: str) -> Iterator[ast.FunctionDef]:
    for each in ast.parse(source).body:
        if isinstance(each, ast.FunctionDef) and any(
            isinstance(mark, ast.Call) and ast.unparse(mark.func) == "then"
            for mark in each.decorator_list
        ):
            yield each


def asked(then: ast.FunctionDef) -> set[str]:
    """What it names of the world, and of what the world has: `operator.looks_at_figures`."""
    worlds = {
        target.id
        for each in ast.walk(then)
        if isinstance(each, ast.Assign)
        for target, value in _pairs(each)
        if isinstance(target, ast.Name) and _is_world(value, set())
    }
    found = set()
    for each in ast.walk(then):
        if isinstance(each, ast.Attribute):
            path, inner = [each.attr], each.value
            while isinstance(inner, ast.Attribute):
                path.insert(0, inner.attr)
                inner = inner.value
            if _is_world(inner, worlds):
                found.add(".".join(path))
    return found


def _pairs(assignment: ast.Assign) -> Iterator[tuple[ast.expr, ast.expr]]:
    target, value = assignment.targets[0], assignment.value
    if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
        yield from zip(target.elts, value.elts, strict=True)
    else:
        yield target, value


def _is_world(value: ast.expr, names: set[str]) -> bool:
    is_door = isinstance(value, ast.Call) and ast.unparse(value.func) == DOOR
    return is_door or (isinstance(value, ast.Name) and value.id in names)


def tells(path: str) -> bool:
    """Whether a past world has this."""
    there: object = PAST
    for name in path.split("."):
        try:
            there = getattr(there, name)
        except (AttributeError, NotOnRecordError):
            return False
    return True


def test_a_then_asks_for_nothing_that_a_record_cannot_tell() -> None:
    """Whoever needs more has a driver write it into the ledger, and Hearing read it there."""
    asking = {
        f"{file.name}: {then.name} asks for {path}"
        for file in STEPS
        for then in thens(file.read_text("utf-8"))
        for path in asked(then)
        if not tells(path)
    }
    assert not asking


def test_what_is_asked_is_found() -> None:
    """By whatever name the world goes."""
    source = """
@then("it is so")
def is_so(context):
    seen, look = world(context), world(context).onlookers.look()
    assert_that(seen.delivery.last, world(context).dialect.paths, look.answers)
"""
    (then,) = thens(source)
    found = asked(then)
    assert found >= {"onlookers.look", "delivery.last", "dialect.paths"}
    assert [each for each in sorted(found) if not tells(each)] == ["delivery", "delivery.last"]
