"""How long the streams of a caller may become: a part of its token budget."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from support.reference.fault_finding import ObjectReader


@dataclass(frozen=True, slots=True)
class StreamLimit:
    """The longest stream, all its choices together, and how one that goes on is ended."""

    max_completion_tokens: int
    when_reached: str


def read_stream_limit(reader: ObjectReader | None) -> StreamLimit | None:
    """Read the limit from its object; None where there is none."""
    if reader is None:
        return None
    limit = StreamLimit(
        reader.whole("max_completion_tokens"),
        reader.one_of("when_reached", ("finish", "error"), default="finish"),
    )
    reader.no_others("streams")
    return limit
