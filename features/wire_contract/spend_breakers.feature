@wire @cost_budgets @UC-14 @P1 @needs.house_dialect @needs.policies @needs.fresh_state
@needs.spend_breakers @needs.clock @needs.still_clock
Feature: Spend breakers on the wire

  Whoever is cut off reads why and for how long; whoever looks after the money
  reads one event for each time that a breaker opens.

  Background:
    Given whoever spends more than 100 dollars within 60 seconds is cut off for 5 minutes
    And Acme has been cut off

  Rule: A refusal says for how long nothing is let through

    @BREAKWIRE-1 @cites.RL-08
    Example: Acme asks a second later
      Given a second has passed
      When Acme asks something for 1 dollar
      Then the request is refused because the breaker is open
      And the whole answer reads
        """
        HTTP/1.1 429 Too Many Requests
        Date: Wed, 23 Sep 2026 12:00:01 GMT
        X-Request-Id: req_...
        X-Gateway-Policy: 1
        Content-Type: application/json
        Cache-Control: no-store
        X-Gateway-Reason: breaker_open
        Retry-After: 299
        Content-Length: ...

        {"error": {"message": "...", "type": "requests", "param": null, "code": "breaker_open"}}
        """

  Rule: The event names the policy and the caller

    @BREAKWIRE-2 @needs.control_plane
    Example: The next report brings it
      When the gateway makes its next report
      Then its breaker event carries
        | key    | value                    |
        | id     | a name of its own        |
        | kind   | breaker                  |
        | caller | Acme                     |
        | policy | runaway spending         |
        | at     | 2026-09-23T12:00:00.000Z |
