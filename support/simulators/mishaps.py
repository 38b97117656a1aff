"""What can go wrong with a model's answer, in the words of the features."""

from __future__ import annotations

from typing import TYPE_CHECKING

from support.serving.calls import CutOff, RawReply, Reply

if TYPE_CHECKING:
    from collections.abc import Iterator

_ERROR = (
    b'{"error": {"message": "The server had an error while processing your request.", '
    b'"type": "server_error", "param": null, "code": null}}'
)
_BUSY = (
    b'{"error": {"message": "The engine is currently overloaded, please try again later.", '
    b'"type": "server_error", "param": null, "code": null}}'
)
_TOO_MUCH = (
    b'{"error": {"message": "Rate limit reached for gpt-4o-mini on tokens per min (TPM).", '
    b'"type": "tokens", "param": null, "code": "rate_limit_exceeded"}}'
)
_TOO_LONG = (
    b'{"error": {"message": "This model\'s maximum context length is 128000 tokens.", '
    b'"type": "invalid_request_error", "param": "messages", "code": "context_length_exceeded"}}'
)
_TOOK = b'{"id": "chatcmpl-1", "object": "chat.completion", "choices": [], "usage": {%s}}'
_HALF = (
    b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n"
    b'{"id": "chatcmpl-half", "object": "chat.comp'
)


def _half_a_stream(report: bytes = b"") -> bytes:
    """One word, and all but the end of the next event, which looks like a whole one by then."""
    return (
        b'data: {"id": "chatcmpl-half", "object": "chat.completion.chunk", "choices": '
        b'[{"index": 0, "delta": {"role": "assistant", "content": "The "}}]'
        + report  # of what it has taken so far
        + b'}\n\ndata: {"id": "chatcmpl-half", "object": "chat.completion.chunk", "choices": '
        b'[{"index": 0, "delta": {"content": "end"}}]}\n'
    )


class _BrokenOff:
    """What comes of a body before its line is cut."""

    def __init__(self, came: bytes) -> None:
        self._came = came

    def __iter__(self) -> Iterator[bytes]:
        yield self._came
        raise CutOff


_JSON = [("Content-Type", "application/json")]
_EVENTS = [("Content-Type", "text/event-stream")]
_ITS_REPORT = b', "usage": {"prompt_tokens": 4, "completion_tokens": 9996, "total_tokens": 10000}'
MISHAPS: dict[str, Reply | RawReply | None] = {
    "answers with an error of its own": Reply(500, _JSON, _ERROR),
    "is too busy to answer": Reply(503, _JSON, _BUSY),
    "refuses by a limit of its own": Reply(429, [*_JSON, ("Retry-After", "20")], _TOO_MUCH),
    "finds the question too long": Reply(400, _JSON, _TOO_LONG),
    "breaks off in the middle of its answer": RawReply(_HALF),
    "breaks off in the middle of its stream": Reply(200, _EVENTS, _BrokenOff(_half_a_stream())),
    "ends its stream in the middle of an event": Reply(200, _EVENTS, _half_a_stream()),
    "breaks off once it has said that its stream took 10,000 tokens": Reply(
        200, _EVENTS, _BrokenOff(_half_a_stream(_ITS_REPORT))
    ),
    "says that its answers took less than nothing": Reply(
        200, _JSON, _TOOK % b'"total_tokens": -60000'
    ),
    "says in words what its answers took": Reply(200, _JSON, _TOOK % b'"total_tokens": "many"'),
    "cannot be reached": None,
}
