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
_TOO_MUCH = (
    b'{"error": {"message": "Rate limit reached for gpt-4o-mini on tokens per min (TPM).", '
    b'"type": "tokens", "param": null, "code": "rate_limit_exceeded"}}'
)
_HALF = (
    b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n"
    b'{"id": "chatcmpl-half", "object": "chat.comp'
)


class _HalfStream:
    """One word, and all but the end of the next event, which looks like a whole one by then."""

    def __init__(self, report: bytes = b"") -> None:
        self._report = report  # of what it has taken so far

    def __iter__(self) -> Iterator[bytes]:
        yield (
            b'data: {"id": "chatcmpl-half", "object": "chat.completion.chunk", "choices": '
            b'[{"index": 0, "delta": {"role": "assistant", "content": "The "}}]'
            + self._report
            + b'}\n\ndata: {"id": "chatcmpl-half", "object": "chat.completion.chunk", "choices": '
            b'[{"index": 0, "delta": {"content": "end"}}]}\n'
        )
        raise CutOff


_ITS_REPORT = b', "usage": {"prompt_tokens": 4, "completion_tokens": 9996, "total_tokens": 10000}'
MISHAPS: dict[str, Reply | RawReply | None] = {
    "answers with an error of its own": Reply(500, [("Content-Type", "application/json")], _ERROR),
    "refuses by a limit of its own": Reply(
        429, [("Content-Type", "application/json"), ("Retry-After", "20")], _TOO_MUCH
    ),
    "breaks off in the middle of its answer": RawReply(_HALF),
    "breaks off in the middle of its stream": Reply(
        200, [("Content-Type", "text/event-stream")], _HalfStream()
    ),
    "breaks off once it has said that its stream took 10,000 tokens": Reply(
        200, [("Content-Type", "text/event-stream")], _HalfStream(_ITS_REPORT)
    ),
    "cannot be reached": None,
}
