"""Gateways that say of themselves what is not so: too much, too little, too early, too late."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from support.reference.app import Endpoints, RoutedRequests
from support.reference.desk import Desk
from support.reference.gateway import Gateway
from support.targets.lies import instead, lie
from support.targets.lies.wire_tap import on_sending

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.requests import Request
    from starlette.responses import Response

    Why = tuple[str, str] | None
    Look = Callable[[Endpoints, Request], Awaitable[Response]]

EP_01 = "EP-01"


def _not_ready(make: Callable[[Callable[[Gateway], Why]], Callable[[Gateway], Why]]) -> None:
    instead(Gateway, "not_ready", make)


def _saying(change: Callable[[int, dict[str, Any]], tuple[int, object]]) -> None:
    """Change status and words of what is said to whoever looks."""

    def make(honest: Callable[..., Response]) -> Callable[..., Response]:
        def say(self: Endpoints, request: Request, status: int, said: dict[str, Any]) -> Response:
            return honest(self, request, *change(status, said))

        return say

    instead(Endpoints, "_json", make)


@lie(breaks=EP_01, noticed_by="policy was 1, not 2", seen_in="answers that are kept at hand")
def once_ready_always_the_same() -> None:
    """Answers whoever asks whether it is ready as it answered the first who asked."""
    kept: list[dict[str, Any]] = []

    def change(status: int, said: dict[str, Any]) -> tuple[int, object]:
        if said["status"] == "ready":
            kept.append(said)
            return status, kept[0]
        return status, said

    _saying(change)


@lie(breaks=EP_01, noticed_by="status was 200", seen_in="one look for both questions")
def ready_means_live() -> None:
    """Is ready as soon as the process is there."""
    _saying(lambda _status, said: (200, {**said, "status": said["status"].removeprefix("not ")}))


@lie(breaks=EP_01, noticed_by="status was 503", seen_in="one look for both questions")
def live_means_ready() -> None:
    """Is alive only once it has a policy, and is started again and again until then."""

    def make(honest: Look) -> Look:
        async def live(self: Endpoints, request: Request) -> Response:
            ready = self._gateway.desk.in_force is not None
            return await (honest if ready else Endpoints.ready)(self, request)

        return live

    instead(Endpoints, "live", make)


@lie(breaks=EP_01, noticed_by="status was 200")
def says_no_with_200() -> None:
    """Says that it is not ready, with a status that says the opposite."""
    _saying(lambda _status, said: (200, said))


@lie(breaks=EP_01, noticed_by="reason was null")
def says_no_without_a_reason() -> None:
    """Says that it is not ready, and not why."""
    _saying(lambda status, said: (status, {"status": said["status"]} if status == 503 else said))


@lie(breaks=EP_01, noticed_by='reason was "registration_refused", not "no_policy"')
def blames_the_control_plane() -> None:
    """Says that the control plane refuses it when there is only no policy yet."""

    def make(honest: Callable[[Gateway], Why]) -> Callable[[Gateway], Why]:
        def not_ready(self: Gateway) -> Why:
            why = honest(self)
            return why and ("registration_refused", why[1])

        return not_ready

    _not_ready(make)


@lie(breaks=EP_01, noticed_by='detail was ""')
def says_no_without_a_word() -> None:
    """Gives the reason as a code, and people nothing to read."""
    _saying(lambda status, said: (status, {**said, "detail": ""} if status == 503 else said))


@lie(breaks=EP_01, noticed_by='policy was "1", not 1')
def number_as_a_word() -> None:
    """Tells the number of its policy as text."""
    _saying(
        lambda status, said: (
            status,
            {**said, "policy": str(said["policy"])} if "policy" in said else said,
        )
    )


@lie(breaks=EP_01, noticed_by="policy was 1, not 2")
def ready_under_the_first_policy() -> None:
    """Remembers the policy under which it became ready, and not the one that came after it."""
    first: list[int] = []

    def change(status: int, said: dict[str, Any]) -> tuple[int, object]:
        if "policy" in said:
            first.append(said["policy"])
        return status, {**said, "policy": first[0]} if first else said

    _saying(change)
    _looking_at_each(lambda desk: first.append(desk.in_force.version) if desk.in_force else None)


def _looking_at_each(look: Callable[[Desk], object]) -> None:
    """Look at the desk whenever a bundle has been judged."""

    def make(honest: Callable[[Desk, bytes], Any]) -> Callable[[Desk, bytes], Any]:
        def judge(self: Desk, document: bytes) -> Any:  # noqa: ANN401 - an acknowledgement
            said = honest(self, document)
            look(self)
            return said

        return judge

    instead(Desk, "_judged", make)


@lie(breaks=EP_01, noticed_by="status was 503")
def a_rejection_is_a_failure() -> None:
    """Is not ready after it has sent a bundle back, though its old policy is good."""
    sent_back: list[bool] = []

    def judging(honest: Callable[[Desk, bytes], Any]) -> Callable[[Desk, bytes], Any]:
        def judge(self: Desk, document: bytes) -> Any:  # noqa: ANN401 - an acknowledgement
            said = honest(self, document)
            sent_back[:] = [True] if said["result"] == "rejected" else []
            return said

        return judge

    def make(honest: Callable[[Gateway], Why]) -> Callable[[Gateway], Why]:
        return lambda self: ("no_policy", "a bundle was bad") if sent_back else honest(self)

    instead(Desk, "_judged", judging)
    _not_ready(make)


@lie(breaks=EP_01, noticed_by="status was 503")
def an_expired_policy_is_none() -> None:
    """Is not ready under a policy that has expired, though it goes on enforcing it."""

    def make(honest: Callable[[Gateway], Why]) -> Callable[[Gateway], Why]:
        def not_ready(self: Gateway) -> Why:
            bundle = self.desk.in_force
            over = bundle and bundle.expires_at and bundle.expires_at <= self.clock.wall()
            return ("no_policy", "it has expired") if over else honest(self)

        return not_ready

    _not_ready(make)


@lie(breaks=EP_01, noticed_by="status was 503")
def ready_is_what_came_today() -> None:
    """Is not ready after a start until the control plane has sent a bundle afresh."""
    came: list[bool] = []

    def make(honest: Callable[[Gateway], Why]) -> Callable[[Gateway], Why]:
        return lambda self: honest(self) if came else ("no_policy", "nothing came yet")

    _not_ready(make)
    _looking_at_each(lambda _desk: came.append(True))


@lie(breaks=EP_01, noticed_by="status was 200")
def lets_callers_in_unready() -> None:
    """Says that it is not ready, and serves whoever asks all the same."""

    def make(honest: Callable[..., Awaitable[None]]) -> Callable[..., Awaitable[None]]:
        async def serve(self: RoutedRequests, scope: Any, receive: Any, send: Any) -> None:  # noqa: ANN401
            if self._gateway.desk.in_force is not None:
                await honest(self, scope, receive, send)
                return
            body = json.dumps({"object": "chat.completion", "usage": {}}).encode()
            headers = [(b"content-length", b"%d" % len(body))]
            await send({"type": "http.response.start", "status": 200, "headers": headers})
            await send({"type": "http.response.body", "body": body})

        return serve

    instead(RoutedRequests, "__call__", make)


@lie(breaks=EP_01, noticed_by="Content-Type was text/plain")
def speaks_to_people_only() -> None:
    """Answers in plain text, which programs must guess at."""

    def make(honest: Callable[..., Response]) -> Callable[..., Response]:
        def answer(self: Endpoints, request: Request, status: int, *more: Any) -> Response:  # noqa: ANN401
            text, _kind = more
            return honest(self, request, status, text, "text/plain")

        return answer

    instead(Endpoints, "_answer", make)


@lie(breaks=EP_01, noticed_by="it said 'cache-control: max-age=60'")
def may_be_cached() -> None:
    """Lets whoever stands in between keep the answer for a minute."""

    def add(data: bytes) -> bytes:
        return data.replace(b"x-request-id:", b"cache-control: max-age=60\r\nx-request-id:", 1)

    on_sending(add)
