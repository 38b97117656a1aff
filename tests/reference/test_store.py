"""The store: what is kept survives the process, and a broken store says so."""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING

import pytest

from support.reference.store import FILE, Store, StoreError

if TYPE_CHECKING:
    from pathlib import Path


def test_what_is_kept_is_there_for_the_next_one(tmp_path: Path) -> None:
    """Values come back as they were, the last one kept under each name."""
    store = Store(tmp_path)
    store.keep("a", {"n": 1})
    store.keep("a", {"n": 2, "text": "ß"})
    store.close()
    again = Store(tmp_path)
    assert (again.kept("a"), again.kept("b")) == ({"n": 2, "text": "ß"}, None)
    again.close()


def test_what_is_forgotten_is_gone(tmp_path: Path) -> None:
    """Forgetting twice is as good as once."""
    store = Store(tmp_path)
    store.keep("a", {})
    store.forget("a")
    store.forget("a")
    assert store.kept("a") is None
    store.close()


def test_names_are_found_by_their_beginning(tmp_path: Path) -> None:
    """Only names with the prefix are listed, sorted, and no sign in it is a wildcard."""
    store = Store(tmp_path)
    for name in ("event/2", "event/1", "event%", "other", "event/"):
        store.keep(name, {})
    assert store.names("event/") == ["event/", "event/1", "event/2"]
    assert len(store.names()) == 5
    store.close()


def test_what_belongs_together_happens_together_or_not_at_all(tmp_path: Path) -> None:
    """An error in the middle leaves everything as it was."""
    store = Store(tmp_path)
    store.keep("a", {"n": 1})

    def break_off() -> None:
        with store.together():
            store.keep("b", {})
            store.forget("a")
            raise KeyError

    with pytest.raises(KeyError):
        break_off()
    assert (store.kept("a"), store.kept("b")) == ({"n": 1}, None)
    store.close()


def test_a_killed_process_loses_nothing_that_it_had_kept(tmp_path: Path) -> None:
    """`kill -9` right after keeping: the next process finds every value."""
    pid = os.fork()
    if pid == 0:
        store = Store(tmp_path)
        for number in range(200):
            store.keep(f"n/{number:03}", {"n": number})
        os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(pid, 0)
    store = Store(tmp_path)
    assert [store.kept(name) for name in store.names("n/")] == [{"n": n} for n in range(200)]
    store.close()


def test_a_store_that_is_in_use_says_so(tmp_path: Path) -> None:
    """Two gateways never share one store; the second is told clearly."""
    first = Store(tmp_path)
    with pytest.raises(StoreError, match="another gateway is using it"):
        Store(tmp_path)
    first.close()


def test_a_broken_store_says_so(tmp_path: Path) -> None:
    """A file that is no store gives one clear error with its path and what to do."""
    (tmp_path / FILE).write_bytes(b"this is not a database" * 100)
    with pytest.raises(StoreError, match=r"not a database; make it readable .* or remove it"):
        Store(tmp_path)


def test_a_folder_that_is_not_there_says_so(tmp_path: Path) -> None:
    """A store cannot be opened in a folder that does not exist."""
    with pytest.raises(StoreError, match="unable to open"):
        Store(tmp_path / "missing")
