"""The callers' side without its sockets: decisions in their order, what every answer carries."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

import pytest

from support.reference.app import build_app
from support.reference.gateway import Gateway
from support.reference.settings import check_settings

from .a_bundle import BUDGET, EVERY_KIND, KEY, NOON, document

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SHOWN = {"authorization": f"Bearer {KEY}"}
CHAT = json.dumps({"model": "m", "messages": [{"role": "user", "content": "hi"}]}).encode()
HOPS, BOTS = EVERY_KIND[2:4]
STOP = {"name": "stop", "kind": "kill_switch"} | {
    "where": {"header": {"name": "X-Team", "value": "red"}}
}
LOOPS = EVERY_KIND[1] | {"threshold": 2}
MONEY = {"per": "caller", "missing": "pass", "amount": 100, "price": {"fixed": 60}}
SPENDING = MONEY | {"name": "spending", "kind": "cost_budget", "period": "day"}
BREAKER = (
    MONEY
    | {"name": "runaway", "kind": "spend_breaker"}
    | {
        "window_seconds": 60,
        "open_seconds": 60,
    }
)


class Answer:
    """What the app sent."""

    def __init__(self, sent: list[dict[str, Any]]) -> None:
        """Take the ASGI messages apart."""
        self.status: int = sent[0]["status"]
        self.headers = {name.decode().lower(): value.decode() for name, value in sent[0]["headers"]}
        self.body: bytes = b"".join(each.get("body", b"") for each in sent[1:])
        self.reason = self.headers.get("x-gateway-reason")


class Front:
    """A gateway without an upstream, asked in the same process."""

    def __init__(self, folder: Path) -> None:
        """Build it on a store of its own, with a clock that stands still."""
        settings = {"store": str(folder), "clock": {"settable": NOON}, "upstreams": {}}
        self.gateway = Gateway(check_settings(settings))
        self.app = build_app(self.gateway)

    async def ask(
        self, path: str, body: bytes = b"", method: str = "GET", **headers: str
    ) -> Answer:
        """Ask once, as uvicorn would."""
        sent: list[dict[str, Any]] = []
        heard = [{"type": "http.request", "body": body}]

        async def receive() -> dict[str, Any]:
            return heard.pop() if heard else await asyncio.Future()

        async def send(message: Any) -> None:  # noqa: ANN401 - an ASGI message is any mapping
            sent.append(message)

        await self.app(_scope(path, method, headers), receive, send)
        return Answer(sent)

    async def leave(self, path: str, **headers: str) -> None:
        """Ask, and hang up as soon as the whole request has been heard."""
        heard: list[dict[str, Any]] = [
            {"type": "http.disconnect"},
            {"type": "http.request", "body": b""},
        ]

        async def receive() -> dict[str, Any]:
            return heard.pop() if len(heard) > 1 else heard[0]

        async def send(_message: Any) -> None:  # noqa: ANN401 - an ASGI message is any mapping
            pytest.fail("nobody is there to be answered")

        await self.app(_scope(path, "GET", headers), receive, send)

    async def chat(self, body: bytes = CHAT, **headers: str) -> Answer:
        """Ask a model, as Acme unless other headers are given."""
        return await self.ask("/v1/chat/completions", body, "POST", **(headers or SHOWN))


def _scope(path: str, method: str, headers: dict[str, str]) -> dict[str, Any]:
    lines = [(k.replace("_", "-").encode(), v.encode()) for k, v in headers.items()]
    return {"type": "http", "method": method, "path": path, "raw_path": path.encode()} | {
        "query_string": b"", "http_version": "1.1", "headers": lines, "root_path": "",
        "client": ("198.51.100.7", 5000), "server": ("127.0.0.1", 80), "scheme": "http",
    }  # fmt: skip


def _run(folder: Path, story: Callable[[Front], Any]) -> None:
    async def told() -> None:
        front = Front(folder)
        try:
            await story(front)
        finally:
            await front.gateway.close()

    asyncio.run(told())


def test_without_a_policy_nothing_is_let_through(tmp_path: Path) -> None:
    """It lives, is not ready and says why; every route is refused."""

    async def story(front: Front) -> None:
        assert json.loads((await front.ask("/livez")).body) == {"status": "live"}
        ready = await front.ask("/readyz")
        assert (ready.status, json.loads(ready.body)["reason"]) == (503, "no_policy")
        for path in ("/", "/v1/chat/completions", "/anything"):
            refused = await front.ask(path)
            assert (refused.status, refused.reason) == (503, "no_policy")
            assert not refused.headers.keys() & {"x-gateway-policy", "retry-after"}

    _run(tmp_path, story)


def test_every_answer_says_when_which_and_by_which_policy(tmp_path: Path) -> None:
    """Date by the gateway's clock, an id of its own, and the bundle that decided it."""

    async def story(front: Front) -> None:
        front.gateway.desk.take(document())
        answers = [
            await front.ask(path) for path in ("/livez", "/readyz", "/metrics", "/robots.txt")
        ]
        answers += [await front.ask("/"), await front.chat(), await front.chat(x="1")]
        assert {each.headers["date"] for each in answers} == {"Wed, 23 Sep 2026 12:00:00 GMT"}
        assert {each.headers["x-gateway-policy"] for each in answers} == {"7"}
        assert len({each.headers["x-request-id"] for each in answers}) == len(answers)
        assert json.loads(answers[1].body) == {"status": "ready", "policy": 7}
        assert answers[3].headers["content-type"] == "text/plain; charset=utf-8"

    _run(tmp_path, story)


@pytest.mark.parametrize(
    ("headers", "body", "reason"),
    [
        ({"via": "1.1 edge-1, 1.1 edge-1", "x-team": "Red"}, b"", "frozen"),
        ({"via": "1.1 edge-1, 1.1 edge-1", "user-agent": "GPTBot"}, b"", "hop_limit"),
        ({"via": "1.1 edge-1", "user-agent": "GPTBot"}, b"", "crawler_unverified"),
        ({"via": "1.1 edge-1"}, b"", "no_credentials"),
        (SHOWN, b"", "bad_request"),
        (SHOWN, CHAT, "upstream_unreachable"),
    ],
)
def test_the_questions_are_asked_in_their_order(
    tmp_path: Path, headers: dict[str, str], body: bytes, reason: str
) -> None:
    """Of several things that are wrong the first in the contract's order is told."""

    async def story(front: Front) -> None:
        front.gateway.desk.take(document(policies=[BUDGET, HOPS, BOTS, STOP]))
        assert (await front.chat(body, **headers)).reason == reason

    _run(tmp_path, story)


def test_a_loop_comes_before_the_budget(tmp_path: Path) -> None:
    """The repetition of a request that is too large is told to be a repetition."""

    async def story(front: Front) -> None:
        small = BUDGET | {"tokens_per_minute": 5}
        loops = {key: value for key, value in LOOPS.items() if "delay" not in key}
        front.gateway.desk.take(document(policies=[small, loops | {"action": "refuse"}]))
        assert (await front.chat()).reason == "request_too_large"
        again = await front.chat()
        assert (again.reason, again.headers["x-gateway-loop-count"]) == ("loop_detected", "2")
        assert again.headers["retry-after"] == "60"

    _run(tmp_path, story)


def test_a_failed_call_gives_back_what_was_set_aside(tmp_path: Path) -> None:
    """The limit headers of the refusal itself say so already."""

    async def story(front: Front) -> None:
        front.gateway.desk.take(document())
        failed = await front.chat()
        assert (failed.status, failed.reason) == (502, "upstream_unreachable")
        assert failed.headers["ratelimit"] == '"tokens-per-minute";r=12000;t=0'
        assert "gateway_tokens_total{" not in front.gateway.metrics.render()

    _run(tmp_path, story)


def test_who_hangs_up_while_being_delayed_pays_nothing(tmp_path: Path) -> None:
    """Neither by the budget that delays nor on the breaker."""

    async def story(front: Front) -> None:
        stages = [
            {"from_percent": 1, "action": "throttle", "delay_seconds": 5},
            {"above_percent": 100, "action": "refuse"},
        ]
        front.gateway.desk.take(document(policies=[SPENDING | {"stages": stages}, BREAKER]))
        for _ in range(3):  # two of them would spend everything
            await front.leave("/v1/files", **SHOWN)
        figures = front.gateway.metrics.render()
        assert 'gateway_requests_total{caller="Acme",outcome="caller_left"} 3' in figures
        front.gateway.desk.take(document(version=8, policies=[SPENDING, BREAKER]))
        after = await front.chat()
        assert (after.reason, after.headers["ratelimit"]) == (
            "upstream_unreachable",
            '"spending";r=100;t=43200',
        )

    _run(tmp_path, story)


def test_money_is_asked_for_in_its_order(tmp_path: Path) -> None:
    """Breakers before the request is read, budgets after; what a later question refuses is free."""

    async def story(front: Front) -> None:
        dear = {"price": {"header": "x-price", "default": 1}}
        policies = [SPENDING | dear, BREAKER | dear | {"amount": 50}, BUDGET]
        front.gateway.desk.take(document(policies=policies))
        assert (await front.chat(b"", **SHOWN, x_price="51")).reason == "price_too_high"
        assert (await front.chat(b"", **SHOWN, x_price="50")).reason == "bad_request"
        large = json.dumps(json.loads(CHAT) | {"max_tokens": 20_000}).encode()
        refused = await front.chat(large, **SHOWN, x_price="50")
        assert refused.reason == "request_too_large"
        assert refused.headers["ratelimit"].startswith('"spending";r=100;t=43200, "tokens-')

    _run(tmp_path, story)


def test_robots_txt_is_for_everybody_and_never_counted(tmp_path: Path) -> None:
    """A refused crawler reads what it may read."""

    async def story(front: Front) -> None:
        front.gateway.desk.take(document(policies=[BOTS]))
        assert (await front.ask("/page", user_agent="GPTBot/1.2")).status == 403
        assert (await front.ask("/robots.txt", user_agent="GPTBot/1.2")).status == 200
        figures = front.gateway.metrics.render()
        assert 'gateway_crawler_pages_total{crawler="GPTBot",stage="unverified"} 1' in figures

    _run(tmp_path, story)


def test_refusals_are_counted_and_told(tmp_path: Path) -> None:
    """The figures and the events say who, why and where."""

    async def story(front: Front) -> None:
        front.gateway.desk.take(document(policies=[BUDGET | {"tokens_per_minute": 5}]))
        await front.chat()
        row = 'gateway_requests_total{caller="Acme",outcome="request_too_large"} 1'
        assert row in front.gateway.metrics.render()
        batch = front.gateway.outbox.batch()
        assert batch is not None
        event = {name: batch.events[0][name] for name in ("kind", "caller", "reason", "path")}
        assert event == {
            "kind": "refused",
            "caller": "Acme",
            "reason": "request_too_large",
            "path": "/v1/chat/completions",
        }

    _run(tmp_path, story)
