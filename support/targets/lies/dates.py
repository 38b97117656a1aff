"""Lies about dates: months that end, days that come twice, zones, and clocks set back."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from support.reference import edge_api, passes
from support.reference.control_plane import ControlPlane
from support.reference.outbox import Outbox
from support.reference.skew import DEFAULT_THRESHOLD, Skew
from support.reference.token_budgets import Account, Now, TokenBudgets
from support.targets.lies import instead, lie
from support.targets.lies.crawler_looks import looks

if TYPE_CHECKING:
    from typing import Any

    from support.reference.crawlers import CrawlerCounts, PageAsked
    from support.reference.policies import Passes
    from support.reference.store import Store
    from support.targets.lies import Piece
    from support.targets.lies.crawler_looks import Asked, Look

DAY = 86_400


def _day_of_month(day: int) -> int:
    return datetime.fromtimestamp(day * DAY, UTC).day


def _is_earlier(day: int, wall: float) -> bool:
    """Say what somebody thinks who compares days of the month, and forgets the month."""
    return _day_of_month(int(wall // DAY)) <= _day_of_month(day)


@lie(breaks="UC-16", noticed_by="status was 429")
def the_first_is_before_the_thirtieth() -> None:
    """Compares days by their number in the month, and gives no budget on the first of the next."""

    def make(honest: Piece) -> Piece:
        def catch_up(self: Account, now: Now) -> None:
            stays = self.day and _is_earlier(self.day, now.wall)
            honest(self, Now(self.day * DAY, now.steady) if stays else now)

        return catch_up

    instead(Account, "catch_up", make)


@lie(breaks="UC-19", noticed_by="status was 429")
def crawlers_have_no_first_of_the_month() -> None:
    """Does the same to crawlers, which stay refused until the thirty-first."""

    def look(honest: Look, self: CrawlerCounts, asked: Asked) -> PageAsked | None:
        self._counts = {
            name: (int(asked.wall // DAY) if _is_earlier(day, asked.wall) else day, pages)
            for name, (day, pages) in self._counts.items()
        }
        return honest(asked)

    looks(look)


@lie(breaks="UC-10", noticed_by="status was 200")
def another_date_is_a_new_allowance() -> None:
    """Gives crawlers a whole allowance on a date that is not the last one, even an earlier one."""

    def look(honest: Look, self: CrawlerCounts, asked: Asked) -> PageAsked | None:
        today = int(asked.wall // DAY)
        self._counts = {
            name: (day, pages) if day == today else (today, 0)
            for name, (day, pages) in self._counts.items()
        }
        return honest(asked)

    looks(look)


@lie(breaks="UC-10", noticed_by="Retry-After was 3600, not 90000")
def until_the_next_midnight_whichever_it_is() -> None:
    """Tells a crawler the next midnight on the wall, at which it is refused again."""

    def look(honest: Look, _self: CrawlerCounts, asked: Asked) -> PageAsked | None:
        page = honest(asked)
        if page is None or page.stage != "refuse":
            return page
        return replace(page, retry_after=max(1, int(DAY - asked.wall % DAY)))

    looks(look)


@lie(breaks="UC-10", noticed_by="status was 429")
def sleeps_until_its_clock_has_caught_up() -> None:
    """After a start it refills nothing before its clock shows what it showed at the end."""

    def make(honest: Piece) -> Piece:
        def begin(self: TokenBudgets, store: Store, now: Now) -> None:
            honest(self, store, now)
            for account in self._accounts.values():
                account.steady = now.steady - (now.wall - account.wall)

        return begin

    instead(TokenBudgets, "__init__", make)


@lie(breaks="UC-10", noticed_by="gateway_clock_skewed")
def half_a_minute_after_every_start() -> None:
    """Forgets in a crash which difference was agreed, until somebody changes it."""

    def make(honest: Piece) -> Piece:
        def begin(self: ControlPlane, *parts: Any) -> None:  # noqa: ANN401 - whatever it is made of
            honest(self, *parts)
            self._skew.threshold = DEFAULT_THRESHOLD

        return begin

    instead(ControlPlane, "__init__", make)


@lie(breaks="UC-10", noticed_by="gateway_clock_skew_seconds")
def every_zone_is_utc() -> None:
    """Reads hours and minutes of the control plane's time, and not of which zone they are."""

    def make(honest: Piece) -> Piece:
        def moment(value: object) -> float:
            honest(value)
            return datetime.fromisoformat(str(value)).replace(tzinfo=UTC).timestamp()

        return moment

    instead(edge_api, "_moment", make)


@lie(breaks="UC-10", noticed_by="came without")
def only_refusals_are_remarked_on() -> None:
    """Says of refusals by which clock they were, and of nothing else that it reports."""
    marks = Skew.marks

    def make(honest: Piece) -> Piece:
        def note(self: Outbox, kind: str, **fields: object) -> None:
            instead(Skew, "marks", lambda _: marks if kind == "refused" else lambda _self: {})
            honest(self, kind, **fields)
            instead(Skew, "marks", lambda _: marks)

        return note

    instead(Outbox, "note", make)


@lie(breaks="UC-10", noticed_by="status was 200")
def one_beginning_is_enough() -> None:
    """Looks at when a pass was issued only where it does not say from when it is good."""

    def make(honest: Piece) -> Piece:
        def verified(token: str, policy: Passes) -> dict[str, Any]:
            claims: dict[str, Any] = honest(token, policy)
            return {k: v for k, v in claims.items() if k != "iat" or "nbf" not in claims}

        return verified

    instead(passes, "_verified", make)
