"""What must outlive the process: named JSON objects in one SQLite file.

Write-ahead log, so that a process killed at any moment leaves each value whole, old or new. No
waiting for the disk (`synchronous=OFF`): what was written survives the death of the process,
which is promised, but not a power cut. The file is held exclusively: two gateways on one folder
would each spend the same budget.
"""

from __future__ import annotations

import json
import sqlite3
from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

FILE = "gateway.sqlite3"
AFTER_ALL_NAMES = "\U0010ffff"
OPENING = """
PRAGMA synchronous=OFF;
PRAGMA locking_mode=EXCLUSIVE;
PRAGMA journal_mode=WAL;
CREATE TABLE IF NOT EXISTS kept (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""
NOBODY_ELSE = nullcontext()
KEEP = "INSERT INTO kept VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value"


class StoreError(Exception):
    """The store cannot be used; the message says why and what to do."""


class Store:
    """Named values that survive `kill -9`."""

    opening = OPENING

    def __init__(self, folder: Path) -> None:
        """Open the store in this folder, making it when there is none."""
        self._path = folder / FILE
        with self._told_clearly():
            self._rows = sqlite3.connect(self._path, timeout=0, isolation_level=None)
            try:
                self._rows.executescript(self.opening)
                self._rows.execute("SELECT name, value FROM kept LIMIT 1").fetchall()
            except BaseException:
                self._rows.close()
                raise

    def keep(self, name: str, value: dict[str, Any]) -> None:
        """Keep the value under this name, in place of what was kept there."""
        with self._told_clearly():
            self._rows.execute(KEEP, (name, json.dumps(value)))

    def kept(self, name: str) -> dict[str, Any] | None:
        """Return what is kept under this name, or None."""
        with self._told_clearly():
            row = self._rows.execute("SELECT value FROM kept WHERE name = ?", (name,)).fetchone()
            return _object(row[0]) if row else None

    def forget(self, name: str) -> None:
        """Keep nothing under this name any longer."""
        with self._told_clearly():
            self._rows.execute("DELETE FROM kept WHERE name = ?", (name,))

    def names(self, prefix: str = "") -> list[str]:
        """List the names that start with the prefix, sorted."""
        with self._told_clearly():
            rows = self._rows.execute(
                "SELECT name FROM kept WHERE name >= ? AND name < ? ORDER BY name",
                (prefix, prefix + AFTER_ALL_NAMES),
            )
            return [row[0] for row in rows]

    def turn(self) -> AbstractContextManager[None]:
        """Have the store for oneself while something is decided; here one always has."""
        return NOBODY_ELSE

    def look(self) -> None:
        """Read again what others have written; there is nobody else."""

    def when_changed(self, read_again: Callable[[], None]) -> None:
        """Have this called when others have written; there is nobody else."""

    @contextmanager
    def together(self) -> Iterator[None]:
        """Make what is kept and forgotten in the body happen as one, or not at all."""
        with self._told_clearly():
            self._rows.execute("BEGIN")
        try:
            yield
        except BaseException:
            self._rows.execute("ROLLBACK")
            raise
        with self._told_clearly():
            self._rows.execute("COMMIT")

    def close(self) -> None:
        """Let go of the file."""
        self._rows.close()

    @contextmanager
    def _told_clearly(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, ValueError) as error:
            advice = (
                "another gateway is using it; stop that one or name another folder"
                if "locked" in str(error)
                else f"{error}; make it readable and writable, or remove it to start afresh"
            )
            message = f"the store {self._path} cannot be used: {advice}"
            raise StoreError(message) from error


def _object(text: str) -> dict[str, Any]:
    value = json.loads(text)
    if not isinstance(value, dict):
        message = "a kept value is not an object"
        raise ValueError(message)  # noqa: TRY004 - what is wrong is the value in the file
    return value
