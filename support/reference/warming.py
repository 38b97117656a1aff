"""Done beforehand, so that a gateway that is asked for is there at once.

What is loaded before the fork is shared by all gateways. What a forked process touches for the
first time is copied page by page; the spare one touches it while nobody waits, and so halves the
time from its order to being ready.
"""

from __future__ import annotations

import asyncio
import importlib
import sqlite3

from .store import OPENING

LOADED_LATE = (
    "encodings.idna",
    "uvicorn.lifespan.off",
)


def load() -> None:
    """Load, before any fork, what a gateway would otherwise load on its first requests."""
    for module in LOADED_LATE:
        importlib.import_module(module)


def rehearse() -> asyncio.Runner:
    """Open a store that leaves no trace, and an event loop to be used; after the fork."""
    rows = sqlite3.connect(":memory:", isolation_level=None)
    rows.executescript(OPENING)
    rows.execute("SELECT name, value FROM kept").fetchall()
    rows.close()
    return open_runner()


def open_runner() -> asyncio.Runner:
    """Open an event loop before anybody waits for it; after the fork."""
    runner = asyncio.Runner()
    runner.get_loop()
    return runner
