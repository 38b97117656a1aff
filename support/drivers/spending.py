"""What organisations may spend, and what they spend: requests that name their price."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from support.errors import SetupBrokenError
from support.targets.policy import CostBudget, Price, Scope, SpendBreaker, Stage
from support.wire.exchange import Request
from support.wire.patience import watch_for

if TYPE_CHECKING:
    from collections.abc import Sequence

    from support.drivers.agents import Reach
    from support.drivers.bring_up import BringUp
    from support.drivers.callers import Callers
    from support.drivers.crowds import Crowds
    from support.wire.client import Call
    from support.wire.exchange import Exchange

BUDGET = "spending"  # the name that targets and their dialects know it by
BESIDES = "spending besides"
BREAKER = "runaway spending"
PRICE = "X-Price"
AS_SAID: dict[str, tuple[str, ...]] = {
    "nothing at all": (),
    "an empty word": ("",),
    "1, and once more 1": ("1", "1"),
    "1, and besides 2": ("1", "2"),
}
_QUESTION = 20  # tokens; what a request costs here has nothing to do with them
_OF_MONEY = {  # why somebody is refused who asks for something at a price
    "the cost budget is spent",
    "the breaker is open",
    "it costs more than may be spent at all",
}


class SpendingPolicy:
    """What may be spent, stated as Givens."""

    def __init__(self, bring_up: BringUp) -> None:
        self._bring_up = bring_up

    def allow(self, dollars: int, period: str) -> None:
        """Each organisation may spend so much in a period; a request costs what it says."""
        price = Price("1", header=PRICE)
        self._bring_up.policy.cost_budgets[BUDGET] = CostBudget(dollars, period, price)

    def allow_besides(self, dollars: int, period: str) -> None:
        """The same again, in another period and of its own."""
        price = Price("1", header=PRICE)
        self._bring_up.policy.cost_budgets[BESIDES] = CostBudget(dollars, period, price)

    def cut_off(self, dollars: int, within: float, for_seconds: float) -> None:
        """Whoever spends more than that within a stretch of time, for so long."""
        breaker = SpendBreaker(dollars, round(within), round(for_seconds), Price("1", PRICE))
        self._bring_up.policy.spend_breakers[BREAKER] = breaker

    def answer_in_stages(
        self, warned: int, slowed: int, delay: float, bound: str, refused: int
    ) -> None:
        """From which per cent of the budget on, and from or above which, one is answered how."""
        self.budget.stages = [
            Stage("warn", warned),
            Stage("throttle", slowed, delay),
            Stage("refuse", refused, above=bound == "above"),
        ]

    def every_request_costs(self, dollars: str) -> None:
        self.budget.price = Price(dollars)

    def every_document_costs(self, dollars: str) -> None:
        """Documents alone are paid for, each the same."""
        self.budget.price = Price(dollars)
        self.budget.where = Scope(path=self._bring_up.target.description.dialect.paths.documents)

    def requests_name_their_price(self, place: str, otherwise: str) -> None:
        """In their head or in their address; what it is otherwise holds for everything else."""
        names = {"in its head": {"header": PRICE}, "in its address": {"query": PRICE}}
        self.budget.price = Price(otherwise, **names[place])

    def raise_to(self, dollars: int) -> None:
        """The same rules with a larger budget, in a policy of its own."""
        self.budget.amount = dollars
        self._bring_up.put_in_force()

    @property
    def budget(self) -> CostBudget:
        budget = self._bring_up.policy.cost_budgets.get(BUDGET)
        if budget is None:
            msg = "say first how much may be spent"
            raise SetupBrokenError(msg)
        return budget


class Spenders:
    """Organisations that ask for something at a price. Nobody asks the same thing twice."""

    def __init__(self, callers: Callers, crowds: Crowds, reach: Reach) -> None:
        self._callers = callers
        self._crowds = crowds
        self._reach = reach
        self._open: list[Call] = []

    def ask(self, name: str, dollars: str, **wishes: Any) -> Exchange:  # noqa: ANN401 - JSON values
        """Ask for something that costs so much, and see it through however late it is."""
        call = self._begin(name, dollars, **wishes)
        if not self._slows_somebody():
            return call.see_through()
        self._reach.slow_answers.see_through(call)
        if call.outcome is None:
            msg = f"{name}'s request has no end"
            raise SetupBrokenError(msg)
        return call.outcome

    def name_prices(self, name: str, prices: Sequence[tuple[str, str]]) -> None:
        """Ask once for each of them, and name it in these very characters, whatever for."""
        for each, _because in prices:
            self._begin(name, *AS_SAID.get(each, (each,))).see_through()

    def hand_in(self, name: str, sizes: Sequence[int]) -> None:
        """Documents of so many bytes, one after the other."""
        documents = self._reach.bring_up.target.description.dialect.paths.documents
        shown = ("Authorization", self._callers.named(name).shows)
        for number, size in enumerate(sizes, 1):
            kind = ("Content-Type", "application/octet-stream")
            request = Request("PUT", f"{documents}{number}", (shown, kind), b"x" * size)
            self._reach.bring_up.client().send(name, request)

    def ask_often(self, name: str, times: int, dollars: str, every: float = 0.0) -> None:
        """One thing after the other, at once or so many seconds apart."""
        for number in range(times):
            self._reach.time.passes(every if number else 0.0)
            self.ask(name, dollars)

    def ask_at_once(self, name: str, times: int, dollars: str) -> None:
        """All before any of them is answered."""
        self._crowds.begin_at_once([lambda: self._sent(name, dollars)] * times)

    def has_spent(self, name: str, dollars: str) -> None:
        """As a Given: it asked for that much in one thing, and was answered."""
        self._expect(name, dollars, 200)

    def has_been_refused(self, name: str, dollars: str) -> None:
        """As a Given, with a status that its dialect has for money."""
        refusals = self._reach.bring_up.target.description.dialect.refusals
        self._expect(
            name, dollars, *(refusals[each].status for each in _OF_MONEY & refusals.keys())
        )

    def has_been_cut_off(self, name: str, refused_since: int = 0) -> None:
        """As a Given: it has spent all that it may at once, then asked for more, and then again."""
        breaker = self._reach.bring_up.policy.spend_breakers.get(BREAKER)
        if breaker is None:
            msg = "say first who is cut off"
            raise SetupBrokenError(msg)
        self.has_spent(name, str(breaker.amount))
        for _ in range(1 + refused_since):
            self.has_been_refused(name, "1")

    def is_kept_back(self, name: str, dollars: str) -> None:
        """As a Given: it has asked, and the gateway keeps it waiting on purpose."""
        self._sent(name, dollars)
        clock = self._reach.bring_up.gateway.clock
        if not watch_for(lambda: clock.pulse().held_back, self._reach.bring_up.patience):
            msg = f"{name} is not kept back"
            raise SetupBrokenError(msg)

    def is_without_answer(self, name: str, dollars: str) -> None:
        """As a Given: the model has the question, and does not answer yet."""
        model = self._reach.model
        model.hold()
        self._open.append(self._sent(name, dollars))
        asked = len(self._open)
        if not model.wait_for(lambda: model.waiting == asked, self._reach.bring_up.patience):
            msg = f"the question of {name} did not reach the model"
            raise SetupBrokenError(msg)

    def first_one_fails(self, mishap: str) -> None:
        """As a Given: the model fails whoever has waited longest, and answers the others."""
        model, (first, *others) = self._reach.model, self._open
        model.suffers(mishap)
        model.answer_one()
        first.join(self._reach.bring_up.patience)
        model.fail_with(None)
        model.release()
        for call in others:
            call.join(self._reach.bring_up.patience)

    def _begin(self, name: str, *named: str, **wishes: Any) -> Call:  # noqa: ANN401 - JSON values
        # The caller is named before a gateway is needed.
        request = self._request(name, *named, **wishes)
        return self._reach.bring_up.client().begin(name, request)

    def _request(self, name: str, *named: str, **wishes: Any) -> Request:  # noqa: ANN401 - JSON values
        caller = self._callers.named(name)
        question = caller.question(_QUESTION, **wishes)
        budgets = self._reach.bring_up.policy.cost_budgets.values()
        if not any(each.price.query for each in budgets):
            return caller.request(question, *((PRICE, each) for each in named))
        request = caller.request(question)
        stated = urlencode([(PRICE, each) for each in named])
        return replace(request, target=f"{request.target}?{stated}")

    def _slows_somebody(self) -> bool:
        """Whether answers can come late, for which time has to pass."""
        budgets = self._reach.bring_up.policy.cost_budgets.values()
        return any(stage.action == "throttle" for each in budgets for stage in each.stages)

    def _sent(self, name: str, dollars: str) -> Call:
        request = self._request(name, dollars)
        return self._reach.bring_up.client().begin_apart(name, request).in_background()

    def _expect(self, name: str, dollars: str, *wanted: int) -> None:
        response = self.ask(name, dollars).response
        if response is None or response.status not in wanted:
            seen = response.status if response else "nothing"
            owed = " or ".join(map(str, sorted(set(wanted)))) or "any refusal that is stated"
            msg = f"{name} asked for {dollars} dollars and got {seen}, not {owed}"
            raise SetupBrokenError(msg)
