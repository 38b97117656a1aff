"""Which requests a policy is about, however they are spelt."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.reference.fault_finding import ObjectReader
from support.reference.scopes import AGENT_CLASSES, Scope, read_scope, readings

CHAT = ("v1", "chat")
words = st.text("abcXYZ019._~-", min_size=1, max_size=6).filter(lambda word: word.strip("."))
paths = st.lists(words, min_size=1, max_size=5)


@dataclass
class Request:
    """As much of a request as a scope looks at."""

    raw_path: str = "/v1/chat/completions"
    methods: frozenset[str] = frozenset({"POST"})
    known_as: str | None = "Acme"
    headers: list[tuple[bytes, str]] = field(default_factory=list)

    def lines(self, name: bytes) -> list[str]:
        """Return the values of a header."""
        return [value for each, value in self.headers if each == name]


@pytest.mark.parametrize(
    "path",
    [
        "/v1/chat",
        "/v1/chat/completions",
        "/v1/chat/",
        "//v1//chat",
        "/V1/Chat",
        "/v1/ch%61t",
        "/v1/ch%2561t",
        "/v1%2Fchat",
        "/v1/./chat",
        "/v1/models/../chat",
        "/v1/chat/../models",
        "/%2e/v1/chat",
        "/v1\\chat",
        "/v1/chat%3Fa=b",
        "/v1;a=1/chat;b",
        "/v1/chat%3Ba=1",
        "/v1/models/..;a=1/chat",
        "/models%2Fnow/../v1/chat",
        "/models%252Fnow/../v1/chat",
        "/models%5Cnow/%2e%2e/v1/chat",
        "/models\\now/../v1/chat",
        "/models%2Fnow/../v1%2Fchat",
        "/models%3F/../v1/chat",
        "/models%23/../v1/chat",
        "/v1//../chat",
    ],
)
def test_a_path_is_found_in_every_spelling(path: str) -> None:
    """What lies under it lies under it, whoever writes it down."""
    assert Scope(path=CHAT).matches(Request(path))


@pytest.mark.parametrize("path", ["/", "/v1", "/v1/chats", "/v1/cha", "/v2/chat", "/x/v1/chat"])
def test_only_whole_segments_count(path: str) -> None:
    """A path that only begins with the same letters is another one."""
    assert not Scope(path=CHAT).matches(Request(path))


@given(path=paths)
def test_every_letter_may_be_encoded(path: list[str]) -> None:
    """Percent encoding, once or twice, changes nothing."""
    plain = "/" + "/".join(path)
    once = "".join(f"%{ord(letter):02x}" for letter in plain)
    assert readings(plain) == readings(once) == readings(quote(once))


@given(path=paths, at=st.integers(0, 5), noise=st.sampled_from(["", ".", "x/.."]))
def test_noise_changes_nothing(path: list[str], at: int, noise: str) -> None:
    """Empty segments and steps that lead nowhere are read over."""
    noisy = [*path[:at], noise, *path[at:]]
    assert readings("/" + "/".join(path)) <= readings("/" + "/".join(noisy))


@given(path=st.text(max_size=40))
def test_anything_can_be_read(path: str) -> None:
    """Whatever somebody sends is read as names, in one way at least, with nothing left to split."""
    found = readings(path)
    assert found
    assert not [name for names in found for name in names if name in {"", "."} or "/" in name]


def test_an_exception_is_not_reached_on_a_detour() -> None:
    """Who walks through an excepted place on the way to another is no exception."""
    status = Scope(path=("v1", "status"))
    assert status.certainly(Request("/v1/status/now"))
    assert status.matches(Request("/v1/status/../chat"))
    assert not status.certainly(Request("/v1/status/../chat"))


def test_everything_that_is_stated_must_match() -> None:
    """One part that differs makes it another request."""
    scope = Scope(CHAT, frozenset({"POST"}), "Acme")
    assert scope.matches(Request())
    assert not scope.matches(Request(methods=frozenset({"GET"})))
    assert scope.matches(Request(methods=frozenset({"GET", "POST"})))
    assert not scope.certainly(Request(methods=frozenset({"GET", "POST"})))
    assert not scope.matches(Request(known_as="Globex"))
    assert not scope.matches(Request(known_as=None))
    assert not scope.matches(Request("/v1/models"))


@pytest.mark.parametrize("lines", [["red"], ["RED"], [" red "], ["blue", "red"], ["blue, red,"]])
def test_a_header_is_found_among_others(lines: list[str]) -> None:
    """On any line, in any place of it, in any case."""
    request = Request(headers=[(b"x-other", "1"), *((b"x-team", line) for line in lines)])
    assert Scope(header=("X-Team", "red")).matches(request)


@pytest.mark.parametrize("lines", [[], ["reddish"], ["blue"], ["blue red"]])
def test_another_value_is_another_value(lines: list[str]) -> None:
    """A value that holds the word is not the word."""
    request = Request(headers=[(b"x-team", line) for line in lines])
    assert not Scope(header=("X-Team", "red")).matches(request)


def test_a_header_that_is_meant_beyond_doubt_is_alone() -> None:
    """An exception does not hold for who says this and that."""
    scope = Scope(header=("X-Team", "red"))
    assert scope.certainly(Request(headers=[(b"x-team", "red")]))
    assert not scope.certainly(Request(headers=[(b"x-team", "red"), (b"x-team", "blue")]))
    assert not scope.certainly(Request(headers=[(b"x-team", "RED")]))


def test_agents_are_known_by_a_whole_product() -> None:
    """By name, whatever its case, or as one of a class."""
    scope = Scope(agents=frozenset({"gptbot"}))
    assert scope.matches(Request(headers=[(b"user-agent", "Mozilla/5.0 (compatible; GPTbot/1.2)")]))
    assert not scope.matches(Request(headers=[(b"user-agent", "NotGPTBotter/1.0")]))
    crawlers = Scope(agents=AGENT_CLASSES["ai_crawlers"])
    assert crawlers.matches(Request(headers=[(b"user-agent", "CCBot/2.0")]))
    assert not crawlers.matches(Request())


def test_a_scope_is_read_part_by_part() -> None:
    """What a bundle says is what is matched."""
    stated = {"path": "/V1/chat/", "methods": ["post"], "caller": "Acme", "agents": ["GPTBot"]}
    reader = ObjectReader(
        {"where": stated | {"header": {"name": "X-Team", "value": "red"}}}, "", []
    )
    post, gptbot = frozenset({"POST"}), frozenset({"gptbot"})
    assert read_scope(reader, "where") == Scope(CHAT, post, "Acme", ("X-Team", "red"), gptbot)
    assert read_scope(reader, "except") is None
    assert reader.faults == []


@pytest.mark.parametrize(
    ("stated", "fault"),
    [
        ({}, "where: must say at least one thing; leave it out for everything"),
        (7, "where: must be an object, was 7"),
        ({"path": "v1"}, 'where.path: must start with / and go straight down, was "v1"'),
        ({"path": "/a/../b"}, 'where.path: must start with / and go straight down, was "/a/../b"'),
        ({"methods": []}, "where.methods: must be a list of strings that are not empty, was []"),
        ({"agents": "robots"}, 'where.agents: must be one of ai_crawlers, was "robots"'),
        ({"agents": ["a b"]}, 'where.agents: must be product tokens such as GPTBot, was "a b"'),
        ({"header": {"name": "X-Team"}}, "where.header.value: is missing"),
        ({"agents": ["x"], "methods": [""]},
         'where.methods: must be a list of strings that are not empty, was [""]'),
    ],
)  # fmt: skip
def test_each_fault_is_named(stated: object, fault: str) -> None:
    """Whoever writes a scope wrongly is told where and what."""
    reader = ObjectReader({"where": stated}, "", [])
    read_scope(reader, "where")
    assert reader.faults == [fault]
