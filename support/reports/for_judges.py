"""Notes in a ledger that are there for whoever judges it again, and tell a reader nothing.

What they say in the words of judges is told otherwise too: by sentences, exchanges, other notes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from support.evidence.deliveries import MEANT, TAG
from support.evidence.fleets import AGENT, GROUP
from support.evidence.ledger import KNOWN_BY, OVER, PLACES, Happening
from support.targets.stated import STATED

if TYPE_CHECKING:
    from support.evidence.written import Entry

FOR_JUDGES = {STATED, MEANT, TAG, KNOWN_BY, PLACES, GROUP, AGENT, OVER}


def is_for_judges(entry: Entry) -> bool:
    return isinstance(entry, Happening) and entry.kind in FOR_JUDGES
