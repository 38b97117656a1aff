"""Gateways that know a frozen place, or a frozen name, in one spelling only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from support.reference import scopes
from support.reference.scopes import Scope
from support.reference.visits import Visit
from support.targets.lies import instead, lie
from support.targets.lies.freezing import stops
from support.targets.lies.no_way_round import by_its_method_alone

if TYPE_CHECKING:
    from collections.abc import Callable

    from support.reference.kill_switches import Freeze
    from support.targets.lies.freezing import Question, Stop

UC_06 = "UC-06"
ESCAPED = "X-Gateway-Reason was absent, not frozen"
MANY = 50


def _reads(segments: Callable[[str], list[str]]) -> None:
    """Read a path in one way only."""
    instead(scopes, "readings", lambda _honest: lambda path: {tuple(segments(path))})


def _plain(path: str) -> list[str]:
    return [each for each in unquote(unquote(path)).lower().split("/") if each]


def _cut(path: str) -> list[str]:
    return [unquote(unquote(each)).lower() for each in path.split("/") if each]


def _walked(segments: list[str]) -> list[str]:
    found: list[str] = []
    for each in segments:
        found = found[:-1] if each == ".." else [*found, each]
    return found


@lie(breaks=UC_06, noticed_by=ESCAPED, seen_in="this suite's own description of kill switches")
def a_query_string_escapes() -> None:
    """Compares a place together with what is asked of it."""

    def stop(honest: Stop, question: Question) -> Freeze | None:
        asked: Any = question.asked
        path = asked.raw_path
        asked.raw_path = f"{path}%3F{asked.query}" if asked.query else path
        try:
            return honest(question)
        finally:
            asked.raw_path = path

    _reads(lambda path: _walked(_plain(path)))
    stops(stop)


@lie(breaks=UC_06, noticed_by=ESCAPED)
def a_slash_at_the_end_escapes() -> None:
    """Takes a place with a slash at its end for another one."""

    def covers(self: Scope, segments: tuple[str, ...]) -> bool:
        return segments == self.path

    instead(Scope, "_covers", lambda _honest: covers)
    _reads(lambda path: [*_walked(_plain(path)), *([""] if path.endswith("/") else [])])


@lie(breaks=UC_06, noticed_by=ESCAPED)
def doubled_slashes_escape() -> None:
    """Takes nothing between two slashes for something."""
    _reads(lambda path: _walked(unquote(unquote(path)).lower().split("/")[1:]))


@lie(breaks=UC_06, noticed_by=ESCAPED)
def encoding_twice_escapes() -> None:
    """Decodes a path once, as its server did, and leaves the rest to those behind it."""
    _reads(lambda path: _walked([each for each in unquote(path).lower().split("/") if each]))


@lie(breaks=UC_06, noticed_by=ESCAPED)
def capitals_escape() -> None:
    """Takes capital letters for other letters."""
    _reads(lambda path: _walked([each for each in unquote(unquote(path)).split("/") if each]))


@lie(breaks=UC_06, noticed_by=ESCAPED)
def a_detour_escapes() -> None:
    """Does not walk where a path walks."""
    _reads(_plain)


@lie(breaks=UC_06, noticed_by=ESCAPED, seen_in="nginx, which passes on what it has not decoded")
def an_encoded_slash_escapes() -> None:
    """Decodes a path before it walks, for somebody who walks first."""
    _reads(lambda path: _walked(_plain(path)))


@lie(breaks=UC_06, noticed_by=ESCAPED, seen_in="this suite's own reference gateway")
def an_encoded_question_escapes() -> None:
    """Takes what stands behind an encoded question mark for something that is asked of a place."""
    _reads(lambda path: _walked(_cut(path.partition("%3F")[0])))


@lie(breaks=UC_06, noticed_by=ESCAPED, seen_in="nginx, whose merge_slashes is for itself alone")
def a_step_back_from_nothing_escapes() -> None:
    """Takes nothing between two slashes for no step, and the step back from it for one."""
    _reads(lambda path: _walked(_cut(path)))


@lie(breaks=UC_06, noticed_by=ESCAPED)
def another_method_escapes() -> None:
    """Freezes only what is sent, and not what is only looked at."""

    def stop(honest: Stop, question: Question) -> Freeze | None:
        return honest(question) if "POST" in question.asked.methods else None

    stops(stop)


@lie(breaks=UC_06, noticed_by=ESCAPED, seen_in="nginx, which goes by the method alone")
def another_word_escapes() -> None:
    """Freezes what is sent as a look, and not what is to be taken for one."""
    by_its_method_alone()


@lie(breaks=UC_06, noticed_by=ESCAPED)
def other_letters_escape() -> None:
    """Takes a name in capitals for another one."""

    def shown(self: Scope, asked: Any) -> bool:  # noqa: ANN401 - any request
        name, value = self.header or ("", "")
        lines = asked.lines(name.lower().encode())
        return value in [each.strip() for line in lines for each in line.split(",")]

    instead(Scope, "_shown", lambda _honest: shown)


@lie(breaks=UC_06, noticed_by=ESCAPED)
def a_list_escapes() -> None:
    """Does not look inside a line of a header."""

    def shown(self: Scope, asked: Any) -> bool:  # noqa: ANN401 - any request
        name, value = self.header or ("", "")
        return value.lower() in [each.lower() for each in asked.lines(name.lower().encode())]

    instead(Scope, "_shown", lambda _honest: shown)


@lie(breaks=UC_06, noticed_by=ESCAPED)
def a_second_line_escapes() -> None:
    """Reads the first line of a header only."""
    _lines(lambda found: found[:1])


@lie(breaks=UC_06, noticed_by=ESCAPED)
def many_headers_hide_one() -> None:
    """Stops reading after fifty headers."""

    def make(honest: Any) -> Any:  # noqa: ANN401 - any piece
        def lines(self: Visit, name: bytes) -> list[str]:
            few = name == b"x-team" and len(self.headers) > MANY
            return [] if few else list(honest(self, name))

        return lines

    instead(Visit, "lines", make)


def _lines(change: Callable[[list[str]], list[str]]) -> None:
    instead(scopes, "_lines", lambda honest: lambda asked, name: change(honest(asked, name)))
