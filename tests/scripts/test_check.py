"""A part of the check passes only when it says what it did."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import pytest

from tests.scripts.by_path import script

if TYPE_CHECKING:
    from pathlib import Path

check: Any = script("check")

AGAIN = "judged again"
# how it counts, what was said, whether it ended well, and what is counted: passed, failed, skipped
SAID = [
    ("tests", "12 passed, 1 skipped in 3.41s", True, (12, 0, 1)),
    ("tests", "== 2 failed, 12 passed, 1 error in 3.41s ==", False, (12, 3, 0)),
    ("tests", "12 passed, 1 xpassed in 3.41s", True, (12, 1, 0)),
    ("tests", "12 passed in 3.41s", False, (12, 1, 0)),
    ("tests", "no tests ran in 0.01s", True, (0, 1, 0)),
    ("scenarios", "9 scenarios passed, 0 failed, 2 skipped", True, (9, 0, 2)),
    ("scenarios", "1 scenario passed, 0 failed, 1 error, 0 skipped", False, (1, 1, 0)),
    ("scenarios", "0 scenarios passed, 0 failed, 9 skipped", True, (0, 1, 9)),
    ("scenarios", "0 scenarios passed, 0 failed, 0 skipped, 9 untested", True, (0, 9, 0)),
    ("scenarios", "", True, (0, 1, 0)),
    ("again", f"{AGAIN} 9, the same 9, different 0, not to be {AGAIN} 0", True, (9, 0, 0)),
    ("again", f"{AGAIN} 9, the same 7, different 2, not to be {AGAIN} 1", False, (7, 3, 0)),
    ("again", f"{AGAIN} 9, the same 9, different 0, not to be {AGAIN} 1", True, (9, 1, 0)),
    ("again", f"{AGAIN} 0, the same 0, different 0, not to be {AGAIN} 0", True, (0, 1, 0)),
    ("again", "", True, (0, 1, 0)),
    ("lies", "60 of 61 lies caught", False, (60, 1, 0)),
    ("lies", "61 of 61 lies caught", True, (61, 0, 0)),
    ("lies", "0 of 0 lies caught", True, (0, 1, 0)),
    ("lies", "61 of 61 lies caught", False, (61, 1, 0)),
    ("gateway", "not run: nginx is not installed", True, (0, 0, 1)),
    ("gateway", "not run: nginx is not installed", False, (0, 1, 0)),
    ("gateway", "24 examples tried, 1 otherwise than the page says", False, (23, 1, 0)),
    ("gateway", "24 examples tried, 0 otherwise than the page says", True, (24, 0, 0)),
    ("sentences", "UNUSED STEP DEFINITIONS[1]:", True, (0, 1, 0)),
    ("sentences", "", True, (1, 0, 0)),
    ("single", "", False, (0, 1, 0)),
]


@pytest.mark.parametrize(("how", "output", "ended_well", "count"), SAID)
def test_what_is_counted(
    *, how: str, output: str, ended_well: bool, count: tuple[int, int, int]
) -> None:
    """Whatever ended badly or did nothing has a failure, and whatever was left out is told."""
    assert tuple(getattr(check, how)(output, ended_well)) == count


def part(name: str, program: str) -> Any:  # noqa: ANN401 - a part of the script that was loaded
    return check.Part(name, [sys.executable, "-c", program], check.tests)


def test_one_fault_does_not_hide_the_next(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every part runs, says why when it failed, and the closing line has them all."""
    parts = [
        part("first", "print('1 failed, 2 passed in 0.1s'); raise SystemExit(1)"),
        part("second", "print('nothing of use')"),
        part("third", "print('3 passed in 0.1s')"),
    ]
    monkeypatch.setattr(check, "parts", lambda: parts)
    assert check.main() == 1
    said = capsys.readouterr().out
    assert said.count("FAILED") == 2
    assert "1 failed, 2 passed in 0.1s" in said
    assert "nothing of use" in said
    assert said.splitlines()[-1] == "5 passed, 2 failed, 0 skipped"


def test_parts_beside_each_other_do_not_talk_at_once(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each says all that it has to say in one piece, and what runs alone comes after them."""
    said = "print('1 failed in 0.1s'); print({0!r}); print({0!r}); raise SystemExit(1)"
    parts = [part("last", "print('3 passed in 0.1s')")]
    parts += [part(name, said.format(f"of {name}"))._replace(alone=False) for name in "abc"]
    monkeypatch.setattr(check, "parts", lambda: parts)
    assert check.main() == 1
    heard = capsys.readouterr().out
    assert all(heard.count(f"of {name}\nof {name}\n\n") == 1 for name in "abc")
    assert heard.index("passed  last") > max(heard.index(f"of {name}") for name in "abc")
    assert heard.splitlines()[-1] == "3 passed, 3 failed, 0 skipped"


def test_nothing_passes_by_not_running(monkeypatch: pytest.MonkeyPatch) -> None:
    """A check whose parts were all left out is no success; one that passed is."""
    left_out = check.Part("nginx", [sys.executable, "-c", "print('not run: -')"], check.gateway)
    monkeypatch.setattr(check, "parts", lambda: [left_out])
    assert check.main() == 1
    good = part("good", "print('3 passed in 0.1s')")
    monkeypatch.setattr(check, "parts", lambda: [left_out, good])
    assert check.main() == 0


def test_each_part_is_a_program_that_is_there() -> None:
    """Each name stands once, and each script that is run stands in its place."""
    parts = check.parts()
    assert len({each.name for each in parts}) == len(parts)
    scripts = [word for each in parts for word in each.command if word.startswith("scripts/")]
    root: Path = check.ROOT
    assert [each for each in scripts if not (root / each).exists()] == []
