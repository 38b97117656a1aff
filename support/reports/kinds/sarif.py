"""SARIF 2.1.0, for code scanning: a rule for each promise, a result for each one that was not kept.

A scenario that failed is an error, one that proved nothing a warning, under each promise that it
speaks for. The fingerprint is made of names and not of lines: a scenario that moves stays the same
alert. What is wrong with the run as a whole is told as a notification, for it has no place.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from support.reports.gaps import wrong_with
from support.reports.plain_text import plain
from support.reports.standings import why, word_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from support.reports.catalogue import Promise
    from support.reports.runs import Run, Told

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_ROOT = "%SRCROOT%"  # how GitHub calls the folder of the clone
_NONE = "no-promise"  # GitHub takes no result without a rule
_OF_NONE = {"text": "A scenario that speaks for no promise of the catalogue."}
_LEVELS = {"failed": "error", "error": "warning"}


def files(run: Run) -> Iterator[tuple[str, bytes]]:
    tested = run.began.tested
    made = {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": _driver(run)},
                "automationDetails": {"id": f"wicketkeeper/{tested.name} {tested.version}/"},
                "invocations": [_invocation(run)],
                "columnKind": "unicodeCodePoints",
                "results": list(_results(run)),
                "properties": {"gateway": tested.name, "version": tested.version},
            }
        ],
    }
    yield "wicketkeeper.sarif", json.dumps(made, indent=1, ensure_ascii=False).encode() + b"\n"


def _driver(run: Run) -> dict[str, Any]:
    return {
        "name": "Wicketkeeper",
        "version": run.began.wicketkeeper,
        "rules": [*map(_rule, run.began.promises), {"id": _NONE, "shortDescription": _OF_NONE}],
    }


def _rule(promise: Promise) -> dict[str, Any]:
    at_stake = f"At stake while it is broken: {promise.value_at_risk:,} euros a month."
    parts = (promise.why, f"On the wire: {promise.wire}.", at_stake, f"Owner: {promise.owner}.")
    return {
        "id": promise.id,
        "name": promise.id,
        "shortDescription": {"text": promise.sentence},
        "fullDescription": {"text": f"{promise.sentence} {promise.why}"},
        "help": {"text": "\n\n".join(parts)},
        "defaultConfiguration": {"level": "error"},
        "properties": {"tags": [promise.area, f"P{promise.priority}"]},
    }


def _invocation(run: Run) -> dict[str, Any]:
    wrong = wrong_with(run)
    begun = datetime.fromisoformat(run.began.at)
    last = max((each.after for each in run.judged.values()), default=0.0)
    return {
        "executionSuccessful": not wrong,
        "startTimeUtc": _utc(begun),
        "endTimeUtc": _utc(begun + timedelta(seconds=last)),
        "toolExecutionNotifications": [
            {"level": "error", "message": {"text": plain(each)}} for each in wrong
        ],
    }


def _results(run: Run) -> Iterator[dict[str, Any]]:
    rules = [*(each.id for each in run.began.promises), _NONE]
    met: Counter[str] = Counter()
    for told in run.told:
        if word_of(told) in _LEVELS:
            for rule in [each.id for each in run.promises_of(told)] or [_NONE]:
                name = _fingerprint(rule, told)
                met[name] += 1
                yield {
                    "ruleId": rule,
                    "ruleIndex": rules.index(rule),
                    **_result(told),
                    "partialFingerprints": {"primaryLocationLineHash": f"{name}:{met[name]}"},
                }


def _result(told: Told) -> dict[str, Any]:
    judged = told.judged
    said = (told.scenario.name.strip(), judged.step, why(told)) if judged else ()
    return {
        "level": _LEVELS[word_of(told)],
        "kind": "fail",
        "message": {"text": plain("\n".join(each for each in said if each))},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": quote(told.feature.file), "uriBaseId": _ROOT},
                    "region": {"startLine": told.scenario.at_line},
                }
            }
        ],
    }


def _fingerprint(rule_of_it: str, told: Told) -> str:
    """Of what is said, and not of where it stands in the file."""
    rule, example = told.rule, told.scenario.example
    said = [rule_of_it, told.feature.file, rule.name if rule else "", told.scenario.name]
    if example:  # the name of a row has its number in it
        said[3:] = [example.outline, example.table, *example.values.values()]
    return hashlib.sha256("\0".join(said).encode()).hexdigest()[:16]


def _utc(moment: datetime) -> str:
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
