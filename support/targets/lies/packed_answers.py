"""Lies about packed answers: what cannot be read is not counted, or not charged as it should be."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from support.reference import answers, app
from support.targets.lies import instead, lie

if TYPE_CHECKING:
    from support.reference.proxy import Outgoing
    from support.reference.visits import Visit
    from support.targets.lies import Piece


def _hands_on_what_is_accepted(*, unpacks: bool) -> None:
    """Ask the model for whatever form the caller accepts."""

    def make(honest: Piece) -> Piece:
        def outgoing(visit: Visit) -> Outgoing:
            asked: Outgoing = honest(visit)
            others = [line for line in asked.headers if line[0] != b"accept-encoding"]
            accepted = [line for line in visit.headers if line[0] == b"accept-encoding"]
            return replace(asked, headers=[*others, *accepted])

        return outgoing

    instead(app, "outgoing_of", make)
    if not unpacks:
        instead(answers, "PACKED", lambda _honest: ())


@lie(breaks="UC-16", noticed_by="the body was not JSON")
def charges_packed_answers_in_full() -> None:
    """Cannot read packed answers, and charges for each of them what was set aside."""
    _hands_on_what_is_accepted(unpacks=False)


@lie(breaks="EP-02", noticed_by='{caller="Globex"} was absent')
def counts_no_packed_answers() -> None:
    """Cannot read packed answers, and leaves their tokens out of the figures."""
    _hands_on_what_is_accepted(unpacks=False)


@lie(breaks="EP-02", noticed_by="Content-Encoding was gzip")
def hands_on_what_nobody_accepted() -> None:
    """Believes that a model never packs what it was asked not to pack."""
    instead(answers, "PACKED", lambda _honest: ())
