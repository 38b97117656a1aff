"""Lies about what may be a freeze in a bundle, and is left out like any policy with a fault."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from support.reference import bundles
from support.reference.bundles import KILL_SWITCH
from support.reference.desk import KEPT_AS, Desk
from support.reference.policy_lists import read_policies
from support.targets.lies import instead, lie

if TYPE_CHECKING:
    from collections.abc import Callable

    from support.reference.policy_lists import LeftOut
    from support.targets.lies import Piece


def _harmless(meant: Callable[[LeftOut], bool]) -> None:
    """Take some of what is not known for something that may be left out."""

    def read(honest: Piece) -> Piece:
        def lying(*asked: Any) -> tuple[Any, tuple[LeftOut, ...]]:  # noqa: ANN401 - the gateway's own
            policies, left_out = honest(*asked)
            told = (replace(e, kind="token_budget") if meant(e) else e for e in left_out)
            return policies, tuple(told)

        return lying

    instead(bundles, "read_policies", read)


@lie(breaks="UC-08", noticed_by="X-Gateway-Policy was 8, not 7")
def leaves_out_what_it_does_not_know() -> None:
    """Leaves out every policy whose kind it does not know, whatever it was meant to be."""
    _harmless(lambda left_out: left_out.kind != KILL_SWITCH)


@lie(breaks="UC-06", noticed_by="X-Gateway-Policy was 8, not 7")
def leaves_out_a_misspelt_freeze() -> None:
    """Leaves out a freeze whose kind is misspelt, as if nobody could be let in by that."""
    _harmless(lambda left_out: left_out.kind == "kil_switch")


@lie(breaks="UC-06", noticed_by="status was 200")
def is_less_strict_when_it_starts() -> None:
    """Keeps whatever came last, and takes it up without its freeze when it starts again."""

    def judged(honest: Piece) -> Piece:
        def lying(self: Desk, document: bytes) -> dict[str, Any]:
            acknowledgement: dict[str, Any] = honest(self, document)
            self._store.keep(KEPT_AS, {"document": document.decode("utf-8")})
            return acknowledgement

        return lying

    def restore(honest: Piece) -> Piece:
        def lying(self: Desk) -> None:
            _harmless(lambda left_out: left_out.kind == "kil_switch")
            honest(self)
            instead(bundles, "read_policies", lambda _kind: read_policies)

        return lying

    instead(Desk, "_judged", judged)
    instead(Desk, "_restore", restore)


@lie(breaks="UC-08", noticed_by="X-Gateway-Policy was 8, not 7")
def leaves_out_what_is_no_word() -> None:
    """Takes a kind that is no word, and a policy that is one, for nothing that could matter."""
    _harmless(lambda left_out: not left_out.kind.isidentifier() or left_out.kind == "None")
