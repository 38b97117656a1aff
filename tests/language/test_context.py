"""What is set on behave's context is there as long as behave would have it there."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from behave.runner import Context, ModelRunner, scoped_context_layer

from support.language.context import QuickContext


@pytest.mark.parametrize("kind", [Context, QuickContext])
def test_what_is_set_in_a_scenario_ends_with_it(kind: type[Context]) -> None:
    """Ours and behave's own: what a layer further in was told is forgotten when it is left."""
    runner = ModelRunner(SimpleNamespace(verbose=False, should_capture_hooks=bool))
    context = kind(runner)
    with scoped_context_layer(context):
        context.text = "said in a step"
        context.text = "said in the next one"
        assert context.text == "said in the next one"
        with scoped_context_layer(context):
            context.text = "said further in"
        assert context.text == "said in the next one"
    assert context.text is None
