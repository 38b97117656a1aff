"""What a scenario may judge is what happened since its When."""

from __future__ import annotations

import pytest

from support.clock import NOON, TrueTime
from support.errors import HarnessBrokenError
from support.evidence.ledger import Ledger
from support.evidence.seen import Seen


def test_one_request_is_spoken_of_when_there_was_one() -> None:
    """A sentence about the request is a mistake of ours where the When made none, or several."""
    seen = Seen(Ledger(TrueTime(NOON)), patience=0)
    with pytest.raises(HarnessBrokenError, match="but the When made 0"):
        seen.outcome()
    assert seen.outcomes() == seen.answers_of_model() == []
