"""Prometheus' text format is read strictly, and every figure is found."""

from __future__ import annotations

import pytest

from support.wire.prometheus import counts, escaped, series

PAGE = """# HELP up Whether it is.
# TYPE up gauge
up 1
# TYPE asked counter
asked{who="a",what="b \\"c\\", d"} 3
asked{who="b"} 1.5e3
"""


def test_every_series_has_its_value() -> None:
    """Labels are sorted, so that one series has one spelling."""
    assert series(PAGE) == {
        "up": 1,
        'asked{what="b \\"c\\", d",who="a"}': 3,
        'asked{who="b"}': 1500,
    }


@pytest.mark.parametrize(
    ("page", "fault"),
    [
        ("up 1\n", "does not stand under its own TYPE line"),
        ("# TYPE up gauge\ndown 1\n", "does not stand under its own TYPE line"),
        ("# TYPE up gauge\nupper 1\n", "does not stand under its own TYPE line"),
        ("# TYPE up gauge\nup 1\nup 1\n", "says something a second time"),
        ("# TYPE up gauge\n# TYPE up gauge\n", "says something a second time"),
        ("# TYPE up gauge\nup yes\n", "is no line of Prometheus' text format"),
        ('# TYPE up gauge\nup{a="b" c="d"} 1\n', "is no line of Prometheus' text format"),
        ("# TYPE up gauge\n\nup 1\n", "'' is no line"),
        ("# TYPE up gauge\nup 1", "does not end"),
    ],
)
def test_what_a_scraper_might_forgive_is_a_fault(page: str, fault: str) -> None:
    """The line that is wrong is named."""
    with pytest.raises(ValueError, match=fault):
        series(page)


def test_only_counters_are_counts() -> None:
    """What may go down is none."""
    text = "# TYPE a counter\na 1\n# TYPE b gauge\nb 2\n"
    assert counts(text) == {"a": 1.0}


def test_a_name_is_escaped_so_that_it_can_be_read_again() -> None:
    """The three letters that may not stand in a label as they are."""
    name = '"A"\\B\nC'
    text = f'# TYPE a counter\na{{caller="{escaped(name)}"}} 1\n'
    assert series(text) == {f'a{{caller="{escaped(name)}"}}': 1.0}
