@wire @bots @UC-02 @P1 @needs.house_dialect @needs.policies @needs.fresh_state
@needs.request_limits @needs.clock @needs.still_clock
Feature: Refused bots on the wire

  Whoever writes a bot programs against this page. The limit that refused it is told
  by its name, so that a bot can tell it from the limits of everybody.

  Background:
    Given GPTBot and CCBot may together fetch 3 pages at once, and 1 more every 60 seconds

  Rule: A refused bot is told by which limit, and for how long

    @BOTWIRE-1 @cites.BOT-16 @cites.BOT-17 @cites.RL-08 @cites.RFC-9110
    Example: A bot fetches one page too many
      Given GPTBot has fetched 3 pages today
      When GPTBot fetches a page
      Then the page is refused because requests come too fast
      And the whole answer reads
        """
        HTTP/1.1 429 Too Many Requests
        Date: Wed, 23 Sep 2026 12:00:00 GMT
        X-Request-Id: req_...
        X-Gateway-Policy: 1
        Content-Type: application/json
        Cache-Control: no-store
        X-Gateway-Reason: rate_exceeded
        Retry-After: 60
        RateLimit-Policy: "bots";q=3;w=180
        RateLimit: "bots";r=0;t=60
        x-ratelimit-limit-requests: 3
        x-ratelimit-remaining-requests: 0
        x-ratelimit-reset-requests: 3m0s
        Content-Length: ...

        {"error": {"message": "...", "type": "requests", "param": null, "code": "rate_limit_exceeded"}}
        """
