"""Whether each answer belongs to one policy as a whole, and policies never go back.

Rule 1: the number that an answer bears is one that was offered, and what the answer tells of limits
is what that policy says.
Rule 2: whoever asks after an answer under a policy, or after the control plane was told that it is
in force, is never served under an older one; also after a restart.
Rule 3: a sign of life names the policy that the control plane was last told to be in force.
"""

from __future__ import annotations

import json
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from support.checkers.asked import account_of
from support.checkers.told import Window, told
from support.evidence.ledger import Happening
from support.wire.exchange import Exchange

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from support.targets.dialect import Dialect
    from support.targets.stated import Stated

_WINDOWS: tuple[Window, ...] = ("minute", "day")


def versions(
    entries: Iterable[Exchange | Happening], dialect: Dialect, stated: Stated
) -> list[str] | None:
    """Every fault that is found; None where no answer bears the number of a policy."""
    history = list(entries)
    exchanges = [each for each in history if isinstance(each, Exchange)]
    answers = [(each, said) for each in exchanges if (said := _number(each, dialect))]
    if not answers:
        return None
    faults = [fault for each, said in answers for fault in _of_one(each, said, dialect, stated)]
    known = [(each, int(said)) for each, said in answers if said.isdecimal()]
    return [*faults, *_gone_back(known, exchanges), *_misnamed(history)]


def _number(exchange: Exchange, dialect: Dialect) -> str | None:
    header = dialect.headers.policy
    whole = exchange.leg == "caller to gateway" and exchange.response
    return exchange.response.header(header) if whole and header and exchange.response else None


def _of_one(exchange: Exchange, said: str, dialect: Dialect, stated: Stated) -> Iterator[str]:
    name = f"the answer to {exchange.who}'s request {exchange.began.number}"
    if not said.isdecimal() or int(said) not in stated:
        yield f"{name} bears policy {said}, which was never offered"
        return
    budget = stated[int(said)].get(account_of(exchange))
    if budget is not None and not budget.enforced:
        return
    sizes = {
        "minute": budget.per_minute if budget else None,
        "day": budget.per_day if budget else None,
    }
    for window in _WINDOWS:
        size = told(dialect, window, "size", exchange.response)
        if size is not None and size != sizes[window]:
            rule = f"{sizes[window]:,}" if sizes[window] else "none"
            yield f"{name} bears policy {said}, whose {window} is {rule}, but tells of {size:,}"


def _gone_back(answers: list[tuple[Exchange, int]], exchanges: list[Exchange]) -> Iterator[str]:
    """Who was served under an older policy than somebody before had been."""
    places: list[tuple[float, int, str]] = [*_told_in_force(exchanges)]
    for each, version in answers:
        if each.ended:
            places.append((each.ended.number - 0.5, version, f"{_named(each)} was under"))
    places.sort(key=itemgetter(0))
    newest, proof, seen = 0, "", 0
    for each, version in sorted(answers, key=lambda pair: pair[0].began.number):
        while seen < len(places) and places[seen][0] < each.began.number:
            if places[seen][1] > newest:
                _, newest, proof = places[seen]
            seen += 1
        if version < newest:
            was = f"{_named(each)} was served under policy {version}"
            yield f"{was}, though {proof} policy {newest} before"


def _named(exchange: Exchange) -> str:
    return f"{exchange.who}'s request {exchange.began.number}"


def _told_in_force(exchanges: list[Exchange]) -> Iterator[tuple[float, int, str]]:
    """What the gateway itself has said to be in force, from the moment of saying it."""
    for each in exchanges:
        version = _said(each, "/acknowledgements").get("in_force")
        if isinstance(version, int):
            yield each.began.number, version, "the control plane was told of"


def _misnamed(history: list[Exchange | Happening]) -> Iterator[str]:
    """Signs of life under another policy; after a crash nobody knows what could not be told."""
    in_force: list[object] = []
    for each in history:
        if isinstance(each, Happening):
            in_force = [] if each.kind == "gateway" else in_force
        elif said := _said(each, "/acknowledgements"):
            in_force = [said.get("in_force")]
        elif in_force and (said := _said(each, "/heartbeat")):
            named, known = said.get("policy"), in_force[0]
            if named != known:
                sign = f"sign of life {each.began.number} named policy {named}"
                yield f"{sign}, and the control plane had been told of {known}"


def _said(call: Exchange, where: str) -> dict[str, Any]:
    """What the gateway told its control plane there; nothing where it was another call."""
    if call.leg != "gateway to control plane" or not call.request.target.endswith(where):
        return {}
    try:
        said = json.loads(call.request.body)
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}
