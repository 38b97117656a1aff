"""Cucumber Messages, held against Cucumber's own schema, formatter and compatibility kit."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from itertools import groupby
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from referencing import Registry, Resource

from support.errors import BadInputError
from support.reports.kinds.messages import messages
from support.reports.runs import Run, read

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
CUCUMBER = HERE / "node_modules" / "@cucumber"
KIT = CUCUMBER / "compatibility-kit" / "features"
SAMPLES = [
    *("minimal", "cdata", "data-tables", "backgrounds", "rules"),
    *("rules-backgrounds", "examples-tables-undefined", "undefined", "undefined-multiple"),
    *("pending", "parameter-types", "multiple-features", "unused-steps", "stack-traces"),
]
EMPTY = "empty"  # of the kit too: an example without a sentence, which is nothing there
NOT_COMPARED = {  # names of our own, times, and what is in another language there
    *("id", "timestamp", "duration", "message", "exception", "sourceReference", "uri"),
    *("astNodeId", "astNodeIds", "pickleId", "pickleStepId", "stepDefinitionIds", "testCaseId"),
    *("testRunStartedId", "testCaseStartedId", "testStepId", "hookId"),
}

Message = dict[str, Any]


@pytest.fixture(scope="module")
def _cucumber() -> None:
    """What judges us is installed when it is not there, from the lock file beside."""
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        pytest.skip("Node and npm are not installed; scripts/debian-packages installs them")
    lock, stamp = HERE / "package-lock.json", HERE / "node_modules" / "made-from.json"
    if not stamp.exists() or stamp.read_bytes() != lock.read_bytes():
        command = [npm, "ci", "--silent", "--no-audit", "--no-fund", "--ignore-scripts"]
        subprocess.run(command, cwd=HERE, check=True, capture_output=True)
        stamp.write_bytes(lock.read_bytes())


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory, _cucumber: None) -> Run:
    """One run of all the samples, with our hooks."""
    project = tmp_path_factory.mktemp("kit")
    (project / "steps").mkdir()
    (project / "features").mkdir()
    (project / "steps" / "kit_steps.py").symlink_to(HERE / "kit_steps.py")
    for name in ("environment.py", "behave.ini", "support", "features/promises.toml"):
        (project / name).symlink_to(ROOT / name)
    for name in (*SAMPLES, EMPTY):
        shutil.copytree(KIT / name, project / "samples" / name)
    behave = [sys.executable, "-m", "behave", "-D", "run=kept", "samples"]
    subprocess.run(behave, cwd=project, check=False, capture_output=True)
    return read(project / "kept")


def test_every_message_keeps_the_schema(kept: Run) -> None:
    """Each one is valid against the schema that Cucumber publishes, whatever became of its step."""
    schema = json.loads((CUCUMBER / "messages" / "messages.schema.json").read_text("utf-8"))
    parts = [(each["$id"], Resource.from_contents(each)) for each in schema["$defs"].values()]
    known = Registry().with_resources(parts)
    validator = jsonschema.Draft202012Validator(schema, registry=known)
    wrong = [
        f"{fault.message} in {json.dumps(each)[:300]}"
        for each in messages(kept)
        for fault in validator.iter_errors(each)
    ]
    assert wrong == []


@pytest.mark.parametrize("sample", SAMPLES)
def test_a_sample_of_the_kit(kept: Run, sample: str) -> None:
    """The same messages as the kit expects: documents, pickles, steps, arguments and words."""
    expected = [json.loads(line) for line in _expected(sample)]
    assert _of_sample(list(messages(kept)), sample) == _of_sample(expected, sample)


def test_an_example_without_a_sentence_is_no_success(kept: Run) -> None:
    """The kit has it neither passed nor failed; here it fails before it begins, as in a run."""
    (ended,) = _of_sample(list(messages(kept)), EMPTY)["testStepFinished"]
    assert ended["testStepResult"]["status"] == "FAILED"


def test_the_official_formatter_takes_them(kept: Run, tmp_path: Path) -> None:
    """It makes a page in which every message stands."""
    file, page = tmp_path / "messages.ndjson", tmp_path / "page.html"
    file.write_text("".join(f"{json.dumps(each)}\n" for each in messages(kept)), "utf-8")
    made = ["node", str(HERE / "as_html.mjs"), str(file), str(page)]
    done = subprocess.run(made, cwd=HERE, check=False, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    shown = page.read_text("utf-8")
    cases = [each["testCase"]["id"] for each in messages(kept) if "testCase" in each]
    assert cases
    assert [case for case in cases if f'"testCaseId":"{case}"' not in shown] == []


def test_the_same_record_gives_the_same_messages(kept: Run) -> None:
    """Ids are counted, and nothing is dated by the making."""
    assert list(messages(kept)) == list(messages(kept))
    with pytest.raises(BadInputError):
        kept.archive.read("0" * 64)


def _expected(sample: str) -> list[str]:
    (file,) = (KIT / sample).glob("*.ndjson")
    return file.read_text("utf-8").splitlines()


def _of_sample(everything: list[Message], sample: str) -> dict[str, list[Message]]:
    """What concerns one sample, by type and in order; without what nobody else can know."""
    of_kind: dict[str, set[str]] = {"pickle": set(), "testCase": set(), "testCaseStarted": set()}
    pickles, cases, started = of_kind.values()
    chosen: list[tuple[str, Message]] = []
    for message in everything:
        ((kind, told),) = message.items()
        ours = f"samples/{sample}/" in told.get("uri", "")
        ours |= told.get("pickleId") in pickles or told.get("testCaseId") in cases
        ours |= told.get("testCaseStartedId") in started
        if not ours or kind in {"suggestion", "attachment"}:
            continue
        if kind in of_kind:
            of_kind[kind].add(told["id"])
        chosen.append((kind, _compared(told)))
    chosen.sort(key=lambda each: each[0])
    return {
        kind: [told for _, told in group] for kind, group in groupby(chosen, lambda each: each[0])
    }


def _compared(told: Any) -> Any:  # noqa: ANN401 - JSON
    if isinstance(told, dict):
        return {name: _compared(value) for name, value in told.items() if name not in NOT_COMPARED}
    return [_compared(each) for each in told] if isinstance(told, list) else told
