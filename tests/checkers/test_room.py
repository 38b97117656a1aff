"""What a sentence may say of a whole history."""

from __future__ import annotations

import pytest

from support.checkers.histories import Findings, Tallies
from support.checkers.room import nobody_refused_in_vain, nothing_beyond_the_limit
from support.errors import HarnessBrokenError
from tests.matchers.exchanges import words

OVERDRAWN = "quota: Acme's minute was overdrawn: in no order ..."


def test_each_sentence_hears_its_own_fault() -> None:
    """Too much is no refusal in vain, and the other way round."""
    found = Findings([OVERDRAWN], ["quota"])
    assert words(nothing_beyond_the_limit(), found) == OVERDRAWN
    assert words(nobody_refused_in_vain(), found) == ""
    assert words(nothing_beyond_the_limit(), Findings([], ["quota"])) == ""


def test_silence_is_no_agreement() -> None:
    """Where nothing could be judged, a sentence that wants a judgement fails."""
    assert "nothing happened of which quota" in words(nothing_beyond_the_limit(), Findings())


def test_what_could_not_be_found_out_is_no_verdict() -> None:
    """The gateway is not to blame for a judge who ran out of time."""
    with pytest.raises(HarnessBrokenError, match="could not be judged: Acme's minute undecided"):
        words(nothing_beyond_the_limit(), Findings([], ["quota"], ["Acme's minute undecided"]))


def test_the_run_says_who_looked() -> None:
    """How many histories there were, how many each checker judged, and what stayed open."""
    tallies = Tallies()
    tallies.add(Findings([], ["quota", "versions"]))
    tallies.add(Findings([], ["versions"], ["open"]))
    assert str(tallies) == (
        "whole histories: 2; judged by quota 1, conservation 0, versions 2, exactly once 0, "
        "ids 0, passing on 0, 1 undecided"
    )
