"""Gateways that do the right thing with a bundle and tell the control plane something else."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from support.reference import edge_api
from support.reference.desk import Desk
from support.reference.edge_api import EdgeApi
from support.targets.lies import instead, lie

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from support.reference.edge_api import Answer

    Said = dict[str, Any]
    Tell = Callable[[EdgeApi, Said], Awaitable[None]]

UC_08 = "UC-08"


def _saying(change: Callable[[Said], object], *results: str) -> None:
    """Change what is said of bundles that came to one of these ends."""

    def make(honest: Tell) -> Tell:
        async def tell(self: EdgeApi, said: Said) -> None:
            if said["result"] in results:
                change(said)
            await honest(self, said)

        return tell

    instead(EdgeApi, "acknowledge", make)


def _telling(times: int, result: str) -> None:
    def make(honest: Tell) -> Tell:
        async def tell(self: EdgeApi, said: Said) -> None:
            for _ in range(times if said["result"] == result else 1):
                await honest(self, said)

        return tell

    instead(EdgeApi, "acknowledge", make)


@lie(breaks=UC_08, noticed_by="it was told 0 times")
def keeps_rejections_to_itself() -> None:
    """Rejects bundles and tells nobody."""
    _telling(0, "rejected")


@lie(breaks=UC_08, noticed_by="it was told 2 times")
def says_everything_twice() -> None:
    """Tells of each bundle that it took up twice."""
    _telling(2, "applied")


@lie(breaks=UC_08, noticed_by='result was "applied", not "rejected"')
def applied_means_arrived() -> None:
    """Says that a bundle was applied when it has only arrived."""
    _saying(lambda said: said.update(result="applied", reason=None), "rejected")


@lie(breaks=UC_08, noticed_by="rejected")
def names_the_first_that_it_left_out() -> None:
    """Says of one policy that it was left out, and nothing of the next."""
    _saying(lambda said: said.update(rejected=said["rejected"][:1]), "applied_in_part")


@lie(breaks=UC_08, noticed_by="and the control plane had been told of")
def lives_under_its_first_policy() -> None:
    """Names in its signs of life the policy under which it began, whatever came later."""
    first: list[int] = []

    def make(honest: Callable[..., Any]) -> Callable[..., Any]:
        def heartbeat(self: EdgeApi, policy: int | None) -> Any:  # noqa: ANN401 - to be awaited
            first.extend([] if policy is None else [policy])
            return honest(self, first[0] if first else None)

        return heartbeat

    instead(EdgeApi, "heartbeat", make)


@lie(breaks=UC_08, noticed_by="and the control plane had been told of")
def lives_under_whatever_is_newest() -> None:
    """Names in its signs of life the newest policy that there is, also when it has rejected it."""
    newest: list[int | None] = []

    def make(honest: Callable[..., Any]) -> Callable[..., Any]:
        async def heartbeat(self: EdgeApi, policy: int | None) -> Any:  # noqa: ANN401 - its own
            pulse = await honest(self, newest[0] if newest else policy)
            newest[:] = [pulse.newest]
            return pulse

        return heartbeat

    instead(EdgeApi, "heartbeat", make)


@lie(breaks=UC_08, noticed_by="in_force was 8, not 7")
def names_the_newest_as_in_force() -> None:
    """Says that the newest bundle is in force when it has rejected it."""
    _saying(lambda said: said.update(in_force=(said["in_force"] or 0) + 1), "rejected")


@lie(breaks=UC_08, noticed_by="version was 8, not null")
def believes_a_stranger_about_the_number() -> None:
    """Repeats the number that stands in a bundle which it cannot trust."""

    def make(honest: Callable[[Desk, bytes], Said]) -> Callable[[Desk, bytes], Said]:
        def judge(self: Desk, document: bytes) -> Said:
            said = honest(self, document)
            if said["reason"] == "untrusted" and document.endswith(b"}"):
                body = document.rpartition(b"\n")[2]
                said["version"] = json.loads(body)["version"] if body[:1] == b"{" else None
            return said

        return judge

    instead(Desk, "_judged", make)


@lie(breaks=UC_08, noticed_by='reason was "invalid", not "')
def one_reason_for_everything() -> None:
    """Rejects everything as invalid."""
    _saying(lambda said: said.update(reason="invalid"), "rejected")


@lie(breaks=UC_08, noticed_by='reason was "older", not "expired"')
def expired_is_old() -> None:
    """Says that a bundle came too late when its time was over."""

    def change(said: Said) -> None:
        said["reason"] = "older" if said["reason"] == "expired" else said["reason"]

    _saying(change, "rejected")


@lie(breaks=UC_08, noticed_by="nothing is said of the bundle as a whole")
def rejects_without_a_word() -> None:
    """Says that a bundle breaks the rules, and not which."""
    _saying(lambda said: said.update(faults=[]), "rejected")


@lie(breaks=UC_08, noticed_by="does not say what is wrong where")
def faults_without_their_place() -> None:
    """Says what is wrong, and not where."""
    _saying(
        lambda said: said.update(faults=[each.rpartition(": ")[2] for each in said["faults"]]),
        "rejected",
    )


@lie(breaks=UC_08, noticed_by="nothing is said of policies[0].tokens_per_day", seen_in="raise")
def stops_at_the_first_fault() -> None:
    """Says the first thing that is wrong with a policy, and keeps the rest for the next time."""

    def change(said: Said) -> None:
        for each in said["rejected"]:
            each["faults"] = each["faults"][:1]

    _saying(change, "applied_in_part")


@lie(breaks=UC_08, noticed_by="not one entry each for tokens of")
def leaves_out_in_silence() -> None:
    """Says what is wrong, but not which policies it therefore left out."""
    _saying(lambda said: said.update(rejected=[]), "applied_in_part")


@lie(breaks=UC_08, noticed_by='result was "applied", not "applied_in_part"')
def a_part_is_as_good_as_the_whole() -> None:
    """Says that a bundle was applied when it was applied in part."""
    _saying(lambda said: said.update(result="applied"), "applied_in_part")


@lie(breaks=UC_08, noticed_by="applied was")
def counts_what_it_left_out_as_applied() -> None:
    """Names the policies that it left out among those that it applied."""
    _saying(
        lambda said: said["applied"].extend(each["policy"] for each in said["rejected"]),
        "applied_in_part",
    )


@lie(breaks=UC_08, noticed_by='result was "applied", not "unchanged"')
def the_same_is_applied_again() -> None:
    """Says that it applied a bundle which was in force already."""
    _saying(lambda said: said.update(result="applied"), "unchanged")


@lie(breaks=UC_08, noticed_by="it was told")
def asks_for_everything_each_time() -> None:
    """Never says which bundle it has, fetches the same one again and tells of it each time."""
    instead(EdgeApi, "config", lambda honest: lambda self, _tag: honest(self, None))


@lie(breaks=UC_08, noticed_by="status was 503")
def speaks_without_its_token() -> None:
    """Shows its token for everything, but not when it has to say that it sent a bundle back."""

    def make(honest: Tell) -> Tell:
        async def tell(self: EdgeApi, said: Said) -> None:
            if said["result"] != "rejected":
                return await honest(self, said)
            token, self._token.current = self._token.current, ""
            try:
                await honest(self, said)
            finally:
                self._token.current = token
            return None

        return tell

    instead(EdgeApi, "acknowledge", make)


def _glad(answer: Answer) -> None:
    """Be content with any answer."""


def _believing(call: str) -> None:
    """Take any success for the receipt of what one call has told."""

    def make(honest: Callable[..., Any]) -> Callable[..., Any]:
        async def lying(self: EdgeApi, *told: Any) -> None:  # noqa: ANN401 - its own
            taken_in, edge_api._taken_in = edge_api._taken_in, _glad  # noqa: SLF001 - a lie replaces pieces
            try:
                await honest(self, *told)
            finally:
                edge_api._taken_in = taken_in  # noqa: SLF001 - it is put back

        return lying

    instead(EdgeApi, call, make)


@lie(
    breaks="OP-04",
    noticed_by="no report was sent again",
    seen_in="this suite's own reference gateway",
)
def any_page_is_a_receipt() -> None:
    """Forgets its report when somebody has answered it with a page."""
    _believing("deliver")


@lie(breaks="UC-09", noticed_by="it was told 0 times", seen_in="this suite's own reference gateway")
def any_page_is_thanks() -> None:
    """Says what became of a policy to a page, and never again."""
    _believing("acknowledge")
