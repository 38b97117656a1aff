"""A folder in which a report stands: filled anew, without what an earlier making has left there.

Rule 1: a list beside the files (`.wicket-site`; `sha256sum --check` reads it) tells what a making
has written, from the first file on. Rule 2: nothing is deleted but what stands in that list, still
holds what was written, and lies in the folder itself.
"""

from __future__ import annotations

import hashlib
from contextlib import contextmanager
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, BinaryIO

from support.errors import BadInputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path


def write(folder: Path, made: Iterable[tuple[str, bytes]]) -> Iterator[tuple[str, str]]:
    """Each file by its hash and its name; its parts may come one after the other."""
    for name, parts in groupby(made, itemgetter(0)):
        digest = hashlib.sha256()
        with _writing(folder / name), _whole_or_not(folder / name) as file:
            for _, part in parts:
                file.write(part)
                digest.update(part)
        yield digest.hexdigest(), name


def renew(folder: Path, made: Iterable[tuple[str, bytes]], kind: str) -> None:
    """For a report whose files have names that the next one may not have."""
    known = folder / f".wicket-{kind}"
    before, now = _read(known), dict[str, str]()
    for digest, name in write(folder, made):
        now[name] = digest
        with _writing(known), known.open("a", encoding="utf-8") as opened:
            opened.write(_line(digest, name))
    for digest, name in before:
        if name not in now and _is_ours(folder, name, digest):
            with _writing(folder / name):
                (folder / name).unlink()
    with _writing(known):
        known.write_text("".join(_line(now[name], name) for name in now), encoding="utf-8")


@contextmanager
def _writing(file: Path) -> Iterator[None]:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        yield
    except OSError as fault:
        msg = f"{file} cannot be written: {fault.strerror}. Choose another folder."
        raise BadInputError(msg) from fault


@contextmanager
def _whole_or_not(file: Path) -> Iterator[BinaryIO]:
    coming = file.with_name(f"{file.name}.part")
    try:
        with coming.open("wb") as opened:
            yield opened
        coming.replace(file)
    finally:
        coming.unlink(missing_ok=True)


def _line(digest: str, name: str) -> str:
    return f"{digest}  {name}\n"


def _read(known: Path) -> list[tuple[str, str]]:
    if not known.is_file():
        return []
    lines = known.read_text(encoding="utf-8", errors="replace").splitlines()
    return [(digest, name) for digest, _, name in (line.partition("  ") for line in lines)]


def _is_ours(folder: Path, name: str, digest: str) -> bool:
    """As it was written, and in the folder, whatever the list says and wherever links lead."""
    root, file = folder.resolve(), (folder / name).resolve()
    return (
        file.is_relative_to(root)
        and file == root / name
        and file.is_file()
        and hashlib.sha256(file.read_bytes()).hexdigest() == digest
    )
