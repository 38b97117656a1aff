"""The table of agents says of each crawler what a feature relies on."""

from __future__ import annotations

import re

import pytest

from support.drivers.user_agents import CRAWLERS, GUISES, PEOPLE


@pytest.mark.parametrize("name", CRAWLERS)
def test_each_crawler_names_itself(name: str) -> None:
    """Its name is a whole word of what it sends, and its source is named."""
    crawler = CRAWLERS[name]
    assert re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", crawler.text)
    assert crawler.source
    assert crawler.text == crawler.text.strip()


def test_there_are_ten_and_both_styles() -> None:
    """At least ten crawlers, named inside of brackets and behind them."""
    assert len(CRAWLERS) >= 10
    assert any("like Gecko; compatible" in each.text for each in CRAWLERS.values())
    assert any("like Gecko); compatible" in each.text for each in CRAWLERS.values())


@pytest.mark.parametrize("guise", GUISES)
def test_each_guise_is_still_gptbot(guise: str) -> None:
    """However it is written, the word stands there in one of the agents."""
    assert any(re.search(r"(?i)(?<![\w-])gptbot(?![\w-])", each) for each in GUISES[guise])


def test_long_agents_are_long() -> None:
    """8 KiB are 8 KiB."""
    assert len(GUISES["at the end of 8 KiB"][0]) > 8 * 1024
    assert len(PEOPLE["a reader with an agent of 8 KiB"][0]) > 8 * 1024
