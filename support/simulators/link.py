"""A network link that can break: a TCP relay in front of one port.

A partition made here is one of the network: the gateway sees refused connections, silence
or resets, and nothing knows of it but the kernel.
Rule 1: the ear's thread does everything; the scenario hands it orders and waits until they are in
force.
"""

from __future__ import annotations

import contextlib
import socket
import sys
import time
from functools import partial
from typing import TYPE_CHECKING, Literal

from support.serving.ear import READ, WRITE, Ear
from support.simulators.pair import Pair
from support.simulators.waiting import Changes

if TYPE_CHECKING:
    from collections.abc import Callable

Mode = Literal["pass", "refuse", "black_hole", "reset", "stall", "delay"]


def _nobody_is_told(_what: str) -> None:
    pass


class Link:
    """Relays what reaches its own port to *to_port*, in the mode that it was turned to.

    pass: everything. refuse: connections are refused. black_hole: they are accepted and
    whatever comes is swallowed. reset: they are reset at once. stall: requests pass, answers are
    swallowed. delay: answers are kept back until released.

    A mode holds for open connections too: refuse and reset end them with RST, the others keep
    them. Healing resets those that lost something, so that no answer ever has a hole.
    """

    def __init__(
        self,
        to_port: int,
        tell: Callable[[str], None] = _nobody_is_told,
        ear: Ear | None = None,
    ) -> None:
        """*ear*: the one that it shares with others."""
        self._to_port = to_port
        self._tell = tell  # of each connection that begins and will not be carried
        self._mode: Mode = "pass"
        self._changes = Changes()
        self._held = 0
        self._pairs: list[Pair] = []
        self._keeper = _bound(0)  # never listens: it keeps the port ours while we refuse
        self.port: int = self._keeper.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self._over = False
        self._history: list[tuple[Mode, float]] = [("pass", time.monotonic())]
        self._ear = ear or Ear()
        self._ear_is_ours = ear is None
        self._listening: socket.socket | None = None
        self._listen()

    @property
    def mode(self) -> Mode:
        return self._mode

    @property
    def history(self) -> list[tuple[Mode, float]]:
        """Each mode with the time.monotonic at which it came into force."""
        return list(self._history)

    @property
    def held(self) -> int:
        """On how many connections something was swallowed or is being kept back."""
        return self._held

    def turn(self, mode: Mode) -> None:
        """Bring *mode* into force, for open connections too."""
        self._order(lambda: self._turn(mode))

    def heal(self) -> None:
        self.turn("pass")

    def release(self) -> None:
        """Let go what a delay has kept back so far; what comes later is kept back again."""
        self._order(self._release)

    def wait_for(self, predicate: Callable[[], bool], within: float) -> bool:
        """Whether *predicate*, about `held`, came true in time."""
        return self._changes.wait_for(predicate, within)

    def close(self) -> None:
        """End everything with RST. Closing twice is harmless."""
        if self._over:
            return
        self._order(self._end)
        self._keeper.close()
        if self._ear_is_ours:
            self._ear.close()

    def _order(self, what: Callable[[], object]) -> None:
        def obey() -> None:
            what()
            self._look_after_pairs()

        if not self._over:
            self._ear.do(obey)

    def _turn(self, mode: Mode) -> None:
        self._mode = mode
        if mode == "refuse":
            self._stop_listening()
        elif self._listening is None:
            self._listen()
        for pair in self._pairs:
            if mode in {"refuse", "reset"} or (mode == "pass" and pair.lost_something):
                pair.reset()
            elif mode == "pass":
                pair.let_answers_go()
        self._history.append((mode, time.monotonic()))

    def _release(self) -> None:
        for pair in self._pairs:
            pair.let_answers_go()

    def _end(self) -> None:
        self._stop_listening()
        for pair in self._pairs:
            pair.reset()
        self._over = True

    def _listen(self) -> None:
        self._listening = _bound(self.port)
        self._listening.listen(256)
        self._listening.settimeout(0)
        self._ear.attend(self._listening, READ, self._accept)

    def _stop_listening(self) -> None:
        if self._listening is not None:
            self._ear.attend(self._listening, 0, self._accept)
            self._listening.close()
            self._listening = None

    def _accept(self, _events: int) -> None:
        if self._listening is None:
            return
        with contextlib.suppress(OSError):  # the peer left while it stood in the queue
            near, _ = self._listening.accept()
            pair = Pair(near, self._to_port)
            self._pairs.append(pair)
            if self._mode == "reset":
                self._tell("reset on its way")
                pair.reset()
            elif self._mode == "black_hole":
                self._tell("swallowed on its way")
            self._look_after_pairs()

    def _relay(self, pair: Pair, end: socket.socket, events: int) -> None:
        if events & READ:
            self._read(pair, end)
        self._look_after_pairs()

    def _read(self, pair: Pair, end: socket.socket) -> None:
        if end is pair.near:
            pair.read_near(swallow=self._mode == "black_hole" or pair.lost_something)
        else:
            silent = self._mode in {"black_hole", "stall"}
            pair.read_far(swallow=silent or pair.lost_something)

    def _look_after_pairs(self) -> None:
        """Connect, send what waits, close what is over, and listen to the others."""
        for pair in self._pairs:
            if self._mode != "black_hole":
                pair.connect()
                if not pair.gone:
                    pair.flush()
            if not pair.gone and self._mode == "pass":
                pair.let_answers_go()
        over = [pair for pair in self._pairs if pair.gone or pair.is_over]
        self._pairs = [pair for pair in self._pairs if not (pair.gone or pair.is_over)]
        for pair in over:
            for end in pair.ends:
                self._ear.attend(end, 0, partial(self._relay, pair, end))
            pair.close()
        heeded = READ if self._mode == "black_hole" else READ | WRITE
        for pair in self._pairs:
            for end in pair.ends:
                self._ear.attend(end, pair.wants(end) & heeded, partial(self._relay, pair, end))
        held = sum(pair.waits_in_vain for pair in self._pairs)
        if held != self._held:
            with self._changes.change():
                self._held = held


def _bound(port: int) -> socket.socket:
    """A socket bound to *port*, beside others that are bound to it but do not listen."""
    end = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    end.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    if sys.platform != "linux":  # BSD's SO_REUSEADDR is not enough for two of them
        end.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    end.bind(("127.0.0.1", port))
    return end
