"""Lies about requests that come back: what counts as a passage, how many may be, what is told."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from multidict import CIMultiDict

from support.reference import decisions, proxy, refusals
from support.reference.app import RoutedRequests
from support.reference.decisions import Decisions
from support.reference.hops import hops_of
from support.reference.proxy import Proxy
from support.reference.reasons import Reason, Refused
from support.reference.visits import outgoing_of
from support.targets.lies import instead, lie
from support.targets.lies.wire_tap import on_sending

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from support.reference.proxy import Outgoing
    from support.reference.visits import Visit

ENVOY = "Envoy's cdn_loop filter answers 502"
THIS_VERY_GATEWAY = "this very gateway: its client took another spelling of Via for a replacement"


def _counted(count: Callable[[Iterable[str], str], int]) -> None:
    instead(decisions, "hops_of", lambda _honest: count)


@lie(breaks="UC-12", noticed_by="the receiver was called 4 times")
def one_passage_too_many() -> None:
    """Lets a request through once more than the policy says."""
    _counted(lambda lines, edge: max(0, hops_of(lines, edge) - 1))


@lie(breaks="UC-12", noticed_by="the receiver was called 2 times")
def one_passage_too_few() -> None:
    """Refuses a request that may pass once more."""
    _counted(lambda lines, edge: hops_of(lines, edge) + 1)


@lie(breaks="UC-12", noticed_by="the receiver was called 3 times")
def always_three_passages() -> None:
    """Lets a request through three times, whatever the policy says."""

    def make(_honest: Any) -> Any:  # noqa: ANN401 - any piece
        def ask(self: Decisions, visit: Visit, bundle: Any) -> None:  # noqa: ANN401
            hops = hops_of(visit.lines(b"via"), self._edge_id)
            if bundle.hops is not None and hops >= 3:
                raise Refused(Reason.HOP_LIMIT, headers=[(b"X-Gateway-Hops", b"%d" % hops)])

        return ask

    instead(Decisions, "_ask_hops", make)


@lie(breaks="UC-12", noticed_by="the receiver was called", seen_in=THIS_VERY_GATEWAY)
def loses_earlier_entries() -> None:
    """Signs what it passes on, and loses where that has been before."""

    def make(honest: Any) -> Any:  # noqa: ANN401 - any piece
        async def open_(self: Proxy, outgoing: Outgoing) -> Any:  # noqa: ANN401
            headers = [each for each in outgoing.headers if each[0] != b"via"]
            return await honest(self, replace(outgoing, headers=headers))

        return open_

    instead(Proxy, "open", make)


@lie(breaks="UC-12", noticed_by="the receiver was called")
def looks_at_one_line() -> None:
    """Reads the first line of Via, and no other."""
    _counted(lambda lines, edge: hops_of([*lines][:1], edge))


@lie(breaks="UC-12", noticed_by="the receiver was called 0 times")
def counts_all_gateways() -> None:
    """Takes every gateway on the way for itself."""
    _counted(lambda lines, _edge: sum(line.count(",") + 1 for line in lines))


@lie(breaks="UC-12", noticed_by="X-Gateway-Hops was absent")
def tells_no_passages() -> None:
    """Keeps to itself how often it was."""
    on_sending(lambda data: data.replace(b"x-gateway-hops: ", b"x-hops: "))


@lie(breaks="UC-12", noticed_by="X-Gateway-Hops was 4, not 3")
def tells_one_too_many() -> None:
    """Counts the passage that it refuses."""
    on_sending(lambda data: data.replace(b"x-gateway-hops: 3\r", b"x-gateway-hops: 4\r"))


@lie(breaks="UC-12", noticed_by="status was 502", seen_in=ENVOY)
def calls_it_a_bad_gateway() -> None:
    """Says that the receiver is broken, so that everybody tries again."""
    refusals.KINDS[Reason.HOP_LIMIT] = replace(refusals.KINDS[Reason.HOP_LIMIT], status=502)


@lie(breaks="UC-12", noticed_by="x-should-retry was absent")
def lets_them_retry() -> None:
    """Does not say that trying again is of no use."""
    refusals.KINDS[Reason.HOP_LIMIT] = replace(refusals.KINDS[Reason.HOP_LIMIT], never=False)


@lie(breaks="UC-12", noticed_by="though trying again does not help")
def tells_when_to_come_back() -> None:
    """Asks the circle to go on in a second."""
    on_sending(
        lambda data: data.replace(b"x-gateway-hops: ", b"retry-after: 1\r\nx-gateway-hops: ")
    )


@lie(breaks="UC-12", noticed_by="POST /hooks/jobs/R%26D%2F7?of=Q%26A reached the receiver")
def passes_on_all_the_same() -> None:
    """Refuses the request, and lets the receiver have it before."""

    def make(honest: Any) -> Any:  # noqa: ANN401 - any piece
        async def refuse(self: RoutedRequests, visit: Visit, refused: Refused, send: Any) -> None:  # noqa: ANN401
            if refused.reason is Reason.HOP_LIMIT:
                async with await self._gateway.proxy.open(outgoing_of(visit)):
                    pass
            await honest(self, visit, refused, send)

        return refuse

    instead(RoutedRequests, "_refuse", make)


@lie(breaks="UC-12", noticed_by="the receiver was called 0 times")
def remembers_forgers() -> None:
    """Refuses everybody's events once somebody's was refused."""
    refused: list[Refused] = []

    def make(honest: Any) -> Any:  # noqa: ANN401 - any piece
        def ask(self: Decisions, visit: Visit, bundle: Any) -> None:  # noqa: ANN401
            if refused:
                raise refused[0]
            try:
                honest(self, visit, bundle)
            except Refused as refusal:
                refused.append(refusal)
                raise

        return ask

    instead(Decisions, "_ask_hops", make)


@lie(breaks="UC-12", noticed_by="the receiver was called 0 times")
def takes_repetitions_for_passages() -> None:
    """Recognises a request by what it says, and takes the same event for one that came back."""
    seen: dict[tuple[str, str], int] = {}

    def make(honest: Any) -> Any:  # noqa: ANN401 - any piece
        def ask(self: Decisions, visit: Visit, bundle: Any) -> None:  # noqa: ANN401
            honest(self, visit, bundle)
            times = seen[visit.method, visit.target] = seen.get((visit.method, visit.target), 0) + 1
            if bundle.hops is not None and times > 5:
                raise Refused(Reason.HOP_LIMIT, headers=[(b"X-Gateway-Hops", b"%d" % times)])

        return ask

    instead(Decisions, "_ask_hops", make)


@lie(breaks="UC-12", noticed_by="the receiver was called")
def trusts_strangers() -> None:
    """Looks for repetitions only where somebody shows a key."""

    def make(honest: Any) -> Any:  # noqa: ANN401 - any piece
        def ask(self: Decisions, visit: Visit, bundle: Any) -> None:  # noqa: ANN401
            if visit.caller is not None:
                honest(self, visit, bundle)

        return ask

    instead(Decisions, "_ask_loop", make)


@lie(breaks="UC-12", noticed_by="the receiver was called 2 times")
def delivers_twice() -> None:
    """Sends every event to the receiver a second time, to be on the safe side."""

    def make(honest: Any) -> Any:  # noqa: ANN401 - any piece
        async def open_(self: Proxy, outgoing: Outgoing) -> Any:  # noqa: ANN401
            if outgoing.upstream == "receiver":
                (await honest(self, outgoing)).release()
            return await honest(self, outgoing)

        return open_

    instead(Proxy, "open", make)


@lie(breaks="UC-12", noticed_by="it came by 1.1 edge-1, 1.0 fred")
def signs_in_front() -> None:
    """Puts its own entry before those that were there."""

    class InFront(CIMultiDict[str]):
        def add(self, key: str, value: str) -> None:
            others = list(self.items())
            self.clear()
            super().add(key, value)
            self.extend(others)

    instead(proxy, "_onward", lambda honest: lambda headers: InFront(honest(headers)))


@lie(breaks="UC-12", noticed_by="it came by nobody")
def signs_only_what_was_signed() -> None:
    """Leaves its name only where somebody else has left one."""

    class Shy(CIMultiDict[str]):
        def add(self, key: str, value: str) -> None:
            if key in self:
                super().add(key, value)

    instead(proxy, "_onward", lambda honest: lambda headers: Shy(honest(headers)))


@lie(breaks="UC-12", noticed_by="the receiver was called 0 times")
def finds_its_name_everywhere() -> None:
    """Counts every line in which its name stands, in whatever word."""
    _counted(lambda lines, edge: sum(edge in line.lower() for line in lines))


@lie(breaks="UC-12", noticed_by="the receiver was called 0 times")
def needs_no_version() -> None:
    """Takes a word of its name for an entry, also where no version stands before it."""
    _counted(lambda lines, edge: sum(edge in _words(line) for line in lines))


@lie(breaks="UC-12", noticed_by="status was 200")
def reads_its_own_spelling_only() -> None:
    """Recognises its entry only as it writes it itself: 1.1, in small letters, after a space."""
    _counted(
        lambda lines, edge: sum(
            entry == f"1.1 {edge}" for line in lines for entry in line.split(", ")
        )
    )


def _words(line: str) -> list[str]:
    return line.lower().replace(",", " ").split()
