"""Text from outside, fit for terminals and for XML: what is no character is shown as an escape."""

from __future__ import annotations

import re

# Control characters but tab and new line, halves of pairs, and what Unicode says is none.
_NO_TEXT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def plain(text: str) -> str:
    r"""The same text; an escape character reads \x1b, a carriage return \r."""
    return _NO_TEXT.sub(lambda found: ascii(found[0])[1:-1], text)


def on_one_line(text: str) -> str:
    return " ".join(plain(text).split())
