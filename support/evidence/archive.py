"""Keeps pieces of evidence beside a run record, each under the hash of what it holds.

Rule 1: a piece is written whole or not at all, and the same piece only once. Rule 2: whoever reads
a piece again can see that it is still what was written.
"""

from __future__ import annotations

import gzip
import hashlib
import tempfile
from dataclasses import dataclass
from typing import TYPE_CHECKING

from support.errors import BadInputError
from support.evidence.room import before_a_run, in_a_run

if TYPE_CHECKING:
    from pathlib import Path

_PRESSED = 6  # of 9; harder pressing costs more time than it saves room
_ROOM = 1 << 20  # bytes: what a few scenarios need


@dataclass(frozen=True)
class Archive:
    folder: Path

    def look_at(self) -> None:
        """Before the run: whether anything can be kept there."""
        with before_a_run("the evidence", self.folder):
            self.folder.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=self.folder) as trial:
                trial.write(bytes(_ROOM))

    def keep(self, piece: bytes) -> str:
        """Gives the name under which the piece can be found again."""
        name = hashlib.sha256(piece).hexdigest()
        place, coming = self._place(name), self.folder / f"{name}.part"
        if place.exists():
            return name
        with in_a_run("evidence", self.folder):
            try:
                coming.write_bytes(gzip.compress(piece, _PRESSED, mtime=0))
                coming.replace(place)
            except OSError:
                coming.unlink(missing_ok=True)
                raise
        return name

    def holds(self, name: str) -> bool:
        return self._place(name).exists()

    def read(self, name: str) -> bytes:
        """The piece of this name, as it was kept."""
        place = self._place(name)
        try:
            piece = gzip.decompress(place.read_bytes())
        except (OSError, EOFError) as fault:
            msg = f"{place} cannot be read ({fault}). The record names it; bring it back."
            raise BadInputError(msg) from fault
        if hashlib.sha256(piece).hexdigest() != name:
            msg = f"{place} is not what was kept under this name; bring back the one that was."
            raise BadInputError(msg)
        return piece

    def _place(self, name: str) -> Path:
        return self.folder / f"{name}.gz"
