"""The questions that a request is asked, in the order of docs/reference-gateway.md section 4.

Each question either lets the visit pass, and may leave a note on it, or refuses it.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from .chat_requests import read_chat_request
from .cost_budgets import Cost, CostBudgets, TooDear
from .counted_by import counter_of
from .crawlers import CrawlerCounts
from .credentials import caller_known_by, caller_who_shows
from .hops import hops_of
from .kill_switches import freeze_of
from .loops import LoopDetector, fingerprint_of
from .reasons import Reason, Refused
from .request_limits import RequestLimits, counted_on
from .shadow import Shadow, in_shadow
from .spend_breakers import Expense, SpendBreakers
from .token_budgets import Now, TokenBudgets, TooMuch

if TYPE_CHECKING:
    from collections.abc import Callable

    from .bundles import Bundle
    from .crawlers import PageAsked
    from .gateway import Gateway
    from .kinds.cost_budget import CostBudget
    from .kinds.request_limit import RequestLimit
    from .kinds.spend_breaker import SpendBreaker
    from .policies import Watchable
    from .token_budgets import Window
    from .visits import Visit

    Question = Callable[[Visit, Bundle], None]


class Decisions:
    """What the gateway remembers in order to decide, and the deciding itself."""

    def __init__(self, gateway: Gateway) -> None:
        """Go on with what earlier processes left in the store."""
        self._edge_id, self._store = gateway.settings.edge_id, gateway.store
        self._clock, self._metrics, self._outbox = gateway.clock, gateway.metrics, gateway.outbox
        self._read(self._now())
        self._loops = LoopDetector()
        self._shadow = Shadow(gateway.metrics, gateway.outbox)
        gateway.desk.when_taken(self._adopt)

    def _read(self, now: Now | None) -> None:
        """Read what was counted; at a time, unless it was counted in this life of the gateway."""
        self._budgets = TokenBudgets(self._store, now)
        self._requests = RequestLimits(self._store, now)
        self._costs = CostBudgets(self._store)
        self._breakers = SpendBreakers(self._store, now)
        self._crawlers = CrawlerCounts(self._store)

    def _adopt(self, bundle: Bundle) -> None:
        self._budgets.adopt(bundle, self._now())
        self._requests.adopt(bundle, self._now())

    def before_body(self, visit: Visit) -> None:
        """Ask what can be answered from the head of the request."""
        bundle = visit.bundle
        if bundle is None:
            raise Refused(Reason.NO_POLICY)
        visit.route = bundle.route_of(visit.raw_path)
        if visit.route is None:
            raise Refused(Reason.NO_ROUTE)
        shown, now = visit.lines(b"authorization"), self._clock.wall()
        visit.known_as = caller_known_by(shown, bundle, now)
        self._ask_kill_switches(visit, bundle)
        self._ask_hops(visit, bundle)
        self._ask_by(bundle.crawlers, visit, bundle, self._ask_crawler)
        if visit.route.access == "callers":
            visit.caller = caller_who_shows(shown, bundle, now)
        self._ask_request_limits(visit, bundle)
        self._ask_spend_breakers(visit, bundle)

    def after_body(self, visit: Visit) -> None:
        """Ask what only the whole request can answer; sets tokens aside as the last thing."""
        if visit.bundle is None or visit.route is None:
            raise Refused(Reason.NO_POLICY)
        if visit.route.access == "callers" and "POST" in visit.methods:
            visit.chat = read_chat_request(visit.body)
        bundle = visit.bundle
        self._ask_by(bundle.loops, visit, bundle, self._ask_loop)
        self._ask_cost_budgets(visit, bundle)
        budget = bundle.budgets.get(visit.caller) if visit.caller else None
        self._ask_by(budget, visit, bundle, self._ask_budget)

    def give_back(self, visit: Visit) -> None:
        """Charge nothing for a visit that was refused, or that the upstream failed."""
        for charge in visit.charges:
            self._costs.give_back(charge)
        for expense in visit.expenses:
            self._breakers.take_back(expense, self._now())
        visit.charges.clear()
        visit.expenses.clear()
        self.settle(visit, 0)

    def settle(self, visit: Visit, used: int | None) -> None:
        """Charge what a visit has used in place of what was set aside; None: what was set aside."""
        if visit.settled:
            return
        visit.settled = True
        watched = visit.watched_reservation
        if watched is not None:
            charged = watched.tokens if used is None else used
            self._budgets.settle(watched, charged, self._now())
        reservation = visit.reservation
        if reservation is not None:
            used = reservation.tokens if used is None else used
            self._budgets.settle(reservation, used, self._now())
        if used and visit.caller is not None:
            self._metrics.count("gateway_tokens_total", used, caller=visit.caller)

    def would_end(self, visit: Visit) -> None:
        """Write down that a budget in shadow would have ended the stream of this visit."""
        watching, visit.watched_budget = visit.watched_budget, None  # it is told once
        if watching is not None:
            self._shadow.would_refuse(visit, watching.name, Reason.STREAM_TOO_LONG)

    def windows(self, visit: Visit) -> tuple[Window, ...]:
        """Say what is left of the limits and budgets that looked at this visit."""
        now = self._now()
        costs = tuple(self._costs.window(cost, now.wall) for cost in visit.costs)
        budget, refused = visit.budget, visit.refused_tokens
        budgets = self._budgets.windows(budget, now, refused) if budget else ()
        return self._requests.windows(visit.counted, now) + costs + budgets

    def _now(self) -> Now:
        return Now(self._clock.wall(), self._clock.steady())

    def _ask_by(
        self, policy: Watchable | None, visit: Visit, bundle: Bundle, question: Question
    ) -> None:
        """Put a question to the visit or, where its policy is in shadow, to a twin of the visit."""
        if policy is None:
            return
        if in_shadow(policy, bundle, self._clock.wall()):
            self._shadow.watch(visit, policy.name, lambda twin: question(twin, bundle))
        else:
            question(visit, bundle)

    def _ask_kill_switches(self, visit: Visit, bundle: Bundle) -> None:
        freeze = freeze_of(visit, bundle.kill_switches, self._clock.wall())
        if freeze is None:
            return
        visit.caller = visit.known_as  # who is told of in events, without having been let in
        no_use = [] if freeze.wait else [(b"x-should-retry", b"false")]
        raise Refused(Reason.FROZEN, freeze.wait, no_use)

    def _ask_hops(self, visit: Visit, bundle: Bundle) -> None:
        if bundle.hops is None:
            return
        hops = hops_of(visit.lines(b"via"), self._edge_id)
        if hops >= bundle.hops.hops:
            raise Refused(Reason.HOP_LIMIT, headers=[(b"X-Gateway-Hops", b"%d" % hops)])

    def _ask_crawler(self, visit: Visit, bundle: Bundle) -> None:
        if bundle.crawlers is None:
            return
        agent = " ".join(visit.lines(b"user-agent"))
        page = self._crawlers.look(bundle.crawlers, agent, visit.peer, self._clock.wall())
        if page is None:
            return
        if not visit.shadowed:
            self._tell_of_page(page)
        if page.stage == "none":
            return
        if page.stage == "unverified":
            raise Refused(Reason.CRAWLER_UNVERIFIED)
        if page.stage == "refuse":
            raise Refused(Reason.CRAWLER_ALLOWANCE_SPENT, page.retry_after)
        warning = f"crawler_allowance; used={page.used}; of={page.allowance}"
        visit.warnings.append((b"X-Gateway-Warning", warning.encode()))
        visit.keep_back(page.delay)

    def _tell_of_page(self, page: PageAsked) -> None:
        self._metrics.count("gateway_crawler_pages_total", crawler=page.crawler, stage=page.stage)
        if page.stage != "none":
            self._outbox.note("crawler", crawler=page.crawler, stage=page.stage)

    def _ask_request_limits(self, visit: Visit, bundle: Bundle) -> None:
        wall = self._clock.wall()
        watched = [each for each in bundle.request_limits if in_shadow(each, bundle, wall)]
        self._take(visit, [each for each in bundle.request_limits if each not in watched])
        for limit in watched:
            self._shadow.watch(visit, limit.name, partial(self._take, limits=[limit]))

    def _take(self, visit: Visit, limits: list[RequestLimit]) -> None:
        visit.counted = counted_on(visit, limits)
        wait = self._requests.take(visit.counted, self._now())
        if wait is not None:
            raise Refused(Reason.RATE_EXCEEDED, wait)

    def _ask_loop(self, visit: Visit, bundle: Bundle) -> None:
        if bundle.loops is None:
            return
        who = f"address {visit.peer}" if visit.caller is None else f"caller {visit.caller}"
        print_ = fingerprint_of(who, visit.method, visit.raw_path, visit.query, visit.body)
        retry = _retry_count(visit.lines(b"x-stainless-retry-count"))
        loop = self._loops.look(bundle.loops, print_, retry, self._clock.steady())
        if loop is None:
            return
        if not visit.shadowed:
            self._metrics.count("gateway_loops_total", action=loop.action)
            self._outbox.note("loop", caller=visit.caller, count=loop.count, action=loop.action)
        counted = (b"X-Gateway-Loop-Count", b"%d" % loop.count)
        if loop.action == "refuse":
            raise Refused(Reason.LOOP_DETECTED, loop.retry_after, [counted])
        visit.warnings += [(b"X-Gateway-Warning", b"loop_detected"), counted]
        visit.keep_back(loop.delay)

    def _ask_spend_breakers(self, visit: Visit, bundle: Bundle) -> None:
        for policy in bundle.spend_breakers:
            self._ask_by(policy, visit, bundle, partial(self._ask_breaker, policy))

    def _ask_breaker(self, policy: SpendBreaker, visit: Visit, _bundle: Bundle) -> None:
        key = counter_of(policy, visit)
        if key is None:
            return
        found = self._breakers.spend(policy, key, policy.price.of(visit), self._now())
        if isinstance(found, Expense):
            visit.expenses.append(found)
            return
        if found.opened and not visit.shadowed:
            self._outbox.note("breaker", caller=visit.caller, policy=policy.name)
        reason = Reason.BREAKER_OPEN if found.wait else Reason.PRICE_TOO_HIGH
        raise Refused(reason, found.wait)

    def _ask_cost_budgets(self, visit: Visit, bundle: Bundle) -> None:
        for policy in bundle.cost_budgets:
            self._ask_by(policy, visit, bundle, partial(self._ask_cost, policy))

    def _ask_cost(self, policy: CostBudget, visit: Visit, _bundle: Bundle) -> None:
        key = counter_of(policy, visit)
        if key is not None:
            visit.costs.append(Cost(policy, key, policy.price.of(visit)))
            self._charge(visit, visit.costs[-1])

    def _charge(self, visit: Visit, cost: Cost) -> None:
        charge = self._costs.charge(cost, self._clock.wall())
        if isinstance(charge, TooDear):
            reason = Reason.COST_BUDGET_SPENT if charge.wait else Reason.PRICE_TOO_HIGH
            raise Refused(reason, charge.wait)
        visit.charges.append(charge)
        if charge.stage is not None:
            visit.warnings.append((b"X-Gateway-Warning", charge.warning.encode()))
            visit.keep_back(charge.stage.delay_seconds)

    def _ask_budget(self, visit: Visit, bundle: Bundle) -> None:
        policy = bundle.budgets.get(visit.caller) if visit.caller else None
        if policy is None or visit.chat is None:
            return
        visit.budget = policy
        cost = visit.chat.cost(policy.default_max_tokens)
        answer = self._budgets.reserve(policy, visit.chat.prompt_tokens, cost, self._now())
        if isinstance(answer, TooMuch):
            visit.refused_tokens = cost if answer.wait is not None else None
            raise Refused(answer.reason, answer.wait)
        visit.reservation = answer


def _retry_count(lines: list[str]) -> int:
    """Read how many times the caller says to have tried before; what is no number says nothing."""
    stated = lines[0] if len(lines) == 1 else ""
    return int(stated) if stated.isascii() and stated.isdigit() and len(stated) <= 3 else 0
