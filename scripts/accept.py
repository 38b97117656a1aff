"""Runs the promises with behave, and leaves the site of the run in build/site.

The status is behave's, whatever becomes of the site. Ctrl-C ends the run in order, and the site
shows how far it came; Ctrl-C once more leaves the site out. Whoever reads no further (`| head`)
changes nothing of all this.
"""

from __future__ import annotations

import io
import os
import re
import shutil
import signal
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # while it loads there is nothing to end in order

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from behave.__main__ import main as behave  # noqa: E402 - it takes its time

from support.errors import WicketkeeperError  # noqa: E402 - the root must be on the path first
from support.reports.record import FILE, Began  # noqa: E402
from support.reports.recorder import NEWEST, RUNS  # noqa: E402

SITE = Path("build/site")
_INTERRUPTED = 130  # as shells say it
_FOLDER = re.compile(r"(?:-D|--define=)?run=(.+)")


def main(words: list[str]) -> int:
    known = _as_it_stands(_record_of(words, _newest()))
    if (status := _run(words)) is None:
        return _INTERRUPTED
    record = _record_of(words, _newest())
    if record and _as_it_stands(record) != known:
        _leave_site(record.parent)
    return status


def _run(words: list[str]) -> int | None:
    """Ctrl-C is the run's own affair while it lasts; what escapes from it came before it began."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        status: int = behave(words)  # type: ignore[no-untyped-call]
    except KeyboardInterrupt:
        print("interrupted before anything was judged", file=sys.stderr)
        return None
    finally:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    return status


class _Heard(io.FileIO):
    """Where words go; whoever has left the pipe, or has no room, misses them and no more."""

    told = False

    def write(self, words: ReadableBuffer, /) -> int:
        try:
            return super().write(words)
        except OSError as fault:
            if not (self.told or isinstance(fault, BrokenPipeError)):
                print(f"not all that is said here can be kept: {fault.strerror}", file=sys.stderr)
                self.told = True
            return memoryview(words).nbytes


def _speak_to_whoever_listens() -> None:
    """Behave writes to the one, and the end of a run to the other."""
    nobody = sys.stdout is None
    heard = _Heard(os.open(os.devnull, os.O_WRONLY) if nobody else sys.stdout.fileno(), "wb")
    encoding = "utf-8" if nobody else sys.stdout.encoding
    spoken = io.TextIOWrapper(io.BufferedWriter(heard), encoding, line_buffering=True)
    sys.stdout = sys.__stdout__ = spoken  # type: ignore[misc]


def _newest() -> Path | None:
    return _if_there(NEWEST.resolve() / FILE)


def _record_of(words: list[str], newest: Path | None) -> Path | None:
    """Where this run is kept: in the folder that was asked for, else in the newest one."""
    asked = [found[1] for word in words if (found := _FOLDER.fullmatch(word))]
    if not asked:
        return newest
    return _if_there(Path(asked[-1]) / FILE)


def _if_there(file: Path) -> Path | None:
    with suppress(PermissionError):  # the run says so itself
        return file if file.exists() else None
    return None


def _as_it_stands(record: Path | None) -> tuple[Path, int] | None:
    """A run that was refused, or only rehearsed, leaves everything as it was."""
    return None if record is None else (record.resolve(), record.stat().st_mtime_ns)


def _leave_site(folder: Path) -> None:
    """Beside the old one first, so that there is always one whole site."""
    from support.reports.folder import renew  # noqa: PLC0415 - for a run that has come so far
    from support.reports.kinds.site import files  # noqa: PLC0415
    from support.reports.runs import read  # noqa: PLC0415

    coming = SITE.with_name(f"{SITE.name}-{os.getpid()}")
    try:
        run = read(folder)
        renew(coming, files(run, previous=_before(folder, run.began), trend=RUNS), "site")
        shutil.rmtree(SITE, ignore_errors=True)
        coming.rename(SITE)
    except (WicketkeeperError, OSError) as fault:
        print(f"no site was made: {fault}", file=sys.stderr)
    except KeyboardInterrupt:
        print("no site was made", file=sys.stderr)
    else:
        print(f"The promises as a site: {SITE / 'index.html'}")
    finally:
        shutil.rmtree(coming, ignore_errors=True)


def _before(folder: Path, this: Began) -> Path | None:
    """The newest kept run of everything; what a part of it has not tried has not changed."""
    kept = sorted((each.parent for each in RUNS.glob(f"*/{FILE}")), reverse=True)
    others = (each for each in kept if each.resolve() != folder.resolve())
    return next((each for each in others if _is_like(each, this)), None)


def _is_like(folder: Path, this: Began) -> bool:
    """Whether both are runs of everything, against one gateway."""
    from support.reports.runs import lines  # noqa: PLC0415 - for a run that has come so far

    with suppress(WicketkeeperError):  # a record of an earlier edition is nobody's past
        first = next(lines(folder), None)
        if isinstance(first, Began) and first.everything and this.everything:
            return first.tested.name == this.tested.name
    return False


if __name__ == "__main__":
    _speak_to_whoever_listens()
    sys.exit(main(sys.argv[1:]))
