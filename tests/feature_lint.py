"""The rules for feature files, checked on the official Gherkin parser.

Rule 1: a remark names a line and says what is wrong in words a writer of features uses.
Rule 2: a rule that needs an exception for one file is not a rule; change it or drop it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from gherkin.errors import CompositeParserException
from gherkin.parser import Parser
from gherkin.token_scanner import TokenScanner

from tests.feature_tags import about_tags

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

Node = Mapping[str, Any]

CAPABILITIES = frozenset(
    {"accounts", "bots", "bundles", "chat", "clocks", "continuity", "cost_budgets", "crawlers"}
    | {"identity", "kill_switches", "loops", "onboarding", "operations", "providers", "realtime"}
    | {"request_limits", "requests", "routing", "shadow_mode", "streaming", "tenants"}
    | {"token_budgets"}
)
WIRE, HARNESS = "wire_contract", "harness"
FOLDERS = CAPABILITIES | {WIRE, HARNESS}

WORDS_OF_THE_WIRE = re.compile(
    r"\b((?i:https?|json|payload|endpoints?|headers?|urls?|uris?|localhost|query string"
    r"|status codes?|null|nil|mock(ed|s)?|config(uration)?|the user|the client)"
    r"|GET|POST|PUT|PATCH|DELETE)\b"
    r"|/v1\b"
    r"|\b1[67]\d{8}\b",  # seconds since 1970
)
WORDS_OF_IDLENESS = re.compile(r"\b(sleep|wait)\b", re.IGNORECASE)
TALKS_OF_TESTING = re.compile(
    r"\b(tests?|verif(y|ies)|checks?|ensures?|should|when|if)\b", re.IGNORECASE
)
SNAKE = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")


class Remark(NamedTuple):
    line: int
    text: str


def remarks(path: Path, promises: Collection[str]) -> list[Remark]:
    """Everything a feature file does against the rules, from top to bottom."""
    text = path.read_text(encoding="utf-8")
    try:
        document = parsed(path)
    except CompositeParserException as error:
        return [Remark(1, f"the official parser does not understand it: {error}")]
    if "feature" not in document:
        return [Remark(1, "there is no feature in it")]
    feature = document["feature"]
    found = [
        *_about_place(path, text, feature),
        *_about_shape(document),
        *_about_examples(feature),
        *_about_outlines(feature, on_the_wire=path.parent.name == WIRE),
        *_about_words(feature, on_the_wire=path.parent.name == WIRE),
        *(Remark(*each) for each in about_tags(path.parent.name, feature, promises, CAPABILITIES)),
    ]
    return sorted(found)


def parsed(path: Path) -> Node:
    """A feature file as the official parser sees it."""
    document: Node = Parser().parse(TokenScanner(path.read_text(encoding="utf-8")))
    return document


def every(feature: Node, kind: str) -> Iterator[Node]:
    """All backgrounds or scenarios, those of the feature first, then rule by rule."""
    for child in feature["children"]:
        if kind in child:
            yield child[kind]
        if "rule" in child:
            yield from (each[kind] for each in child["rule"]["children"] if kind in each)


def rules(feature: Node) -> Iterator[Node]:
    return (child["rule"] for child in feature["children"] if "rule" in child)


def _about_place(path: Path, text: str, feature: Node) -> Iterator[Remark]:
    if path.parent.name not in FOLDERS:
        yield _remark(feature, f"'{path.parent.name}' is not the folder of a capability")
    if not SNAKE.fullmatch(path.stem):
        yield _remark(feature, "the name of the file is its subject in small letters")
    if len(text.splitlines()) > 120:
        yield _remark(feature, "a feature fits on 120 lines")


def _about_shape(document: Node) -> Iterator[Remark]:
    feature = document["feature"]
    lines = [line for line in feature["description"].splitlines() if line.strip()]
    if not 2 <= len(lines) <= 4:
        yield _remark(feature, "a feature says why it exists in two to four lines")
    if re.search(r"\bAs an? |\bI want\b", feature["description"]):
        yield _remark(feature, "a feature says why in prose, not 'As a ... I want ...'")
    for comment in document["comments"]:
        yield _remark(comment, "a comment is a missing sentence")
    if not any(True for _ in rules(feature)):
        yield _remark(feature, "a feature has at least one rule")
    for child in feature["children"]:
        if "scenario" in child:
            yield _remark(child["scenario"], "an example stands under a rule")
    for rule in rules(feature):
        yield from _about_rule(rule)


def _about_rule(rule: Node) -> Iterator[Remark]:
    examples = sum("scenario" in each for each in rule["children"])
    if not 1 <= examples <= 5:
        yield _remark(rule, f"a rule has one to five examples, not {examples}")
    if rule["name"].rstrip().endswith("?"):
        yield _remark(rule, "a rule is a statement, not a question")
    if len(rule["name"].split()) < 4 or not rule["name"][:1].isupper():
        yield _remark(rule, "a rule is a whole sentence that could be true or false")


def _about_examples(feature: Node) -> Iterator[Remark]:
    for background in every(feature, "background"):
        if len(background["steps"]) > 3 or set(_roles(background)) - {"Context"}:
            yield _remark(background, "a background has at most three Givens and nothing else")
    for example in every(feature, "scenario"):
        roles = _roles(example)
        if not 2 <= len(roles) <= 6:
            yield _remark(example, f"an example has two to six steps, not {len(roles)}")
        if roles.count("Action") != 1:
            yield _remark(example, f"an example has one When, not {roles.count('Action')}")
        if "Outcome" not in roles or roles != sorted(roles, key=_ORDER.index):
            yield _remark(example, "an example goes from Given over When to Then")
        yield from _about_title(example)


def _about_title(example: Node) -> Iterator[Remark]:
    title = example["name"]
    if not title.strip():
        yield _remark(example, "an example has a title")
    if word := TALKS_OF_TESTING.search(title):
        yield _remark(example, f"a title says what happens; '{word[0]}' does not belong in it")
    if not _is_outline(example) and re.search(r"\d", title):
        yield _remark(example, "numbers live in tags, not in titles")


_ORDER = ["Context", "Action", "Outcome", "Unknown"]


def _roles(part: Node) -> list[str]:
    """Given, When or Then for each step; And and But are what stood before them."""
    roles: list[str] = []
    for step in part["steps"]:
        follows = step["keywordType"] == "Conjunction" and roles
        roles.append(roles[-1] if follows else step["keywordType"])
    return [role if role in _ORDER else "Unknown" for role in roles]


def _about_outlines(feature: Node, *, on_the_wire: bool) -> Iterator[Remark]:
    for outline in (each for each in every(feature, "scenario") if _is_outline(each)):
        if not any(table.get("tableBody") for table in outline["examples"]):
            yield _remark(outline, "an outline without rows runs nothing")
        for table in outline["examples"]:
            header = [cell["value"] for cell in table.get("tableHeader", {}).get("cells", [])]
            if on_the_wire or not header:
                continue
            if header[-1] != "because":
                yield _remark(table, "the last column of an outline is 'because'")
            for row in table["tableBody"]:
                if not row["cells"][-1]["value"]:
                    yield _remark(row, "each row says because of what")


def _about_words(feature: Node, *, on_the_wire: bool) -> Iterator[Remark]:
    for node, text in _texts(feature):
        if word := WORDS_OF_IDLENESS.search(text):
            yield _remark(node, f"'{word[0]}': time is set or passed by a sentence")
        if not on_the_wire and (word := WORDS_OF_THE_WIRE.search(text)):
            yield _remark(node, f"'{word[0]}' belongs to the wire contract")
        if not on_the_wire and "docString" in node:
            yield _remark(node, "quoted documents belong to the wire contract")


def _texts(feature: Node) -> Iterator[tuple[Node, str]]:
    """Every place where somebody wrote words, with its words."""
    for part in (feature, *rules(feature), *every(feature, "background")):
        yield part, f"{part['name']} {part['description']}"
    for example in every(feature, "scenario"):
        yield example, f"{example['name']} {example['description']}"
        for row in (row for table in example["examples"] for row in table.get("tableBody", [])):
            yield row, _cells(row)
    for part in (*every(feature, "background"), *every(feature, "scenario")):
        for step in part["steps"]:
            rows = step.get("dataTable", {}).get("rows", [])
            yield step, " ".join([step["text"], *map(_cells, rows)])


def _cells(row: Node) -> str:
    return " ".join(cell["value"] for cell in row["cells"])


def _is_outline(example: Node) -> bool:
    return bool(example["examples"]) or "Outline" in example["keyword"]


def _remark(node: Node, text: str) -> Remark:
    return Remark(node["location"]["line"], text)
