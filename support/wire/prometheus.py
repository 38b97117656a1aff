"""Prometheus' text format 0.0.4, read strictly: what a scraper might forgive is a fault here.

A series is spelt as on the wire with its labels sorted: gateway_circuit{state="open"}.
"""

from __future__ import annotations

import re

MEDIA_TYPE = ("text/plain", "version=0.0.4")
_NAME = r"[a-zA-Z_:][a-zA-Z0-9_:]*"
_LABEL = r'[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\n]|\\[\\"n])*"'
_NUMBER = r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?|NaN|[+-]Inf"
_SAMPLE = re.compile(rf"({_NAME})(?:\{{({_LABEL}(?:,{_LABEL})*),?\}})? ({_NUMBER})")
_KIND = re.compile(rf"# TYPE ({_NAME}) (?:counter|gauge|histogram|summary|untyped)")
_HELP = re.compile(rf"# HELP ({_NAME}) .*")


def series(text: str) -> dict[str, float]:
    """Every series and its value; ValueError, naming the line, when anything cannot be read."""
    if not text.endswith("\n"):
        msg = "the last line of the figures does not end"
        raise ValueError(msg)
    found: dict[str, float] = {}
    kinds: list[str] = []
    for line in text.removesuffix("\n").split("\n"):
        if sample := _SAMPLE.fullmatch(line):
            _belongs(sample[1], kinds, line)
            name = spelt(sample[1], sample[2] or "")
            _only_once(name not in found, line)
            found[name] = float(sample[3])
        elif kind := _KIND.fullmatch(line):
            _only_once(kind[1] not in kinds, line)
            kinds.append(kind[1])
        elif not _HELP.fullmatch(line):
            msg = f"{line!r} is no line of Prometheus' text format"
            raise ValueError(msg)
    return found


def counts(text: str) -> dict[str, float]:
    """The series of those metrics alone that call themselves counters."""
    kinds = {kind[1] for kind in re.finditer(rf"^# TYPE ({_NAME}) counter$", text, re.MULTILINE)}
    return {name: value for name, value in series(text).items() if name.split("{")[0] in kinds}


def escaped(value: str) -> str:
    """A label's value as it stands between its quotation marks."""
    return value.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")


def spelt(name: str, labels: str) -> str:
    """One spelling for one series, whatever the order of its labels."""
    pairs = sorted(re.findall(_LABEL, labels))
    return f"{name}{{{','.join(pairs)}}}" if pairs else name


def _belongs(name: str, kinds: list[str], line: str) -> None:
    """All samples of a metric stand together, after its TYPE."""
    latest = kinds[-1] if kinds else ""
    if name not in {latest, f"{latest}_bucket", f"{latest}_sum", f"{latest}_count"}:
        msg = f"{line!r} does not stand under its own TYPE line"
        raise ValueError(msg)


def _only_once(is_new: bool, line: str) -> None:  # noqa: FBT001 - the one question it asks
    if not is_new:
        msg = f"{line!r} says something a second time"
        raise ValueError(msg)
