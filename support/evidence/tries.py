"""What can be seen of the gateway's tries to call its control plane.

A try has arrived there, or has come as far as the link. A connection that was refused is one that
only the kernel has seen: it leaves no trace here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from support.evidence.ledger import CUT_OFF, Happening

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from support.wire.exchange import Exchange


@dataclass(frozen=True, slots=True)
class Try:
    what: str
    began: float  # in the scenario's time
    ended: float | None  # None: it hangs, or nobody saw its end


def tries(entries: Iterable[Exchange | Happening]) -> list[Try]:
    """Every try among *entries*, in order."""
    return list(_tries(entries))


def _tries(entries: Iterable[Exchange | Happening]) -> Iterator[Try]:
    for each in entries:
        if isinstance(each, Happening):
            if each.kind == CUT_OFF:
                yield Try(each.text, each.began.time, each.began.time)
        elif each.leg == "gateway to control plane":
            what = f"{each.request.method} {each.request.target}"
            yield Try(what, each.began.time, _end(each))


def _end(call: Exchange) -> float | None:
    """An answer comes at once; who gets none gives up later, and that is seen when it happens."""
    if call.ending == "peer left":
        return call.ended.time if call.ended else None
    return None if call.ending == "open" else call.began.time
