"""Programs that nobody here has written, as witnesses of how a gateway is understood.

A witness is a package that need not be there: what it would have shown is then not claimed.
"""

from __future__ import annotations

import importlib.util
from contextlib import suppress
from typing import TYPE_CHECKING

from support.targets.abilities import WITNESSES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from support.drivers.bring_up import BringUp
    from support.drivers.callers import Callers
    from support.drivers.openai_library import OpenAILibrary
    from support.drivers.passing_time import PassingTime
    from support.evidence.ledger import Ledger

OFFICIAL_LIBRARY = "the official library"


def missing(ability: str) -> str | None:
    """Why the witness of this name cannot be heard here; None when it can, or is none."""
    package = WITNESSES.get(ability)
    if package is None or importlib.util.find_spec(package):
        return None
    return f"{ability} is the package {package}, which is not installed here; scripts/check has it"


def call_in(abilities: Iterable[str]) -> None:
    """Have the witnesses among these at hand: to load one takes longer than many scenarios.

    Whoever hears one that cannot be loaded is told what is wrong with it.
    """
    with suppress(Exception):
        if not WITNESSES.keys().isdisjoint(abilities):
            importlib.import_module("support.drivers.openai_library")


class Witnesses:
    def __init__(
        self, callers: Callers, bring_up: BringUp, time: PassingTime, ledger: Ledger
    ) -> None:
        self._callers = callers
        self._bring_up = bring_up
        self._time = time
        self._ledger = ledger
        self._libraries: list[OpenAILibrary] = []

    def ask(self, caller: str, up_to: int, *, stream: bool = False) -> None:
        """A program of this caller asks through the official library."""
        asking = self._callers.named(caller)
        question = asking.question(up_to, **({"stream": True} if stream else {}))
        self._library_of(caller).ask(question, self._time.passes)

    def close(self) -> None:
        for library in self._libraries:
            library.close()

    def _library_of(self, caller: str) -> OpenAILibrary:
        from support.drivers.openai_library import OpenAILibrary  # noqa: PLC0415 - not always there

        chat = self._bring_up.target.description.dialect.paths.chat
        library = OpenAILibrary(
            url=self._bring_up.gateway.url + chat.removesuffix("/chat/completions"),
            key=self._callers.named(caller).shows.removeprefix("Bearer "),
            who=f"{caller}'s program",
            patience=self._bring_up.patience,
            recorder=self._ledger,
            tell=lambda text: self._ledger.note(OFFICIAL_LIBRARY, text),
        )
        self._libraries.append(library)
        return library
