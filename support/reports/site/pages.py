"""The whole site, page by page: what each page shows, and where it stands.

A scenario stands on the page of each promise that it speaks for. It is made by itself, by whoever
has time, and comes into its place when it is its turn; no page is ever held as a whole.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import partial
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from support.reports.changes import Changes
from support.reports.picture import picture
from support.reports.picture_ink import STYLE
from support.reports.site import search, words
from support.reports.site.beneath import before, sentences
from support.reports.site.chapters import chapters
from support.reports.site.cores import on_all_cores
from support.reports.site.rendering import TEMPLATES, slug, templates
from support.reports.site.shown import BEST_FIRST, areas, at_risk, cautions, parts, without_promise
from support.reports.site.trend import HEIGHT, WIDTH, trend
from support.reports.standings import WORDS, standings, word_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from jinja2 import Environment

    from support.reports.runs import Run, Told
    from support.reports.site.trend import Point
    from support.reports.standings import Stood

    Making = Callable[[], tuple[str, bytes]]

_PLACE = re.compile(rb"<place (\d+ \d+)>")  # nobody else can say this: all text is escaped


def site(
    run: Run, previous: Run | None = None, past: Iterable[Point] | None = None
) -> Iterator[tuple[str, bytes]]:
    """A page on which scenarios stand comes in parts, one after the other.

    A scenario that stands on two pages is made once, and held until the second.
    """
    pages, waiting = _Pages(run, previous, past), []
    for name, content in on_all_cores(_make, pages.all_of_them()):
        first, *rest = _PLACE.split(content)
        if rest:
            waiting.append((name, first, rest))
        else:
            yield name, first
    left = Counter(place for _, _, rest in waiting for place in rest[::2])
    scenarios, held = on_all_cores(pages.scenario, list(left)), dict[bytes, bytes]()
    for name, first, rest in waiting:
        yield name, first
        for place, part in zip(rest[::2], rest[1::2], strict=True):
            if place not in held:
                held[place] = next(scenarios)
            left[place] -= 1
            yield name, (held[place] if left[place] else held.pop(place)) + part
    yield "script.js", (TEMPLATES / "script.js").read_bytes()
    yield "style.css", (TEMPLATES / "style.css").read_bytes()
    yield "style.css", STYLE.encode()  # of all pictures


def _make(page: Making) -> tuple[str, bytes]:
    return page()


class _Pages:
    """What is to be made; each page by itself, by whoever has time for it."""

    def __init__(self, run: Run, previous: Run | None, past: Iterable[Point] | None) -> None:
        self._run = run
        self._promises = standings(run)
        self._lies = words.lies(run)
        self._numbers = {each.place: number for number, each in enumerate(run.told)}
        self._ids = {each.promise.id for each in self._promises}
        self._templates: Environment = templates()
        self._changes = Changes(previous, run) if previous else None
        self._trend = trend(run, past) if past is not None else None
        self._templates.globals |= {
            "began": run.began,
            "changed": self._changes,
            "trend": self._trend,
            "standings": BEST_FIRST,
            "parts": parts,
            "word_of": word_of,
            "verdicts": WORDS,
            "cautions": cautions(run),
            "ids": self._ids,
            "home": self._home,
            "place_for": self._place_for,
        }

    def all_of_them(self) -> list[Making]:
        pages: list[Making] = [self._front_page, self._all_scenarios, self._search_index]
        pages += [self._glossary, self._sentences, self._all_lies]
        pages += [partial(self._page, "changes.html")] if self._changes else []
        if self._trend:
            pages.append(partial(self._page, "trends.html", width=WIDTH, height=HEIGHT))
        pages += [partial(self._of_promise, each) for each in self._promises]
        pages += [self._of_none] if without_promise(self._run) else []
        return pages

    def _front_page(self) -> tuple[str, bytes]:
        run, promises = self._run, self._promises
        return self._page(
            "index.html",
            areas=areas(promises),
            promises=promises,
            counts=Counter(each.word for each in promises),
            words=Counter(word_of(each) for each in run.told),
            at_risk=at_risk(promises),
            seconds=None if run.was_killed else sum(each.seconds for each in run.ended),
            orphans=without_promise(run),
            dialect=words.dialect(run),
        )

    def _all_scenarios(self) -> tuple[str, bytes]:
        told = self._run.told
        return self._page(
            "scenarios.html",
            told=told,
            areas=areas(self._promises),
            area_of={each.promise.id: each.promise.area for each in self._promises},
            tags=sorted({tag for each in told for tag in each.scenario.tags}),
        )

    def _search_index(self) -> tuple[str, bytes]:
        return "search-index.js", search.index(self._run.told).encode()

    def _glossary(self) -> tuple[str, bytes]:
        return self._page("glossary.html", nouns=words.glossary(self._run))

    def _sentences(self) -> tuple[str, bytes]:
        return self._page("sentences.html", rooms=words.sentences(self._run))

    def _all_lies(self) -> tuple[str, bytes]:
        known = {words.by_name(each): each for each in self._run.told}
        return self._page("lies.html", lies=self._lies, known=known)

    def _of_promise(self, stood: Stood) -> tuple[str, bytes]:
        return self._page(
            f"promises/{stood.promise.id}.html",
            "promise.html",
            shown=stood,
            chapters=chapters(self._run, stood.proofs),
            lies=[lie for lie in self._lies if lie.breaks == stood.promise.id],
            known={words.by_name(told): told for told in stood.proofs},
            cites=words.cites(stood.proofs),
        )

    def _of_none(self) -> tuple[str, bytes]:
        """What proves no promise of the catalogue."""
        orphans = without_promise(self._run)
        return self._page(
            "promises/none.html", "orphans.html", chapters=chapters(self._run, orphans)
        )

    def scenario(self, place: bytes) -> bytes:
        """What comes into a place that a page has left for it."""
        number, level = map(int, place.split())
        told = self._run.told[number]
        history = self._run.history(told.place)
        made = self._templates.get_template("scenario.html").render(
            told=told,
            level=level,
            before=before(history),
            sentences=list(sentences(told, history)),
            picture=Markup(picture(told, history, style="")) if history else "",  # noqa: S704 - text is escaped there
            alike=words.looks_like(told, self._lies),
        )
        return made.encode()

    def _page(self, name: str, template: str = "", **shows: Any) -> tuple[str, bytes]:  # noqa: ANN401
        root = "../" * name.count("/")
        text = self._templates.get_template(template or name).render(root=root, **shows)
        return name, text.encode()

    def _place_for(self, told: Told, level: int) -> Markup:
        return Markup("<place {} {}>").format(self._numbers[told.place], level)

    def _home(self, told: Told) -> str:
        """Where a scenario is found: on the page of the first promise that it speaks for."""
        first = next((each.id for each in self._run.promises_of(told)), "none")
        return f"promises/{first}.html#{slug(told.place)}"
