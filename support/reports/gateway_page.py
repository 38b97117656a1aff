"""What came out against a gateway of others, compared with the page that tells of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_EXAMPLE = re.compile(r"@([A-Z]{3,}-\d+)\b")
_NAMED = re.compile(r"^\| ([A-Z]{3,}-\d+) \|", re.MULTILINE)
BROKEN = {"passed": False, "failed": True, "error": True}  # the words that say something


def example_of(scenario: str, root: Path) -> str:
    """The id of an example, by its place: features/loops/repeated.feature:12."""
    file, _, line = scenario.rpartition(":")
    above = (root / file).read_text("utf-8").splitlines()[: int(line)]
    return next(found[1] for each in reversed(above) if (found := _EXAMPLE.search(each)))


def differences(verdicts: Iterable[tuple[str, str]], page: str) -> list[str]:
    """What came out otherwise than the page says; verdicts are the ids of examples with a word."""
    broken: dict[str, bool] = {}
    for example, word in verdicts:
        if word in BROKEN:
            broken[example] = broken.get(example, False) or BROKEN[word]
    failed = {example for example, is_broken in broken.items() if is_broken}
    tried = broken.keys()
    kept = tried - failed
    named = set(_NAMED.findall(page))
    return [
        *(f"{each} is broken, and the page does not say so" for each in sorted(failed - named)),
        *(f"{each} is kept, but the page says broken" for each in sorted(kept & named)),
        *(f"{each} was not run, but the page says broken" for each in sorted(named - tried)),
    ]
