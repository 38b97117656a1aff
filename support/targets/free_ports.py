"""Ports for gateways that must be told which one to listen on."""

from __future__ import annotations

import random
import socket

from support.errors import HarnessBrokenError

_BELOW_THOSE_GIVEN_OUT = range(20_000, 32_000)  # systems give out higher ones to outgoing calls
_TRIES = 200
_dice = random.SystemRandom()


def is_free(port: int) -> bool:
    """Whether a server could listen there now."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def a_free_port() -> int:
    """One that nobody has, and that no outgoing connection is given while a gateway starts."""
    for _ in range(_TRIES):
        port = _dice.choice(_BELOW_THOSE_GIVEN_OUT)
        if is_free(port):
            return port
    msg = f"of {_TRIES} ports below 32,000 none was free; what is going on on this machine?"
    raise HarnessBrokenError(msg)
