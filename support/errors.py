"""What can go wrong that says nothing about the gateway under test.

A gateway that breaks a promise is never an exception: it is a matcher that does not match.
"""

from __future__ import annotations


class WicketkeeperError(Exception):
    """Something on the judges' side; its text says what is wrong and what to do."""


class SetupBrokenError(WicketkeeperError):
    """A Given could not be brought about, so nothing was proved."""


class HarnessBrokenError(WicketkeeperError):
    """The judges' own machinery failed."""


class BadInputError(WicketkeeperError):
    """A file, a name or an option that somebody gave us cannot be used."""
