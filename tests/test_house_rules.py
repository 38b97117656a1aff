"""The house as it stands keeps the rules of the house."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from support.reports.catalogue import load_catalogue
from support.targets.abilities import ABILITIES
from tests import code_lint
from tests.feature_lint import parsed, remarks
from tests.feature_tags import repeated_ids

if TYPE_CHECKING:
    from collections.abc import Iterable

ROOT = Path(__file__).parents[1]
FEATURES = sorted((ROOT / "features").rglob("*.feature"))
STEPS = sorted((ROOT / "steps").rglob("*.py"))
SCRIPTS = sorted((ROOT / "scripts").glob("*.py"))
SUPPORT = sorted((ROOT / "support").rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))
OURS = [ROOT / "environment.py", *STEPS, *SCRIPTS, *SUPPORT, *TESTS]
JUDGES = [path for path in SUPPORT if path.parent.name in {"matchers", "checkers"}]
PAGES = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]


def everything_wrong(path: Path, found: Iterable[tuple[int, str]]) -> list[str]:
    return [f"{path.relative_to(ROOT)}:{line}: {text}" for line, text in found]


def test_features_keep_the_rules_of_writing() -> None:
    """Every feature file reads as the rules of writing-features.md want it."""
    promises = set(load_catalogue(ROOT / "features/promises.toml").ids)
    wrong = [line for path in FEATURES for line in everything_wrong(path, remarks(path, promises))]
    assert not wrong, "\n".join(wrong)


def test_example_ids_are_unique() -> None:
    """No two examples of the suite bear the same id."""
    assert repeated_ids(parsed(path)["feature"] for path in FEATURES) == []


def test_no_sentence_is_undefined_or_unused() -> None:
    """Every sentence in use has a step, and every step is in use."""
    if not FEATURES:
        assert not [path for path in STEPS if "@" in path.read_text(encoding="utf-8")]
        return
    behave = [sys.executable, "-m", "behave", "--dry-run", "--no-summary", "-f", "steps.usage"]
    run = subprocess.run(behave, cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    assert "UNUSED STEP DEFINITIONS" not in run.stdout, run.stdout


def test_code_keeps_the_rules_of_the_house() -> None:
    """Every file of ours is short, named after what it is for, says so, and never sleeps."""
    wrong: list[str] = []
    for path in OURS:
        text = path.read_text(encoding="utf-8")
        found = [*code_lint.about_length(text), *code_lint.about_sleep(text)]
        found += [*code_lint.about_docstring(text), *code_lint.about_name(path.relative_to(ROOT))]
        wrong += everything_wrong(path, found)
    assert not wrong, "\n".join(wrong)


def test_steps_are_sentences() -> None:
    """Every step is one to three statements without turns, and only a Then asserts."""
    wrong = [
        line
        for path in STEPS
        for line in everything_wrong(path, code_lint.about_steps(path.read_text("utf-8")))
    ]
    assert not wrong, "\n".join(wrong)


def test_nobody_asserts_upstairs_or_downstairs() -> None:
    """assert_that stands in steps alone, and only those who judge know statuses one by one."""
    wrong: list[str] = []
    for path in SUPPORT:
        wrong += everything_wrong(path, code_lint.about_assertions(path.read_text("utf-8")))
    for path in JUDGES:
        wrong += everything_wrong(path, code_lint.about_statuses(path.read_text("utf-8")))
    assert not wrong, "\n".join(wrong)


def test_the_environment_is_wiring() -> None:
    """environment.py knows the judge's own modules and nothing else."""
    path = ROOT / "environment.py"
    wrong = everything_wrong(path, code_lint.about_wiring(path.read_text("utf-8")))
    assert not wrong, "\n".join(wrong)


def test_each_test_says_what_it_promises() -> None:
    """The docstring of every test is a sentence."""
    wrong = [
        line
        for path in TESTS
        for line in everything_wrong(path, code_lint.about_test_docstrings(path.read_text("utf-8")))
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("ability", ABILITIES)
def test_each_ability_is_explained(ability: str) -> None:
    """Whoever adds a gateway finds every ability in docs/targets.md, in the words of the code."""
    page = (ROOT / "docs/targets.md").read_text(encoding="utf-8")
    assert f"| `{ability}` | {ABILITIES[ability]} |" in page


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    """Every link from one page to another leads to a file that is there."""
    targets = re.findall(r"\]\(([^)#]+)", page.read_text(encoding="utf-8"))
    lost = [each for each in targets if "://" not in each and not (page.parent / each).exists()]
    assert not lost


def told(text: str) -> dict[str, list[str]]:
    """Examples by their ids, without what else is tagged."""
    found = re.findall(r"^ *@([A-Z]+-\d+)[^\n]*\n((?: *[A-Z][^\n]*\n)+)", text, re.MULTILINE)
    return {number: [line.strip() for line in lines.splitlines()] for number, lines in found}


def test_examples_in_pages_stand_in_features() -> None:
    """Whoever follows a page finds there what can be run, word for word."""
    ours = {number: lines for path in FEATURES for number, lines in told(path.read_text()).items()}
    shown = [each for page in PAGES for each in told(page.read_text("utf-8")).items()]
    assert len(shown) >= 3
    assert [number for number, lines in shown if ours.get(number) != lines] == []


def test_nothing_names_the_machine_it_was_made_on() -> None:
    """The lock files hold names and hashes, and no path or host of anybody's machine."""
    for lock in (ROOT / "requirements.lock", ROOT / "requirements-check.lock"):
        lines = lock.read_text(encoding="utf-8").splitlines()
        assert not [line for line in lines if "://" in line or line.startswith("--index")]
