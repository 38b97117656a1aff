"""Lies about what makes two requests the same: who asks, where, and for what."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from support.reference import decisions, loops
from support.reference.loops import LoopDetector
from support.targets.lies import instead, lie

if TYPE_CHECKING:
    from collections.abc import Callable

    from support.reference.policies import LoopDetection
    from support.targets.lies import Piece


def _fingerprint(change: Callable[..., tuple[str, str, str, str, bytes]]) -> None:
    """Take something else for what makes requests the same."""
    instead(
        decisions,
        "fingerprint_of",
        lambda honest: lambda *request: honest(*change(*request)),
    )


@lie(breaks="UC-13", noticed_by="status was 429")
def ignores_the_body() -> None:
    """Takes two requests to the same place for the same."""
    _fingerprint(lambda who, method, path, query, _body: (who, method, path, query, b""))


@lie(breaks="UC-13", noticed_by="status was 429")
def ignores_the_caller() -> None:
    """Counts everybody's requests together."""
    _fingerprint(lambda _who, *request: ("everybody", *request))


@lie(breaks="UC-13", noticed_by="status was 429")
def ignores_the_path() -> None:
    """Takes the same words said to somebody else for the same request."""
    _fingerprint(lambda who, method, _path, query, body: (who, method, "/", query, body))


@lie(breaks="UC-13", noticed_by="status was 429")
def ignores_the_query() -> None:
    """Takes a request for the same, whatever stands behind the question mark."""
    _fingerprint(lambda who, method, path, _query, body: (who, method, path, "", body))


@lie(breaks="UC-13", noticed_by="status was 200")
def compares_bytes() -> None:
    """Is deceived by another order of keys, or by white space."""
    instead(loops, "_canonical", lambda _honest: lambda body: body)


@lie(breaks="UC-13", noticed_by="status was 429")
def sorts_lists_too() -> None:
    """Takes a conversation for the same when its messages come in another order."""

    def sort(value: Any) -> Any:  # noqa: ANN401 - any JSON value
        if isinstance(value, dict):
            return {key: sort(each) for key, each in sorted(value.items())}
        return sorted(map(sort, value), key=json.dumps) if isinstance(value, list) else value

    instead(
        loops,
        "_canonical",
        lambda honest: lambda body: honest(json.dumps(sort(json.loads(body))).encode()),
    )


@lie(breaks="UC-13", noticed_by="status was 200")
def only_what_comes_right_after() -> None:
    """Begins to count anew as soon as something else comes in between."""
    last: dict[str, bytes] = {}

    def make(honest: Any) -> Any:  # noqa: ANN401 - any piece
        def look(self: LoopDetector, policy: LoopDetection, print_: bytes, *rest: Any) -> Any:  # noqa: ANN401
            if last.get("print") != print_:
                self._tracks.clear()
            last["print"] = print_
            return honest(self, policy, print_, *rest)

        return look

    instead(LoopDetector, "look", make)


@lie(breaks="UC-13", noticed_by="status was 200")
def minds_the_order_of_a_query() -> None:
    """Takes the same wishes in another order for other wishes."""
    _fingerprint(lambda who, method, path, query, body: (who, method, path + query, "", body))


@lie(breaks="UC-13", noticed_by="status was 429")
def loses_empty_wishes() -> None:
    """Takes a wish without a value for none at all."""
    instead(loops, "parse_qsl", lambda honest: lambda query, **_kept: honest(query))


@lie(breaks="UC-13", noticed_by="the model was called 0 times")
def looks_are_questions() -> None:
    """Takes a look for the question that it resembles."""
    _fingerprint(lambda who, _method, path, query, body: (who, "POST", path, query, body))


@lie(breaks="UC-13", noticed_by="status was 200")
def remembers_five_requests() -> None:
    """Has room for five requests, and forgets the one that was seen longest ago."""

    def make(honest: Piece) -> Piece:
        def look(self: LoopDetector, *asked: Any) -> Any:  # noqa: ANN401 - whatever it is asked
            noticed = honest(self, *asked)
            while len(self._tracks) > 5:
                del self._tracks[next(iter(self._tracks))]
            return noticed

        return look

    instead(LoopDetector, "look", make)


@lie(breaks="UC-13", noticed_by="X-Gateway-Reason was loop_detected")
def space_says_nothing() -> None:
    """Takes all space out of a question before it compares it, also between words."""
    instead(loops, "_canonical", lambda honest: lambda body: b"".join(honest(body).split()))


@lie(breaks="UC-13", noticed_by="status was 429")
def only_words_matter() -> None:
    """Takes two questions for the same whose words are, whatever answers they are to have."""

    def changed(who: str, method: str, path: str, query: str, body: bytes) -> Any:  # noqa: ANN401
        said = json.loads(body) if body[:1] == b"{" else {}
        said.pop("temperature", None)
        return who, method, path, query, json.dumps(said).encode() if said else body

    _fingerprint(changed)
