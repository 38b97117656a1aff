"""Keeps what happened in a scenario: one file a scenario, one line of JSON an entry."""

from __future__ import annotations

import json
import re
import tempfile
from typing import TYPE_CHECKING, Any

from support.errors import BadInputError, HarnessBrokenError
from support.evidence.ledger import Happening

if TYPE_CHECKING:
    from pathlib import Path

    from support.evidence.ledger import Ledger
    from support.evidence.redaction import Secrets
    from support.wire.exchange import Exchange, Moment


def look_at(folder: Path) -> None:
    """Before the run: whether anything can be kept there."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as fault:
        msg = (
            f"the evidence cannot be kept in {folder}: {fault.strerror}. "
            "Mend that, or choose another folder with -D evidence=FOLDER."
        )
        raise BadInputError(msg) from fault


def save(ledger: Ledger, folder: Path, name: str, secrets: Secrets) -> None:
    """Write the whole ledger, or nothing: a half written file is no evidence."""
    text = "".join(
        secrets.hidden(json.dumps(_line(entry, secrets), ensure_ascii=False)) + "\n"
        for entry in ledger.everything()
    )
    file = folder / name
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    except OSError as fault:
        _discard(file)
        msg = (
            f"not all evidence could be kept in {folder}: {fault.strerror}. The verdicts stand. "
            "Make room there, or choose another folder with -D evidence=FOLDER."
        )
        raise HarnessBrokenError(msg) from fault


def file_name(feature: str, line: int, title: str) -> str:
    """A name that sorts by feature and place."""
    stem = feature.removeprefix("features/").removesuffix(".feature")
    slug = re.sub(r"\W+", "-", title.lower()).strip("-")[:60].rstrip("-")
    return f"{stem}-{line}-{slug}.jsonl"


def _discard(file: Path) -> None:
    if file.is_file():
        file.unlink(missing_ok=True)


def _line(entry: Exchange | Happening, secrets: Secrets) -> dict[str, Any]:
    if isinstance(entry, Happening):
        return {**_when(entry.began), "happened": entry.kind, "text": entry.text}
    return {
        **_when(entry.began),
        "leg": entry.leg,
        "who": entry.who,
        "request": {
            "method": entry.request.method,
            "target": entry.request.target,
            "headers": secrets.hidden_headers(entry.request.headers),
            "body": _text(entry.request.body),
        },
        "response": entry.response
        and {
            "status": entry.response.status,
            "reason": entry.response.reason,
            "headers": secrets.hidden_headers(entry.response.headers),
            "body": _text(entry.response.body),
            "pieces": [[round(p.at, 6), len(p.data)] for p in entry.response.pieces],
        },
        "ending": entry.ending,
        "ended": entry.ended and _when(entry.ended),
    }


def _when(moment: Moment) -> dict[str, Any]:
    return {"number": moment.number, "at": round(moment.at, 6), "time": moment.time}


def _text(body: bytes) -> str:
    return body.decode("utf-8", "backslashreplace")
