"""The same store in several hands: the worker processes of one gateway.

Memory is only a copy of what is kept. Whoever decides something takes a turn: nobody else writes
meanwhile, what others have written since the last turn is read first, and all that is kept in the
turn is there for everybody when it ends. Looking and acting are one, across processes too.

To read again means to read everything: simple, and right for thousands of counters. Who has
millions keeps a list of changes.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from .store import Store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

OPENING = """
PRAGMA synchronous=OFF;
PRAGMA journal_mode=WAL;
CREATE TABLE IF NOT EXISTS kept (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""
WAIT_MILLISECONDS = 10_000  # for one's turn; a turn takes less than one of them


class SharedStore(Store):
    """Named values that survive `kill -9`, and that several processes agree on."""

    opening = OPENING

    def __init__(self, folder: Path, *, waits: bool) -> None:
        """Open the store; who does not wait finds out at once that another gateway has it."""
        self._readers: list[Callable[[], None]] = []
        self._has_turn = False
        self.opening = (f"PRAGMA busy_timeout={WAIT_MILLISECONDS};" if waits else "") + OPENING
        super().__init__(folder)
        self._rows.execute(f"PRAGMA busy_timeout={WAIT_MILLISECONDS}")
        self._seen = self._changes()

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Nobody else writes while the body decides; it begins with all that others have kept.

        What was kept stays kept when the body refuses: a refusal is a decision as well.
        """
        if self._has_turn:
            yield
            return
        with self._told_clearly():
            self._rows.execute("BEGIN IMMEDIATE")
        self._has_turn = True
        try:
            self._read_again()
            yield
        finally:
            self._has_turn = False
            with self._told_clearly():
                self._rows.execute("COMMIT")

    def look(self) -> None:
        """Read again what others have written, if they have."""
        if self._changes() != self._seen:
            with self.turn():
                pass

    def when_changed(self, read_again: Callable[[], None]) -> None:
        """Have this called at the beginning of a turn when others have written."""
        self._readers.append(read_again)

    @contextmanager
    def together(self) -> Iterator[None]:
        """Make what is kept and forgotten in the body happen as one, or not at all."""
        with self.turn():
            self._rows.execute("SAVEPOINT together")
            try:
                yield
            except BaseException:
                self._rows.execute("ROLLBACK TO together")
                raise
            finally:
                self._rows.execute("RELEASE together")

    def _read_again(self) -> None:
        changes = self._changes()
        if changes != self._seen:
            self._seen = changes
            for read_again in self._readers:
                read_again()

    def _changes(self) -> int:
        """Return a number that is another one when somebody else has written; not when we have."""
        with self._told_clearly():
            row = self._rows.execute("PRAGMA data_version").fetchone()
            return int(row[0])
