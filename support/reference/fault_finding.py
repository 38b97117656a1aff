"""Reading one JSON object key by key, remembering every fault with its path.

Rule 1: a fault never stops the reading; the reader answers with something harmless and goes on.
Rule 2: what is secret is never repeated in a fault.
"""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final, TypeGuard

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

LONGEST_QUOTE = 60
MOST = 10**15  # what is larger is a slip, and floating point would no longer count it exactly
MISSING: Final = object()
MOMENT = re.compile(
    r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|\+00:00)", re.ASCII | re.IGNORECASE
)


class ObjectReader:
    """One JSON object under its path; whatever is asked for and not as it must be is a fault."""

    def __init__(self, value: object, path: str, faults: list[str]) -> None:
        """Read *value*, found at *path*; faults are appended to the list given."""
        self.path = path
        self.faults = faults
        self._asked: list[str] = []
        self._values: dict[str, object] = value if isinstance(value, dict) else {}
        if not isinstance(value, dict):
            self.faults.append(f"{path or 'bundle'}: must be an object, was {quoted(value)}")
        self.is_object = isinstance(value, dict)

    def has(self, key: str) -> bool:
        """Say whether the key is there."""
        return key in self._values

    def fault(self, key: str, text: str) -> None:
        """Remember what is wrong with this key."""
        self.faults.append(f"{self.at(key)}: {text}")

    def at(self, key: str) -> str:
        """Spell the path of a key."""
        return f"{self.path}.{key}" if self.path else key

    def text(self, key: str) -> str:
        """Return a string that is not empty."""
        value = self._required(key)
        if value is not MISSING and not (isinstance(value, str) and value):
            self.fault(key, f"must be a string that is not empty, was {quoted(value)}")
        return value if isinstance(value, str) else ""

    def text_or_none(self, key: str) -> str | None:
        """Return a string that is not empty, or None when the key is not there."""
        self._asked.append(key)
        return self.text(key) if key in self._values else None

    def secret(self, key: str, least_bytes: int) -> str:
        """Return a secret of a length that deserves the name; it is never quoted."""
        value = self._required(key)
        if value is not MISSING and not (
            isinstance(value, str) and len(value.encode()) >= least_bytes
        ):
            self.fault(
                key, f"must be a string of at least {least_bytes} bytes (its value is not shown)"
            )
        return value if isinstance(value, str) else ""

    def one_of(self, key: str, choices: Collection[str], default: str | None = None) -> str:
        """Return one of the words given."""
        value = self._required(key) if default is None else self._optional(key, default)
        if value is not MISSING and not (isinstance(value, str) and value in choices):
            self.fault(key, f"must be one of {', '.join(choices)}, was {quoted(value)}")
        return value if isinstance(value, str) else ""

    def whole(self, key: str, least: int = 1) -> int:
        """Return a whole number of at least so much."""
        value = self._required(key)
        return least if value is MISSING else self._whole(key, value, least)

    def whole_or_none(self, key: str, least: int = 1) -> int | None:
        """Return a whole number of at least so much, or None when the key is not there."""
        value = self._optional(key, MISSING)
        return None if value is MISSING else self._whole(key, value, least)

    def number(
        self, key: str, least: float, *, above: bool = False, default: float | None = None
    ) -> float:
        """Return a number of at least so much, or *above* so much."""
        value = self._required(key) if default is None else self._optional(key, default)
        if value is MISSING:
            return 1.0
        bound = f"above {least:g}" if above else f"of at least {least:g}"
        if _is_number(value) and least <= value <= MOST and not (above and value == least):
            return value
        self.fault(key, f"must be a number {bound}, was {quoted(value)}")
        return 1.0

    def moment(self, key: str) -> float:
        """Return an RFC 3339 moment in UTC, as seconds since 1970."""
        value = self._required(key)
        if value is MISSING:
            return 0.0
        try:
            if isinstance(value, str) and MOMENT.fullmatch(value):
                whole_seconds = datetime.fromisoformat(value[:19]).replace(tzinfo=UTC).timestamp()
                fraction = re.match(r"\.\d+", value[19:])
                return whole_seconds + (float(fraction[0]) if fraction else 0.0)
        except ValueError:
            pass  # a day such as the 31st of February is told below like any other fault
        self.fault(
            key, f"must be a moment in UTC such as 2026-09-23T12:00:00Z, was {quoted(value)}"
        )
        return 0.0

    def moment_or_none(self, key: str) -> float | None:
        """Return an RFC 3339 moment, or None when the key is not there."""
        self._asked.append(key)
        return self.moment(key) if key in self._values else None

    def objects(self, key: str) -> Iterator[ObjectReader]:
        """Yield a reader for each object of a list."""
        for index, value in enumerate(self.listed(key)):
            yield ObjectReader(value, f"{self.at(key)}[{index}]", self.faults)

    def listed(self, key: str) -> list[object]:
        """Return a list, of whatever."""
        value = self._required(key)
        if value is not MISSING and not isinstance(value, list):
            self.fault(key, f"must be a list, was {quoted(value)}")
        return value if isinstance(value, list) else []

    def listed_or_none(self, key: str) -> list[object] | None:
        """Return a list, or None when the key is not there."""
        self._asked.append(key)
        return self.listed(key) if key in self._values else None

    def words_or_none(self, key: str) -> list[str] | None:
        """Return a list of at least one string, none of them empty; None when there is no list."""
        values = self.listed_or_none(key)
        if values is None:
            return None
        words = [each for each in values if isinstance(each, str) and each]
        if not words or len(words) < len(values):
            self.fault(key, f"must be a list of strings that are not empty, was {quoted(values)}")
        return words

    def nested(self, key: str) -> ObjectReader:
        """Return a reader for an object that must be there."""
        value = self._required(key)
        return ObjectReader({} if value is MISSING else value, self.at(key), self.faults)

    def object_or_none(self, key: str) -> ObjectReader | None:
        """Return a reader for the object under the key, or None when the key is not there."""
        value = self._optional(key, MISSING)
        return None if value is MISSING else ObjectReader(value, self.at(key), self.faults)

    def value_of(self, key: str) -> object:
        """Return what stands under the key, whatever it is, for those who accept several types."""
        return self._values.get(key)

    def no_others(self, what: str) -> None:
        """Close the object: keys that nobody asked for are faults."""
        known = dict.fromkeys(self._asked)
        for key in self._values:
            if key not in known:
                self.fault(key, f"is not a key of {what}; known are {', '.join(known)}")

    def _required(self, key: str) -> object:
        value = self._optional(key, MISSING)
        if value is MISSING and self.is_object:
            self.fault(key, "is missing")
        return value

    def _optional(self, key: str, default: object) -> object:
        self._asked.append(key)
        return self._values.get(key, default)

    def _whole(self, key: str, value: object, least: int) -> int:
        if isinstance(value, int) and not isinstance(value, bool) and least <= value <= MOST:
            return value
        self.fault(key, f"must be a whole number of at least {least}, was {quoted(value)}")
        return least


def _is_number(value: object) -> TypeGuard[float]:
    """Say whether it is a number of JSON: in Python, True would count as one too."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def quoted(value: object) -> str:
    """Show a JSON value, shortened so that a fault stays one line."""
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= LONGEST_QUOTE else text[:LONGEST_QUOTE] + "..."
