"""The whole site, page by page: what each page shows, and where it stands.

A history is read when its page is made and then let go; nothing else of a run is large.
"""

from __future__ import annotations

from collections import Counter
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
    from collections.abc import Iterable, Iterator

    from jinja2 import Environment

    from support.reports.runs import Run, Told

_AS_THEY_ARE = ("style.css", "script.js")


def site(
    run: Run, previous: Run | None = None, past: Iterable[Run] | None = None
) -> Iterator[tuple[str, bytes]]:
    pages = _Pages(run, previous, past)
    yield from pages.in_front()
    yield from pages.of_promises()
    yield from pages.of_scenarios()
    for name in _AS_THEY_ARE:
        yield name, (Path(TEMPLATES) / name).read_bytes()


class _Pages:
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

    def in_front(self) -> Iterator[tuple[str, bytes]]:
        run, promises = self._run, self._promises
        counts = Counter(each.word for each in promises)
        yield self._page(
            "index.html",
            areas=areas(promises),
            promises=promises,
            counts=counts,
            words=Counter(word_of(each) for each in run.told),
            at_risk=at_risk(promises),
            seconds=None if run.was_killed else sum(each.seconds for each in run.ended),
            orphans=without_promise(run),
            dialect=words.dialect(run),
        )
        yield self._page(
            "scenarios.html",
            told=run.told,
            areas=areas(promises),
            area_of={each.promise.id: each.promise.area for each in promises},
            tags=sorted({tag for each in run.told for tag in each.scenario.tags}),
        )
        yield "search-index.js", search.index(run.told).encode()
        yield self._page("glossary.html", nouns=words.glossary(run))
        yield self._page("sentences.html", rooms=words.sentences(run))
        known = {words.by_name(each): each for each in run.told}
        yield self._page("lies.html", lies=self._lies, known=known)
        if self._changes:
            yield self._page("changes.html")
        if self._trend:
            yield self._page("trends.html", width=WIDTH, height=HEIGHT)

    def of_promises(self) -> Iterator[tuple[str, bytes]]:
        for each in self._promises:
            yield self._page(
                f"promises/{each.promise.id}.html",
                "promise.html",
                shown=each,
                chapters=chapters(self._run, each.proofs),
                lies=[lie for lie in self._lies if lie.breaks == each.promise.id],
                known={words.by_name(told): told for told in each.proofs},
                cites=words.cites(each.proofs),
            )
        if orphans := without_promise(self._run):
            yield self._page(
                "promises/none.html", "orphans.html", chapters=chapters(self._run, orphans)
            )

    def of_scenarios(self) -> Iterator[tuple[str, bytes]]:
        return on_all_cores(self._of_scenario, self._run.told)

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
