"""Lies about how tokens are measured, and of which requests."""

from __future__ import annotations

import ctypes
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from support.reference import chat_requests, decisions
from support.reference.chat_requests import CHARACTERS_PER_TOKEN, BadRequest, ChatRequest
from support.reference.decisions import Decisions
from support.targets.lies import instead, lie

if TYPE_CHECKING:
    from collections.abc import Callable

    from support.reference.bundles import Bundle
    from support.reference.visits import Visit
    from support.targets.lies import Piece


def _measured(tokens: Callable[[list[str]], int]) -> None:
    """Each message has so many tokens, by the texts in it."""

    def make(honest: Piece) -> Piece:
        def tokens_in(message: dict[str, Any]) -> int:
            honest(message)
            return tokens(_texts(message))

        return tokens_in

    instead(chat_requests, "_tokens_in", make)


def _texts(message: dict[str, Any]) -> list[str]:
    content = message.get("content") or []
    return [content] if isinstance(content, str) else [part["text"] for part in content]


def _begun(characters: int) -> int:
    return -(-characters // CHARACTERS_PER_TOKEN)


@lie(breaks="UC-16", noticed_by="status was 429")
def letters_are_bytes() -> None:
    """Counts bytes, so that those whose letters have more than one pay for it."""
    _measured(lambda texts: _begun(sum(len(text.encode()) for text in texts)))


@lie(breaks="UC-16", noticed_by="status was 429", seen_in="the length of a string in JavaScript")
def some_letters_are_two() -> None:
    """Counts letters as UTF-16 does, for which whatever was thought of late is two of them."""
    _measured(lambda texts: _begun(sum(len(text.encode("utf-16-le")) // 2 for text in texts)))


@lie(breaks="UC-16", noticed_by="status was 200")
def white_space_is_nothing() -> None:
    """Counts one space wherever there is any, however much there is."""
    _measured(lambda texts: _begun(sum(len(" ".join(text.split())) for text in texts)))


@lie(breaks="UC-16", noticed_by="status was 200")
def begun_tokens_are_free() -> None:
    """Rounds down, so that the last token of each message costs nothing."""
    _measured(lambda texts: sum(map(len, texts)) // CHARACTERS_PER_TOKEN)


@lie(breaks="UC-16", noticed_by="status was 429")
def each_piece_by_itself() -> None:
    """Rounds each piece of a message up, so that it matters where it is cut."""
    _measured(lambda texts: sum(_begun(len(text)) for text in texts))


def _of_the_messages(some: slice) -> None:
    """A conversation has as many tokens as some of its messages."""

    def make(honest: Piece) -> Piece:
        def read(body: bytes) -> ChatRequest:
            chat: ChatRequest = honest(body)
            counted = chat.stated["messages"][some]
            tokens = sum(chat_requests._tokens_in(each) for each in counted)  # noqa: SLF001
            return replace(chat, prompt_tokens=tokens)

        return read

    instead(decisions, "read_chat_request", make)


@lie(breaks="UC-16", noticed_by="status was 200")
def long_conversations_are_cut() -> None:
    """Counts the first ten messages of a conversation, and no more."""
    _of_the_messages(slice(10))


@lie(breaks="UC-16", noticed_by="status was 200")
def what_was_said_long_ago_is_free() -> None:
    """Counts the last five messages of a conversation, and none before."""
    _of_the_messages(slice(-5, None))


@lie(breaks="UC-16", noticed_by="status was 200")
def all_messages_together() -> None:
    """Rounds up what all messages have together, and not each of them."""

    def make(honest: Piece) -> Piece:
        def read(body: bytes) -> ChatRequest:
            chat: ChatRequest = honest(body)
            texts = [text for message in chat.stated["messages"] for text in _texts(message)]
            return replace(chat, prompt_tokens=_begun(sum(map(len, texts))))

        return read

    instead(decisions, "read_chat_request", make)


@lie(breaks="UC-16", noticed_by="status was 200")
def reckons_with_32_bits() -> None:
    """Forgets what does not fit into 32 bits, so that who asks for enough asks for little."""

    def make(honest: Piece) -> Piece:
        return lambda self, default: ctypes.c_int32(honest(self, default)).value

    instead(ChatRequest, "cost", make)


def _only_where(looks: Callable[[Visit], bool]) -> None:
    def make(honest: Piece) -> Piece:
        def ask(self: Decisions, visit: Visit, bundle: Bundle) -> None:
            if looks(visit):
                honest(self, visit, bundle)

        return ask

    instead(Decisions, "_ask_budget", make)


@lie(breaks="UC-16", noticed_by="status was")
def the_front_door_only() -> None:
    """Limits the address that stands in the manual, and no other that leads to a model."""
    _only_where(lambda visit: visit.path == "/v1/chat/completions")


@lie(breaks="UC-16", noticed_by="status was")
def notes_open_the_door() -> None:
    """Compares the whole address, so that whoever adds a note to it has no limit."""
    _only_where(lambda visit: not visit.query)


@lie(
    breaks="UC-16", noticed_by="status was 400", seen_in="gateways older than the calling of tools"
)
def models_have_to_say_something() -> None:
    """Takes it for a mistake when the model has called a tool and said nothing."""

    def make(honest: Piece) -> Piece:
        def tokens_in(message: dict[str, Any]) -> int:
            if message.get("content") is None:
                raise BadRequest(chat_requests.NO_CONTENT, "messages")
            return int(honest(message))

        return tokens_in

    instead(chat_requests, "_tokens_in", make)
