"""A cost budget: what may be spent in each period of the calendar, and what happens on the way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from support.reference.counted_by import CountedBy, read_counted_by
from support.reference.kinds.price import read_price
from support.reference.kinds.stages import Stage, furthest, read_stage
from support.reference.money import read_amount
from support.reference.periods import PERIODS
from support.reference.scopes import read_scope

if TYPE_CHECKING:
    from support.reference.fault_finding import ObjectReader
    from support.reference.kinds.price import Price
    from support.reference.scopes import Scope

ONLY_REFUSED: Final = (Stage(100, above=True, action="refuse", delay_seconds=0.0),)


@dataclass(frozen=True, slots=True)
class CostBudget:
    """So much money, in millionths, for each counter in each period."""

    name: str
    per: CountedBy
    where: Scope | None
    amount: int
    period: str
    stages: tuple[Stage, ...]
    price: Price
    mode: str = "enforce"

    def stage_at(self, spent: int) -> Stage | None:
        """Say how firmly a request is answered that brings the spending to so much."""
        return furthest(self.stages, spent, self.amount)

    def refuses(self, spent: int) -> bool:
        """Say whether a request is refused that would bring the spending to so much."""
        stage = self.stage_at(spent)
        return stage is not None and stage.action == "refuse"


def read_cost_budget(reader: ObjectReader, name: str) -> CostBudget:
    """Read a cost budget; where no stages are stated, what does not fit is refused."""
    stages: tuple[Stage, ...] = ONLY_REFUSED
    if reader.has("stages"):
        stages = tuple(read_stage(each) for each in reader.objects("stages"))
    budget = CostBudget(
        name,
        read_counted_by(reader),
        read_scope(reader, "where"),
        read_amount(reader, "amount"),
        reader.one_of("period", PERIODS),
        stages,
        read_price(reader.nested("price")),
    )
    if not any(stage.action == "refuse" for stage in stages):
        reader.fault("stages", "must have one that refuses")
    elif budget.refuses(budget.price.usual):
        reader.fault("price", "is more than the whole budget: nothing would ever be let through")
    return budget
