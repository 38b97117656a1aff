"""What policies in shadow tell is judged by its reason and its number."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from support.matchers.shadow_reports import learnt_of_shadows, would_refuse
from support.targets.description import load
from tests.matchers.exchanges import exchange, words

if TYPE_CHECKING:
    from support.wire.exchange import Exchange

DIALECT = load("embedded").dialect
LOOPS = DIALECT.refusals["it repeats itself"]
HELP = "# TYPE gateway_would_refuse_total counter\n"


def _figures(*rows: str) -> Exchange:
    lines = "".join(f"gateway_would_refuse_total{{{row}\n" for row in rows)
    return exchange(200, (), f"{HELP}{lines}".encode())


def _report(*events: dict[str, str]) -> Exchange:
    sent = exchange()
    numbered = [{"id": str(number), **event} for number, event in enumerate(events)]
    told = exchange(200, (), {"events": numbered}).response
    assert told is not None
    return replace(sent, request=replace(sent.request, body=told.body))


def test_figures_are_added_up_over_policies() -> None:
    """Whichever policy it was; another reason is told."""
    one, two = 'policy="a",reason="loop_detected"} 1', 'policy="b",reason="loop_detected"} 2'
    assert would_refuse(3, LOOPS, DIALECT).matches(_figures(one, two))
    assert would_refuse(0, LOOPS, DIALECT).matches(_figures())
    other = 'policy="c",reason="tpm_exceeded"} 1'
    said = words(would_refuse(2, LOOPS, DIALECT), _figures(one, other))
    assert said.startswith("there were 1 of them; there was gateway_would_refuse_total")


def test_reports_are_of_this_kind_and_no_other() -> None:
    """A refusal is another event."""
    shadow = {"kind": "would_refuse", "reason": "loop_detected"}
    assert learnt_of_shadows(2, LOOPS).matches([_report(shadow, shadow)])
    said = words(learnt_of_shadows(1, LOOPS), [_report(shadow | {"kind": "refused"})])
    assert said == "told was refused loop_detected"
    assert words(learnt_of_shadows(1, LOOPS), []) == "told was nothing"
