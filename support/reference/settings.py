"""What one gateway is told at its start: one JSON object, checked, every fault named."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

HIGHEST_PORT = 65535
MOST_WORKERS = 64
LONGEST_SOCKET_PATH = 103  # what the strictest of our systems takes for a Unix socket


class SettingsError(Exception):
    """The settings have faults; the message names each of them."""

    def __init__(self, faults: list[str]) -> None:
        """Keep the faults one by one, and say them all in one message."""
        self.faults = faults
        super().__init__("the settings cannot be used: " + "; ".join(faults))


@dataclass(frozen=True)
class Settings:
    """One gateway's settings, as docs/reference-gateway.md section 1 lists them."""

    store: Path
    listen: str = "127.0.0.1:0"
    upstreams: Mapping[str, str] = field(default_factory=dict)
    control_plane: str | None = None
    bundle_file: Path | None = None
    edge_id: str = "edge-1"
    edge_token: str = ""
    edge_token_file: Path | None = None
    bundle_key: str | None = None
    settable_clock: float | None = None
    channel: Path | None = None
    workers: int = 1

    @property
    def address(self) -> tuple[str, int]:
        """Host and port to listen on."""
        host, _, port = self.listen.rpartition(":")
        return host.strip("[]"), int(port)


def read_settings(path: Path) -> Settings:
    """Read the settings from a file; SettingsError says what is wrong with it."""
    try:
        stated = json.loads(path.read_bytes())
    except OSError as error:
        reason = error.strerror or str(error)
        raise SettingsError([f"{path} cannot be read: {reason}"]) from error
    except ValueError as error:
        raise SettingsError([f"{path} is not JSON: {error}"]) from error
    return check_settings(stated)


def check_settings(stated: object) -> Settings:
    """Turn a JSON value into Settings, or name every fault in it."""
    if not isinstance(stated, dict):
        raise SettingsError(["they must be one JSON object"])
    faults = [
        f"{key}: is not a setting; known are {', '.join(sorted(CHECKS))}"
        for key in stated
        if key not in CHECKS
    ]
    if "store" not in stated:
        faults.append("store: is missing; name an existing folder to keep the state in")
    for key, fault_of in CHECKS.items():
        if key in stated and (fault := fault_of(stated[key])):
            faults.append(f"{key}: {fault}")
    if faults:
        raise SettingsError(faults)
    return _settings(stated)


def _settings(stated: dict[str, object]) -> Settings:
    """Build the settings from what has been checked, leaving the defaults to Settings."""
    values: dict[str, object] = {
        key: Path(str(value)) if key in PATHS and value is not None else value
        for key, value in stated.items()
        if key != "clock"
    }
    clock = stated.get("clock", "system")
    if isinstance(clock, dict):
        values["settable_clock"] = float(clock["settable"])
    return Settings(**values)  # type: ignore[arg-type]


def _fault_of_listen(value: object) -> str | None:
    host, colon, port = value.rpartition(":") if isinstance(value, str) else ("", "", "")
    if not (host and colon and port.isascii() and port.isdigit() and int(port) <= HIGHEST_PORT):
        return f'must be an address and a port such as "127.0.0.1:8080", was {value!r}'
    return None


def _fault_of_folder(value: object) -> str | None:
    if not isinstance(value, str) or not value:
        return f"must be the path of an existing folder, was {value!r}"
    return None if Path(value).is_dir() else f"there is no folder {value}; make it first"


def _fault_of_upstreams(value: object) -> str | None:
    if not isinstance(value, dict):
        return f"must be an object of names and base URLs, was {value!r}"
    wrong = [name for name, url in value.items() if _fault_of_url(url)]
    return f"not a base URL (http://host:port): {', '.join(wrong)}" if wrong else None


def _fault_of_url(value: object) -> str | None:
    fault = f'must be a base URL such as "http://127.0.0.1:9000", was {value!r}'
    if not isinstance(value, str):
        return fault
    try:
        parts = urlsplit(value)
        has_port = parts.port is None or parts.port > 0
    except ValueError:
        return fault
    stated = parts.scheme in {"http", "https"} and parts.hostname and has_port
    return None if stated and not parts.query and not parts.fragment else fault


def _fault_of_name(value: object) -> str | None:
    named = isinstance(value, str) and value and all("!" <= letter <= "~" for letter in value)
    plain = named and not set(str(value)) & set('/?#%,;"\\')
    return None if plain else f"must be a word of plain ASCII letters, was {value!r}"


def _fault_of_token(value: object) -> str | None:
    plain = isinstance(value, str) and value.isascii() and (value.isprintable() or not value)
    return None if plain else "must be a string of printable ASCII"  # never shown: it is a secret


def _fault_of_key(value: object) -> str | None:
    return None if isinstance(value, str) and value else "must be a string that is not empty"


def _fault_of_path(value: object) -> str | None:
    named = isinstance(value, str) and value
    return None if named else f"must be the path of a file, was {value!r}"


def _fault_of_clock(value: object) -> str | None:
    if value == "system":
        return None
    wall = value.get("settable") if isinstance(value, dict) and len(value) == 1 else None
    counts = isinstance(wall, int | float) and not isinstance(wall, bool) and wall >= 0
    return None if counts else f'must be "system" or {{"settable": seconds}}, was {value!r}'


def _fault_of_channel(value: object) -> str | None:
    fault = _fault_of_path(value)
    if fault is None and len(str(value).encode()) > LONGEST_SOCKET_PATH:
        return f"a socket's path has at most {LONGEST_SOCKET_PATH} bytes; choose a shorter folder"
    return fault


def _fault_of_workers(value: object) -> str | None:
    counts = isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= MOST_WORKERS
    return None if counts else f"must be a whole number from 1 to {MOST_WORKERS}, was {value!r}"


def _or_nothing(fault_of: Callable[[object], str | None]) -> Callable[[object], str | None]:
    return lambda value: None if value is None else fault_of(value)


PATHS = frozenset({"store", "bundle_file", "edge_token_file", "channel"})
CHECKS: dict[str, Callable[[object], str | None]] = {
    "listen": _fault_of_listen,
    "store": _fault_of_folder,
    "upstreams": _fault_of_upstreams,
    "control_plane": _or_nothing(_fault_of_url),
    "bundle_file": _or_nothing(_fault_of_path),
    "edge_id": _fault_of_name,
    "edge_token": _fault_of_token,
    "edge_token_file": _or_nothing(_fault_of_path),
    "bundle_key": _or_nothing(_fault_of_key),
    "clock": _fault_of_clock,
    "channel": _or_nothing(_fault_of_channel),
    "workers": _fault_of_workers,
}
