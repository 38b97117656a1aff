"""Text from outside, fit for terminals, XML and Markdown: what is no character is an escape."""

from __future__ import annotations

import re

# Control characters but tab and new line, what turns a line around, halves of pairs, and none.
_NO_TEXT = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
_MARKS = re.compile(r"[\\`*_{}\[\]<>()#+.!|~&$:-]")
_SUMMONS = re.compile(r"@(?=\w)")  # would call somebody of that name


def plain(text: str) -> str:
    r"""The same text; an escape character reads \x1b, a carriage return \r."""
    return _NO_TEXT.sub(lambda found: ascii(found[0])[1:-1], text)


def on_one_line(text: str) -> str:
    return " ".join(plain(text).split())


def in_markdown(text: str) -> str:
    """On one line, in a cell or a heading too."""
    return nobody_called(_MARKS.sub(r"\\\g<0>", on_one_line(text)))


def nobody_called(text: str) -> str:
    """In Markdown and in the HTML within it."""
    return _SUMMONS.sub("@<!-- -->", text)
