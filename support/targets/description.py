"""Target files: a small TOML file that says how a gateway is run and what it claims.

A wrong file is refused as a whole, each fault with its line and with what to do about it.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from support.errors import BadInputError
from support.targets.abilities import ABILITIES
from support.targets.dialect import Dialect

HERE = Path(__file__).parent


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Hooks(_Strict):
    """Command lines of the process target. {port}, {store}, {bundle} and {pid} are filled in."""

    start: tuple[str, ...] = Field(min_length=1)
    install: tuple[str, ...] | None = None  # default: the bundle file is simply replaced
    reload: tuple[str, ...] | None = None  # default: SIGHUP
    stop: tuple[str, ...] | None = None  # default: SIGTERM
    kill: tuple[str, ...] | None = None  # default: SIGKILL
    ready_path: str = "/readyz"
    ready_within: float = Field(default=10.0, gt=0)


class Description(_Strict):
    name: str = Field(min_length=1)
    kind: Literal["embedded", "process", "remote"]
    version: str = "unknown"
    claims: frozenset[Literal[tuple(ABILITIES)]]  # type: ignore[valid-type]
    does_not_claim: dict[Literal[tuple(ABILITIES)], str] = {}  # type: ignore[valid-type]
    dialect: Dialect = Dialect()
    hooks: Hooks | None = None
    url: str | None = None

    @model_validator(mode="after")
    def _is_whole(self) -> Description:
        both = sorted(self.claims & self.does_not_claim.keys())
        if both:
            msg = f"{', '.join(both)} cannot be both claimed and not claimed; remove one of the two"
            raise ValueError(msg)
        silent = sorted(ABILITIES.keys() - self.claims - self.does_not_claim.keys())
        if silent:
            msg = (
                f"nothing is said about {', '.join(silent)}; "
                "claim each, or give the reason under [does_not_claim]"
            )
            raise ValueError(msg)
        if self.kind == "process" and self.hooks is None:
            msg = "a process needs [hooks] with at least start = [command, ...]"
            raise ValueError(msg)
        return self

    def why_not(self, ability: str) -> str | None:
        """The reason why *ability* is not claimed, or None when it is."""
        return None if ability in self.claims else self.does_not_claim[ability]


def load(name: str) -> Description:
    """The description called *name*: a file, or one of those that ship with the suite."""
    path = Path(name) if name.endswith(".toml") else HERE / f"{name}.toml"
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as fault:
        ours = ", ".join(sorted(each.stem for each in HERE.glob("*.toml")))
        msg = (
            f"there is no target {name!r} ({fault.strerror}: {path.name}). "
            f"Choose one of {ours}, or give the path of a .toml file."
        )
        raise BadInputError(msg) from fault
    return parse(text, path.name)


def parse(text: str, file: str) -> Description:
    try:
        return Description.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as fault:
        msg = f"{file} is not TOML: {fault}. See docs/targets.md for an example."
        raise BadInputError(msg) from fault
    except ValidationError as faults:
        lines = [
            f"{file}, line {_line_of(each['loc'], text)}: "
            + _spoken(each["loc"], each["msg"], each["type"])
            for each in faults.errors()
        ]
        raise BadInputError("\n".join([*lines, "docs/targets.md explains every key."])) from faults


def _spoken(where: tuple[int | str, ...], what: str, kind: str) -> str:
    key = ".".join(str(each) for each in where if each != "[key]")
    if kind == "extra_forbidden":
        return f"{key!r} is not a key that a target file has; remove it or mend its spelling"
    if kind == "missing":
        return f"{key!r} is missing; add it"
    text = what.removeprefix("Value error, ")
    return f"{key}: {text}" if key else text


def _line_of(where: tuple[int | str, ...], text: str) -> int:
    """The line of the innermost key on the path that can be found; 1 for the file as a whole."""
    found = 1
    lines = text.splitlines()
    for key in (str(each) for each in where):
        named = re.compile(rf"""(^|[\s\[.{{,"'])"?{re.escape(key)}"?\s*(=|\]|\.|")""")
        for number in range(found - 1, len(lines)):
            if named.search(lines[number]):
                found = number + 1
                break
    return found
