"""Gateways whose figures do not add up."""

from __future__ import annotations

from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

from support.reference import metrics
from support.reference.app import Endpoints, RoutedRequests
from support.reference.decisions import Decisions
from support.reference.desk import Desk
from support.reference.metrics import Metrics
from support.targets.lies import instead, lie

if TYPE_CHECKING:
    from collections.abc import Callable

    from support.reference.visits import Visit

EP_02 = "EP-02"
_REQUESTS = "gateway_requests_total"


def _counting(change: Callable[[Visit, str], list[str]]) -> None:
    """Count each request under the outcomes that *change* makes of the honest one."""

    def make(honest: Callable[..., None]) -> Callable[..., None]:
        def count(self: RoutedRequests, visit: Visit, outcome: str) -> None:
            for each in change(visit, outcome):
                honest(self, visit, each)

        return count

    instead(RoutedRequests, "_count", make)


@lie(breaks=EP_02, noticed_by="was absent, not 2")
def counts_only_what_went_well() -> None:
    """Counts answers, and not the requests that it refused."""
    _counting(lambda _visit, outcome: [outcome] if outcome in {"answered", "caller_left"} else [])


@lie(breaks=EP_02, noticed_by="was absent, not 2", seen_in="counts by class of status alone")
def a_refusal_is_a_refusal() -> None:
    """Counts all refusals together, whatever their reason was."""
    plain = {"answered", "caller_left"}
    _counting(lambda _visit, outcome: [outcome if outcome in plain else "refused"])


@lie(breaks=EP_02, noticed_by="was absent, not 1")
def who_leaves_was_never_there() -> None:
    """Does not count callers who hang up."""
    _counting(lambda _visit, outcome: [] if outcome == "caller_left" else [outcome])


@lie(breaks=EP_02, noticed_by='outcome="answered"} was 2, not 1')
def half_a_stream_is_an_answer() -> None:
    """Counts a stream that nobody heard to its end like one that was."""
    _counting(lambda _visit, outcome: ["answered" if outcome == "caller_left" else outcome])


@lie(breaks=EP_02, noticed_by='outcome="answered"} was 3, not 1')
def counts_a_stream_by_its_pieces() -> None:
    """Counts a stream more often than once."""
    _counting(lambda visit, outcome: [outcome] * (3 if visit.in_events else 1))


@lie(breaks=EP_02, noticed_by="there was also")
def strangers_have_a_name() -> None:
    """Counts whoever shows no key under the name of the address."""

    def make(honest: Callable[..., None]) -> Callable[..., None]:
        def count(self: RoutedRequests, visit: Visit, outcome: str) -> None:
            caller, visit.caller = visit.caller, visit.caller or visit.peer
            honest(self, visit, outcome)
            visit.caller = caller

        return count

    instead(RoutedRequests, "_count", make)


@lie(
    breaks=EP_02, noticed_by='outcome="answered"} was 1, not 12', seen_in="counting without a lock"
)
def loses_what_happens_at_once() -> None:
    """Adds one to what it had counted when the request came, not to what it has counted since."""
    before: ContextVar[dict[Any, float]] = ContextVar("before")

    def serving(honest: Callable[..., Any]) -> Callable[..., Any]:
        async def serve(self: RoutedRequests, *rest: Any) -> None:  # noqa: ANN401 - ASGI's own
            before.set(dict(self._gateway.metrics._series[_REQUESTS]))  # noqa: SLF001
            await honest(self, *rest)

        return serve

    def counting(honest: Callable[..., None]) -> Callable[..., None]:
        def count(self: Metrics, name: str, by: float = 1, **labels: str) -> None:
            known = self._series[name]
            if name == _REQUESTS:
                key = tuple(labels.items())
                known[key] = before.get().get(key, 0)
            honest(self, name, by, **labels)

        return count

    instead(RoutedRequests, "__call__", serving)
    instead(Metrics, "count", counting)


@lie(breaks=EP_02, noticed_by="was 12100, not 12000")
def counts_a_little_more_than_it_charges() -> None:
    """Counts a hundred tokens too many, once."""
    extra = [100]

    def make(honest: Callable[..., None]) -> Callable[..., None]:
        def settle(self: Decisions, visit: Visit, used: int | None) -> None:
            honest(self, visit, used)
            if visit.caller is not None and extra:
                self._metrics.count("gateway_tokens_total", extra.pop(), caller=visit.caller)

        return settle

    instead(Decisions, "settle", make)


@lie(breaks=EP_02, noticed_by="page 2 said", seen_in="middleware that counts every path")
def counts_those_who_count() -> None:
    """Counts the looks at its figures among the requests."""

    def make(honest: Callable[..., Any]) -> Callable[..., Any]:
        async def look(self: Endpoints, request: Any) -> Any:  # noqa: ANN401 - Starlette's own
            self._gateway.metrics.count(_REQUESTS, caller="", outcome="answered")
            return await honest(self, request)

        return look

    instead(Endpoints, "metrics", make)


@lie(breaks=EP_02, noticed_by="was absent, and")
def begins_anew_with_each_policy() -> None:
    """Counts from nothing whenever a policy comes into force."""

    def make(honest: Callable[..., None]) -> Callable[..., None]:
        def enforce(self: Desk, *rest: Any) -> None:  # noqa: ANN401 - a bundle and its document
            honest(self, *rest)
            self._metrics._series[_REQUESTS].clear()  # noqa: SLF001

        return enforce

    instead(Desk, "_enforce", make)


@lie(breaks=EP_02, noticed_by="page 2 said", seen_in="figures that are handed over once")
def forgets_what_it_has_shown() -> None:
    """Shows what has come since the last look."""

    def make(honest: Callable[[Metrics], str]) -> Callable[[Metrics], str]:
        def render(self: Metrics) -> str:
            text = honest(self)
            self._series[_REQUESTS].clear()
            return text

        return render

    instead(Metrics, "render", make)


@lie(breaks=EP_02, noticed_by="is no line of Prometheus' text format")
def writes_names_as_they_are() -> None:
    """Writes names between quotation marks, with quotation marks in them."""
    instead(metrics, "_escaped", lambda _honest: str)


@lie(breaks=EP_02, noticed_by="was absent, not 3")
def writes_names_as_it_likes() -> None:
    """Writes a dash for whatever might break a line."""

    def tame(value: str) -> str:
        return "".join(letter if letter not in '"\\\n' else "-" for letter in value)

    instead(metrics, "_escaped", lambda _honest: tame)


@lie(breaks=EP_02, noticed_by="'# TYPE gateway_tokens_total counter' was absent")
def does_not_know_what_counts() -> None:
    """Says that its counts may go up and down."""

    def make(honest: Callable[[Metrics], str]) -> Callable[[Metrics], str]:
        return lambda self: honest(self).replace(" counter\n", " gauge\n")

    instead(Metrics, "render", make)


@lie(breaks=EP_02, noticed_by="was absent, not 1")
def what_the_model_failed_was_answered() -> None:
    """Counts as answered whatever it has passed on, answer or not."""
    _counting(lambda _visit, outcome: ["answered" if "upstream" in outcome else outcome])


def _counting_bundles(change: Callable[[str], list[str]]) -> None:
    """Count each bundle under the results that *change* makes of the honest one."""

    def make(_honest: object) -> Callable[[Desk, bytes], dict[str, Any]]:
        def take(self: Desk, document: bytes) -> dict[str, Any]:
            said = self._judged(document)
            for each in change(said["result"]):
                self._metrics.count("gateway_bundles_total", result=each)
            return said

        return take

    instead(Desk, "take", make)


@lie(breaks=EP_02, noticed_by='result="applied_in_part"} 1\' was absent')
def a_part_is_the_whole() -> None:
    """Counts a bundle of which it has left something out like one that was good."""
    _counting_bundles(lambda result: [result.removesuffix("_in_part")])


@lie(breaks=EP_02, noticed_by='result="applied_in_part"} 1\' was absent')
def a_part_is_nothing() -> None:
    """Counts bundles that were good and bundles that were bad, and none that was both."""
    _counting_bundles(lambda result: [] if result == "applied_in_part" else [result])


@lie(breaks=EP_02, noticed_by='result="rejected"} 1\' was absent')
def a_part_is_a_rejection_besides() -> None:
    """Counts a bundle of which it has left something out twice: as taken up, and as sent back."""
    parts = ["applied_in_part", "rejected"]
    _counting_bundles(lambda result: parts if result == "applied_in_part" else [result])


@lie(breaks=EP_02, noticed_by="'gateway_policy_version 8' was absent")
def the_number_of_whatever_came_last() -> None:
    """Shows the number of the newest policy that has come, also when it was sent back."""

    def make(honest: Callable[[Desk, bytes], dict[str, Any]]) -> Callable[..., dict[str, Any]]:
        def judged(self: Desk, document: bytes) -> dict[str, Any]:
            said = honest(self, document)
            self._metrics.set("gateway_policy_version", said["version"] or 0)
            return said

        return judged

    instead(Desk, "_judged", make)


@lie(breaks=EP_02, noticed_by='result="unchanged"} 1\' was absent')
def what_comes_again_is_new() -> None:
    """Counts a bundle as taken up whenever it comes."""
    _counting_bundles(lambda result: ["applied" if result == "unchanged" else result])


@lie(breaks=EP_02, noticed_by="not 12345678", seen_in="%g in C")
def six_digits_are_enough() -> None:
    """Tells large figures by their first six digits."""

    def make(honest: Callable[[Metrics], str]) -> Callable[[Metrics], str]:
        def render(self: Metrics) -> str:
            lines = [line.rpartition(" ") for line in honest(self).splitlines()]
            return "".join(
                f"{name} {number if name.startswith('#') else f'{float(number):g}'}\n"
                for name, _, number in lines
            )

        return render

    instead(Metrics, "render", make)
