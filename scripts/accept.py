"""Runs the promises with behave, and leaves the site of the run in build/site.

The status is behave's, whatever becomes of the site. Ctrl-C ends the run in order, and the site
shows how far it came; Ctrl-C once more leaves the site out.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
from contextlib import suppress
from pathlib import Path

from behave.__main__ import main as behave

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from support.errors import WicketkeeperError  # noqa: E402 - the root must be on the path first
from support.reports.record import FILE, Began  # noqa: E402
from support.reports.recorder import NEWEST, RUNS  # noqa: E402

SITE = Path("build/site")
_FOLDER = re.compile(r"(?:-D|--define=)?run=(.+)")


def main(words: list[str]) -> int:
    known = _as_it_stands(_record_of(words, _newest()))
    status: int = behave(words)  # type: ignore[no-untyped-call]
    record = _record_of(words, _newest())
    if record and _as_it_stands(record) != known:
        _leave_site(record.parent)
    return status


def _newest() -> Path | None:
    file = NEWEST.resolve() / FILE
    return file if file.exists() else None


def _record_of(words: list[str], newest: Path | None) -> Path | None:
    """Where this run is kept: in the folder that was asked for, else in the newest one."""
    asked = [found[1] for word in words if (found := _FOLDER.fullmatch(word))]
    if not asked:
        return newest
    file = Path(asked[-1]) / FILE
    return file if file.exists() else None


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
    sys.exit(main(sys.argv[1:]))
