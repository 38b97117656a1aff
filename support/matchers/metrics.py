"""What the gateway's own figures say, read strictly."""

from __future__ import annotations

from typing import TYPE_CHECKING

from support.matchers.differences import Judgement, unanswered
from support.targets.dialect import Dialect
from support.wire import prometheus
from support.wire.exchange import Exchange

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

CIRCUIT = ("closed", "open", "half open")


class Shows(Judgement[Exchange]):
    def __init__(self, dialect: Dialect, figures: Mapping[str, float]) -> None:
        self._dialect = dialect
        self._figures = figures

    def expected(self) -> str:
        wanted = (f"{name} at {value:.15g}" for name, value in self._figures.items())
        return f"figures that show {', '.join(wanted)}"

    def differences(self, item: Exchange) -> Iterator[str]:
        yield from unanswered(item)
        if item.response is None:
            return
        if item.response.status != 200:
            yield f"status was {item.response.status}"
        kind = item.response.header("Content-Type") or "absent"
        if tuple(part.strip() for part in kind.split(";"))[:2] != prometheus.MEDIA_TYPE:
            yield f"Content-Type was {kind}, not {'; '.join(prometheus.MEDIA_TYPE)}"
        try:
            seen = prometheus.series(item.response.body.decode())
        except ValueError as fault:
            yield str(fault)
            return
        for name, value in self._figures.items():
            yield from self._about(name, value, seen)

    def _about(self, name: str, value: float, seen: dict[str, float]) -> Iterator[str]:
        series = self._dialect.metrics.get(name)
        if series is None:
            yield f"the target file does not say where {name} is shown ([dialect.metrics])"
        elif series not in seen:
            yield f"{series} was absent"
        elif seen[series] != value:
            yield f"{series} was {seen[series]:.15g}, not {value:.15g}"


def shows(dialect: Dialect, figures: Mapping[str, float]) -> Shows:
    """Matches the page of figures on which each of these, by its name in the dialect, is so."""
    return Shows(dialect, figures)


class ShowsNone(Judgement[Exchange]):
    def __init__(self, dialect: Dialect, names: tuple[str, ...]) -> None:
        self._page = Shows(dialect, {})
        self._named = {name: dialect.metrics.get(name, name) for name in names}

    def expected(self) -> str:
        return f"figures without any {' or '.join(self._named)}"

    def differences(self, item: Exchange) -> Iterator[str]:
        if not_a_page := list(self._page.differences(item)):
            yield from not_a_page
        elif item.response is not None:
            seen = prometheus.series(item.response.body.decode())
            shown = (each for each in self._named.values() if seen.get(each))
            yield from (f"{each} was {seen[each]:.15g}" for each in shown)


def shows_none(dialect: Dialect, *names: str) -> ShowsNone:
    """Matches the page of figures on which all these stand at nothing, or are not there."""
    return ShowsNone(dialect, names)


def circuit_is(state: str, dialect: Dialect) -> Shows:
    """Matches the page of figures on which the circuit is in this state and in no other."""
    return Shows(dialect, {f"the circuit is {each}": float(each == state) for each in CIRCUIT})


class HasLines(Judgement[Exchange]):
    """A whole page of figures, in which these lines stand in this order."""

    def __init__(self, document: str) -> None:
        self._lines = document.strip().splitlines()

    def expected(self) -> str:
        return f"a page of figures with the lines {'; '.join(self._lines)}"

    def differences(self, item: Exchange) -> Iterator[str]:
        yield from Shows(Dialect(), {}).differences(item)
        body = item.response.body.decode("utf-8", "replace") if item.response else ""
        seen = [line for line in body.splitlines() if line in self._lines]
        missing = [line for line in self._lines if line not in seen]
        yield from (f"{line!r} was absent{_instead(line, body)}" for line in missing)
        if not missing and seen != self._lines:
            yield f"the lines stood in another order: {seen}"


def _instead(line: str, body: str) -> str:
    """What the page says of the same figure, where it says anything of it."""
    same = f"{line.rpartition(' ')[0]} "
    found = [each for each in body.splitlines() if each.startswith(same)]
    return f", and there was {' and '.join(map(repr, found))}" if found else ""


def has_lines(document: str) -> HasLines:
    """Matches the page of figures that has every line of *document*."""
    return HasLines(document)
