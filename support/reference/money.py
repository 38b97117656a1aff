"""Money, exactly: whole numbers of millionths, of whatever it is that the bundle counts in.

Rule: no floating point in here; a tenth of something, ten times, is the whole of it.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from .fault_finding import ObjectReader

PLACES: Final = 6
MILLIONTHS: Final = 10**PLACES
MOST: Final = 10**9  # what costs as much as this, or more, is a slip
SPELT = re.compile(rf"\d{{1,9}}(?:\.\d{{1,{PLACES}}})?", re.ASCII)


def money_in(text: str) -> int | None:
    """Read a price that somebody names: above 0, in plain digits; None for everything else."""
    if not SPELT.fullmatch(text):
        return None
    return int(Decimal(text) * MILLIONTHS) or None


def spelt(millionths: int) -> str:
    """Write an amount down with as many digits behind the point as it needs."""
    whole, rest = divmod(millionths, MILLIONTHS)
    return f"{whole}.{rest:0{PLACES}d}".rstrip("0").rstrip(".")


def read_money(reader: ObjectReader, key: str) -> int:
    """Read a price of a bundle."""
    stated = reader.number(key, 0, above=True)
    millionths = Decimal(repr(stated)) * MILLIONTHS  # repr: as it was written in the bundle
    if stated >= MOST or millionths % 1:
        places = f"at most {PLACES} digits behind the point"
        reader.fault(key, f"must be a number below {MOST} with {places}, was {stated!r}")
    return int(millionths)


def read_amount(reader: ObjectReader, key: str) -> int:
    """Read what may be spent; in whole numbers, since that is how callers are told of it."""
    stated = reader.whole(key)
    if stated >= MOST:
        reader.fault(key, f"must be below {MOST}, was {stated}")
    return stated * MILLIONTHS
