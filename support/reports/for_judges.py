"""Notes in a ledger that are there for whoever judges it again, and tell a reader nothing.

What they say in the words of judges is told otherwise too: by sentences, exchanges, other notes.
"""

from __future__ import annotations

from support.evidence.deliveries import MEANT, TAG
from support.evidence.fleets import AGENT, GROUP
from support.evidence.ledger import KNOWN_BY, OVER, PLACES
from support.targets.stated import STATED

FOR_JUDGES = {STATED, MEANT, TAG, KNOWN_BY, PLACES, GROUP, AGENT, OVER}
