"""Callers who want to leave a stream that is over already."""

from __future__ import annotations

from typing import TYPE_CHECKING
from unittest.mock import MagicMock

import pytest

from support.drivers.streams import Streams
from support.errors import SetupBrokenError
from tests.matchers.exchanges import exchange, silence

if TYPE_CHECKING:
    from support.wire.exchange import Exchange


@pytest.mark.parametrize(("ended", "how"), [(exchange(500), "500"), (silence("cut"), "cut")])
def test_who_has_been_answered_cannot_leave(ended: Exchange, how: str) -> None:
    """A gateway that refuses what was to be a stream is no fault of the judge."""
    caller = MagicMock()
    caller.begin_to_ask.return_value.outcome = ended
    streams = Streams(MagicMock(), MagicMock(), 0.1)
    streams.begin(caller, 100)
    with pytest.raises(SetupBrokenError, match=rf"no stream any more .*\({how}\)"):
        streams.leave()
    assert caller.begin_to_ask.return_value.hang_up.call_count == 0


def test_who_has_lost_patience_has_left() -> None:
    """A gateway that keeps the stream to itself does not keep the caller."""
    caller = MagicMock()
    caller.begin_to_ask.return_value.outcome = silence("timed out")
    streams = Streams(MagicMock(), MagicMock(), 0.1)
    streams.begin(caller, 100)
    streams.leave()
    assert caller.begin_to_ask.return_value.hang_up.call_count == 0
