"""The words that a sentence may take, and what they mean in Python.

A word that is not known makes the sentence undefined, so that a misspelt reason is found by a dry
run and not by a gateway that seems to break its promise.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from behave.cucumber_expression import define_parameter_type_with

from support.drivers.crawlers import WAYS, WISHES
from support.drivers.damages import DAMAGES, FLAWS
from support.drivers.delivery import TRANSFERS
from support.drivers.forgeries import FORGERIES
from support.drivers.joining import MISFITS, SENT_ON
from support.drivers.mistakes import MISTAKES
from support.drivers.partitions import PARTITIONS
from support.drivers.request_limits import COUNTED, SERVICES
from support.drivers.slips import SLIPS
from support.drivers.spellings import SPELLINGS
from support.drivers.tenants import NAMELESS, NAMES
from support.drivers.tiers import FORGED_TIERS
from support.drivers.user_agents import CRAWLERS, GUISES, PEOPLE
from support.drivers.variations import VARIATIONS
from support.language import sentences
from support.matchers.metrics import CIRCUIT
from support.matchers.pages import Treatment
from support.simulators.mishaps import MISHAPS
from support.simulators.site import TROUBLES
from support.simulators.speeches import LINE_ENDS, OTHERWISE
from support.targets.dialect import PHRASES, REJECTIONS, UNREADINESS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

sentences.speak()

_NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d+)"  # a comma that sets no thousand apart is a slip
_DURATION = rf"(?:half an?|an?|one|{_NUMBER}(?:\.\d+)?) (?:second|minute|hour|day)s?"
_UNITS = {"second": 1, "minute": 60, "hour": 3600, "day": 86_400}
_NUMBERS = {"half a": 0.5, "half an": 0.5, "a": 1.0, "an": 1.0, "one": 1.0}


def count(text: str) -> int:
    """1,000 is a thousand."""
    return int(text.replace(",", ""))


def counts(text: str) -> tuple[int, ...]:
    """11,000 then 10,000 then 9,000."""
    return tuple(count(each) for each in text.split(" then "))


def duration(text: str) -> float:
    """30 seconds, 2.5 seconds, half a second, a minute, 24 hours."""
    number, _, unit = text.rpartition(" ")
    amount = _NUMBERS[number] if number in _NUMBERS else float(number.replace(",", ""))
    return amount * _UNITS[unit.removesuffix("s")]


def ordinal(text: str) -> int:
    return int(re.sub(r"\D", "", text))


def time_of_day(text: str) -> int:
    """12:00:30 as seconds after midnight."""
    hours, minutes, seconds = (int(each) for each in text.split(":"))
    return hours * 3600 + minutes * 60 + seconds


def moment(text: str) -> float:
    """Seconds from now: in 30 seconds, 30 seconds ago, at this moment."""
    if text == "at this moment":
        return 0.0
    return -duration(text.removesuffix(" ago")) if "ago" in text else duration(text[len("in ") :])


def day(text: str) -> float:
    """28 February 2028 as the moment at which it begins."""
    try:
        return datetime.strptime(text, "%d %B %Y").replace(tzinfo=UTC).timestamp()
    except ValueError as fault:
        msg = f"{text!r} is no day of the calendar; mend its spelling"
        raise ValueError(msg) from fault


def dollars(text: str) -> str:
    """1,000.50 dollars, in plain digits."""
    return text.partition(" ")[0].replace(",", "")


def period(text: str) -> str:
    return {"every 5 minutes": "5m"}.get(text, text.rpartition(" ")[2])


def sign(text: str) -> int:
    """Ahead or behind, forward or back."""
    return {"ahead": 1, "behind": -1, "forward": 1, "back": -1}[text]


def names(text: str) -> list[str]:
    """Acme, Globex and Initech are three."""
    return re.findall(r"[A-Z]\w+", text)


def bots(text: str) -> list[str] | str:
    """GPTBot and CCBot are two; AI crawlers are a class of which the gateway knows."""
    return "ai_crawlers" if text == "AI crawlers" else text.split(" and ")


def durations(text: str) -> tuple[float, ...]:
    """1, 2 and 4 seconds."""
    return tuple(float(number) for number in re.findall(r"[\d.]+", text))


def treatment(text: str) -> Treatment:
    """Delivered, answered half a second late and warned, refused because of something."""
    delivered = re.fullmatch(rf"(?:delivered|answered)(?: ({_DURATION}) late)?( and warned)?", text)
    if delivered is None:
        refused, _, reason = text.partition(" because ")
        if refused != "refused" or reason not in PHRASES:
            raise ValueError(text)
        return Treatment(text, refused=reason)
    late = duration(delivered[1]) if delivered[1] else 0.0
    return Treatment(text, late, warned=delivered[2] is not None)


def _any_of(words: Iterable[str]) -> str:
    """The longest first, so that none is taken for the beginning of another."""
    return "|".join(re.escape(each) for each in sorted(words, key=len, reverse=True))


def _define(name: str, pattern: str, kind: type, meaning: Callable[[str], object] = str) -> None:
    define_parameter_type_with(name, pattern, kind, meaning)


_define("count", _NUMBER, int, count)
_define("counts", rf"{_NUMBER}(?: then {_NUMBER})+", tuple, counts)
_define("mishap", "|".join(re.escape(each) for each in MISHAPS), str)
_define("trouble", _any_of(TROUBLES), str)
_define("ordinal", rf"{_NUMBER}(?:st|nd|rd|th)", int, ordinal)
_define("percent", r"\d+%", int, ordinal)
_define("caller", r"[A-Z]\w+", str)
_define("callers", r"[A-Z]\w+(?:, [A-Z]\w+)* and [A-Z]\w+", list, names)
_define("duration", _DURATION, float, duration)
_define("moment", rf"at this moment|in {_DURATION}|{_DURATION} ago", float, moment)
_define("date", r"\d{1,2} [A-Z][a-z]+ \d{4}", float, day)
_define("money", rf"{_NUMBER}(?:\.\d+)? dollars?", str, dollars)
_define("period", "every 5 minutes|an hour|a day|a week|a month", str, period)
_define("place", "in its head|in its address", str)
_define("bound", "above|from", str)
_define("side", "ahead|behind", int, sign)
_define("direction", "forward|back", int, sign)
_define("time", r"(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d", int, time_of_day)
_define("durations", r"\d+(?:, \d+)* and \d+ seconds", tuple, durations)
_define("reason", "|".join(re.escape(each) for each in PHRASES), str)
_define("line_ends", _any_of(LINE_ENDS), bytes, LINE_ENDS.__getitem__)
_define("rejection", "|".join(re.escape(each) for each in REJECTIONS), str)
_define("unreadiness", "|".join(re.escape(each) for each in UNREADINESS), str)
_define("forgery", _any_of(FORGERIES), str)
_define("damage", "|".join(re.escape(each) for each in DAMAGES), str)
_define("flaw", "|".join(re.escape(each) for each in FLAWS), str)
_define("slip", _any_of(SLIPS), str)
_define("crawler", _any_of(CRAWLERS), str)
_define("guise", _any_of(GUISES), str)
_define("wish", _any_of(WISHES), str)
_define("way_of_fetching", _any_of(WAYS), str)
_define("person", _any_of(PEOPLE), str)
_define("address", r"\d+\.\d+\.\d+\.\d+", str)
_define(
    "treatment",
    rf"(?:delivered|answered)(?: {_DURATION} late)?(?: and warned)?"
    rf"|refused because (?:{_any_of(PHRASES)})",
    Treatment,
    treatment,
)
_define(
    "bots",
    rf"AI crawlers|(?:{_any_of(CRAWLERS)})(?: and (?:{_any_of(CRAWLERS)}))*",
    list,
    bots,
)
_define("service", _any_of(SERVICES), str)
_define("counted", _any_of(COUNTED), str)
_define("shadowed", "(?:token|cost) budgets|spend breakers|request limits|loops|crawlers", str)
_define("frozen", r"everything|all looks|the (?:chat|pages|receiver)|(?:team )?[A-Z]\w+", str)
_define("nameless", _any_of(NAMELESS), str)
_define("forged_tier", _any_of(FORGED_TIERS), str)
_define("speaks_otherwise", _any_of(OTHERWISE), str, lambda text: OTHERWISE[text])
_define("tenant", _any_of(NAMES), str)
_define("mistake", _any_of(MISTAKES), str)
_define("variation", _any_of([*VARIATIONS, *SPELLINGS]), str)
_define("partition", _any_of(PARTITIONS), str)
_define("transfer", _any_of(TRANSFERS), str)
_define("sent_on", _any_of(SENT_ON), str)
_define("misfit", _any_of(MISFITS), str)
_define("circuit", _any_of(CIRCUIT), str)
_define("deed", "refused|warned of|slowed", str)
