"""Whether the figures add up: as many as there were requests, and never fewer than before."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from support.matchers.differences import Judgement
from support.matchers.metrics import Shows
from support.targets.dialect import Dialect
from support.wire import prometheus
from support.wire.exchange import Exchange

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

NOBODY = "nobody"  # asked, that the gateway could tell
_REQUESTS = "requests, by caller and outcome"
_TOKENS = "tokens, by caller"


class CountsRequests(Judgement[Exchange]):
    """Exactly these series of their metric, with these values; another one must be at 0."""

    def __init__(self, wanted: Mapping[str, float]) -> None:
        self._wanted = wanted
        self._metric = next(iter(wanted)).partition("{")[0]

    def expected(self) -> str:
        wanted = (f"{name} {value:.15g}" for name, value in self._wanted.items())
        return f"a page of figures with {', '.join(wanted)}, and no other of its kind"

    def differences(self, item: Exchange) -> Iterator[str]:
        found = list(Shows(Dialect(), {}).differences(item))
        yield from found
        if found or item.response is None:
            return
        seen = prometheus.series(item.response.body.decode())
        for name, value in self._wanted.items():
            if seen.get(name) != value:
                now = f"{seen[name]:.15g}" if name in seen else "absent"
                yield f"{name} was {now}, not {value:.15g}"
        for name, value in seen.items():
            if name.partition("{")[0] == self._metric and value and name not in self._wanted:
                yield f"there was also {name} {value:.15g}"


def counts_requests(rows: Mapping[tuple[str, str], int], dialect: Dialect) -> CountsRequests:
    """Matches the page that counts so many requests for each caller and what became of them."""
    template = dialect.metrics[_REQUESTS]
    return CountsRequests(
        {
            _filled(template, caller, _outcome(phrase, dialect)): times
            for (caller, phrase), times in rows.items()
        }
    )


def counts_tokens(caller: str, tokens: int, dialect: Dialect) -> CountsRequests:
    """Matches the page on which only this caller has used tokens, and so many."""
    return CountsRequests({_filled(dialect.metrics[_TOKENS], caller, ""): tokens})


class AllAlike(Judgement[list[Exchange]]):
    def expected(self) -> str:
        return "pages of figures that are the same to the letter"

    def differences(self, item: list[Exchange]) -> Iterator[str]:
        if len(item) < 2:
            yield f"there were {len(item)} pages"
        for number, (one, other) in enumerate(pairwise(item), 2):
            changed = set(_lines(other)) - set(_lines(one))
            gone = set(_lines(one)) - set(_lines(other))
            if changed or gone:
                yield f"page {number} said {sorted(changed)} instead of {sorted(gone)}"


def all_alike() -> AllAlike:
    """Matches several looks at the figures that all show the same."""
    return AllAlike()


class NeverBack(Judgement[list[Exchange]]):
    def expected(self) -> str:
        return "counts that are at least as high on each page as on the one before"

    def differences(self, item: list[Exchange]) -> Iterator[str]:
        if len(item) < 2:
            yield f"there were {len(item)} pages"
        for one, other in pairwise(item):
            before, after = (prometheus.counts("\n".join(_lines(each))) for each in (one, other))
            if not any(before.values()):
                yield "nothing was counted on the page before"
            for name, value in before.items():
                if after.get(name, -1.0) < value:
                    now = f"{after[name]:.15g}" if name in after else "absent"
                    yield f"{name} was {now}, and {value:.15g} before"


def never_back() -> NeverBack:
    """Matches several looks at the figures, between which no count has become smaller."""
    return NeverBack()


def _outcome(phrase: str, dialect: Dialect) -> str:
    if phrase in dialect.outcomes:
        return str(dialect.outcomes[phrase])
    return dialect.refusals[phrase].reason or ""


def _filled(template: str, caller: str, outcome: str) -> str:
    name = "" if caller == NOBODY else prometheus.escaped(caller)
    return template.replace("<caller>", name).replace("<outcome>", outcome)


def _lines(page: Exchange) -> list[str]:
    return page.response.body.decode("utf-8", "replace").split("\n") if page.response else []
