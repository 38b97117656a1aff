@wire @budgets @UC-16 @RL-01 @P0 @needs.house_dialect @needs.token_budgets
@needs.policies @needs.still_clock
Feature: Token budgets on the wire

  Every answer that a budget has looked at tells its figures in two families: the
  fields of the RateLimit draft (10) and the headers that libraries of the API read.

  Rule: Answers tell what is left when the answer is paid

    @LIMWIRE-1 @cites.RL-01 @cites.RL-02 @cites.OAI-30
    Example: Both budgets are told, the library's headers speak of the minute
      Given Acme may use 12,000 tokens per minute and 100,000 per day
      And the model's answers have the line "X-Gateway-Reason: frozen"
      And the model's answers have the line "Date: Thu, 01 Jan 1970 00:00:00 GMT"
      When Acme asks for up to 3,000 tokens
      Then the whole answer reads
        """
        HTTP/1.1 200 OK
        Date: Wed, 23 Sep 2026 12:00:00 GMT
        X-Request-Id: req_...
        X-Gateway-Policy: 1
        Content-Type: application/json
        X-Upstream-Request-Id: req_...
        RateLimit-Policy: "tokens-per-minute";q=12000;w=60, "tokens-per-day";q=100000;w=86400
        RateLimit: "tokens-per-minute";r=9000;t=15, "tokens-per-day";r=97000;t=43200
        x-ratelimit-limit-tokens: 12000
        x-ratelimit-remaining-tokens: 9000
        x-ratelimit-reset-tokens: 15s
        Content-Length: ...

        {"id": "chatcmpl-..."total_tokens": 3000...}
        """

    @LIMWIRE-2 @cites.OAI-33
    Example: A day budget alone is told by all headers
      Given Acme may use 10,000,000 tokens per day
      When Acme asks for up to 3,000 tokens
      Then the answer carries
        | part                         | value                             |
        | RateLimit-Policy             | "tokens-per-day";q=10000000;w=86400 |
        | RateLimit                    | "tokens-per-day";r=9997000;t=43200  |
        | x-ratelimit-limit-tokens     | 10000000                            |
        | x-ratelimit-remaining-tokens | 9997000                             |
        | x-ratelimit-reset-tokens     | 12h0m0s                           |

    @LIMWIRE-3 @cites.OAI-33
    Example: A whole minute is spelt as the library spells it
      Given Acme may use 12,000 tokens per minute
      When Acme asks for up to 12,000 tokens
      Then the answer carries
        | part                         | value                          |
        | RateLimit                    | "tokens-per-minute";r=0;t=60   |
        | x-ratelimit-remaining-tokens | 0                              |
        | x-ratelimit-reset-tokens     | 1m0s                           |

  Rule: Refusals tell what is left besides when to come back

    @LIMWIRE-4 @cites.OAI-30 @cites.RL-05 @cites.RL-08 @cites.OAI-48
    Example: A stream is refused
      Given Acme may use 12,000 tokens per minute
      And Acme has used 11,400 tokens in this minute
      When Acme asks for up to 1,000 tokens as a stream
      Then the whole answer reads
        """
        HTTP/1.1 429 Too Many Requests
        Date: Wed, 23 Sep 2026 12:00:00 GMT
        X-Request-Id: req_...
        X-Gateway-Policy: 1
        Content-Type: application/json
        Cache-Control: no-store
        X-Gateway-Reason: tpm_exceeded
        Retry-After: 2
        RateLimit-Policy: "tokens-per-minute";q=12000;w=60
        RateLimit: "tokens-per-minute";r=600;t=2
        x-ratelimit-limit-tokens: 12000
        x-ratelimit-remaining-tokens: 600
        x-ratelimit-reset-tokens: 57s
        Content-Length: ...

        {"error": {"message": "...", "type": "tokens", "param": null, "code": "rate_limit_exceeded"}}
        """
