"""What a run can be told with -D name=value, checked, with the defaults."""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from support.errors import BadInputError

if TYPE_CHECKING:
    from collections.abc import Mapping

_MEANINGS = {
    "target": "which gateway is tested: a name such as embedded, or a target file",
    "gateway": "the address of a running gateway: short for the target called remote",
    "run": "the folder that keeps the run (default: a new one in build/runs, linked as build/run)",
    "shard": "2/5 is the second of five parts, which together are all that is asked for",
    "patience": "seconds to watch for an answer before it counts as none (default 5)",
    "lie": "one named lie that the embedded gateway tells",
    "lies": "a JSON file: the lie that each scenario meets; the others are left out",
}


class Shard(NamedTuple):
    """A part of the scenarios, by their places alone: whoever else is asked for changes nothing."""

    number: int  # from 1
    of: int

    def holds(self, place: str) -> bool:
        return zlib.crc32(place.encode()) % self.of == self.number - 1


@dataclass(frozen=True)
class Settings:
    target: str = "embedded"
    gateway: str | None = None
    run: Path | None = None
    shard: Shard | None = None
    patience: float = 5.0
    lie: str | None = None
    lies: Path | None = None
    said: Mapping[str, str] = field(default_factory=dict)  # what a target file asks for


def read(given: Mapping[str, str]) -> Settings:
    said = {name: value for name, value in given.items() if "." in name}
    unknown = sorted(given.keys() - _MEANINGS.keys() - said.keys())
    if unknown:
        known = "\n".join(f"  -D {name}=...  {text}" for name, text in _MEANINGS.items())
        msg = f"there is no setting called {', '.join(unknown)}; these can be given:\n{known}"
        raise BadInputError(msg)
    if empty := [f"-D {name}=" for name, value in given.items() if not value.strip()]:
        msg = f"nothing stands behind {' and '.join(empty)}; give it a value, or leave it out"
        raise BadInputError(msg)
    gateway = given.get("gateway")
    return Settings(
        target=given.get("target", "remote" if gateway else "embedded"),
        gateway=gateway,
        run=Path(given["run"]) if "run" in given else None,
        shard=_shard(given["shard"]) if "shard" in given else None,
        patience=_seconds(given.get("patience", "5")),
        lie=given.get("lie"),
        lies=Path(given["lies"]) if "lies" in given else None,
        said=said,
    )


def _shard(text: str) -> Shard:
    found = re.fullmatch(r"([0-9]{1,3})/([0-9]{1,3})", text)
    shard = Shard(int(found[1]), int(found[2])) if found else Shard(0, 0)
    if not 1 <= shard.number <= shard.of:
        msg = f"-D shard={text} must be a part of a whole, from 1/2 to 2/2 where there are two"
        raise BadInputError(msg)
    return shard


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds <= 600:
        msg = f"-D patience={text} must be a number of seconds above 0 and at most 600"
        raise BadInputError(msg)
    return seconds
