"""Writes docs/sentences.md: every sentence that a feature may use, with an example of its use.

    scripts/sentences [--check]

--check writes nothing; it fails when the page is not what it would be.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from behave.runner_util import load_step_modules
from behave.step_registry import registry
from gherkin.parser import Parser

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

import support.language.parameters  # noqa: E402, F401 - registers the words of sentences

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGE = ROOT / "docs" / "sentences.md"
HEAD = """# Sentences

Every sentence that a feature may use, by the file in `steps/` that says what it means. Words in
braces are typed: `{count}` is a whole number such as 12,000, `{reason}` one of the phrases of the
phrase book. Written by `scripts/sentences`; do not edit.
"""


def main() -> int:
    page = written()
    if "--check" not in sys.argv:
        PAGE.write_text(page, encoding="utf-8")
        return 0
    if PAGE.exists() and PAGE.read_text(encoding="utf-8") == page:
        return 0
    print("docs/sentences.md is not up to date; run scripts/sentences and commit what it writes")
    return 1


def written() -> str:
    load_step_modules([str(ROOT / "steps")])  # type: ignore[no-untyped-call]
    spoken = [
        text for feature in sorted(ROOT.glob("features/**/*.feature")) for text in _said(feature)
    ]
    rooms: dict[Path, list[str]] = defaultdict(list)
    for kind in ("given", "when", "then"):
        for sentence in registry.steps[kind]:
            file = Path(sentence.func.__code__.co_filename)
            example = next((text for text in spoken if sentence.match(text)), "")
            shown = f" — *{example}*" if example != sentence.pattern else ""
            rooms[file].append(f"- **{kind.title()}** {sentence.pattern}{shown}")
    lines = [HEAD]
    for file in sorted(rooms, key=lambda each: each.name):
        about = file.read_text(encoding="utf-8").split('"""')[1].partition("\n")[0]
        lines += [f"\n## {about}\n", *rooms[file], ""]
    return "\n".join(lines).rstrip() + "\n"


def _said(feature: Path) -> Iterator[str]:
    """The sentences of a feature, those of outlines with their first row filled in."""
    document: Any = Parser().parse(feature.read_text(encoding="utf-8"))
    for part in _parts(document["feature"]["children"]):
        tables = part.get("examples", [])
        row = _first_row(tables[0]) if tables else {}
        for step in part["steps"]:
            text = step["text"]
            for name, value in row.items():
                text = text.replace(f"<{name}>", value)
            yield text


def _parts(children: list[Any]) -> Iterator[Any]:
    for child in children:
        if "rule" in child:
            yield from _parts(child["rule"]["children"])
        else:
            yield child.get("scenario") or child["background"]


def _first_row(table: Any) -> dict[str, str]:  # noqa: ANN401 - the parser's own dictionaries
    names = [cell["value"] for cell in table["tableHeader"]["cells"]]
    return dict(zip(names, [cell["value"] for cell in table["tableBody"][0]["cells"]], strict=True))


if __name__ == "__main__":
    sys.exit(main())
