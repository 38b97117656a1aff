"""Everything that happened, in the order in which it happened."""

from __future__ import annotations

import threading

from support.clock import NOON, TrueTime
from support.evidence.ledger import Ledger
from support.wire.exchange import Exchange, Request, Response

REQUEST = Request("GET", "/", ())
ANSWER = Response(200, "OK", ())


def test_an_exchange_is_open_until_it_ends() -> None:
    """It is written down when it begins, and completed in its place."""
    ledger = Ledger(TrueTime())
    number = ledger.begin("caller to gateway", "Acme", REQUEST)
    ledger.note("time", "a second passes")
    (seen,) = ledger.exchanges("caller to gateway")
    assert (seen.ending, seen.ended, seen.response) == ("open", None, None)
    ended = ledger.end(number, ANSWER, "complete")
    assert ended.ended is not None
    assert [getattr(e, "kind", "exchange") for e in ledger.everything()] == ["exchange", "time"]


def test_only_what_follows_the_when_counts() -> None:
    """What began before the mark belongs to the Givens, even when it ends after it."""
    ledger = Ledger(TrueTime())
    given = ledger.begin("caller to gateway", "Acme", REQUEST)
    ledger.mark()
    ledger.end(given, ANSWER, "complete")
    ledger.begin("caller to gateway", "Globex", REQUEST)
    ledger.begin("gateway to model", "the gateway", REQUEST)
    assert [each.who for each in ledger.since_mark("caller to gateway")] == ["Globex"]
    assert len(ledger.everything_since_mark()) == 2


def test_time_is_the_scenario_s() -> None:
    """An exchange took what the scenario's clock says, however long the judge was at it."""
    time = TrueTime()
    ledger = Ledger(time)
    number = ledger.begin("caller to gateway", "Acme", REQUEST)
    time.move(30)
    ended = ledger.end(number, ANSWER, "complete")
    assert ended.took == 30
    assert ended.began.time == NOON


def test_what_overlaps_is_counted_once() -> None:
    """Two requests at the same time are under way as long as the longer of them."""
    ledger = Ledger(TrueTime())
    first = ledger.begin("caller to gateway", "Acme", REQUEST)
    second = ledger.begin("caller to gateway", "Globex", REQUEST)
    ends = [ledger.end(each, ANSWER, "complete") for each in (first, second)]
    spans = [each.ended.at - each.began.at for each in ends if each.ended]
    assert ledger.seconds_of("caller to gateway") <= sum(spans)


def test_whoever_watches_is_woken() -> None:
    """Watching ends as soon as it is there, and is false when patience ends first."""
    ledger = Ledger(TrueTime())
    begin = threading.Thread(target=ledger.begin, args=("gateway to model", "the gateway", REQUEST))
    begin.start()
    assert ledger.watch(lambda: bool(ledger.exchanges("gateway to model")), 10)
    begin.join()
    assert not ledger.watch(lambda: False, 0.01)


def test_many_write_at_once() -> None:
    """Numbers stay in order when many threads write."""
    ledger = Ledger(TrueTime())

    def write() -> None:
        for _ in range(50):
            ledger.end(ledger.begin("caller to gateway", "Acme", REQUEST), ANSWER, "complete")

    threads = [threading.Thread(target=write) for _ in range(8)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    entries = ledger.everything()
    assert [entry.began.number for entry in entries] == list(range(400))
    assert all(isinstance(entry, Exchange) and entry.ended for entry in entries)
