"""A look at a gateway from outside any scenario: is it there, and if not, why not."""

from __future__ import annotations

import socket
import ssl
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from support.wire.client import Client
from support.wire.exchange import Exchange, Moment, Request

if TYPE_CHECKING:
    from support.wire.exchange import Ending, Leg, Response

_NEVER = Moment(0, 0.0, 0.0)


class _NotKept:
    """A recorder for exchanges that belong to no scenario."""

    def __init__(self) -> None:
        self._begun: list[Exchange] = []

    def begin(self, leg: Leg, who: str, request: Request) -> int:
        self._begun.append(Exchange(leg, who, request, _NEVER))
        return len(self._begun) - 1

    def answering(self, number: int, response: Response) -> None:
        """The end is enough."""

    def end(self, number: int, response: Response | None, ending: Ending) -> Exchange:
        begun = self._begun[number]
        return Exchange(begun.leg, begun.who, begun.request, _NEVER, response, ending, _NEVER)


def answers_well(url: str, path: str, patience: float) -> bool:
    """Whether one request is answered with 200."""
    client = Client(url, _NotKept(), patience=patience)
    seen = client.send("the judge", Request("GET", path, ()))
    client.close()
    return seen.response is not None and seen.response.status == 200


def why_unreachable(url: str, patience: float) -> str | None:
    """What stands between us and a gateway, in words, or None when it lets us in."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    port = parts.port or (443 if parts.scheme == "https" else 80)
    try:
        with socket.create_connection((host, port), patience) as tcp:
            if parts.scheme == "https":
                ssl.create_default_context().wrap_socket(tcp, server_hostname=host).close()
    except ssl.SSLCertVerificationError as fault:
        return (
            f"its certificate is not trusted ({fault.verify_message}). Name the file of the "
            "authority that signed it with SSL_CERT_FILE=FILE in front of the command"
        )
    except ssl.SSLError as fault:
        why = f" ({fault.reason})" if fault.reason else ""
        return f"it does not speak TLS{why}. Mend the address; perhaps it begins with http://"
    except socket.gaierror:
        return f"nobody knows an address of {host!r}. Mend its spelling, or connect to its network"
    except TimeoutError:
        return f"it does not answer within {patience:g} seconds"
    except OSError as fault:
        return f"{fault.strerror or fault}. Start the gateway, or mend the address"
    return None
