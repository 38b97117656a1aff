@wire @request_limits @UC-01 @RL-01 @P1 @needs.house_dialect @needs.policies
@needs.request_limits @needs.clock @needs.still_clock
Feature: Request limits on the wire

  Client libraries are written against this page. Every answer that a request limit
  has looked at tells its figures: the RateLimit fields (draft 10) tell when there is
  more, the headers of the API tell when everything is back.

  Background:
    Given each caller may send 5 requests at once, and 1 more every 2 seconds

  Rule: Answers tell what is left

    @REQWIRE-1 @cites.RL-01 @cites.RL-02 @cites.OAI-30 @cites.OAI-33
    Example: A request is answered
      When Acme sends a request
      Then the whole answer reads
        """
        HTTP/1.1 200 OK
        Date: Wed, 23 Sep 2026 12:00:00 GMT
        X-Request-Id: req_...
        X-Gateway-Policy: 1
        Content-Type: application/json
        X-Upstream-Request-Id: req_...
        RateLimit-Policy: "requests";q=5;w=10
        RateLimit: "requests";r=4;t=2
        x-ratelimit-limit-requests: 5
        x-ratelimit-remaining-requests: 4
        x-ratelimit-reset-requests: 2s
        Content-Length: ...

        {"id": "chatcmpl-...}
        """

    @REQWIRE-2 @needs.token_budgets @cites.RL-02 @cites.OAI-30
    Example: A second limit and a token budget have looked at it too
      Given Acme may use 12,000 tokens per minute
      And everybody together may send 3 requests at once to the chat, and 1 more every 60 seconds
      When Acme sends a request
      Then the answer carries
        | part                           | value                                                   |
        | RateLimit-Policy               | "chat";q=3;w=180, "requests";q=5;w=10, "tokens-per-minute";q=12000;w=60 |
        | RateLimit                      | "chat";r=2;t=60, "requests";r=4;t=2, "tokens-per-minute";r=11900;t=1 |
        | x-ratelimit-limit-requests     | 3                                                       |
        | x-ratelimit-remaining-requests | 2                                                       |
        | x-ratelimit-reset-requests     | 1m0s                                                    |
        | x-ratelimit-remaining-tokens   | 11900                                                   |

  Rule: Refusals say when to come back, which is not before there is more

    @REQWIRE-3 @cites.OAI-40 @cites.OAI-43 @cites.RL-05 @cites.RL-08 @cites.RFC-9110
    Example: Requests come too fast
      Given Acme has sent 5 requests
      When Acme sends a request
      Then the request is refused because requests come too fast
      And the whole answer reads
        """
        HTTP/1.1 429 Too Many Requests
        Date: Wed, 23 Sep 2026 12:00:00 GMT
        X-Request-Id: req_...
        X-Gateway-Policy: 1
        Content-Type: application/json
        Cache-Control: no-store
        X-Gateway-Reason: rate_exceeded
        Retry-After: 2
        RateLimit-Policy: "requests";q=5;w=10
        RateLimit: "requests";r=0;t=2
        x-ratelimit-limit-requests: 5
        x-ratelimit-remaining-requests: 0
        x-ratelimit-reset-requests: 10s
        Content-Length: ...

        {"error": {"message": "...", "type": "requests", "param": null, "code": "rate_limit_exceeded"}}
        """
      And the model is not called
