"""What a failure says of itself, word by word."""

from __future__ import annotations

import shlex

from support.clock import TrueTime
from support.evidence.ledger import Ledger
from support.evidence.redaction import Secrets
from support.reports.explanation import curl, explanation
from support.wire.exchange import Piece, Request, Response

ASKED = Request(
    "POST",
    "/v1/chat/completions?key=k",
    (("Host", "127.0.0.1:1"), ("Authorization", "Bearer k"), ("X-Note", "it's me")),
    b'{"max_tokens": 996}',
)
REFUSED = Response(
    429,
    "Too Many Requests",
    (("Date", "now"), ("Retry-After", "2"), ("X-Gateway-Reason", "tpm_exceeded")),
    (Piece(0.0, b'{"error": {"code": "rate_limit_exceeded"}}'),),
)


def told(ledger: Ledger, secrets: Secrets, address: str | None = "http://127.0.0.1:1") -> list[str]:
    text = explanation(
        ledger.everything_since_mark(),
        secrets,
        since="Since the When",
        address=address,
        see_all="scripts/wicket show build/run features/a.feature:1",
    )
    return text.splitlines()


def a_ledger() -> Ledger:
    ledger = Ledger(TrueTime())
    ledger.note("said", "Given something else")
    ledger.end(ledger.begin("caller to gateway", "Acme", ASKED), REFUSED, "complete")
    ledger.mark()
    return ledger


def test_a_refused_request_is_told_whole() -> None:
    """The request, what was answered, that nothing went on, the file, and how to ask again."""
    ledger, secrets = a_ledger(), Secrets()
    ledger.note("time", "30 seconds pass")
    ledger.note("nobody says more", "")
    ledger.end(ledger.begin("caller to gateway", "Acme", ASKED), REFUSED, "complete")
    command = shlex.join(
        [
            *("curl", "--include", "--silent", "--show-error", "--request", "POST"),
            *("--header", "Authorization: (hidden)", "--header", "X-Note: it's me"),
            *("--data-raw", '{"max_tokens": 996}'),
            "http://127.0.0.1:1/v1/chat/completions?key=k",
        ]
    )
    assert told(ledger, secrets) == [
        "Since the When:",
        "  12:00:00  time: 30 seconds pass",
        "  12:00:00  nobody says more",
        "  12:00:00  Acme to the gateway: POST /v1/chat/completions?key=k",
        "              Authorization: (hidden)",
        "              X-Note: it's me",
        '              {"max_tokens": 996}',
        "            the gateway answered: 429 Too Many Requests",
        "              Retry-After: 2",
        "              X-Gateway-Reason: tpm_exceeded",
        '              {"error": {"code": "rate_limit_exceeded"}}',
        "  nothing reached the model",
        "To see everything:",
        "  scripts/wicket show build/run features/a.feature:1",
        "To ask the same again:",
        f"  {command}",
    ]


def test_a_call_to_the_model_is_told() -> None:
    """What reached the model stands where it happened."""
    ledger = a_ledger()
    ledger.end(ledger.begin("gateway to model", "the gateway", ASKED), REFUSED, "complete")
    lines = told(ledger, Secrets())
    assert "  12:00:00  gateway to the model: POST /v1/chat/completions?key=k" in lines
    assert "            the model answered: 429 Too Many Requests" in lines
    assert "  nothing reached the model" not in lines
    assert "  nothing reached the gateway" not in lines


def test_an_answer_that_did_not_come_is_told() -> None:
    """How an exchange ended is told where it did not end well."""
    ledger = a_ledger()
    ledger.end(ledger.begin("caller to gateway", "Acme", ASKED), None, "timed out")
    ledger.end(ledger.begin("caller to gateway", "Acme", ASKED), REFUSED, "cut")
    lines = told(ledger, Secrets())
    assert "            the gateway gave no answer (timed out)" in lines
    assert "            the gateway answered: 429 Too Many Requests (cut)" in lines


def test_nothing_at_all_is_told() -> None:
    """Where nothing was sent, that is said, and there is nothing to repeat."""
    assert told(a_ledger(), Secrets()) == [
        "Since the When:",
        "  nothing reached the model",
        "  nothing reached the gateway",
        "To see everything:",
        "  scripts/wicket show build/run features/a.feature:1",
    ]


def test_the_last_of_many_are_told() -> None:
    """Of many exchanges the last six are told, and that there were others."""
    ledger = a_ledger()
    for _ in range(10):
        ledger.end(ledger.begin("caller to gateway", "Acme", ASKED), REFUSED, "complete")
    lines = told(ledger, Secrets())
    assert lines[1] == "  (4 earlier, which are in the record)"
    assert sum("Acme to the gateway" in line for line in lines) == 6


def test_a_long_body_is_shortened() -> None:
    """A body is one line of at most 300 characters, with its length."""
    ledger = a_ledger()
    long = Request("POST", "/", (), b"x" * 2000)
    ledger.end(ledger.begin("caller to gateway", "Acme", long), None, "reset")
    lines = told(ledger, Secrets())
    assert f"              {'x' * 300} ... (2,000 characters)" in lines


def test_secrets_are_hidden_everywhere() -> None:
    """A canary in a header, a query, a body or an answer is in no explanation and no command."""
    secrets = Secrets()
    key = secrets.new("Acme")
    request = Request("POST", f"/x?k={key}", (("X-Mine", key),), f'{{"k": "{key}"}}'.encode())
    answer = Response(400, "Bad", (("X-Echo", key),), (Piece(0.0, key.encode()),))
    ledger = a_ledger()
    ledger.note("gateway", f"said {key}")
    ledger.end(ledger.begin("caller to gateway", "Acme", request), answer, "complete")
    text = "\n".join(told(ledger, secrets))
    assert secrets.canary not in text
    assert text.count("(hidden)") >= 8


def test_a_get_is_a_plain_command() -> None:
    """A request without a body needs neither a method nor data."""
    command = curl(Request("GET", "/livez", ()), Secrets(), "https://gateway.example")
    assert command == "curl --include --silent --show-error https://gateway.example/livez"
