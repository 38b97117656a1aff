"""What the edge shows its control plane: a token that its operator can replace while it runs."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

log = logging.getLogger("gateway.edge_token")


class EdgeToken:
    """The token in use. It is read from its file again whenever it may have been replaced."""

    def __init__(self, stated: str, file: Path | None) -> None:
        """Use what is stated, or what stands in the file where there is one."""
        self.current = stated
        self._file = file
        self.renew()

    def renew(self) -> bool:
        """Read the file again; return whether another token stood in it."""
        found = self._read()
        if found is None or found == self.current:
            return False
        self.current = found
        return True

    def _read(self) -> str | None:
        """Return what stands in the file; None when that is no token, and the old one is kept."""
        if self._file is None:
            return None
        try:
            found = self._file.read_text(encoding="ascii").strip()
        except (OSError, UnicodeError) as error:
            log.warning("the token in %s cannot be read: %s", self._file, type(error).__name__)
            return None
        return found if found and found.isprintable() else None
