"""Gateways that decide well about crawlers and say it wrongly; and what they do to robots.txt."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from support.reference import answers, outbox, proxy
from support.reference.app import RoutedRequests
from support.reference.metrics import Metrics
from support.reference.reasons import Reason, Refused
from support.targets.lies import instead, lie
from support.targets.lies.crawler_looks import asks
from support.targets.lies.wire_tap import on_sending

if TYPE_CHECKING:
    from support.reference.bundles import Bundle
    from support.reference.visits import Visit
    from support.targets.lies.crawler_looks import Ask

ABOUT_CRAWLERS = rb"(?i)\r\nx-gateway-(warning: crawler|reason: crawler)"


def _heads(pattern: bytes, instead_of_it: bytes) -> None:
    """Spell something else in the head of answers to crawlers that met a stage."""

    def change(data: bytes) -> bytes:
        head, blank, rest = data.partition(b"\r\n\r\n")
        if not data.startswith(b"HTTP/1.1") or not re.search(ABOUT_CRAWLERS, head):
            return data
        return re.sub(rb"(?i)" + pattern, instead_of_it, head) + blank + rest

    on_sending(change)


@lie(breaks="UC-19", noticed_by="Vary was absent, not User-Agent")
def caches_are_not_told() -> None:
    """Does not say that the answer depends on who asks."""
    _heads(rb"\r\nvary: [^\r]*", b"")


@lie(breaks="UC-19", noticed_by="Cache-Control was public, max-age=60, not no-store")
def a_cache_may_keep_the_refusal() -> None:
    """Lets a cache give people the refusal of a crawler."""
    _heads(rb"\r\ncache-control: [^\r]*", b"\r\ncache-control: public, max-age=60")


@lie(breaks="UC-19", noticed_by="Retry-After was absent")
def nothing_is_said_of_coming_back() -> None:
    """Refuses without a time."""
    _heads(rb"\r\nretry-after: [^\r]*", b"")


@lie(breaks="UC-19", noticed_by="(sent twice)")
def told_twice() -> None:
    """Says two times when to come back, once for itself and once for the proxy before it."""
    _heads(rb"(\r\nretry-after: [^\r]*)", rb"\1\1")


@lie(breaks="UC-19", noticed_by="X-Gateway-Reason was tpm_exceeded, not crawler_allowance_spent")
def the_wrong_reason() -> None:
    """Tells a crawler that tokens have run out."""
    _heads(rb"crawler_allowance_spent", b"tpm_exceeded")


@lie(breaks="UC-19", noticed_by="Warning was 199")
def the_obsolete_warning() -> None:
    """Warns with the header that HTTP has given up, besides its own."""
    _heads(rb"(\r\nx-gateway-warning: )", rb'\r\nwarning: 199 - "slow down"\1')


@lie(breaks="UC-19", noticed_by="crawler_allowance; used=8; of=10, then crawler_allowance")
def warned_twice_on_one_page() -> None:
    """Puts the warning on a page two times."""
    _heads(rb"(\r\nx-gateway-warning: [^\r]*)", rb"\1\1")


@lie(breaks="UC-19", noticed_by="status was 203, the site's was 200")
def warned_by_a_status() -> None:
    """Changes the status of a page that it warns with."""
    _heads(rb"^HTTP/1.1 200 OK", b"HTTP/1.1 203 Non-Authoritative Information")


@lie(breaks="UC-19", noticed_by="it began with 'HTTP/1.0 ")
def speaks_as_long_ago() -> None:
    """Answers by a version of HTTP in which nobody else speaks any more."""
    _heads(rb"^HTTP/1.1 ", b"HTTP/1.0 ")


@lie(breaks="UC-19", noticed_by="x-gateway-warning: crawler_allowance; used=3; of=5")
def counts_from_nought() -> None:
    """Tells one page less than was fetched."""
    _heads(rb"used=4;", b"used=3;")


@lie(breaks="UC-19", noticed_by="the body was not the site's")
def warned_on_the_page_itself() -> None:
    """Writes its warning into the page."""

    def make(honest: Any) -> Any:  # noqa: ANN401 - any piece
        async def forward(self: Any, visit: Any, receive: Any, send: Any) -> None:  # noqa: ANN401
            async def louder(message: Any) -> None:  # noqa: ANN401 - ASGI's own
                if visit.warnings and message.get("body"):
                    message = message | {"body": message["body"].replace(b"page", b"PAGE")}
                await send(message)

            await honest(self, visit, receive, louder)

        return forward

    instead(RoutedRequests, "_forward", make)


@lie(breaks="UC-19", noticed_by="it said 'x-robots-tag: noai'")
def pages_get_a_tag() -> None:
    """Puts something of its own on each page that a crawler gets."""
    instead(
        answers,
        "handed_back",
        lambda honest: (
            lambda *given, **more: [
                *honest(*given, **more),
                (b"X-Robots-Tag", b"noai"),
            ]
        ),
    )


@lie(breaks="UC-19", noticed_by="Content-Type was text/html, the site's was text/html; charset")
def the_charset_is_lost() -> None:
    """Shortens what the site says of its pages."""

    def make(honest: Any) -> Any:  # noqa: ANN401 - any piece
        def handed_back(*given: Any, **more: Any) -> Any:  # noqa: ANN401 - its own
            headers = honest(*given, **more)
            return [(name, value.partition(b"; charset")[0]) for name, value in headers]

        return handed_back

    instead(answers, "handed_back", make)


@lie(breaks="UC-19", noticed_by="the site was asked for it 0 times")
def the_site_does_not_learn_who_asks() -> None:
    """Asks the site under its own name."""
    dropped = proxy.NOT_FORWARDED | {b"user-agent"}
    instead(proxy, "NOT_FORWARDED", lambda _honest: dropped)


@lie(
    breaks="UC-19",
    noticed_by='there was no gateway_crawler_pages_total{crawler="GPTBot",stage="none"',
)
def only_stages_are_figures() -> None:
    """Counts only the pages that met a stage."""

    def make(honest: Any) -> Any:  # noqa: ANN401 - any piece
        def count(self: Metrics, name: str, by: float = 1, **labels: str) -> None:
            if labels.get("stage") != "none":
                honest(self, name, by, **labels)

        return count

    instead(Metrics, "count", make)


@lie(breaks="UC-19", noticed_by="the at of event 1 was")
def events_are_dated_by_the_machine() -> None:
    """Dates events by another clock than its answers."""
    instead(outbox, "rfc3339", lambda honest: lambda wall: honest(wall + 1))


@lie(breaks="UC-19", noticed_by="status was 429")
def an_unlucky_reader() -> None:
    """Refuses people the page that a crawler was refused, from its cache."""
    refused: set[str] = set()

    def ask(honest: Ask, visit: Visit, _bundle: Bundle) -> None:
        if visit.raw_path in refused:
            raise Refused(Reason.CRAWLER_ALLOWANCE_SPENT, 60)
        try:
            honest()
        except Refused:
            refused.add(visit.raw_path)
            raise

    asks(ask)
