@wire @cost_budgets @UC-11 @P1 @needs.house_dialect @needs.policies @needs.fresh_state
@needs.cost_budgets @needs.clock @needs.still_clock
Feature: Cost budgets on the wire

  Programs that spend money read this page. Everywhere else an answer is told in
  one sentence; here each of those sentences is spelled out. Amounts are told in
  the RateLimit fields, rounded down, and to the millionth in a warning.

  Background:
    Given each organisation may spend 100 dollars a month

  Rule: A warning is one header more, and tells what was spent to the millionth

    @CSTWIRE-1 @needs.held_back @cites.RL-01 @cites.RL-02
    Example: The budget is nearly spent
      Given organisations are warned from 80%, slowed by half a second from 95% and refused above 100%
      And Acme has spent 79 dollars
      When Acme asks something for 1.25 dollars
      Then the whole answer reads
        """
        HTTP/1.1 200 OK
        Date: Wed, 23 Sep 2026 12:00:00 GMT
        X-Request-Id: req_...
        X-Gateway-Policy: 1
        Content-Type: application/json
        X-Upstream-Request-Id: req_...
        RateLimit-Policy: "spending";q=100;w=2592000
        RateLimit: "spending";r=19;t=648000
        X-Gateway-Warning: cost_budget; used=80.25; of=100
        Content-Length: ...

        {"id": "chatcmpl-..."total_tokens": 20...}
        """

  Rule: A refusal says when the next period begins, and what is left of this one

    @CSTWIRE-2 @cites.RL-05 @cites.RL-08
    Example: The budget is spent
      Given Acme has spent 99.5 dollars
      When Acme asks something for 1 dollar
      Then the request is refused because the cost budget is spent
      And the whole answer reads
        """
        HTTP/1.1 429 Too Many Requests
        Date: Wed, 23 Sep 2026 12:00:00 GMT
        X-Request-Id: req_...
        X-Gateway-Policy: 1
        Content-Type: application/json
        Cache-Control: no-store
        X-Gateway-Reason: cost_budget_spent
        Retry-After: 648000
        RateLimit-Policy: "spending";q=100;w=2592000
        RateLimit: "spending";r=0;t=648000
        Content-Length: ...

        {"error": {"message": "...", "type": "requests", "param": null, "code": "cost_budget_spent"}}
        """

    @CSTWIRE-3
    Example: The request is dearer than a whole month
      When Acme asks something for 101 dollars
      Then the request is refused because it costs more than may be spent at all
      And the whole answer reads
        """
        HTTP/1.1 429 Too Many Requests
        Date: Wed, 23 Sep 2026 12:00:00 GMT
        X-Request-Id: req_...
        X-Gateway-Policy: 1
        Content-Type: application/json
        Cache-Control: no-store
        X-Gateway-Reason: price_too_high
        x-should-retry: false
        RateLimit-Policy: "spending";q=100;w=2592000
        RateLimit: "spending";r=100;t=648000
        Content-Length: ...

        {"error": {"message": "...", "type": "requests", "param": null, "code": "price_too_high"}}
        """

  Rule: Money and tokens are told side by side

    @CSTWIRE-4 @needs.token_budgets @cites.RL-01
    Example: Acme has a token budget besides
      Given Acme may use 12,000 tokens per minute
      When Acme asks something for 10 dollars
      Then the answer carries
        | part                         | value                                                    |
        | RateLimit-Policy             | "spending";q=100;w=2592000, "tokens-per-minute";q=12000;w=60 |
        | RateLimit                    | "spending";r=90;t=648000, "tokens-per-minute";r=11980;t=1 |
        | x-ratelimit-limit-tokens     | 12000                                                    |
        | x-ratelimit-remaining-tokens | 11980                                                    |
        | x-ratelimit-reset-tokens     | 1s                                                       |
