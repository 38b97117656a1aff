"""Lies about the token that a gateway shows its control plane: somebody else gets to see it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from support.reference.edge_api import Answer, CallFailed, EdgeApi
from support.reference.line import Line
from support.targets.lies import instead, lie

if TYPE_CHECKING:
    from support.targets.lies import Piece

UC_05 = "UC-05"


def _sent_on(statuses: tuple[int, ...]) -> None:
    """Have calls made again wherever the control plane says, with all that was shown to it."""

    def make(honest: Piece) -> Piece:
        async def call(
            self: EdgeApi,
            method: str,
            target: str,
            stated: dict[str, Any] | None = None,
            **more: Any,  # noqa: ANN401 - headers
        ) -> Answer:
            try:
                answer: Answer = await honest(self, method, target, stated, **more)
            except CallFailed as failure:
                if not str(failure).endswith(tuple(f"status {each}" for each in statuses)):
                    raise
                body = b"" if stated is None else json.dumps(stated).encode()
                reply = await self._line.call(method, target, [], body)
                elsewhere = urlsplit(reply.header(b"location") or "")
                method = method if reply.status != 303 else "GET"
                stated = stated if method != "GET" else None
                known, self._line = self._line, Line(f"http://{elsewhere.netloc}")
                try:
                    answer = await honest(self, method, elsewhere.path, stated, **more)
                finally:
                    self._line.hang_up()
                    self._line = known
            return answer

        return call

    instead(EdgeApi, "_call", make)


@lie(breaks=UC_05, noticed_by="brought the gateway's token along", seen_in="curl before 7.58")
def goes_wherever_it_is_sent() -> None:
    """Follows its control plane to other hosts, and shows them what it shows to nobody else."""
    _sent_on((303, 307, 308))


@lie(breaks=UC_05, noticed_by="brought the gateway's token along")
def looks_wherever_it_is_sent() -> None:
    """Follows its control plane where the other host is only to be looked at."""
    _sent_on((303,))
