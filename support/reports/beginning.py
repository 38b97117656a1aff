"""The first line of a run record: what is tested, by which suite, and what is promised."""

from __future__ import annotations

import json
import platform
import re
import tomllib
import uuid
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from support.reports.editions import edition, released
from support.reports.known_lies import known_lies
from support.reports.record import Began, Tested
from support.targets.abilities import ABILITIES

if TYPE_CHECKING:
    from support.evidence.archive import Archive
    from support.reports.catalogue import Catalogue
    from support.targets.description import Description

_ROOT = Path(__file__).resolve().parents[2]
_FEATURES = Path("features")  # counted from where behave reads them
_PROMISE = re.compile(r"@([A-Z]{2}-\d{2})\b")
_DOCUMENTS = {"glossary": "glossary.md", "sentences": "sentences.md"}


class Asked(NamedTuple):
    """What somebody wanted of this run, and could have said in it."""

    words: tuple[str, ...]  # after `behave`
    shard: tuple[int, int] | None
    everything: bool
    sentences: bytes


def began(asked: Asked, description: Description, catalogue: Catalogue, archive: Archive) -> Began:
    version = tomllib.loads((_ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    documents = {
        name: archive.keep((_ROOT / "docs" / file).read_bytes())
        for name, file in _DOCUMENTS.items()
    }
    documents["steps"] = archive.keep(asked.sentences)
    documents["lies"] = archive.keep(json.dumps(known_lies(_ROOT)).encode())
    documents["target"] = archive.keep(description.model_dump_json().encode())
    return Began(
        run=str(uuid.uuid4()),
        at=now(),
        wicketkeeper=version,
        promises_edition=edition(version, catalogue, released(_ROOT / "docs" / "editions.toml")),
        asked_for=asked.words,
        shard=asked.shard,
        everything=asked.everything,
        suite=_suite(),
        tested=tested(description),
        python=platform.python_version(),
        system=platform.platform(terse=True),
        promises=tuple(catalogue.promise),
        documents=documents,
    )


def now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def _suite() -> dict[str, tuple[str, ...]]:
    """What could be read, so that a report can tell what was not."""
    return {
        file.as_posix(): tuple(sorted(set(_PROMISE.findall(file.read_text("utf-8")))))
        for file in sorted(_FEATURES.rglob("*.feature"))
    }


def tested(description: Description) -> Tested:
    reasons = {
        ability: reason
        for ability in sorted(ABILITIES)
        if (reason := description.why_not(ability)) is not None
    }
    return Tested(
        name=description.name,
        version=description.version,
        kind=description.kind,
        claims=tuple(sorted(description.claims)),
        does_not_claim=reasons,
    )
