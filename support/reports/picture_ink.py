"""What pictures are drawn with: a few shapes, text that is only text, and one style.

Rule 1: whatever comes from outside passes `text`. Rule 2: no ids, so that many pictures can stand
on one page. Rule 3: colours never say anything alone; a page may set its own by the variables.
"""

from __future__ import annotations

import re
import textwrap
from html import escape

WIDTH = 1000
GUTTER = 108  # left of it stands the time
LEFT = 124  # of everything else

_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NOT_PLAIN = re.compile("[^ !#-%(-;=?-~]")  # anything but printable ASCII that means itself
STYLE = """
.wk-picture{font:12px/1.3 system-ui,sans-serif;fill:currentColor;max-width:100%;height:auto;
--kept:var(--picture-kept,#1e8e3e);--broken:var(--picture-broken,#d93025);
--moved:var(--picture-moved,#a15c00);--wire:var(--picture-wire,#1a73e8)}
svg.wk-picture:root{background:#fff;color:#1b1b1f}
@media(prefers-color-scheme:dark){svg.wk-picture:root{background:#1b1b1f;color:#e6e6ea}}
.wk-picture .faint{opacity:.72}.wk-picture .small{font-size:10.5px}.wk-picture .b{font-weight:600}
.wk-picture .end{text-anchor:end}.wk-picture .mid{text-anchor:middle}
.wk-picture .mono{font-family:ui-monospace,monospace;white-space:pre}
.wk-picture .line{fill:none;stroke:currentColor;stroke-width:1.2}
.wk-picture .life{fill:none;stroke:currentColor;stroke-opacity:.35}
.wk-picture .dotted{stroke-dasharray:2 4}.wk-picture .back{stroke-dasharray:5 3}
.wk-picture .band{fill:currentColor;fill-opacity:.055}
.wk-picture .box{fill:none;stroke:currentColor;stroke-opacity:.4}
.wk-picture .c-kept{stroke:var(--kept)}.wk-picture .c-broken{stroke:var(--broken)}
.wk-picture .c-moved{stroke:var(--moved)}.wk-picture .c-wire{stroke:var(--wire)}
.wk-picture .f-kept{fill:var(--kept)}.wk-picture .f-broken{fill:var(--broken)}
.wk-picture .f-moved{fill:var(--moved)}.wk-picture .f-wire{fill:var(--wire)}
.wk-picture .t{fill-opacity:.13}.wk-picture .thick{stroke-width:4}
""".replace("\n", "")


def text(said: str) -> str:
    """Anything as text in XML; what XML cannot hold is shown to have been there."""
    if not _NOT_PLAIN.search(said):  # nearly always, and much is written
        return said
    return escape(_NO_XML.sub("\N{REPLACEMENT CHARACTER}", said))


def shortened(said: str, longest: int) -> str:
    line = " ".join(said.split())
    return line if len(line) <= longest else f"{line[: longest - 1]}…"


def wrapped(said: str, longest: int, most: int) -> list[str]:
    """In lines; when there are too many, the last one says so."""
    line = " ".join(said.split())
    lines = textwrap.wrap(line, longest) if len(line) > longest else [line]
    return lines if len(lines) <= most else [*lines[: most - 1], f"{lines[most - 1]} …"]


def write(x: float, y: float, said: str, kind: str = "") -> str:
    return f'<text x="{x:g}" y="{y:g}"{_class(kind)}>{text(said)}</text>' if said else ""


def line(kind: str, *points: tuple[float, float]) -> str:
    path = "L".join(f"{x:g} {y:g}" for x, y in points)
    return f'<path d="M{path}"{_class(kind)}/>'


def box(kind: str, x: float, y: float, wide: float, high: float) -> str:
    size = f'x="{x:g}" y="{y:g}" width="{wide:g}" height="{high:g}" rx="4"'
    return f"<rect {size}{_class(kind)}/>"


def dot(kind: str, x: float, y: float, radius: float = 3) -> str:
    return f'<circle cx="{x:g}" cy="{y:g}" r="{radius:g}"{_class(kind)}/>'


def arrow(kind: str, begin: float, end: float, y: float) -> str:
    """From one lane to another, with an open head."""
    back = -6 if end > begin else 6
    head = f"M{end + back:g} {y - 3.5:g}L{end:g} {y:g}L{end + back:g} {y + 3.5:g}"
    return line(f"line {kind}", (begin, y), (end, y)) + f'<path d="{head}"{_class("line")}/>'


def cross(x: float, y: float) -> str:
    strokes = f"M{x - 5:g} {y - 5:g}l10 10M{x - 5:g} {y + 5:g}l10 -10"
    return f'<path d="{strokes}" stroke-width="2"{_class("line c-broken")}/>'


def told(title: str, *drawn: str) -> str:
    """What belongs together, with words for whoever points at it or cannot see it."""
    return f"<g><title>{text(title)}</title>{''.join(drawn)}</g>"


def picture_of(title: str, description: str, high: float, drawn: str, style: str) -> str:
    label = text(f"{title}. {description}").replace("\n", " ")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="wk-picture" role="img" width="{WIDTH}" '
        f'height="{high:g}" viewBox="0 0 {WIDTH} {high:g}" aria-label="{label}">'
        f"<title>{text(title)}</title><desc>{text(description)}</desc>"
        f"{style}{drawn}</svg>"
    )


def _class(kind: str) -> str:
    return f' class="{kind}"' if kind else ""
