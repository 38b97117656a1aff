"""The one thread that hears all: who comes to a server, what peers send, what a link relays.

Rule 1: only whoever listens reads from sockets and closes them, so that the end of a connection
is noticed at once, also while the answer on it waits.
Rule 2: what is heard is dealt with at once, by the thread that heard it. Before that one waits it
says so (`about_to_wait`), and another one listens in its place.
Rule 3: it knows sockets, not bytes.
"""

from __future__ import annotations

import contextlib
import queue
import selectors
import socket
import threading
from typing import TYPE_CHECKING

from support.errors import HarnessBrokenError

if TYPE_CHECKING:
    from collections.abc import Callable

READ = selectors.EVENT_READ
WRITE = selectors.EVENT_WRITE
LONGEST_ORDER = 5.0


class _Listener(threading.Thread):
    """Listens for *ear* until somebody else does."""

    def __init__(self, ear: Ear) -> None:
        super().__init__(name="ear", daemon=True)
        self.ear = ear

    def run(self) -> None:
        self.ear.listen()


def about_to_wait() -> None:
    """Whoever may wait says so before; if it is the ear's thread, it listens no longer."""
    thread = threading.current_thread()
    if isinstance(thread, _Listener):
        thread.ear.is_left_by(thread)


def _await(done: threading.Event) -> None:
    if not done.wait(LONGEST_ORDER):
        msg = "The ear does not obey: its thread has stopped. Look for a traceback of it above."
        raise HarnessBrokenError(msg)


class Ear:
    """Tells of everything that happens to the sockets that it attends to, until it is closed."""

    def __init__(self) -> None:
        self._ready: dict[socket.socket, tuple[int, Callable[[int], None]]] = {}
        self._orders: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self._waker, self._woken = socket.socketpair()
        self._selector = selectors.DefaultSelector()
        self.attend(self._woken, READ, self._obey)
        self._closing = False
        self._over = threading.Event()
        self._listener = _Listener(self)
        self._listener.start()

    def attend(self, end: socket.socket, events: int, ready: Callable[[int], None]) -> None:
        """From now on tell *ready* of such events at *end*; without events, of nothing more."""
        before, _ = self._ready.pop(end, (0, None))
        if events:
            self._ready[end] = events, ready
        if before and not events:
            self._selector.unregister(end)
        elif events and not before:
            self._selector.register(end, events)
        elif events != before:
            self._selector.modify(end, events)

    def soon(self, order: Callable[[], None]) -> None:
        """Have *order* done by whoever listens; where nobody does any more, do it."""
        if self._over.is_set() or self.is_heard_by(threading.current_thread()):
            order()
        else:
            self._orders.put(order)
            with contextlib.suppress(OSError):  # it has been closed at this very moment
                self._waker.send(b".")

    def do(self, order: Callable[[], None]) -> None:
        """The same; returns when it is done."""
        done = threading.Event()

        def do_and_tell() -> None:
            order()
            done.set()

        self.soon(do_and_tell)
        _await(done)

    def close(self) -> None:
        """Hear what there is to be heard already, and then nothing more."""
        self._closing = True
        self._waker.send(b".")
        _await(self._over)
        self._listener.join()
        self._ready.clear()
        for end in (self._selector, self._waker, self._woken):
            end.close()

    def is_heard_by(self, thread: threading.Thread) -> bool:
        """Whether it is *thread* that listens."""
        return self._listener is thread

    def is_left_by(self, listener: _Listener) -> None:
        """Somebody else listens instead of *listener*, if it still does."""
        if self._listener is listener:
            self._listener = _Listener(self)
            self._listener.start()

    def listen(self) -> None:
        """Only for a thread that is the listener."""
        me = threading.current_thread()
        while heard := self._selector.select(0 if self._closing else None):
            for key, events in heard:
                _, ready = self._ready.get(key.fileobj, (0, None))  # type: ignore[call-overload]
                if ready is not None:  # else an earlier event of this very round has ended it
                    ready(events)
                if self._listener is not me:
                    return
        self._over.set()

    def _obey(self, _events: int) -> None:
        self._woken.recv(4096)
        with contextlib.suppress(queue.Empty):
            while True:
                self._orders.get_nowait()()
