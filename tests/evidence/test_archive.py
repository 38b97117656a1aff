"""What is kept beside a record: whole or not at all, once, and not to be mistaken for another."""

from __future__ import annotations

import errno
import gzip
import io
import tempfile
from typing import TYPE_CHECKING

import pytest

from support.errors import BadInputError, HarnessBrokenError
from support.evidence.archive import Archive

if TYPE_CHECKING:
    from pathlib import Path

    from _typeshed import ReadableBuffer


def test_a_piece_is_kept_once(tmp_path: Path) -> None:
    """The same piece has the same name, another piece another one, and both can be read again."""
    archive = Archive(tmp_path)
    names = [archive.keep(piece) for piece in (b"one", b"one", b"other")]
    assert names[0] == names[1] != names[2]
    assert len(list(tmp_path.iterdir())) == 2
    assert [archive.read(name) for name in names] == [b"one", b"one", b"other"]


def test_a_full_disk_is_told(tmp_path: Path) -> None:
    """What cannot be written is one sentence that says what to do, and leaves nothing half."""
    archive = Archive(tmp_path)
    name = archive.keep(b"one")
    (tmp_path / f"{name}.gz").unlink()
    (tmp_path / f"{name}.part").symlink_to("/dev/full")
    with pytest.raises(HarnessBrokenError, match=r"No space left on device. The verdicts stand"):
        archive.keep(b"one")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_is_looked_at_before(tmp_path: Path) -> None:
    """A folder that cannot be written is bad input; one that can is left as it was."""
    Archive(tmp_path / "new").look_at()
    assert list((tmp_path / "new").iterdir()) == []
    (tmp_path / "file").write_text("")
    with pytest.raises(BadInputError, match="choose another folder with -D run=FOLDER"):
        Archive(tmp_path / "file").look_at()


def test_a_disk_that_is_full_is_told_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder in which nothing more has room can keep no evidence."""

    class Full(io.BytesIO):
        def write(self, _piece: ReadableBuffer) -> int:
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(tempfile, "TemporaryFile", lambda **_: Full())
    with pytest.raises(BadInputError, match=r"No space left on device\. Mend that, or choose"):
        Archive(tmp_path).look_at()


def test_a_piece_that_was_changed_is_refused(tmp_path: Path) -> None:
    """Whoever changes what was seen cannot pass it off for what was seen; nor if it is gone."""
    archive = Archive(tmp_path)
    name = archive.keep(b"refused")
    (tmp_path / f"{name}.gz").write_bytes(gzip.compress(b"answered"))
    with pytest.raises(BadInputError, match="is not what was kept under this name"):
        archive.read(name)
    (tmp_path / f"{name}.gz").write_bytes(b"no gzip")
    with pytest.raises(BadInputError, match="cannot be read"):
        archive.read(name)
    (tmp_path / f"{name}.gz").unlink()
    with pytest.raises(BadInputError, match="bring it back"):
        archive.read(name)
