"""What a stream must be that grew longer than it may: its beginning untouched, its end polite.

All of it is judged by bytes: what the model has said up to the last word that fits, and nothing
of the model's behind it.
"""

from __future__ import annotations

import json
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from support.matchers.differences import Judgement, unanswered
from support.matchers.secrecy import given_away
from support.matchers.streams import DONE, about_head
from support.wire import sse
from support.wire.exchange import Exchange

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from support.targets.dialect import Refusal
    from support.wire.exchange import Piece

    Heard = Callable[[Exchange], Judgement[Exchange]]

SPEAKING = ("content", "reasoning_content", "refusal", "tool_calls", "function_call")
SOME = 3  # pieces; more are a stream byte by byte
NAMES = ("id", "object", "created", "model")


class Cut(Judgement[Exchange]):
    """The first words as the model spoke them, byte for byte, and then an end."""

    def __init__(self, model_said: list[Exchange], words: int) -> None:
        self._words = words
        said = _body(model_said[-1]) if model_said else b""
        self._kept = b"".join(_up_to_word(words, sse.blocks(said)))

    def differences(self, item: Exchange) -> Iterator[str]:
        yield from unanswered(item)
        if item.response is None:
            return
        yield from about_head(item.response)
        heard = item.response.body
        if not heard.startswith(self._kept):
            same, then = _same_words(self._kept, heard)
            yield f"{same} of {self._words} words came as they were spoken, then {then!r}"
            return
        parser = sse.Parser()
        rest = [event.data for event in parser.feed(heard[len(self._kept) :])]
        if parser.inside_an_event:
            yield f"the stream ended inside an event: {heard[-80:]!r}"
        yield from self.about_end(rest)

    def about_end(self, events: list[str]) -> Iterator[str]:
        """What is wrong with the events behind the last word."""
        raise NotImplementedError


class PoliteEnd(Cut):
    """As a model ends an answer that has become as long as it may."""

    def __init__(self, model_said: list[Exchange], words: int, report: int | None) -> None:
        super().__init__(model_said, words)
        self._report = report

    def expected(self) -> str:
        report = "no report" if self._report is None else f"a report of {self._report} tokens"
        return f"the first {self._words} words, an end by length, {report} and one {DONE}"

    def about_end(self, events: list[str]) -> Iterator[str]:
        if events[-1:] != [DONE] or events.count(DONE) != 1:
            yield f"{DONE} came {events.count(DONE)} times, and the last event was {events[-1:]}"
        chunks = [_chunk(event) for event in events if event != DONE]
        names, speaking = _names_and_speakers(self._kept)
        ends = [(c.get("index"), c.get("finish_reason")) for each in chunks for c in _choices(each)]
        if sorted(ends, key=str) != [(index, "length") for index in sorted(speaking)]:
            yield f"the answers {sorted(speaking)} were to end by length, and what came was {ends}"
        if any(_says_something(each) for each in chunks):
            yield f"more was said after the last word that fits: {events}"
        for chunk in chunks:
            called = {name: chunk.get(name) for name in names}
            if called != names:
                yield f"it was called {called} at its end, and {names} before"
        yield from self._about_report(chunks)

    def _about_report(self, chunks: list[dict[str, Any]]) -> Iterator[str]:
        reports = [each["usage"] for each in chunks if each.get("usage") is not None]
        totals = [each.get("total_tokens") if isinstance(each, dict) else each for each in reports]
        if totals != ([] if self._report is None else [self._report]):
            yield f"the usage reported was {totals or 'none'}"
        for usage in (each for each in reports if isinstance(each, dict)):
            parts = usage.get("prompt_tokens", 0) + usage.get("completion_tokens", 0)
            if parts != usage.get("total_tokens"):
                yield f"usage does not add up: {usage}"
        if reports and (chunks[-1].get("usage") is None or chunks[-1].get("choices") != []):
            yield f"the report was not a chunk of its own before {DONE}: {chunks[-1]}"


def ends_politely(
    model_said: list[Exchange], words: int, report: int | None = None
) -> Judgement[Exchange]:
    """Matches the exchange of a caller whose stream was cut and then ended by length."""
    return PoliteEnd(model_said, words, report)


class ErrorEnd(Cut):
    """An error where the next word would be, and nothing that looks like an answer's end."""

    def __init__(self, model_said: list[Exchange], words: int, error: Refusal) -> None:
        super().__init__(model_said, words)
        self._error = error

    def expected(self) -> str:
        return f"the first {self._words} words, then one error with the code {self._error.code}"

    def differences(self, item: Exchange) -> Iterator[str]:
        yield from super().differences(item)
        errors = [each.get("error") for each in _chunks(_body(item))]
        for error in (each for each in errors if isinstance(each, dict)):
            yield from given_away(str(error.get("message")), item.request)

    def about_end(self, events: list[str]) -> Iterator[str]:
        if len(events) != 1:
            yield f"behind the words came {len(events)} events, not one error: {events}"
        for event in events:
            error = _chunk(event).get("error")
            if not isinstance(error, dict) or not isinstance(error.get("message"), str):
                yield f"this was no error: {event}"
                continue
            said = {key: error.get(key, "absent") for key in ("type", "param", "code")}
            wanted = {"type": self._error.type, "param": None, "code": self._error.code}
            if said != wanted:
                yield f"the error was {said}, not {wanted}"


def ends_with_error(model_said: list[Exchange], words: int, error: Refusal) -> Judgement[Exchange]:
    """Matches the exchange of a caller whose stream was cut and then ended with this error."""
    return ErrorEnd(model_said, words, error)


class EverySplit(Judgement[list[Exchange]]):
    """One stream many times, split at each of its places, and the same to hear each time."""

    def __init__(self, model_said: list[Exchange], places: range, heard: Heard) -> None:
        self._said = model_said
        self._places = places
        self._heard = heard

    def expected(self) -> str:
        return f"the same to hear wherever the stream was split, in {len(self._places)} places"

    def differences(self, item: list[Exchange]) -> Iterator[str]:
        pieces = [[piece.data for piece in _pieces(each)] for each in self._said]
        for exchange, said, split in zip(item, self._said, pieces, strict=False):
            if wrong := list(self._heard(said).differences(exchange)):
                yield f"split as {split[:2]}: {'; '.join(wrong)}"
                return  # one way of splitting is enough to look at
        seen = {place for split in pieces for place in _places(split)}
        if missing := sorted(set(self._places) - seen):
            yield f"{len(missing)} splits were never heard, the first behind byte {missing[0]}"


def in_every_split(
    model_said: list[Exchange], places: range, heard: Heard
) -> Judgement[list[Exchange]]:
    """Matches what a caller heard of one stream that was split in every way, as *heard* says."""
    return EverySplit(model_said, places, heard)


class HungUpOn(Judgement[list[Exchange]]):
    def expected(self) -> str:
        return "the gateway to hang up on the model in the middle of its stream"

    def differences(self, item: list[Exchange]) -> Iterator[str]:
        if not item:
            yield "the model was not called"
        endings = [each.ending for each in item if each.ending != "peer left"]
        if endings:
            yield f"{len(endings)} of {len(item)} streams were listened to: {endings[0]}"


def hung_up_on() -> Judgement[list[Exchange]]:
    """Matches the exchanges of a model that was left while it had more to say."""
    return HungUpOn()


def _places(split: list[bytes]) -> Iterator[int]:
    """Behind which of its bytes a stream was split, unless it was split everywhere."""
    if len(split) <= SOME:
        yield from accumulate(len(piece) for piece in split)


def _pieces(exchange: Exchange) -> tuple[Piece, ...]:
    return exchange.response.pieces if exchange.response else ()


def _body(exchange: Exchange) -> bytes:
    return exchange.response.body if exchange.response else b""


def _chunk(data: str) -> dict[str, Any]:
    try:
        chunk = json.loads(data)
    except ValueError:
        return {}
    return chunk if isinstance(chunk, dict) else {}


def _choices(chunk: dict[str, Any]) -> list[dict[str, Any]]:
    choices = chunk.get("choices")
    return choices if isinstance(choices, list) else []


def _says_something(chunk: dict[str, Any]) -> bool:
    deltas = [choice.get("delta") or {} for choice in _choices(chunk)]
    return any(each.get(key) for each in deltas for key in SPEAKING)


def _chunks(stream: bytes) -> list[dict[str, Any]]:
    return [_chunk(event.data) for event in sse.parse(stream)]


def _up_to_word(number: int, blocks: list[bytes]) -> Iterator[bytes]:
    """The blocks of a stream up to the word with this number."""
    for block in blocks:
        says = any(_says_something(chunk) for chunk in _chunks(block))
        if says and number == 0:
            return
        number -= says
        yield block


def _same_words(kept: bytes, heard: bytes) -> tuple[int, bytes]:
    """How many words came as they were, and what came then."""
    words = 0
    for block in sse.blocks(kept):
        if not heard.startswith(block):
            break
        heard = heard.removeprefix(block)
        words += any(_says_something(chunk) for chunk in _chunks(block))
    return words, heard[:120]


def _names_and_speakers(stream: bytes) -> tuple[dict[str, Any], set[int]]:
    """What the chat is called, and the answers that have begun and not ended."""
    names: dict[str, Any] = {}
    speaking: set[int] = set()
    for chunk in _chunks(stream):
        names = names or {name: chunk[name] for name in NAMES if name in chunk}
        for choice in _choices(chunk):
            speaking.add(choice["index"])
            if choice.get("finish_reason"):
                speaking.remove(choice["index"])
    return names, speaking
