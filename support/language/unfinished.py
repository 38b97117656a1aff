"""What was not run to its end has neither passed nor failed, and the last lines of a run say so.

Behave counts an outline as passed of which no row was run, and a feature as failed of which only a
part was: after a dry run and after Ctrl-C it would speak of failures where there are none.
"""

from __future__ import annotations

from behave.model import ScenarioContainer, ScenarioOutline
from behave.model_type import Status

_outline_as_behave_sees_it = ScenarioOutline.compute_status
_whole_as_behave_sees_it = ScenarioContainer.compute_status


def _outline(self: ScenarioOutline) -> Status:
    status: Status = _outline_as_behave_sees_it(self)  # type: ignore[no-untyped-call]
    untried = any(each.status is Status.untested for each in self.scenarios)
    return Status.untested if status is Status.passed and untried else status


def _whole(self: ScenarioContainer) -> Status:
    """A feature, or a rule."""
    status: Status = _whole_as_behave_sees_it(self)  # type: ignore[no-untyped-call]
    failed = any(each.status.has_failed() for each in self.run_items)
    return status if failed or status is not Status.failed else Status.untested


def tell() -> None:
    """From now on, for all that behave adds up."""
    ScenarioOutline.compute_status = _outline  # type: ignore[method-assign]
    ScenarioContainer.compute_status = _whole  # type: ignore[method-assign]
