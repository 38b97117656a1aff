"""Target files: a small TOML file that says how a gateway is run and what it claims.

A wrong file is refused as a whole, each fault with its line and with what to do about it.
"""

from __future__ import annotations

import re
import tomllib
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    ValidationError,
    ValidationInfo,
    field_validator,
    model_validator,
)

from support.errors import BadInputError
from support.targets.abilities import ABILITIES
from support.targets.dialect import Dialect

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic_core import ErrorDetails

FORMATS = ("house", "nginx", "fairvisor")
HERE = Path(__file__).parent


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


WORDS = {
    "python": "the Python that runs the suite",
    "port": "the port to listen on, on 127.0.0.1",
    "store": "an empty folder for this scenario alone",
    "bundle": "where the bundle in force is kept: a file that need not be there yet",
    "coming": "only in install: the file with the new bundle",
    "user": "the user and the group that run the suite",
    "program": "where the program of the hooks is",
    "pid": "not in start and files: the process id of the gateway",
    "model": "the base URL of the model that it calls",
    "site": "the base URL of the pages behind it",
    "receiver": "the base URL of the webhook receiver behind it",
}
_WORD = re.compile(r"\{([a-z_]+)\}")


class Hooks(_Strict):
    """Command lines of the process target, in which the words in braces are filled in."""

    asks: dict[str, str] = {}  # what whoever runs it has to say: words of its own, and meanings
    start: tuple[str, ...] = Field(min_length=1)
    program: str | None = Field(default=None, min_length=1)  # looked for before anything is run
    format: Literal[FORMATS] = "house"  # type: ignore[valid-type]
    files: dict[str, str] = {}  # written into {store} first
    port: int | None = Field(default=None, ge=1, le=65_535)  # default: a free one
    install: tuple[str, ...] | None = Field(
        default=None, min_length=1
    )  # default: replaces {bundle}
    reload: tuple[str, ...] | None = Field(default=None, min_length=1)  # default: SIGHUP
    stop: tuple[str, ...] | None = Field(default=None, min_length=1)  # default: SIGTERM
    kill: tuple[str, ...] | None = Field(default=None, min_length=1)  # default: SIGKILL
    clock: Literal["faketime", "faketime, running"] | None = None  # default: its machine's
    ready_path: str = Field(default="/livez", pattern="^/")
    ready_within: float = Field(default=10.0, gt=0, le=300)

    @field_validator("start", "install", "reload", "stop", "kill")
    @classmethod
    def _words_of_command(
        cls, command: tuple[str, ...] | None, others: ValidationInfo
    ) -> tuple[str, ...] | None:
        _know_words("\n".join(command or ()), others)
        return command

    @field_validator("files")
    @classmethod
    def _words_of_files(cls, files: dict[str, str], others: ValidationInfo) -> dict[str, str]:
        for name, text in files.items():
            if Path(name).name != name:
                msg = f"{name!r} must be a plain file name; it is written into {{store}}"
                raise ValueError(msg)
            _know_words(text, others)
        return files


def _know_words(text: str, others: ValidationInfo) -> None:
    known = {**WORDS, **others.data.get("asks", {})}
    if unknown := sorted({each for each in _WORD.findall(text) if each not in known}):
        told = ", ".join(f"{{{each}}}" for each in unknown)
        all_of_them = ", ".join(f"{{{each}}}" for each in known)
        msg = f"{told} is nothing that can be filled in; these are: {all_of_them}"
        raise ValueError(msg)


class Description(_Strict):
    name: str = Field(min_length=1)
    kind: Literal["embedded", "process", "remote"]
    version: str = "unknown"
    claims: frozenset[Literal[tuple(ABILITIES)]]  # type: ignore[valid-type]
    does_not_claim: dict[Literal[tuple(ABILITIES)], str] = {}  # type: ignore[valid-type]
    otherwise: str | None = None  # the reason for whatever is named in neither of the two
    dialect: Dialect = Dialect()
    hooks: Hooks | None = None
    modes: dict[str, str] = {}  # what -D FORMAT.mode=... may say, and which target that is
    url: str | None = None
    lacks: frozenset[str] = Field(default=frozenset(), max_length=0)  # filled in by this_machine

    @model_validator(mode="after")
    def _is_whole(self) -> Description:
        both = sorted(self.claims & self.does_not_claim.keys())
        if both:
            msg = f"{', '.join(both)} cannot be both claimed and not claimed; remove one of the two"
            raise ValueError(msg)
        silent = sorted(ABILITIES.keys() - self.claims - self.does_not_claim.keys())
        if silent and not self.otherwise:
            msg = (
                f"nothing is said about {', '.join(silent)}; "
                "claim each, or give the reason under [does_not_claim]"
            )
            raise ValueError(msg)
        if self.kind == "process" and self.hooks is None:
            msg = "a process needs [hooks] with at least start = [command, ...]"
            raise ValueError(msg)
        if self.kind != "process" and self.hooks is not None:
            msg = f"[hooks] are for a process; kind is {self.kind!r}, so remove one of the two"
            raise ValueError(msg)
        if self.hooks and not self.hooks.clock and self.claims & {"clock", "still_clock"}:
            msg = 'a clock can be claimed with clock = "faketime" in [hooks]; add it'
            raise ValueError(msg)
        if self.hooks and self.hooks.clock == "faketime, running" and "still_clock" in self.claims:
            msg = 'still_clock is claimed, but clock = "faketime, running" does not stand still'
            raise ValueError(msg)
        if self.kind != "remote" and self.url is not None:
            msg = f"url is for a remote gateway; kind is {self.kind!r}, so remove one of the two"
            raise ValueError(msg)
        return self

    def why_not(self, ability: str) -> str | None:
        """The reason why *ability* is not claimed, or None when it is."""
        if ability in self.claims:
            return None
        return self.does_not_claim.get(ability) or self.otherwise


def load(name: str) -> Description:
    """The description called *name*: a file, or one of those that ship with the suite."""
    return parse(_read(name), _path(name).name)


def in_mode(name: str, said: Mapping[str, str]) -> str:
    """The target that is meant by *name*, and by the mode that is said besides, if any is."""
    description = load(name)
    setting = f"{description.hooks.format}.mode" if description.hooks else ""
    if not description.modes or setting not in said:
        return name
    if target := description.modes.get(said[setting]):
        return target
    modes = " or ".join(description.modes)
    msg = f"-D {setting}={said[setting]} is no mode of {description.name}; say {modes}"
    raise BadInputError(msg)


_MUST_BE = {
    "string_type": "a text in quotes",
    "tuple_type": "a list in brackets",
    "frozen_set_type": "a list in brackets",
    "dict_type": "a table",
    "model_type": "a table",
    "int_type": "a whole number",
    "float_type": "a number",
    "bool_type": "true or false",
}


def parse(text: str, file: str) -> Description:
    document = _toml(text, file)
    if isinstance(document.get("dialect"), str):
        document["dialect"] = _dialect_of(document["dialect"], file)
    try:
        return Description.model_validate(document)
    except ValidationError as faults:
        lines = [
            f"{file}, line {_line_of(each['loc'], each['input'], text)}: {_spoken(each)}"
            for each in faults.errors()
        ]
        raise BadInputError("\n".join([*lines, "docs/targets.md explains every key."])) from faults


def _path(name: str) -> Path:
    return Path(name) if name.endswith(".toml") else HERE / f"{name}.toml"


def _read(name: str) -> str:
    path = _path(name)
    try:
        return path.read_text(encoding="utf-8")
    except OSError as fault:
        ours = ", ".join(sorted(each.stem for each in HERE.glob("*.toml")))
        msg = (
            f"there is no target {name!r} ({fault.strerror}: {path.name}). "
            f"Choose one of {ours}, or give the path of a .toml file."
        )
        raise BadInputError(msg) from fault
    except UnicodeDecodeError as fault:
        msg = f"{path.name} is not UTF-8 (byte {fault.start}). Save it as UTF-8."
        raise BadInputError(msg) from fault


def _toml(text: str, file: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        msg = f"{file} is not TOML: {fault}. See docs/targets.md for an example."
        raise BadInputError(msg) from fault


def _dialect_of(name: str, file: str) -> dict[str, Any]:
    """The dialect that another target file spells out."""
    dialect = _toml(_read(name), _path(name).name).get("dialect")
    if isinstance(dialect, dict):
        return dialect
    msg = f"{file}: {name} spells no dialect out; write dialect = the name of a target that does"
    raise BadInputError(msg)


def _spoken(fault: ErrorDetails) -> str:
    key = ".".join(str(each) for each in fault["loc"] if each != "[key]")
    kind = fault["type"]
    if kind == "extra_forbidden":
        return f"{key!r} is not a key that a target file has; remove it or mend its spelling"
    if kind == "missing":
        return f"{key!r} is missing; add it"
    if kind == "literal_error":
        return f"{key}: {_unknown(str(fault['input']), fault['ctx']['expected'])}"
    text = fault["msg"].removeprefix("Value error, ")
    text = f"must be {_MUST_BE[kind]}; write it so" if kind in _MUST_BE else text
    return f"{key}: {text}" if key else text


def _unknown(given: str, expected: str) -> str:
    """Nobody reads thirty words to find the one that was meant."""
    known = re.findall(r"'([^']*)'", expected)
    near = get_close_matches(given, known, n=2)
    return f"there is no {given!r}; " + (
        f"did you mean {' or '.join(map(repr, near))}?" if near else f"it is one of {expected}"
    )


def _line_of(where: tuple[int | str, ...], given: object, text: str) -> int:
    """The line of the innermost key on the path that can be found; 1 for the file as a whole.

    What stands in a list is found by its own words, for its number stands nowhere.
    """
    path = [each for each in where if isinstance(each, str)]
    if where and isinstance(where[-1], int):
        path.append(str(given))
    found = 1
    lines = text.splitlines()
    for key in path:
        named = re.compile(rf"""(^|[\s\[.{{,"'])"?{re.escape(key)}"?\s*(=|\]|\.|")""")
        for number in range(found - 1, len(lines)):
            if named.search(lines[number]):
                found = number + 1
                break
    return found
