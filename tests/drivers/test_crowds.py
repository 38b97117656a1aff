"""What breaks for one agent of a crowd breaks for the one who sent them."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pytest

from support.drivers.crowds import Crowds
from support.errors import HarnessBrokenError

if TYPE_CHECKING:
    from support.drivers.callers import Caller
    from support.evidence.ledger import Ledger
    from support.simulators.model import Model


class Broken:
    """An agent that cannot ask, since there is no gateway."""

    def ask_often(self, times: int, up_to: int) -> None:
        msg = f"{times} times {up_to}"
        raise HarnessBrokenError(msg)


def test_agents_that_cannot_ask_are_not_agents_that_were_let_through() -> None:
    """Nobody judges a gateway that was never asked."""
    crowds = Crowds(cast("Model", None), cast("Ledger", None), 0.1)
    with pytest.raises(HarnessBrokenError, match="6 times 5000"):
        crowds.ask_again_and_again(6, 5000, cast("Caller", Broken()))
