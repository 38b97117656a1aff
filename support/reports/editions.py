"""Which promises a run was about: a version, and a digest of what it promises.

Rule: an edition that was released never changes. docs/editions.toml keeps their digests; whatever
is not in it, to the letter, calls itself a draft.
"""

from __future__ import annotations

import hashlib
import tomllib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from support.reports.catalogue import Catalogue


def edition(version: str, catalogue: Catalogue, released: Mapping[str, str]) -> str:
    """As reports name it: 1.0.0+c96129fc, or 1.1.0-draft+0d1b88a2."""
    now = digest(catalogue)
    draft = "" if released.get(version) == now else "-draft"
    return f"{version}{draft}+{now}"


def digest(catalogue: Catalogue) -> str:
    """Changes with every id and sentence, and with nothing else: not even with their order."""
    said = "\n".join(sorted(f"{each.id} {each.sentence}" for each in catalogue.promise))
    return hashlib.sha256(said.encode()).hexdigest()[:8]


def released(file: Path) -> dict[str, str]:
    """The digest of each version that was released."""
    known: dict[str, str] = tomllib.loads(file.read_text("utf-8"))["released"]
    return known
