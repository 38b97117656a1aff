"""A folder that is filled again: nothing of an earlier making stays, and nothing else goes."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from support.reports.folder import renew, write

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_OLD = [("index.html", b"old"), ("promises/a.html", b"a"), ("promises/b.html", b"b")]
_NEW = [("index.html", b"new"), ("promises/b.html", b"b")]


def _names(folder: Path) -> list[str]:
    files = (each for each in folder.rglob("*") if each.is_file())
    return sorted(each.relative_to(folder).as_posix() for each in files)


def test_a_file_may_come_in_parts(tmp_path: Path) -> None:
    """One after the other; the hash is that of the whole."""
    parts = [("a", b"1"), ("a", b"2"), ("b/c", b"3")]
    renew(tmp_path, parts, "site")
    assert (tmp_path / "a").read_bytes() == b"12"
    check = ["sha256sum", "--check", "--quiet", ".wicket-site"]
    assert subprocess.run(check, cwd=tmp_path, check=False).returncode == 0
    assert [name for _, name in write(tmp_path, parts)] == ["a", "b/c"]


def test_what_an_earlier_making_has_left_goes(tmp_path: Path) -> None:
    """And the third making knows of the second alone."""
    renew(tmp_path, _OLD, "site")
    renew(tmp_path, _NEW, "site")
    assert _names(tmp_path) == [".wicket-site", "index.html", "promises/b.html"]
    assert (tmp_path / "index.html").read_bytes() == b"new"
    (tmp_path / "promises" / "a.html").write_bytes(b"a")
    renew(tmp_path, _NEW, "site")
    assert "promises/a.html" in _names(tmp_path)


def test_what_somebody_else_has_put_there_stays(tmp_path: Path) -> None:
    """Another file, one of ours that was changed since, and those of another kind of report."""
    renew(tmp_path, _OLD, "site")
    renew(tmp_path, [("other.json", b"{}")], "allure")
    (tmp_path / "CNAME").write_text("example.org")
    (tmp_path / "promises" / "a.html").write_text("mended by hand")
    renew(tmp_path, [], "site")
    assert _names(tmp_path) == [
        *(".wicket-allure", ".wicket-site", "CNAME", "other.json", "promises/a.html")
    ]


def test_a_list_cannot_lead_out_of_the_folder(tmp_path: Path) -> None:
    """Neither by its names nor by links; a list that is none deletes nothing."""
    outside, folder = tmp_path / "a.html", tmp_path / "site"
    renew(folder, _OLD, "site")
    digest = (folder / ".wicket-site").read_text().splitlines()[1].split()[0]
    outside.write_bytes(b"a")
    (folder / "linked").symlink_to(tmp_path)
    (folder / "link.html").symlink_to(outside)
    names = ("../a.html", str(outside), "linked/a.html", "link.html", "", "promises")
    lines = "".join(f"{digest}  {name}\n" for name in names)
    (folder / ".wicket-site").write_bytes(f"\0\xff\n{lines}".encode("latin-1"))
    renew(folder, [], "site")
    assert outside.exists()
    assert (folder / "link.html").is_symlink()
    assert "promises/a.html" in _names(folder)


def test_a_making_that_was_cut_off_is_known_too(tmp_path: Path) -> None:
    """What it had written goes with what the one before it had."""

    def cut_off() -> Iterator[tuple[str, bytes]]:
        yield "promises/c.html", b"c"
        raise KeyboardInterrupt

    renew(tmp_path, _OLD, "site")
    with pytest.raises(KeyboardInterrupt):
        renew(tmp_path, cut_off(), "site")
    assert "promises/a.html" in _names(tmp_path)
    renew(tmp_path, _NEW, "site")
    assert _names(tmp_path) == [".wicket-site", "index.html", "promises/b.html"]
