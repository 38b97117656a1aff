"""What can go wrong with a model's answer, in the words of the features."""

from __future__ import annotations

from support.serving.calls import RawReply, Reply

_ERROR = (
    b'{"error": {"message": "The server had an error while processing your request.", '
    b'"type": "server_error", "param": null, "code": null}}'
)
_HALF = (
    b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n"
    b'{"id": "chatcmpl-half", "object": "chat.comp'
)

MISHAPS: dict[str, Reply | RawReply | None] = {
    "answers with an error of its own": Reply(500, [("Content-Type", "application/json")], _ERROR),
    "breaks off in the middle of its answer": RawReply(_HALF),
    "cannot be reached": None,
}
