"""The closed list of tags, and what each may stand on.

Tags select; they never configure. Whoever needs a new kind of tag adds it here, in the open.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from support.targets.abilities import ABILITIES, WITNESSES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

Node = Mapping[str, Any]

PROMISE = re.compile(r"@[A-Z]{2}-\d\d")
EXAMPLE = re.compile(r"@[A-Z]{3,}-\d+")
OTHERS = re.compile(
    r"@P[0-2]"
    r"|@budgets|@draft"
    rf"|@needs\.({'|'.join(sorted({*ABILITIES, *WITNESSES}))})"
    r"|@cites\.[A-Z][A-Za-z0-9]*(-[A-Za-z0-9.]+)*"
)
FOLDER_TAGS = {"@wire": "wire_contract", "@harness": "harness"}


def about_tags(
    folder: str, feature: Node, promises: Collection[str], capabilities: Collection[str]
) -> Iterator[tuple[int, str]]:
    """What is wrong with the tags of one feature: a line and a sentence each."""
    known = {f"@{each}" for each in capabilities}
    for tag in (tag for node in _tagged(feature) for tag in node["tags"]):
        name, line = tag["name"], tag["location"]["line"]
        if PROMISE.fullmatch(name):
            if name[1:] not in promises:
                yield line, f"{name} is not a promise of the catalogue"
        elif not (
            name in known
            or name in FOLDER_TAGS
            or EXAMPLE.fullmatch(name)
            or OTHERS.fullmatch(name)
        ):
            yield line, f"{name} is not on the list of tags"
    yield from _about_places(folder, feature)
    for example, inherited in examples_with_tags(feature):
        line = example["location"]["line"]
        if sum(bool(EXAMPLE.fullmatch(tag["name"])) for tag in example["tags"]) != 1:
            yield line, "an example has one id of its own, such as @TPM-3"
        if not any(PROMISE.fullmatch(name) for name in inherited):
            yield line, "an example proves a promise; tag it, its rule or its feature with the id"


def examples_with_tags(feature: Node) -> Iterator[tuple[Node, frozenset[str]]]:
    """Each scenario with the tags that hold for it: its own, its rule's and its feature's."""
    outer = _names(feature)
    for child in feature["children"]:
        if "scenario" in child:
            yield child["scenario"], outer | _names(child["scenario"])
        for each in child.get("rule", {}).get("children", []):
            if "scenario" in each:
                yield each["scenario"], outer | _names(child["rule"]) | _names(each["scenario"])


def repeated_ids(features: Iterable[Node]) -> list[str]:
    """Example ids that more than one example of the suite bears."""
    names = [
        tag["name"]
        for feature in features
        for example, _ in examples_with_tags(feature)
        for tag in example["tags"]
        if EXAMPLE.fullmatch(tag["name"])
    ]
    return sorted({name for name in names if names.count(name) > 1})


def _about_places(folder: str, feature: Node) -> Iterator[tuple[int, str]]:
    line = feature["location"]["line"]
    for name, home in FOLDER_TAGS.items():
        if (name in _names(feature)) != (folder == home):
            yield line, f"{name} stands on each feature of {home}/ and nowhere else"
    for node in _tagged(feature):
        for tag in node["tags"]:
            if node is not feature and tag["name"] in FOLDER_TAGS:
                yield tag["location"]["line"], f"{tag['name']} stands on a feature as a whole"
            if "steps" not in node and EXAMPLE.fullmatch(tag["name"]):
                yield tag["location"]["line"], f"{tag['name']} is the id of one example"


def _tagged(feature: Node) -> Iterator[Node]:
    yield feature
    yield from (child["rule"] for child in feature["children"] if "rule" in child)
    for example, _ in examples_with_tags(feature):
        yield example
        yield from example["examples"]


def _names(node: Node) -> frozenset[str]:
    return frozenset(tag["name"] for tag in node["tags"])
