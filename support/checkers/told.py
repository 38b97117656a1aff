"""The figures that an answer tells of a limit, where they bear the limit's name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from support.wire import fields

if TYPE_CHECKING:
    from support.targets.dialect import Dialect
    from support.wire.exchange import Response

Window = Literal["minute", "day"]


def told(
    dialect: Dialect, window: Window, what: Literal["size", "left"], answer: Response | None
) -> int | None:
    """The number, or None where it is not told, or in a way that is for matchers to judge."""
    limit = dialect.limits.get(window)
    for figure in getattr(limit, what) if limit and answer else ():
        value = answer.header(figure.header) if answer else None
        if figure.policy is None or value is None:
            continue
        try:
            number = fields.limits(value).get(figure.policy, {}).get(figure.parameter or "", "")
        except ValueError:
            return None
        return int(number) if number.isascii() and number.isdecimal() else None
    return None
