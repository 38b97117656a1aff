"""What a chat's stream must be when it has come through the gateway, to its end or not yet."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from support.matchers.differences import Judgement, unanswered
from support.matchers.refusals import error_of
from support.matchers.secrecy import given_away
from support.wire import sse
from support.wire.exchange import Exchange

if TYPE_CHECKING:
    from collections.abc import Iterator

    from support.targets.dialect import Refusal
    from support.wire.exchange import Response

DONE = "[DONE]"


class Streamed(Judgement[Exchange]):
    """The model's events, each of them once and as it was; its report of usage only if asked."""

    def __init__(self, model_said: list[Exchange], report: int | None) -> None:
        self._said = _events(model_said[-1]) if model_said else []
        self._report = report

    def expected(self) -> str:
        end = "no report of usage" if self._report is None else f"a report of {self._report} tokens"
        return f"the model's stream, event by event, with {end} and one {DONE}"

    def differences(self, item: Exchange) -> Iterator[str]:
        yield from unanswered(item)
        if item.response is None:
            return
        yield from about_head(item.response)
        yield from self._about_events(_events(item))

    def _about_events(self, events: list[str]) -> Iterator[str]:
        if events[-1:] != [DONE] or events.count(DONE) != 1:
            yield f"{DONE} came {events.count(DONE)} times, and the last event was {events[-1:]}"
        reports = [total for event in events if (total := _reported(event)) is not None]
        if reports != ([] if self._report is None else [self._report]):
            yield f"the usage reported was {reports or 'none'}"
        words = [event for event in events if _reported(event) is None]
        said = [event for event in self._said if _reported(event) is None]
        if words != said:
            yield f"{len(words)} events came that were not the {len(said)} of the model"


def streamed(model_said: list[Exchange], report: int | None = None) -> Streamed:
    """Matches the exchange of a caller that heard what the model has said, to its end."""
    return Streamed(model_said, report)


def about_head(response: Response) -> Iterator[str]:
    """What is wrong with the head of a stream."""
    if response.status != 200:
        yield f"status was {response.status}"
    kind = response.header("Content-Type") or "absent"
    if kind.partition(";")[0].strip().lower() != "text/event-stream":
        yield f"Content-Type was {kind}"
    if (length := response.header("Content-Length")) is not None:
        yield f"Content-Length was {length}"


class Readable(Judgement[Exchange]):
    def expected(self) -> str:
        return f"a stream of events that is not packed, to its {DONE}"

    def differences(self, item: Exchange) -> Iterator[str]:
        yield from unanswered(item)
        if item.response is None:
            return
        yield from about_head(item.response)
        if (form := item.response.header("Content-Encoding")) is not None:
            yield f"Content-Encoding was {form}"
        if (events := _events(item))[-1:] != [DONE]:
            yield f"the last event was {events[-1:]}"


def readable() -> Readable:
    """Matches a stream that whoever accepts nothing but events can read to its end."""
    return Readable()


class NotBegun(Judgement[Exchange]):
    def expected(self) -> str:
        return "the head of a stream, and nothing of the stream yet"

    def differences(self, item: Exchange) -> Iterator[str]:
        if item.response is None:
            yield f"not even the head of the answer had come ({item.ending})"
        elif item.ending != "open" or item.response.body:
            yield f"{len(item.response.body)} bytes had come, and the answer was {item.ending}"


class BrokenOff(Judgement[Exchange]):
    """Ends well as an answer, and says as its last event why there is no more of the stream."""

    def __init__(self, refusal: Refusal) -> None:
        self._refusal = refusal

    def expected(self) -> str:
        return f"a stream whose last event is the error {self._refusal.code}, and no {DONE}"

    def differences(self, item: Exchange) -> Iterator[str]:
        yield from unanswered(item)
        events = _events(item)
        if DONE in events:
            yield f"{DONE} came {events.count(DONE)} times"
        error = error_of(events[-1].encode()) if events else None
        if error is None:
            yield f"the last event was {events[-1:]}"
        elif (error.get("code"), error.get("type")) != (self._refusal.code, self._refusal.type):
            yield f"the error was {json.dumps(error)}"
        if error is not None:
            yield from given_away(str(error.get("message")), item.request)


def broken_off(refusal: Refusal) -> BrokenOff:
    """Matches the exchange of a caller who was told in the stream why it ends here."""
    return BrokenOff(refusal)


def has_not_begun() -> NotBegun:
    """Matches an exchange whose head has come before the first event."""
    return NotBegun()


def _events(exchange: Exchange) -> list[str]:
    body = exchange.response.body if exchange.response else b""
    return [event.data for event in sse.parse(body)]


def _reported(event: str) -> int | None:
    """The tokens that an event reports, when it is a report of usage."""
    try:
        chunk: Any = json.loads(event)
    except ValueError:
        return None
    usage = chunk.get("usage") if isinstance(chunk, dict) else None
    return usage.get("total_tokens") if isinstance(usage, dict) else None
