"""Whether what somebody asked went on once, and in the words of whoever asked.

Rule: a neighbour behind the gateway is asked no oftener than the gateway was, and hears of a
question what was said of it, no more and no less. Not passed on is what belongs to one connection,
to whom a question was addressed, and whose key was shown; besides, a gateway signs its work.
"""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from support.checkers.asked import question_of
from support.wire.exchange import Exchange

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from support.evidence.ledger import Happening

    Question = tuple[str, str, bytes]

_BEFORE = {"caller to gateway", "receiver to gateway"}
_BEHIND = {
    "gateway to model": "the model",
    "gateway to receiver": "the receiver",
    "gateway to site": "the site",
}
_OF_ONE_CONNECTION = {"connection", "content-length", "expect", "te", "transfer-encoding"}
_ITS_OWN_AFFAIR = _OF_ONE_CONNECTION | {"authorization", "via"}
_HOW_USE_IS_TOLD = {"stream_options"}  # a gateway that counts tokens has to ask for it
_IN_WHICH_FORM = "accept-encoding"  # a gateway that counts tokens must be able to read them


def passing_on(entries: Iterable[Exchange | Happening]) -> list[str] | None:
    """Every fault that is found; None where nothing was passed on that somebody was seen to ask."""
    asked: defaultdict[Question, list[Exchange]] = defaultdict(list)
    calls: defaultdict[tuple[str, Question], list[Exchange]] = defaultdict(list)
    for each in entries:
        if isinstance(each, Exchange) and each.leg in _BEFORE:
            asked[_question(each)].append(each)
        elif isinstance(each, Exchange) and each.leg in _BEHIND:
            calls[_BEHIND[each.leg], _question(each)].append(each)
    seen = [(who, asked[what], made) for (who, what), made in calls.items() if what in asked]
    return [fault for each in seen for fault in _faults(*each)] if seen else None


def _question(exchange: Exchange) -> Question:
    request = exchange.request
    return request.method, request.target, question_of(request.body)


def _faults(who: str, asked: list[Exchange], calls: list[Exchange]) -> Iterator[str]:
    name = f"{asked[0].who}'s request {asked[0].began.number}"
    if len(calls) > len(asked):
        others = f" and {len(asked) - 1} like it" if len(asked) > 1 else ""
        yield f"{who} was asked {len(calls)} times for {name}{others}"
    for call in calls:
        told = [
            [*_differences(each, call)] for each in asked if each.began.number < call.began.number
        ]
        if told and (fewest := min(told, key=len)):
            yield f"{who} heard of {name} {'; '.join(fewest)}"


def _differences(asked: Exchange, call: Exchange) -> Iterator[str]:
    said, heard = _lines(asked), _lines(call)
    if said.pop("host", "") == heard.pop("host", None):
        yield "that it was meant for the gateway"
    if call.leg == "gateway to model":
        said.pop(_IN_WHICH_FORM, None)
        heard.pop(_IN_WHICH_FORM, None)
    yield from _between(said, heard, _ITS_OWN_AFFAIR)
    if asked.request.body != call.request.body:
        wishes, passed_on = _wishes(asked), _wishes(call)
        yield from _between(wishes, passed_on, _HOW_USE_IS_TOLD)


def _between(said: dict[str, Any], heard: dict[str, Any], left_out: set[str]) -> Iterator[str]:
    for name in sorted((said | heard).keys() - left_out):
        if said.get(name) != heard.get(name):
            here, there = said.get(name, "nothing"), heard.get(name, "nothing")
            yield f"{there!r} as {name}, where {here!r} was said"


def _wishes(exchange: Exchange) -> dict[str, Any]:
    """What is asked of a model besides the question; whatever is no JSON is one wish."""
    body = exchange.request.body
    try:
        wishes = json.loads(body)
    except (ValueError, RecursionError):
        return {"the whole": body}
    return wishes if isinstance(wishes, dict) else {"the whole": wishes}


def _lines(exchange: Exchange) -> dict[str, str]:
    """What is said under each name; it is the same in one line or in several."""
    found: dict[str, str] = {}
    for name, value in exchange.request.headers:
        known = found.get(name.lower())
        found[name.lower()] = value if known is None else f"{known}, {value}"
    return found
