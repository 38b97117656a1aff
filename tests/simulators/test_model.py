"""The model provider, asked by a foreign client."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from support.serving.calls import Reply
from support.simulators.model import Model
from tests.serving.witnesses import PATIENCE, Answer, Remembering, asked, peer_of, read_until

if TYPE_CHECKING:
    from collections.abc import Iterator

HELLO = [{"role": "user", "content": "hello"}]


@pytest.fixture
def witness() -> Remembering:
    return Remembering()


@pytest.fixture
def model(witness: Remembering) -> Iterator[Model]:
    model = Model(witness)
    yield model
    model.close()


def wanted(**more: object) -> bytes:
    return json.dumps({"model": "m", "messages": HELLO} | more).encode()


def ask(model: Model, **more: object) -> Answer:
    return asked(model.port, "POST", "/v1/chat/completions", wanted(**more))


def answered(model: Model, **more: object) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(ask(model, **more).body)
    return document


def chunks(stream: bytes) -> list[dict[str, Any]]:
    *events, done, rest = stream.decode().split("\n\n")
    assert (done, rest) == ("data: [DONE]", "")
    return [json.loads(event.removeprefix("data: ")) for event in events]


def test_an_answer_has_the_documented_shape(model: Model) -> None:
    """Object, unique id, model, choices, and a usage that adds up."""
    first, second = answered(model, max_tokens=100), answered(model, max_tokens=100)

    assert first["object"] == "chat.completion"
    assert first["model"] == "m"
    assert first["id"] != second["id"]
    assert first["choices"][0]["message"]["role"] == "assistant"
    assert first["choices"][0]["finish_reason"] == "length"
    usage = first["usage"]
    assert (usage["prompt_tokens"], usage["completion_tokens"]) == (2, 100)
    assert usage["total_tokens"] == 102


@pytest.mark.parametrize(
    ("asked", "completion"),
    [
        ({"max_tokens": 10, "max_completion_tokens": 30}, 30),
        ({"max_completion_tokens": 7, "n": 3}, 21),
        ({}, 16),
    ],
)
def test_it_answers_as_long_as_it_may(model: Model, asked: dict[str, int], completion: int) -> None:
    """Without a script the answer is as long as the request allows."""
    assert answered(model, **asked)["usage"]["completion_tokens"] == completion


def test_prompts_are_counted_as_a_gateway_estimates(model: Model) -> None:
    """One token for every four characters begun, each message by itself, parts of text joined."""
    parts = [{"type": "text", "text": "abc"}, {"type": "text", "text": "de"}]
    messages = [{"role": "system", "content": "a"}, {"role": "user", "content": parts}]
    assert answered(model, messages=messages)["usage"]["prompt_tokens"] == 1 + 2


def test_scripted_figures_are_reported(model: Model) -> None:
    """What the script says is what the usage says; without it there is none."""
    model.answer_tokens, model.prompt_tokens = 5, 1_000
    answer = answered(model, max_tokens=100)
    assert answer["usage"]["total_tokens"] == 1_005
    assert answer["choices"][0]["finish_reason"] == "stop"
    model.report_usage = False
    assert "usage" not in answered(model)


def test_a_stream_is_well_formed(model: Model) -> None:
    """Role first, deltas, one finish, usage when asked; the text is that of the whole answer."""
    answer = ask(model, stream=True, stream_options={"include_usage": True}, max_tokens=20)
    assert answer.headers["Content-Type"] == "text/event-stream; charset=utf-8"
    first, *deltas, finish, usage = chunks(answer.body)

    assert first["choices"][0]["delta"]["role"] == "assistant"
    text = "".join(delta["choices"][0]["delta"]["content"] for delta in deltas)
    assert text == answered(model, max_tokens=20)["choices"][0]["message"]["content"]
    assert finish["choices"][0] | {"logprobs": None} == finish["choices"][0]
    assert finish["choices"][0]["finish_reason"] == "length"
    assert usage["choices"] == []
    assert usage["usage"]["total_tokens"] == 22
    assert {chunk["id"] for chunk in (first, *deltas, finish)} == {usage["id"]}


def test_no_usage_unless_asked(model: Model) -> None:
    """Without include_usage no chunk of a stream speaks of usage."""
    assert all("usage" not in chunk for chunk in chunks(ask(model, stream=True).body))


def in_bytes(body: bytes) -> bytes:
    head = f"POST /v1/chat/completions HTTP/1.1\r\nHost: m\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


def test_held_requests_wait(model: Model) -> None:
    """A held request is seen to wait, and is answered when released."""
    model.hold()
    with peer_of(model.port) as peer:
        peer.sendall(in_bytes(wanted()))
        assert model.wait_for(lambda: model.waiting == 1, PATIENCE)
        model.release()
        assert read_until(peer, b"}").startswith(b"HTTP/1.1 200 OK")
    assert model.waiting == 0


def test_a_held_caller_that_leaves_waits_no_longer(model: Model, witness: Remembering) -> None:
    """Its departure is witnessed, and the place before the gate is free."""
    model.hold()
    with peer_of(model.port) as peer:
        peer.sendall(b"GET / HTTP/1.1\r\nHost: m\r\n\r\n")
        assert model.wait_for(lambda: model.waiting == 1, PATIENCE)
    assert witness.served().ending == "peer left"
    assert model.wait_for(lambda: model.waiting == 0, PATIENCE)


def test_streams_go_in_lock_step(model: Model) -> None:
    """No event leaves before it is let go."""
    model.step_by_step()
    with peer_of(model.port) as peer:
        peer.sendall(in_bytes(wanted(stream=True)))
        assert read_until(peer, b"\r\n\r\n").endswith(b"\r\n\r\n")
        for _ in range(3):
            assert model.wait_for(lambda: model.events_waiting == 1, PATIENCE)
            model.let_go(1)
            assert read_until(peer, b"\n\n\r\n").count(b"data: ") == 1
        model.flow()
        assert b"data: [DONE]" in read_until(peer, b"0\r\n\r\n")


def test_a_stream_that_was_left_takes_no_event(model: Model, witness: Remembering) -> None:
    """What is let go belongs to the streams whose callers stayed."""
    model.step_by_step()
    with peer_of(model.port) as leaver:
        leaver.sendall(in_bytes(wanted(stream=True)))
        assert model.wait_for(lambda: model.events_waiting == 1, PATIENCE)
    assert witness.served().ending == "peer left"
    with peer_of(model.port) as peer:
        peer.sendall(in_bytes(wanted(stream=True)))
        model.let_go(1)
        assert read_until(peer, b"\n\n\r\n").count(b"data: ") == 1


def test_it_fails_as_scripted(model: Model) -> None:
    """The scripted reply is given until it is taken back."""
    model.fail_with(Reply(500, [], b"broken"))
    assert (ask(model).status, ask(model).body) == (500, b"broken")
    model.fail_with(None)
    assert ask(model).status == 200


NONSENSE = [
    b"",
    b"[]",
    b"\xff",
    b'{"model": "m"}',
    b'{"messages": [1]}',
    b'{"model": "m", "messages": [1]}',
    b'{"model": "m", "messages": [{"content": [1]}]}',
    b'{"model": "m", "messages": [{"content": "a"}], "n": "2"}',
    b'{"model": "m", "messages": [{"content": "a"}], "max_tokens": -1}',
]


@pytest.mark.parametrize("body", NONSENSE)
def test_nonsense_is_refused(model: Model, body: bytes) -> None:
    """What is no chat gets 400 and the error envelope."""
    answer = asked(model.port, "POST", "/v1/chat/completions", body)
    assert answer.status == 400
    assert set(json.loads(answer.body)["error"]) == {"message", "type", "param", "code"}
    assert model.faults == []
