"""Structured header fields, as far as limits use them: strict lists of strings with parameters.

RFC 9651 says how a list is spelt; the RateLimit draft (draft-10) that items are strings and
parameters whole numbers. Nothing is read more kindly than the draft reads it.
"""

from __future__ import annotations

import re

_NAME = r'"((?:[ !#-\[\]-~]|\\["\\])*)"'
_VALUE = r'(?:\d{1,15}|:[A-Za-z0-9+/=]*:|"[^"\\]*")'
_ITEM = re.compile(rf"{_NAME}((?:;[a-z*][a-z0-9_\-.*]*={_VALUE})*)")
_PARAMETER = re.compile(r";([a-z*][a-z0-9_\-.*]*)=([^;]*)")
_DURATION = re.compile(r"(?:(\d+)h)?(?:(\d+)m)?(?:(\d+(?:\.\d+)?)s)?|(\d+(?:\.\d+)?)ms")


def limits(field: str) -> dict[str, dict[str, str]]:
    """The items of a RateLimit or RateLimit-Policy field by name; ValueError if it is none."""
    items: dict[str, dict[str, str]] = {}
    rest = field.strip(" ")
    while rest:
        item = _ITEM.match(rest)
        if item is None:
            msg = f"{field!r}, which is no list of strings with parameters"
            raise ValueError(msg)
        items[item[1]] = dict(_PARAMETER.findall(item[2]))
        rest = rest[item.end() :]
        if rest:
            rest = _after_comma(rest, field)
    return items


def go_duration(text: str) -> float:
    """Seconds of a Go duration such as 57s, 1m30s, 8.64s or 120ms; ValueError for anything else."""
    found = _DURATION.fullmatch(text)
    if not text or found is None:
        msg = f"{text!r}, which is no duration such as 57s or 1m30s"
        raise ValueError(msg)
    hours, minutes, seconds, milliseconds = (float(part or 0) for part in found.groups())
    return hours * 3600 + minutes * 60 + seconds + milliseconds / 1000


def _after_comma(rest: str, field: str) -> str:
    comma = re.match(r"[ \t]*,[ \t]*(?=\")", rest)
    if comma is None:
        msg = f"{field!r}, in which {rest!r} is neither a parameter nor a further item"
        raise ValueError(msg)
    return rest[comma.end() :]
