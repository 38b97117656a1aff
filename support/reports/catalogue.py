"""The catalogue of promises, `features/promises.toml`, read and checked.

Rule 1: every fault is told at once, each with its line and what to do about it.
Rule 2: nothing is guessed: an unknown key is a fault, and "1" is not 1.
"""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from support.errors import BadInputError

if TYPE_CHECKING:
    from pathlib import Path

    from pydantic_core import ErrorDetails

Prose = Annotated[str, StringConstraints(min_length=1, pattern=r"^\S(.*\S)?$")]
Sentence = Annotated[str, StringConstraints(min_length=1, pattern=r"^\S.*[.]$")]


class Promise(BaseModel):
    """One thing that a gateway's owner tells its users."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    id: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}-\d\d$")]
    sentence: Sentence
    why: Sentence
    area: Prose
    priority: Annotated[int, Field(ge=0, le=2)]
    wire: Prose
    value_at_risk: Annotated[int, Field(ge=0)]
    owner: Prose


class Catalogue(BaseModel):
    """All promises, in the order of the file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    promise: Annotated[list[Promise], Field(min_length=1)]

    @property
    def ids(self) -> list[str]:
        return [each.id for each in self.promise]


WHAT_TO_DO = {
    "missing": "is missing; add it",
    "extra_forbidden": "is not a key of a promise; remove it or correct its spelling",
    "string_type": "must be a text in quotation marks",
    "int_type": "must be a whole number without quotation marks",
}
WHAT_FITS = {
    "id": "must be two capital letters, a hyphen and two digits, like UC-01",
    "priority": "must be 0, 1 or 2",
    "value_at_risk": "must be a whole number of euros, at least 0",
    "sentence": "must be a sentence that ends with a full stop",
    "why": "must be a sentence that ends with a full stop",
}


def load_catalogue(path: Path) -> Catalogue:
    """Reads the catalogue, or says on which lines it is wrong and what to do."""
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        msg = f"{path} cannot be read ({error.strerror}). The catalogue of promises belongs there."
        raise BadInputError(msg) from error
    except UnicodeDecodeError as error:
        msg = f"{path} is not UTF-8 (byte {error.start}). Save it as UTF-8."
        raise BadInputError(msg) from error
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        msg = f"{path} is not TOML: {error}. Correct that line."
        raise BadInputError(msg) from error
    return _checked(path, text, document)


def _checked(path: Path, text: str, document: dict[str, Any]) -> Catalogue:
    places = _Places(text)
    try:
        catalogue = Catalogue.model_validate(document)
    except ValidationError as error:
        faults = [_fault(places, each) for each in error.errors()]
    else:
        faults = _repeated(places, catalogue.ids)
        if not faults:
            return catalogue
    lines = "\n".join(f"{path}, line {line}: {text}" for line, text in sorted(faults))
    raise BadInputError(lines)


class _Places:
    """Where the tables and keys of the file stand."""

    def __init__(self, text: str) -> None:
        self._lines = text.splitlines()
        headings = (n for n, line in enumerate(self._lines) if re.match(r"\s*\[\[", line))
        self._tables = [n for n in headings if "promise" in self._lines[n]]

    def line_of(self, table: int | None, key: str | None) -> int:
        """The line of a key, of its table where the key is missing, else of the whole."""
        if table is None or table >= len(self._tables):
            return self._find(key, 0) or 1
        start = self._tables[table]
        return self._find(key, start + 1) or start + 1

    def _find(self, key: str | None, start: int) -> int | None:
        for number in range(start, len(self._lines)):
            line = self._lines[number]
            if key is not None and re.match(rf"\s*[\[\"']*{re.escape(key)}[\]\"']*\s*(=|$)", line):
                return number + 1
            if re.match(r"\s*\[\[", line):
                return None
        return None


def _fault(places: _Places, error: ErrorDetails) -> tuple[int, str]:
    table, key = _position(error)
    line = places.line_of(table, key)
    if table is None and error["type"] == "extra_forbidden":
        return line, f"{key} is not known here; the file holds [[promise]] tables only"
    if table is None:
        return line, "there is no promise here; write them as [[promise]] tables"
    if key is None:
        return line, f"promise {table + 1} must be a [[promise]] table"
    what = WHAT_TO_DO.get(error["type"]) or WHAT_FITS.get(
        key, "must be a text without blanks at its ends"
    )
    seen = "" if error["type"] == "missing" else f", was {error['input']!r}"
    return line, f"{key} {what}{seen}"


def _position(error: ErrorDetails) -> tuple[int | None, str | None]:
    _, *rest = location = error["loc"]
    table = next((part for part in rest if isinstance(part, int)), None)
    if table is None:
        return None, str(location[0])
    return table, next((str(part) for part in rest if isinstance(part, str)), None)


def _repeated(places: _Places, ids: list[str]) -> list[tuple[int, str]]:
    """An id that stands twice; scenarios could not say which of the two they prove."""
    faults = []
    for number, each in enumerate(ids):
        if each in ids[:number]:
            first = places.line_of(ids.index(each), "id")
            text = f"id {each!r} was used on line {first} already; give each promise its own"
            faults.append((places.line_of(number, "id"), text))
    return faults
