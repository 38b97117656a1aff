"""Whether each answer has an id of its own, by which the one request behind it can be found.

Rule: an id that stands on two answers finds neither, however far they are apart: on one connection
or on two, in one process or in another, before a restart or after it.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from support.wire.exchange import Exchange

if TYPE_CHECKING:
    from collections.abc import Iterable

    from support.evidence.ledger import Happening


def ids(entries: Iterable[Exchange | Happening], header: str) -> list[str] | None:
    """Every fault that is found; None where there are not two answers that could be confused."""
    answers: defaultdict[str, list[Exchange]] = defaultdict(list)
    for each in entries:
        if isinstance(each, Exchange) and each.leg.endswith("to gateway") and each.response:
            for given in each.response.header_values(header):
                answers[given].append(each)
    if sum(map(len, answers.values())) < 2:
        return None
    return [_fault(given, found) for given, found in answers.items() if len(found) > 1]


def _fault(given: str, found: list[Exchange]) -> str:
    *most, last = dict.fromkeys(f"{each.who}'s request {each.began.number}" for each in found)
    if not most:
        return f"{given} stands {len(found)} times on the answer to {last}"
    return f"{given} stands on the answers to {', '.join(most)} and {last}"
