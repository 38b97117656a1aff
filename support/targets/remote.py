"""A gateway that runs somewhere already. It can be called, and nothing else can be done to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn
from urllib.parse import urlsplit

from support.errors import BadInputError, HarnessBrokenError
from support.targets import bundle_format
from support.targets.looking import why_unreachable
from support.targets.no_clock import NoClock

if TYPE_CHECKING:
    from support.targets.description import Description
    from support.targets.policy import Policy
    from support.targets.target import Surroundings


class RemoteTarget:
    def __init__(self, description: Description, url: str | None, patience: float) -> None:
        """Looks whether it is there, before any scenario is judged by it."""
        self.description = description
        self._url = checked(url or description.url)
        if reason := why_unreachable(self._url, patience):
            msg = f"the gateway at {self._url} cannot be reached: {reason}."
            raise BadInputError(msg)

    def stand_by(self) -> None:
        """Nobody waits for anything but the gateway itself."""

    def open(self, surroundings: Surroundings) -> RemoteGateway:  # noqa: ARG002 - it has its own
        return RemoteGateway(self._url)

    def write(self, policy: Policy, key: str | None) -> bytes:
        return bundle_format.write(policy, key)

    def seal(self, body: bytes, key: str | None) -> bytes:
        return bundle_format.seal(body, key)

    def close(self) -> None:
        """It goes on without us."""


class RemoteGateway:
    def __init__(self, url: str) -> None:
        self.url = url
        self.pid: int | None = None
        self.clock = NoClock()

    def reload(self) -> NoReturn:
        self._cannot("be told to look for a bundle", "policies")

    def install(self, document: bytes) -> NoReturn:
        self._cannot(f"be brought a bundle ({len(document)} bytes)", "policies")

    def take_token(self, token: str) -> NoReturn:
        self._cannot(f"be given a token of {len(token)} letters", "token_rotation")

    def kill(self) -> NoReturn:
        self._cannot("be killed", "restart")

    def tell_to_stop(self) -> NoReturn:
        self._cannot("be stopped", "restart")

    def exit_status(self) -> NoReturn:
        self._cannot("be seen to end", "restart")

    def start_again(self, at: float) -> NoReturn:
        self._cannot(f"be started again at {at:g}", "restart")

    def close(self) -> None:
        """It goes on without us."""

    def _cannot(self, what: str, ability: str) -> NoReturn:
        msg = f"the gateway at {self.url} cannot {what}; tag this scenario @needs.{ability}"
        raise HarnessBrokenError(msg)


def checked(url: str | None) -> str:
    """The address as it is used, or what is wrong with it."""
    example = "give it like -D gateway=https://gateway.example:8443"
    if not url:
        msg = f"a remote gateway needs an address; {example}"
        raise BadInputError(msg)
    try:
        parts = urlsplit(url)
        whole = parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0
    except ValueError:
        whole = False
    if not whole:
        msg = f"{url!r} is not the address of a gateway; {example}"
        raise BadInputError(msg)
    if parts.username is not None or parts.path.strip("/") or parts.query or parts.fragment:
        msg = f"a gateway's address has a scheme, a host and a port only; {example}"
        raise BadInputError(msg)
    return f"{parts.scheme}://{parts.netloc}"
