@wire @crawlers @UC-19 @P1 @needs.house_dialect @needs.policies @needs.fresh_state @needs.crawlers
@needs.still_clock
Feature: Answers to crawlers on the wire

  Whoever writes a crawler, or keeps a cache in front of the gateway, programs
  against this page. Everywhere else an answer to a crawler is told in one
  sentence; here each of those sentences is spelled out.

  Background:
    Given each crawler may fetch 5 pages a day

  Rule: A refusal says why and for how long, and no cache may give it to people

    @CRWWIRE-1 @cites.BOT-17 @cites.BOT-18 @cites.RFC-9110
    Example: The allowance is spent
      Given GPTBot has spent its allowance for today
      When GPTBot fetches a page
      Then the page is refused because the crawler's allowance is spent
      And the whole answer reads
        """
        HTTP/1.1 429 Too Many Requests
        Date: Wed, 23 Sep 2026 12:00:00 GMT
        X-Request-Id: req_...
        X-Gateway-Policy: 1
        Content-Type: application/json
        Cache-Control: no-store
        X-Gateway-Reason: crawler_allowance_spent
        Retry-After: 43200
        Vary: User-Agent
        Content-Length: ...

        {"error": {"message": "...", "type": "requests", "param": null, "code": "crawler_allowance_spent"}}
        """

    @CRWWIRE-2 @cites.BOT-08 @cites.BOT-17 @needs.many_addresses
    Example: The crawler is not who it says it is
      Given GPTBot's own addresses are 127.0.0.16 to 127.0.0.31
      When somebody at 127.0.0.99 fetches a page in GPTBot's name
      Then the page is refused because the crawler is not who it says it is
      And the whole answer reads
        """
        HTTP/1.1 403 Forbidden
        Date: Wed, 23 Sep 2026 12:00:00 GMT
        X-Request-Id: req_...
        X-Gateway-Policy: 1
        Content-Type: application/json
        Cache-Control: no-store
        X-Gateway-Reason: crawler_unverified
        x-should-retry: false
        Vary: User-Agent
        Content-Length: ...

        {"error": {"message": "...", "type": "permission_error", "param": null, "code": "crawler_unverified"}}
        """

  Rule: A warning is one header more, and nothing else

    @CRWWIRE-3 @cites.BOT-15 @cites.BOT-18 @needs.clock @needs.held_back
    Scenario Outline: A warned page, delivered <pace>
      Given crawlers are warned from 80%, slowed by half a second from 100% and refused above 100%
      And GPTBot has fetched <so far> pages today
      When GPTBot fetches a page
      Then the whole answer reads
        """
        HTTP/1.1 200 OK
        Date: Wed, 23 Sep 2026 12:00:00 GMT
        X-Request-Id: req_...
        X-Gateway-Policy: 1
        X-Gateway-Warning: crawler_allowance; used=<used>; of=5
        Content-Type: text/html; charset=utf-8
        Set-Cookie: ...
        Set-Cookie: ...
        Vary: Accept-Language
        Content-Length: 76

        <!doctype html>
        <title>/articles/<used></title>
        <h1>The page at /articles/<used></h1>
        """

      Examples:
        | so far | pace               | used |
        | 3      | at once            | 4    |
        | 4      | half a second late | 5    |

    @CRWWIRE-4
    Example: A page far from every stage
      When GPTBot fetches a page
      Then the whole answer reads
        """
        HTTP/1.1 200 OK
        Date: Wed, 23 Sep 2026 12:00:00 GMT
        X-Request-Id: req_...
        X-Gateway-Policy: 1
        Content-Type: text/html; charset=utf-8
        Set-Cookie: ...
        Set-Cookie: ...
        Vary: Accept-Language
        Content-Length: 76
        """

  Rule: The robots file is plain text for everybody

    @CRWWIRE-5 @cites.BOT-04 @cites.BOT-05 @cites.RFC-9309
    Example: A refused crawler reads it
      Given GPTBot has spent its allowance for today
      When GPTBot reads robots.txt
      Then the whole answer reads
        """
        HTTP/1.1 200 OK
        Date: Wed, 23 Sep 2026 12:00:00 GMT
        X-Request-Id: req_...
        X-Gateway-Policy: 1
        Content-Type: text/plain; charset=utf-8
        Content-Length: 23

        User-agent: *
        Allow: /
        """
