"""Lies on the wire about requests that get no answer: who asks, what, and how slow the model is."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from support.reference import chat_requests, decisions, proxy
from support.reference.answers import Answers
from support.reference.bundles import Bundle
from support.reference.reasons import Reason, Refused
from support.reference.refusals import KINDS
from support.targets.lies import instead, lie

if TYPE_CHECKING:
    from starlette.types import Send

    from support.reference.bundles import Route
    from support.reference.reasons import Headers
    from support.reference.visits import Visit
    from support.targets.lies import Piece

ID_04 = "ID-04"
ER_01 = "ER-01"
CG_03 = "CG-03"


def _telling(reason: Reason, **otherwise: Any) -> None:  # noqa: ANN401 - parts of a kind
    KINDS[reason] = replace(KINDS[reason], **otherwise)


@lie(breaks=ID_04, noticed_by="WWW-Authenticate was absent")
def does_not_say_how_to_show_a_key() -> None:
    """Refuses whoever shows no key without the challenge that goes with status 401."""
    _telling(Reason.NO_CREDENTIALS, headers=())


@lie(breaks=ID_04, noticed_by='error="invalid_token"')
def finds_fault_with_no_key() -> None:
    """Says to whoever shows no key that the key is bad."""
    _telling(Reason.NO_CREDENTIALS, headers=KINDS[Reason.UNKNOWN_KEY].headers)


@lie(breaks=ID_04, noticed_by='WWW-Authenticate was Bearer realm="gateway", not')
def finds_no_fault_with_a_bad_key() -> None:
    """Says to whoever shows a bad key how to show one, as if none had been shown."""
    _telling(Reason.UNKNOWN_KEY, headers=KINDS[Reason.NO_CREDENTIALS].headers)


@lie(breaks=ID_04, noticed_by="status was 403")
def forbids_instead_of_asking() -> None:
    """Answers a bad key as if its owner were known, and might not come in."""
    _telling(Reason.UNKNOWN_KEY, status=403)


def _reading(change: Piece) -> None:
    """Have the lines that show a key changed before they are looked at."""

    def show(honest: Piece) -> Piece:
        def lying(shown: list[str], bundle: Bundle, wall: float) -> object:
            return honest([change(line) for line in shown], bundle, wall)

        return lying

    instead(decisions, "caller_who_shows", show)


@lie(breaks=ID_04, noticed_by="status was 401")
def knows_one_spelling_of_bearer() -> None:
    """Takes "bearer" for something else than "Bearer"."""
    _reading(lambda line: line if line.startswith("Bearer ") else "")


@lie(breaks=ID_04, noticed_by="status was 401")
def counts_spaces() -> None:
    """Takes the second of two spaces for the beginning of the key."""
    _reading(lambda line: "" if "  " in line else line)


@lie(breaks=ID_04, noticed_by="status was 401")
def writes_bearer_small() -> None:
    """Knows keys only behind "bearer", as some programs write all that stands in a head."""
    _reading(lambda line: line if line.startswith("bearer ") else "")


@lie(breaks=ID_04, noticed_by="status was 200")
def takes_a_key_under_any_word() -> None:
    """Looks for the key behind whichever word stands in front of it, or none."""
    _reading(lambda line: "Bearer " + line.rpartition(" ")[2])


@lie(breaks=ID_04, noticed_by="status was 200")
def cleans_keys_up() -> None:
    """Takes a key out of whatever it is wrapped in."""
    _reading(lambda line: line.rstrip(" ,;").replace(" x", " "))


@lie(breaks=ER_01, noticed_by="the body was no error object", seen_in="web frameworks' own 404")
def answers_in_its_frameworks_words() -> None:
    """Answers where nothing is served as its framework does, and not as an API."""

    def refuse(honest: Piece) -> Piece:
        async def lying(self: Answers, visit: Visit, refused: Refused, send: Send) -> None:
            if refused.reason is Reason.NO_ROUTE:
                said: Headers = [(b"content-type", b"text/plain; charset=utf-8")]
                await self._start(visit, 404, said, send)
                await send({"type": "http.response.body", "body": b"Not Found"})
            else:
                await honest(self, visit, refused, send)

        return lying

    instead(Answers, "refuse", refuse)


@lie(breaks=ER_01, noticed_by="status was 200")
def serves_the_rest_by_the_first_route() -> None:
    """Sends what no route is for to the first upstream that there is."""

    def route_of(honest: Piece) -> Piece:
        def lying(self: Bundle, path: str) -> Route | None:
            found: Route | None = honest(self, path)
            return found or self.routes[0]

        return lying

    instead(Bundle, "route_of", route_of)


@lie(breaks=ER_01, noticed_by="status was 422", seen_in="web frameworks that check bodies")
def calls_it_unprocessable() -> None:
    """Answers what it cannot understand with its framework's own status."""
    _telling(Reason.BAD_REQUEST, status=422)


@lie(breaks=ER_01, noticed_by="error.param was null")
def does_not_say_what_is_wrong() -> None:
    """Says that something is wrong, and not with which parameter."""

    def refused(honest: Piece) -> Piece:
        def lying(self: Refused, reason: Reason, *more: object, **told: object) -> None:
            told.pop("param", None)
            honest(self, reason, *more, **told)

        return lying

    instead(Refused, "__init__", refused)


@lie(breaks=ER_01, noticed_by="x-should-retry was absent")
def lets_mistakes_be_repeated() -> None:
    """Does not say that the same mistake will be the same mistake the next time."""
    _telling(Reason.BAD_REQUEST, never=False)


@lie(breaks=ER_01, noticed_by="X-Gateway-Reason was absent, not bad_request")
def passes_on_whatever_names_a_model() -> None:
    """Leaves it to the model to say what is wrong with a question."""

    def required(honest: Piece) -> Piece:
        def lying(stated: dict[str, Any], name: str, kind: type) -> object:
            return honest(stated, name, kind) if name == "model" else stated.get(name) or []

        return lying

    instead(chat_requests, "_required", required)


@lie(breaks=ER_01, noticed_by="X-Gateway-Reason was absent, not bad_request")
def takes_numbers_as_they_come() -> None:
    """Takes whatever number stands for the longest answer."""
    instead(chat_requests, "_whole", lambda _honest: lambda stated, name: stated.get(name))


@lie(breaks="UC-16", noticed_by="reached the model")
def goes_by_what_was_said_last() -> None:
    """Counts what was said last of two things, and passes both on to the model."""
    instead(chat_requests, "read_strictly", lambda _honest: json.loads)


@lie(breaks=ER_01, noticed_by="X-Gateway-Reason was absent, not bad_request")
def knows_one_word_for_a_stream() -> None:
    """Takes whatever is not exactly true for no wish to hear a stream, whatever the model does."""
    instead(
        chat_requests, "_flag", lambda _honest: lambda stated, name, *_: stated.get(name) is True
    )


@lie(breaks=ER_01, noticed_by="status was 500")
def breaks_down_with_the_model() -> None:
    """Calls it a fault of its own when the model is not there."""
    _telling(Reason.UPSTREAM_UNREACHABLE, status=500)


@lie(breaks=ER_01, noticed_by="x-should-retry was false")
def gives_the_model_up() -> None:
    """Says that asking again is of no use when the model is not there."""
    _telling(Reason.UPSTREAM_UNREACHABLE, never=True)


@lie(breaks=CG_03, noticed_by="status was 502")
def calls_slow_what_is_not_there() -> None:
    """Tells of a slow model as of one that cannot be reached."""
    _telling(Reason.UPSTREAM_TIMEOUT, status=502)


@lie(breaks=CG_03, noticed_by="there was no answer")
def has_more_patience_than_stated() -> None:
    """Gives a model a second more than it says."""
    instead(proxy, "PATIENCE_SECONDS", lambda honest: honest + 1)


@lie(breaks=CG_03, noticed_by="status was 504")
def has_less_patience_than_stated() -> None:
    """Gives a model a second and a bit less than it says."""
    instead(proxy, "PATIENCE_SECONDS", lambda honest: honest - 1)


@lie(breaks=CG_03, noticed_by="answers ended as ['open']")
def lets_the_slow_model_work_on() -> None:
    """Tells the caller that there will be no answer, and goes on listening for it."""
    listening: list[object] = []

    def open_(honest: Piece) -> Piece:
        async def lying(self: proxy.Proxy, outgoing: object) -> object:
            class Endless:
                """A clock that gives nothing up."""

                def timeout(self, _seconds: float) -> asyncio.Timeout:
                    return asyncio.timeout(None)

            clock, self._clock = self._clock, Endless()  # type: ignore[assignment]
            asking = asyncio.create_task(honest(self, outgoing))
            listening.append(asking)
            await asyncio.sleep(0)
            self._clock = clock
            try:
                async with clock.timeout(proxy.PATIENCE_SECONDS):
                    return await asyncio.shield(asking)
            except TimeoutError as error:
                raise Refused(Reason.UPSTREAM_TIMEOUT) from error

        return lying

    instead(proxy.Proxy, "open", open_)
