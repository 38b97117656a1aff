"""Webhooks: events that somebody sends to the receiver through the gateway.

Rule: how the gateway signs what it passes on is learnt from what it passes on, and not known here.
"""

from __future__ import annotations

import hmac
import json
from dataclasses import replace
from typing import TYPE_CHECKING

from support.errors import SetupBrokenError
from support.wire.exchange import Request
from support.wire.older import send_by_http_1_0

if TYPE_CHECKING:
    from support.drivers.bring_up import BringUp
    from support.drivers.neighbours import Neighbours
    from support.evidence.ledger import Ledger
    from support.wire.exchange import Exchange, Headers

_SIGNED_WITH = b"what sender and receiver have agreed on"
_ELSEWHERE = "127.0.0.2"  # an address that is not the receiver's
_OTHER_GATEWAYS = ("1.0 fred", "1.1 p.example.net", "HTTP/1.1 cache.example.com (cache, 2)")
_LONG_WAY = 100  # gateways
_OTHER_CDN = ("CDN-Loop", "foo123.foocdn.example; loops=1")  # RFC 8586


class Webhooks:
    def __init__(self, bring_up: BringUp, neighbours: Neighbours, ledger: Ledger) -> None:
        self._bring_up = bring_up
        self._neighbours = neighbours
        self._ledger = ledger
        self._closes_circles = False
        self._signature: str | None = None

    def receiver_sends_everything_back(self, *, drops_via: bool = False) -> None:
        self._closes_circles = True
        self._neighbours.receiver.drops_via = drops_via

    def receiver_fails(self) -> None:
        """From now on it answers every event with an error."""
        self._neighbours.receiver.fails = True

    def may_pass_through(self, times: int) -> None:
        """From now on, by a new policy."""
        self._bring_up.policy.hops = times
        self._bring_up.put_in_force()

    def sends(self, who: str, *headers: tuple[str, str], source: str | None = None) -> Exchange:
        """Send the one event that there is: the job is done."""
        client = self._bring_up.client(source)
        if self._closes_circles:
            self._neighbours.receiver.calls_back(self._bring_up.gateway.url + self._path)
        return client.send(who, self._event(who, headers))

    def sends_long(self, who: str) -> None:
        """Another event than the usual one, with a million letters in it."""
        event = replace(self._event(who, ()), body=b'{"event": "' + b"x" * 1_000_000 + b'"}')
        self._bring_up.client().send(who, event)

    def sends_by_http_1_0(self, who: str, *headers: tuple[str, str]) -> None:
        """As programs do that nobody has touched for long."""
        url, patience = self._bring_up.gateway.url, self._bring_up.patience
        send_by_http_1_0(url, self._ledger, who, self._event(who, headers), patience)

    def looks_in(self, who: str, *headers: tuple[str, str]) -> Exchange:
        """Ask what is there, and send nothing."""
        named = (("User-Agent", f"{who}/1.0"), *headers)
        return self._bring_up.client().send(who, Request("GET", self._path, named, b""))

    def sends_from_elsewhere(self, who: str) -> None:
        self.sends(who, source=_ELSEWHERE)

    def sends_through_others(self, who: str) -> None:
        """Through gateways of other people, who sign as the standards let them."""
        self.sends(who, ("Via", ", ".join(_OTHER_GATEWAYS)), _OTHER_CDN)

    def sends_forged(self, who: str, times: int) -> None:
        """Say that it was here before, in the gateway's own words, and far away before that."""
        self.sends(who, self.forgery(times))

    def forgery(self, times: int) -> tuple[str, str]:
        if self._signature is None:
            msg = "nobody has seen yet how the gateway signs; say so in a Given"
            raise SetupBrokenError(msg)
        far = [f"1.1 {number}.example.net" for number in range(_LONG_WAY)]
        return ("Via", ", ".join([*far, *[self._signature] * times]))

    def has_seen_signature(self, who: str) -> None:
        """As a Given: how the gateway signs, learnt from one event that it passed on."""
        self.has_sent(who, 1)
        received = self._ledger.exchanges("gateway to receiver")[-1].request
        self._signature = ", ".join(received.header_values("Via")).split(", ")[-1] or None

    def has_sent_forged(self, who: str, times: int) -> None:
        """As a Given: it was refused."""
        exchange = self.sends(who, self.forgery(times))
        if exchange.response is None or exchange.response.status == 200:
            msg = f"the forgery of {who} was not refused"
            raise SetupBrokenError(msg)

    def has_sent(self, who: str, times: int) -> None:
        """As a Given: each event was delivered."""
        for _ in range(times):
            exchange = self.sends(who)
            if exchange.response is None or exchange.response.status != 200:
                seen = exchange.response.status if exchange.response else exchange.ending
                msg = f"an event of {who} was not delivered: {seen}"
                raise SetupBrokenError(msg)

    @property
    def _path(self) -> str:
        """The address has signs in it that mean something else when they are spelt otherwise."""
        return f"{self._bring_up.target.description.dialect.paths.hooks}jobs/R%26D%2F7?of=Q%26A"

    def _event(self, who: str, headers: Headers) -> Request:
        """As senders of webhooks send it: numbered, and signed as it is, letter by letter."""
        body = json.dumps({"event": "job.done", "job": 7}).encode()
        signature = hmac.new(_SIGNED_WITH, body, "sha256").hexdigest()
        named = (
            ("Content-Type", "application/json"),
            ("User-Agent", f"{who}/1.0"),
            ("X-Event-Id", "7"),
            ("X-Signature", f"sha256={signature}"),
        )
        return Request("POST", self._path, (*named, *headers), body)
