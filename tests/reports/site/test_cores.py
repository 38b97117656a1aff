"""Many things on all cores: nothing is lost, nothing changes its place, and a fault is a fault."""

from __future__ import annotations

import os

import pytest

from support.reports.site.cores import on_all_cores


@pytest.mark.parametrize("many", [0, 3, 64, 1000])
def test_each_thing_is_made_in_its_place(many: int) -> None:
    """Few are made here, many elsewhere; nobody can tell the difference."""
    assert list(on_all_cores(lambda each: each * each, range(many))) == [n * n for n in range(many)]


def test_many_are_made_elsewhere() -> None:
    """By more processes than one, where there is more than one core."""
    makers = set(on_all_cores(lambda _: os.getpid(), range(1000)))
    assert (os.getpid() in makers) == ((os.cpu_count() or 1) == 1)


def test_what_goes_wrong_elsewhere_goes_wrong_here() -> None:
    """With its own words."""

    def make(each: int) -> int:
        if each == 700:
            msg = "number 700 cannot be made"
            raise ValueError(msg)
        return each

    with pytest.raises(ValueError, match="number 700 cannot be made"):
        list(on_all_cores(make, range(1000)))
