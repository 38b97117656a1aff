"""How a gateway joins its control plane: its first calls, and the token by which it is let in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from support.errors import SetupBrokenError

if TYPE_CHECKING:
    from support.drivers.bring_up import BringUp
    from support.drivers.delivery import Delivery
    from support.drivers.neighbours import Neighbours
    from support.drivers.partitions import Partitions
    from support.drivers.passing_time import PassingTime
    from support.evidence.redaction import Secrets
    from support.simulators.control_plane import Standing

MISFITS: dict[str, Standing] = {
    "is not known": "unknown",
    "has expired": "expired",
    "belongs to another gateway": "another's",
}
SENT_ON = {"for good": 308, "for a moment": 307, "for another look": 303}
_NOBODYS = "of-some-other-gateway"


class Joining:
    def __init__(  # noqa: PLR0913, PLR0917 - everybody who has a part in the handshake
        self,
        bring_up: BringUp,
        neighbours: Neighbours,
        delivery: Delivery,
        partitions: Partitions,
        time: PassingTime,
        secrets: Secrets,
    ) -> None:
        self._bring_up = bring_up
        self._neighbours = neighbours
        self._plane = neighbours.control_plane
        self._delivery = delivery
        self._partitions = partitions
        self._time = time
        self._secrets = secrets

    def start(self, version: int) -> None:
        """For the first time, with this policy on offer."""
        self._delivery.offer(version)
        self._delivery.starts_with_nothing()
        self._time.settles()

    def start_held_back(self, version: int) -> None:
        """The policy is asked for, and does not arrive yet."""
        self._plane.befall("stalled", only_with="config")
        self.start(version)
        if self._plane.stalled != 1:
            msg = f"the gateway has not asked for policy {version}"
            raise SetupBrokenError(msg)

    def start_unheard(self, version: int) -> None:
        """What it says of its policy is answered with errors."""
        self._plane.befall("5xx", only_with="acknowledgements")
        self.start(version)

    def start_unanswered(self, version: int) -> None:
        """It is registered and does not hear of it; a moment later everything is in order."""
        self._plane.befall("lost answers", only_with="register")
        self.start(version)
        self._partitions.end_for(2)

    def try_for(self, seconds: float, why: str) -> None:
        """Start for the first time, and be in vain for so long."""
        self._partitions.begin_before_start(why)
        self._time.passes(seconds)

    def start_with_misfit(self, misfit: str) -> None:
        """Start for the first time with a token by which nobody is let in."""
        self.token_becomes(misfit)
        self._partitions.start_without_policy()

    def token_becomes(self, misfit: str) -> None:
        """The token that the gateway has is worth nothing from now on."""
        if self._bring_up.is_running:
            self._time.settles()
        self._plane.token, self._plane.other_tokens = _NOBODYS, MISFITS[misfit]

    def wants_sign_of_life_every(self, seconds: float) -> None:
        """Whoever registers from now on is told so; who has registered already goes on."""
        self._plane.heartbeat_seconds = seconds

    def wants_to_be_asked_every(self, seconds: float) -> None:
        """For a newer policy; told like the other half of the rhythm."""
        self._plane.poll_seconds = seconds

    def sends_on(self, how: str) -> None:
        """Whoever calls is told that another host answers now; that host writes down who comes."""
        self._time.settles()
        self._plane.sends_on = (SENT_ON[how], self._neighbours.site.url)
        self._plane.befall("sent on")

    def token_is_good_again(self) -> None:
        self._plane.token = self._neighbours.edge_token

    def replace_token(self) -> None:
        """The control plane takes another one from now on, and the gateway has been given it."""
        self._neighbours.takes_token(self._secrets.new("new edge"))
        self._bring_up.start().take_token(self._neighbours.edge_token)
