"""The official `openai` package, as programs use it; the only module that imports it.

Rule 1: nothing of it is replaced but its idling, which moves the gateway's clock instead.
Rule 2: it speaks on sockets of its own; what crosses them is written into the ledger.
"""

from __future__ import annotations

import ssl
import time as real_time
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any
from unittest import mock

import httpx2
import openai
from openai import _base_client

from support.wire.exchange import Piece, Request, Response

if TYPE_CHECKING:
    from collections.abc import Callable

    from support.wire.exchange import Recorder


class OpenAILibrary:
    """One program that has the library; *tell* hears what the library does, step by step."""

    def __init__(  # noqa: PLR0913 - the one place where a program and its surroundings meet
        self,
        *,
        url: str,
        key: str,
        who: str,
        patience: float,
        recorder: Recorder,
        tell: Callable[[str], None],
    ) -> None:
        self._tell = tell
        self._network = _Recorded(who, recorder, tell)
        self._library = openai.OpenAI(
            api_key=key,
            base_url=url,
            timeout=patience,
            http_client=httpx2.Client(transport=self._network, trust_env=False),
        )

    def ask(self, question: dict[str, Any], passes: Callable[[float], None]) -> None:
        """Ask as a program does, with the library's own ideas of trying again."""

        def comes_back(seconds: float) -> None:
            self._tell(f"lets {seconds:g} seconds pass")
            passes(seconds)

        clock = SimpleNamespace(sleep=comes_back, time=real_time.time)
        with mock.patch.object(_base_client, "time", clock):
            try:
                said = self._library.chat.completions.create(**question)
                self._tell(_spoken(said, streamed="stream" in question))
            except openai.APIStatusError as error:
                self._tell(f"raises {type(error).__name__}, code {error.code}, type {error.type}")
            except openai.APIError as error:
                self._tell(f"raises {type(error).__name__}")

    def close(self) -> None:
        self._library.close()


class _Recorded(httpx2.BaseTransport):
    """The library's own network, with a witness."""

    def __init__(self, who: str, recorder: Recorder, tell: Callable[[str], None]) -> None:
        self._who = who
        self._recorder = recorder
        self._tell = tell
        bare = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        self._http = httpx2.HTTPTransport(verify=bare, trust_env=False)

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        self._tell("asks")
        target = request.url.raw_path.decode("ascii")
        sent = Request(request.method, target, _headers(request.headers), request.read())
        number = self._recorder.begin("caller to gateway", self._who, sent)
        try:
            answer = self._http.handle_request(request)
            body = b"".join(answer.stream)  # type: ignore[arg-type]
        except httpx2.TransportError:
            self._recorder.end(number, None, "cut")
            raise
        pieces = (Piece(real_time.monotonic(), body),)
        seen = Response(answer.status_code, "", _headers(answer.headers), pieces)
        self._recorder.end(number, seen, "complete")
        return httpx2.Response(answer.status_code, headers=answer.headers, content=body)

    def close(self) -> None:
        self._http.close()


def _headers(headers: httpx2.Headers) -> tuple[tuple[str, str], ...]:
    return tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in headers.raw)


def _spoken(said: Any, *, streamed: bool) -> str:  # noqa: ANN401 - one answer, or a stream of them
    try:
        if not streamed:
            return f"is answered: {said.choices[0].message.content}"
        words = (chunk.choices[0].delta.content or "" for chunk in said if chunk.choices)
        return f"is answered: {''.join(words)}"
    except (AttributeError, LookupError, TypeError, ValueError) as fault:
        return f"cannot read the answer ({type(fault).__name__})"
