"""Where a run is kept, and which of them is the newest."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from support.evidence.redaction import Secrets
from support.reports.recorder import NEWEST, RUNS, Recorder

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_only_a_run_that_has_begun_is_the_newest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One that was refused leaves nothing, and what was the newest run before still is."""
    monkeypatch.chdir(tmp_path)
    first = Recorder(None, Secrets())
    first.make_known()
    first.close()
    monkeypatch.setattr(os, "getpid", lambda: 1)  # another process, perhaps in the same second
    refused = Recorder(None, Secrets())
    assert NEWEST.resolve() == first.folder.resolve()
    refused.withdraw()
    assert NEWEST.resolve() == first.folder.resolve()
    assert list(RUNS.iterdir()) == [first.folder]


def test_a_run_in_a_folder_of_its_own_is_not_the_newest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever names a folder knows where to look."""
    monkeypatch.chdir(tmp_path)
    mine = Recorder(tmp_path / "mine", Secrets())
    mine.make_known()
    mine.close()
    assert not NEWEST.is_symlink()
