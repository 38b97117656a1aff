"""Target files: what is wrong is told with its line and with what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from support.errors import BadInputError
from support.targets.abilities import ABILITIES
from support.targets.description import HERE, WORDS, in_mode, load, parse

if TYPE_CHECKING:
    from pathlib import Path

SILENT = "\n".join(f'{each} = "it cannot"' for each in ABILITIES)
WHOLE = f'name = "mine"\nkind = "remote"\nclaims = []\n\n[does_not_claim]\n{SILENT}\n'
PROCESS = WHOLE.replace("remote", "process")
OURS = sorted(each.stem for each in HERE.glob("*.toml"))


def refusal(text: str) -> str:
    with pytest.raises(BadInputError) as refused:
        parse(text, "mine.toml")
    return str(refused.value)


@pytest.mark.parametrize("name", OURS)
def test_what_ships_can_be_read(name: str) -> None:
    """Every target file that ships is whole and says for every ability whether or why not."""
    description = load(name)
    assert all(description.why_not(each) != "" for each in ABILITIES)


def test_there_are_three_kinds() -> None:
    """One target of each kind ships."""
    assert [load(each).kind for each in ("embedded", "process", "remote")] == [
        "embedded",
        "process",
        "remote",
    ]


def test_a_whole_file_is_taken() -> None:
    """The file that the others here are made wrong from is right."""
    assert parse(WHOLE, "mine.toml").name == "mine"


def test_a_wrong_key_is_told_with_its_line() -> None:
    """A key that nobody knows is named, with the line on which it stands."""
    said = refusal(WHOLE.replace("kind =", 'colour = "red"\nkind ='))
    assert "mine.toml, line 2: 'colour' is not a key that a target file has" in said
    assert "remove it or mend its spelling" in said


def test_a_wrong_key_deep_inside_is_told_with_its_line() -> None:
    """The line is that of the key itself, not of the table around it."""
    said = refusal(WHOLE + '\n[dialect.headers]\nreason = "X-R"\nresaon = "X-R"\n')
    line = (WHOLE + "\n[dialect.headers]\nreason\nresaon").count("\n") + 1
    assert f"line {line}: 'dialect.headers.resaon' is not a key" in said


def test_every_fault_is_told_at_once() -> None:
    """Two mistakes are two lines of one message."""
    said = refusal(WHOLE.replace('name = "mine"', 'nmae = "mine"'))
    assert "'name' is missing; add it" in said
    assert "line 1: 'nmae' is not a key" in said


def test_an_ability_is_claimed_or_not() -> None:
    """Nothing is both claimed and not claimed."""
    said = refusal(WHOLE.replace("claims = []", 'claims = ["clock"]'))
    assert "clock cannot be both claimed and not claimed; remove one of the two" in said


def test_nothing_is_passed_over() -> None:
    """About each ability something is said."""
    said = refusal(WHOLE.replace('clock = "it cannot"\n', "", 1))
    assert "nothing is said about clock; claim each, or give the reason" in said


def test_an_ability_that_nobody_knows_is_refused() -> None:
    """A misspelt ability is refused where it stands, whether claimed or not."""
    said = refusal(WHOLE.replace("claims = []", 'claims = ["clocks"]'))
    assert "mine.toml, line 3: claims" in said
    assert "mine.toml, line 4" not in refusal(WHOLE + 'clocks = "it cannot"\n')


def test_what_was_meant_is_told_where_it_stands() -> None:
    """Of thirty abilities the nearest, on its own line of a long list; of few words all."""
    said = refusal(WHOLE.replace("claims = []", 'claims = [\n"metrics",\n"clokc",\n]'))
    assert "mine.toml, line 5: claims.1: there is no 'clokc'; did you mean 'clock'" in said
    said = refusal(WHOLE.replace('"remote"', '"elsewhere"'))
    assert "kind: there is no 'elsewhere'; it is one of 'embedded', 'process' or 'remote'" in said


def test_a_value_of_a_wrong_kind_is_told_in_words() -> None:
    """Whoever writes a target file need not know Python."""
    said = refusal(PROCESS.replace('"mine"', "3") + "\n[hooks]\nstart = 'run'\n")
    assert "mine.toml, line 1: name: must be a text in quotes; write it so" in said
    assert "hooks.start: must be a list in brackets; write it so" in said


def test_a_phrase_that_no_feature_says_is_refused() -> None:
    """A dialect spells out the phrases of the phrase book and no others."""
    dialect = '\n[dialect.refusals."the budget is spent"]\nstatus = 429\ntry_again = "told when"\n'
    said = refusal(WHOLE + dialect)
    assert "dialect.refusals.the budget is spent" in said


def test_what_is_not_toml_is_told_with_its_line() -> None:
    """Broken TOML is told as such, with the place."""
    said = refusal('name = "mine"\nkind =\n')
    assert "mine.toml is not TOML" in said
    assert "line 2" in said


def test_a_target_that_is_not_there_is_told_with_those_that_are() -> None:
    """Whoever misspells a target is told which there are."""
    with pytest.raises(BadInputError, match=r"there is no target 'embeded'.*embedded, .*remote"):
        load("embeded")


def test_a_file_that_is_not_text_is_told(tmp_path: Path) -> None:
    """A target file that is no text is refused as such."""
    file = tmp_path / "mine.toml"
    file.write_bytes(b"name = \xff")
    with pytest.raises(BadInputError, match=r"mine.toml is not UTF-8 \(byte 7\)"):
        load(str(file))


def test_a_process_needs_a_command() -> None:
    """A process without hooks is told what it lacks."""
    assert "a process needs [hooks] with at least start" in refusal(PROCESS)


CLAIMS_A_CLOCK = PROCESS.replace("claims = []", 'claims = ["clock", "still_clock"]').replace(
    'clock = "it cannot"\nstill_clock = "it cannot"\n', ""
)


def test_a_clock_is_claimed_with_the_way_in_which_it_is_moved() -> None:
    """A process reads its machine's clock, unless the file says otherwise."""
    said = refusal(CLAIMS_A_CLOCK + '\n[hooks]\nstart = ["g"]\n')
    assert 'a clock can be claimed with clock = "faketime" in [hooks]; add it' in said


def test_a_clock_that_runs_does_not_stand_still() -> None:
    """What the hooks say and what is claimed must agree."""
    said = refusal(CLAIMS_A_CLOCK + '\n[hooks]\nstart = ["g"]\nclock = "faketime, running"\n')
    assert "still_clock is claimed, but" in said


def test_nobody_writes_down_what_a_machine_lacks() -> None:
    """That is found out, on each machine anew."""
    assert "lacks" in refusal('lacks = ["clock"]\n' + WHOLE)


def test_hooks_are_for_a_process() -> None:
    """A remote gateway cannot be started, so it has no hooks."""
    said = refusal(WHOLE + '\n[hooks]\nstart = ["gateway"]\n')
    assert "[hooks] are for a process; kind is 'remote'" in said


@pytest.mark.parametrize("hook", ["start", "install", "reload", "stop", "kill"])
def test_a_word_that_cannot_be_filled_in_is_told(hook: str) -> None:
    """A misspelt word in a command is refused with its line and with those that there are."""
    start = "" if hook == "start" else 'start = ["gateway"]\n'
    text = PROCESS + f'\n[hooks]\n{start}{hook} = ["gateway", "{{prot}}"]\n'
    said = refusal(text)
    assert f"line {text.count(chr(10))}: hooks.{hook}: {{prot}} is nothing" in said
    assert all(f"{{{each}}}" in said for each in WORDS)


def test_a_file_may_ask_for_something() -> None:
    """What it asks for is a word of its own in its commands."""
    asks = '\n[hooks]\nstart = ["g", "{home}"]\n[hooks.asks]\nhome = "a folder"\n'
    hooks = parse(PROCESS + asks, "mine.toml").hooks
    assert hooks is not None
    assert hooks.asks == {"home": "a folder"}


def test_files_may_have_braces_of_their_own() -> None:
    """JSON in a file of a gateway is left as it is."""
    files = """\n[hooks]\nstart = ["g"]\n[hooks.files]\n"a.json" = '{"port": {port}, "x": {}}'\n"""
    hooks = parse(PROCESS + files, "mine.toml").hooks
    assert hooks is not None
    assert hooks.files["a.json"] == '{"port": {port}, "x": {}}'


def test_files_are_written_into_the_store_only() -> None:
    """A file name with a path in it is refused."""
    files = '\n[hooks]\nstart = ["g"]\n[hooks.files]\n"../a.json" = "x"\n'
    assert "'../a.json' must be a plain file name" in refusal(PROCESS + files)


def test_a_dialect_can_be_borrowed() -> None:
    """A target may speak as another does whose file spells it out."""
    borrowed = parse(WHOLE.replace("claims", 'dialect = "embedded"\nclaims', 1), "mine.toml")
    assert borrowed.dialect == load("embedded").dialect


def test_a_mode_is_a_target_of_its_own() -> None:
    """Whoever says none has what was named; a mode that is none is told with those that are."""
    assert in_mode("fairvisor", {"fairvisor.home": "x"}) == "fairvisor"
    assert in_mode("fairvisor", {"fairvisor.mode": "decision"}) == "fairvisor_decision"
    with pytest.raises(BadInputError) as told:
        in_mode("fairvisor", {"fairvisor.mode": "decisions"})
    assert str(told.value) == (
        "-D fairvisor.mode=decisions is no mode of Fairvisor Edge; say reverse_proxy or decision"
    )
    assert in_mode("nginx", {"nginx.mode": "any"}) == "nginx"


def test_a_borrowed_dialect_is_not_lent_on() -> None:
    """Who borrows names the one that spells it out, so that nobody goes round in circles."""
    said = refusal(WHOLE.replace("claims", 'dialect = "process"\nclaims', 1))
    assert "mine.toml: process spells no dialect out" in said


@pytest.mark.parametrize("name", OURS)
def test_whatever_is_not_claimed_has_its_reason(name: str) -> None:
    """What a report says of an ability is nothing, or the words of the file."""
    ours = load(name)
    for ability in ABILITIES:
        reason = ours.why_not(ability)
        assert (reason is None) == (ability in ours.claims)
        assert reason is None or len(reason.split()) > 2
