"""The catalogue of promises: complete, checked, and clear about its faults."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from support.errors import BadInputError
from support.reports.catalogue import load_catalogue

if TYPE_CHECKING:
    from collections.abc import Callable

    Write = Callable[[str], Path]

CATALOGUE = Path(__file__).parents[2] / "features" / "promises.toml"

# A row that disappears from the catalogue must disappear here too, in the open.
EVERY_ID = """
    UC-01 UC-02 UC-03 UC-04 UC-05 UC-06 UC-07 UC-08 UC-09 UC-10 UC-11 UC-12 UC-13 UC-14 UC-15 UC-16
    UC-17 UC-18 UC-19
    CG-01 CG-02 CG-03 CG-04 CG-05 CG-06 CG-07 CG-08 CG-09
    ST-01 ST-02 ST-03 ST-04 ST-05 ST-06 ST-07 ST-08 ST-09 ST-10 ST-11 ST-12 ST-13 ST-14 ST-15 ST-16
    RT-01 RT-02 RT-03 RT-04 RT-05 RT-06 RT-07 RT-08
    VA-01 VA-02 VA-03 VA-04 VA-05 VA-06 VA-07
    ER-01 ER-02 ER-03 ER-04
    CO-01
    EP-01 EP-02
    RL-01 RL-02 RL-03 RL-04 RL-05 RL-06 RL-07
    PR-01 PR-02 PR-03 PR-04 PR-05 PR-06 PR-07
    ID-01 ID-02 ID-03 ID-04 ID-05
    AC-01 AC-02 AC-03 AC-04
    PO-01 PO-02 PO-03 PO-04
    WS-01 WS-02 WS-03
    OP-01 OP-02 OP-03 OP-04
    HY-01 HY-02 HY-03 HY-04 HY-05 HY-06
""".split()  # noqa: SIM905 - a list of a hundred lines is not looked at

GOOD = """\
# a catalogue of one promise
[[promise]]
id = "UC-01"
sentence = "It keeps its word."
why = "Words matter."
area = "Words"
priority = 1
wire = "the word, kept"
value_at_risk = 100
owner = "Head of Words"
"""


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def _write(text: str) -> Path:
        path = tmp_path / "promises.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return _write


def test_no_promise_is_dropped() -> None:
    """The catalogue holds exactly the promises that were made, in their order."""
    assert load_catalogue(CATALOGUE).ids == EVERY_ID


def test_what_must_not_break_is_worth_most() -> None:
    """A promise of a higher priority has more at risk than any of a lower one."""
    at_risk: dict[int, list[int]] = {0: [], 1: [], 2: []}
    for promise in load_catalogue(CATALOGUE).promise:
        at_risk[promise.priority].append(promise.value_at_risk)
    assert min(at_risk[0]) > max(at_risk[1])
    assert max(at_risk[2]) < max(at_risk[1])


def test_each_sentence_is_said_once() -> None:
    """No two promises say the same."""
    sentences = [promise.sentence for promise in load_catalogue(CATALOGUE).promise]
    assert len(set(sentences)) == len(sentences)


def test_a_good_file_is_read(write: Write) -> None:
    """A promise comes back as it was written."""
    promise = next(each for each in load_catalogue(write(GOOD)).promise if each.id == "UC-01")
    assert (promise.sentence, promise.priority) == ("It keeps its word.", 1)
    assert promise.value_at_risk == 100


@pytest.mark.parametrize(
    ("line", "instead", "message"),
    [
        ('id = "UC-01"', 'id = "UC-1"', "line 3: id must be two capital letters, a hyphen"),
        ("priority = 1", "priority = 3", "line 7: priority must be 0, 1 or 2, was 3"),
        ("priority = 1", 'priority = "1"', "line 7: priority must be a whole number without"),
        ("priority = 1", "priority = true", "line 7: priority must be a whole number without"),
        ("value_at_risk = 100", "value_at_risk = -1", "line 9: value_at_risk must be a whole"),
        ('area = "Words"', "area = 7", "line 6: area must be a text in quotation marks, was 7"),
        ('area = "Words"', 'area = ""', "line 6: area must be a text without blanks"),
        ('"Words matter."', '"Words matter"', "line 5: why must be a sentence that ends with"),
        ('owner = "Head', 'ower = "Head', "line 10: ower is not a key of a promise; remove it"),
        ('owner = "Head of Words"\n', "", "line 2: owner is missing; add it"),
        ("[[promise]]", "[[promises]]", "line 1: there is no promise here; write them as"),
        ('wire = "the word, kept"', "wire = the word", "is not TOML: "),
    ],
)
def test_a_fault_is_told_with_its_line(write: Write, line: str, instead: str, message: str) -> None:
    """A wrong file is refused with the line and what to do."""
    assert line in GOOD
    with pytest.raises(BadInputError) as refusal:
        load_catalogue(write(GOOD.replace(line, instead)))
    assert message in str(refusal.value)


def test_a_repeated_id_is_told_with_both_lines(write: Write) -> None:
    """Two promises with one id are refused, and both lines are named."""
    with pytest.raises(BadInputError) as refusal:
        load_catalogue(write(GOOD + GOOD))
    assert "line 13: id 'UC-01' was used on line 3 already" in str(refusal.value)


def test_all_faults_are_told_at_once(write: Write) -> None:
    """Whoever mends a file should not have to come back for the next fault."""
    text = GOOD.replace("priority = 1", "priority = 9") + GOOD.replace("UC-01", "nonsense")
    with pytest.raises(BadInputError) as refusal:
        load_catalogue(write(text))
    assert "line 7: priority" in str(refusal.value)
    assert "line 13: id" in str(refusal.value)


def test_an_unknown_table_is_named(write: Write) -> None:
    """A key that stands outside all promises is a fault of its own line."""
    with pytest.raises(BadInputError, match=r"line 1: title is not known here"):
        load_catalogue(write('title = "x"\n' + GOOD))


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    """A catalogue that is not there is told as such."""
    with pytest.raises(BadInputError, match=r"cannot be read .* belongs there"):
        load_catalogue(tmp_path / "nowhere.toml")
