"""The whole site, page by page: what each page shows, and where it stands.

A history is read when its page is made and then let go; nothing else of a run is large.
"""

from __future__ import annotations

from collections import Counter
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from support.reports.changes import Changes
from support.reports.picture import picture
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
    from support.reports.standings import Stood

    Making = Callable[[], tuple[str, bytes]]

_AS_THEY_ARE = ("style.css", "script.js")


def site(
    run: Run, previous: Run | None = None, past: Iterable[Run] | None = None
) -> Iterator[tuple[str, bytes]]:
    yield from on_all_cores(_make, _Pages(run, previous, past).all_of_them())
    for name in _AS_THEY_ARE:
        yield name, (Path(TEMPLATES) / name).read_bytes()


def _make(page: Making) -> tuple[str, bytes]:
    return page()


class _Pages:
    """What is to be made; each page by itself, by whoever has time for it."""

    def __init__(self, run: Run, previous: Run | None, past: Iterable[Run] | None) -> None:
        self._run = run
        self._promises = standings(run)
        self._lies = words.lies(run)
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
        }

    def all_of_them(self) -> list[Making]:
        pages: list[Making] = [self._front_page, self._all_scenarios, self._search_index]
        pages += [self._glossary, self._sentences, self._all_lies]
        pages += [partial(self._page, "changes.html")] if self._changes else []
        if self._trend:
            pages.append(partial(self._page, "trends.html", width=WIDTH, height=HEIGHT))
        pages += [partial(self._of_promise, each) for each in self._promises]
        pages += [self._of_none] if without_promise(self._run) else []
        return pages + [partial(self._of_scenario, each) for each in self._run.told]

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

    def _of_scenario(self, told: Told) -> tuple[str, bytes]:
        history = self._run.history(told.place)
        return self._page(
            f"scenarios/{slug(told.place)}.html",
            "scenario.html",
            told=told,
            before=before(history),
            sentences=sentences(told, history),
            picture=Markup(picture(told, history)) if history else "",  # noqa: S704 - text is escaped there
            alike=words.looks_like(told, self._lies),
            promises=[each for each in self._promises if each.promise.id in told.scenario.tags],
        )

    def _page(self, name: str, template: str = "", **shows: Any) -> tuple[str, bytes]:  # noqa: ANN401
        root = "../" * name.count("/")
        text = self._templates.get_template(template or name).render(root=root, **shows)
        return name, text.encode()
