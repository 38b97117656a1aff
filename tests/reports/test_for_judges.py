"""What is written down for judges alone is shown to nobody else."""

from __future__ import annotations

import pytest

from support.clock import TrueTime
from support.evidence.deliveries import MEANT, TAG
from support.evidence.fleets import AGENT, GROUP
from support.evidence.ledger import KNOWN_BY, OVER, PLACES, SAID, Ledger
from support.evidence.redaction import Secrets
from support.reports.explanation import explanation
from support.reports.picture_rows import whole
from support.reports.runs import Told
from support.reports.site.beneath import before
from support.reports.under_steps import under_steps
from support.targets.stated import STATED
from tests.reports.a_record import feature, scenario

KINDS = (AGENT, GROUP, KNOWN_BY, MEANT, OVER, PLACES, STATED, TAG)


@pytest.mark.parametrize("kind", KINDS)
def test_notes_for_judges_are_shown_to_nobody(kind: str) -> None:
    """Neither where a failure explains itself, nor in a picture, nor on a page."""
    ledger = Ledger(TrueTime())
    ledger.note(kind, "in words of judges")
    ledger.note("clock", "set back")
    seen = ledger.everything()
    told = explanation(seen, Secrets(), since="Since the When", see_all="this")
    assert "judges" not in told
    assert "set back" in told
    assert "judges" not in repr(whole(seen))
    assert "judges" not in repr(before(seen))
    ledger.note(SAID, "Then all is well")
    ledger.note(kind, "in words of judges")
    told_of = Told(feature(), scenario(4), None)
    assert under_steps(told_of, ledger.everything()) == [[]]
