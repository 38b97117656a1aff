"""The lint of our own code notices each thing that a file may not do."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests import code_lint

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Rule = Callable[[str], Iterator[code_lint.Remark]]

STEP = '''
@then("it is refused because {reason}")
def is_refused(context: Context, reason: str) -> None:
    """A sentence."""
    outcome = world(context).outcome()
    assert_that(outcome, refused_because(reason))
'''


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        (code_lint.about_length, "x = 1\n" * 300),
        (code_lint.about_docstring, '"""Says what it is for."""\n'),
        (code_lint.about_docstring, ""),
        (code_lint.about_sleep, "await asyncio.sleep(0)"),
        (code_lint.about_steps, STEP),
        (code_lint.about_assertions, "mismatch = refused_because(reason).explain(outcome)"),
        (code_lint.about_statuses, "status in {429}"),
        (code_lint.about_statuses, "budget = (600, 12_000)"),
        (code_lint.about_wiring, "from support.world import World\nimport behave.model\n"),
        (code_lint.about_test_docstrings, 'def test_it():\n    """It holds."""\n'),
    ],
)
def test_good_code_passes(rule: Rule, text: str) -> None:
    """Code that keeps a rule gets no remark."""
    assert list(rule(text)) == []


@pytest.mark.parametrize(
    ("rule", "text", "remark"),
    [
        (code_lint.about_length, "x = 1\n" * 301, "a file has at most 300 lines, not 301"),
        (code_lint.about_docstring, "x = 1", "a module starts with a docstring"),
        (code_lint.about_sleep, "time.sleep(0)", "time.sleep lets time pass"),
        (code_lint.about_sleep, "nap = time.sleep", "time.sleep lets time pass"),
        (code_lint.about_sleep, "await asyncio.sleep(0.1)", "asyncio.sleep lets time pass"),
        (code_lint.about_sleep, "from time import sleep", "sleep is not imported by name"),
        (code_lint.about_steps, STEP.replace("@then", "@when"), "only a Then asserts"),
        (code_lint.about_steps, STEP.replace("@then", "@given"), "only a Then asserts"),
        (code_lint.about_steps, STEP + "    a()\n    b()\n", "has 4 statements, not 1 to 3"),
        (code_lint.about_steps, STEP + "    if reason: go()\n", "takes a turn (if)"),
        (code_lint.about_steps, STEP + "    while go(): pass\n", "takes a turn (while)"),
        (code_lint.about_steps, STEP + "    for x in y: go()\n", "takes a turn (for)"),
        (code_lint.about_steps, STEP + "    [go() for x in y]\n", "takes a turn (comprehension)"),
        (code_lint.about_steps, STEP + "    go() or stay()\n", "takes a turn (boolop)"),
        (code_lint.about_steps, STEP + "    assert reason\n", "takes a turn (assert)"),
        (
            code_lint.about_steps,
            STEP + "    try: go()\n    except KeyError: pass\n",
            "takes a turn (try)",
        ),
        (code_lint.about_steps, "def spare() -> None: ...", "spare is no step"),
        (code_lint.about_assertions, STEP, "assert_that stands in a Then and nowhere else"),
        (code_lint.about_statuses, "status in {429, 503}", "several statuses"),
        (code_lint.about_statuses, "status in (200, 204)", "several statuses"),
        (code_lint.about_statuses, "any_of(equal_to(429), equal_to(503))", "several statuses"),
        (code_lint.about_statuses, "status in range(400, 500)", "several statuses"),
        (code_lint.about_statuses, "[HTTPStatus.OK, HTTPStatus.CREATED]", "several statuses"),
        (code_lint.about_wiring, "import httpx", "environment.py is wiring"),
        (code_lint.about_wiring, "from time import monotonic", "it has no use for time"),
        (code_lint.about_test_docstrings, "def test_it(): ...", "has no sentence"),
        (code_lint.about_test_docstrings, "async def test_it(): ...", "has no sentence"),
    ],
)
def test_bad_code_is_told(rule: Rule, text: str, remark: str) -> None:
    """Each rule notices the code that breaks it."""
    told = [each.text for each in rule(text)]
    assert [each for each in told if remark in each], told


@pytest.mark.parametrize("name", ["utils", "wire_helpers", "common", "run_manager", "base"])
def test_a_name_that_says_nothing_is_told(name: str) -> None:
    """A file or folder is named after what is in it."""
    assert list(code_lint.about_name(Path(f"support/{name}.py")))
    assert list(code_lint.about_name(Path(f"support/{name}/sse.py")))


@pytest.mark.parametrize("name", ["database", "commonwealth", "utility_bills"])
def test_a_name_that_only_resembles_one_passes(name: str) -> None:
    """A word that merely contains a banned one is a word of its own."""
    assert list(code_lint.about_name(Path(f"support/{name}.py"))) == []
