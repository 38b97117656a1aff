"""Requests to a model: what they cost, and what is wrong with those that cannot be understood."""

from __future__ import annotations

import json
from typing import Any

import pytest

from support.reference.chat_requests import read_chat_request
from support.reference.reasons import Reason, Refused

SAID = [{"role": "user", "content": "hello"}]


def _body(**changes: object) -> bytes:
    return json.dumps({"model": "m", "messages": SAID} | changes).encode()


def _message(content: object) -> dict[str, Any]:
    return {"role": "user", "content": content}


@pytest.mark.parametrize(
    ("contents", "tokens"),
    [
        (["", None], 0),
        (["a"], 1),
        (["abcd"], 1),
        (["abcde"], 2),
        (["a", "b"], 2),
        (["\N{GRINNING FACE}" * 5], 2),
        ([[{"type": "text", "text": "abc"}, {"type": "text", "text": "de"}]], 2),
        ([[{"type": "image_url", "image_url": {"url": "x" * 99}}]], 0),
    ],
)
def test_the_prompt_is_a_token_for_every_four_characters_begun(
    contents: list[object], tokens: int
) -> None:
    """Each message on its own, text parts together, pictures for nothing."""
    body = _body(messages=[_message(content) for content in contents])
    assert read_chat_request(body).prompt_tokens == tokens


@pytest.mark.parametrize(
    ("stated", "cost"),
    [
        ({}, 1002),
        ({"max_tokens": None, "n": None}, 1002),
        ({"max_tokens": 10}, 12),
        ({"max_completion_tokens": 10}, 12),
        ({"max_tokens": 10, "max_completion_tokens": 30}, 32),
        ({"max_tokens": 30, "max_completion_tokens": 10}, 32),
        ({"max_tokens": 10, "n": 3}, 32),
        ({"n": 3}, 3002),
        ({"max_tokens": 10**999, "n": 10**999}, 10**15),
    ],
)
def test_the_cost_is_the_prompt_and_the_longest_answers(stated: dict[str, Any], cost: int) -> None:
    """The larger of the two limits counts, once for each answer asked for."""
    assert read_chat_request(_body(**stated)).cost(1000) == cost


@pytest.mark.parametrize(
    ("body", "param", "code"),
    [
        (b"", None, None),
        (b"nope", None, None),
        (b"[]", None, None),
        (b'{"model": NaN}', None, None),
        (b"\xff", None, None),
        (_body().decode().encode("utf-16"), None, None),
        (b"[" * 100_000, None, None),
        (_body(model=None), "model", "missing_required_parameter"),
        (_body(messages=None), "messages", "missing_required_parameter"),
        (_body(model=5), "model", None),
        (_body(model=""), "model", None),
        (_body(messages=[]), "messages", None),
        (_body(messages="hello"), "messages", None),
        (_body(messages=["hello"]), "messages", None),
        (_body(messages=[_message(5)]), "messages", None),
        (_body(max_tokens=0), "max_tokens", None),
        (_body(max_tokens=-1), "max_tokens", None),
        (_body(max_tokens=1.0), "max_tokens", None),
        (_body(max_tokens="5"), "max_tokens", None),
        (_body(max_completion_tokens=True), "max_completion_tokens", None),
        (_body(n=0), "n", None),
        (_body(stream_options=5), "stream_options", None),
        (_body(stream_options={"include_usage": "no"}), "stream_options.include_usage", None),
        (_body(stream_options={"Include_Usage": True}), None, None),
        (_body(MAX_TOKENS=5), None, None),
        (b'{"\\u017ftream": true, ' + _body()[1:], None, None),
        (_body(messages=[{"role": "user", "Content": "hello"}]), None, None),
        (_body(messages=[_message([{"type": "text", "TEXT": "hello"}])]), None, None),
        (_body(messages=[_message(["hello"])]), "messages", None),
        (_body(messages=[_message([["hello"]])]), "messages", None),
        (
            _body(messages=[_message([{"type": "text", "text": {"value": "hello"}}])]),
            "messages",
            None,
        ),
    ],
)
def test_what_cannot_be_understood_is_named(
    body: bytes, param: str | None, code: str | None
) -> None:
    """The parameter stands in the refusal; a missing one has its own code."""
    with pytest.raises(Refused) as caught:
        read_chat_request(body)
    assert caught.value.reason is Reason.BAD_REQUEST
    assert (caught.value.param, caught.value.code) == (param, code)


def test_asking_for_usage_changes_nothing_else() -> None:
    """What the caller stated stays, also in the options."""
    chat = read_chat_request(_body(stream=True, stream_options={"x": 1}, extra=["a"]))
    assert (chat.streams, chat.wants_usage) == (True, False)
    assert json.loads(chat.asking_for_usage()) == chat.stated | {
        "stream_options": {"x": 1, "include_usage": True}
    }
    assert read_chat_request(_body(stream_options={"include_usage": True})).wants_usage
