@wire @loops @UC-13 @P1 @needs.house_dialect @needs.policies @needs.fresh_state
@needs.loop_detection
Feature: Repeated requests on the wire

  Client libraries are written against this page. Everywhere else a repetition is
  described in one sentence; here each of those sentences is spelled out.

  Rule: A refused repetition says how often it came and when to come back

    @LOOPWIRE-1 @needs.clock @cites.LOOP-15 @cites.RFC-9110 @cites.OAI-43
    Example: The request is refused because it repeats itself
      Given the same request 3 times within a minute counts as a loop
      And Acme's agent has sent the same request 2 times, the first of them 50 seconds ago
      When Acme's agent sends it again
      Then the request is refused because it repeats itself
      And the whole answer reads
        """
        HTTP/1.1 429 Too Many Requests
        Date: Wed, 23 Sep 2026 12:00:50 GMT
        X-Request-Id: req_...
        X-Gateway-Policy: 1
        Content-Type: application/json
        Cache-Control: no-store
        X-Gateway-Reason: loop_detected
        Retry-After: 10
        X-Gateway-Loop-Count: 3
        Content-Length: ...

        {"error": {"message": "...", "type": "requests", "param": null, "code": "loop_detected"}}
        """

  Rule: A warning stands beside the answer

    @LOOPWIRE-2 @cites.LOOP-16
    Example: The request is answered with a warning that it repeats itself
      Given the same request 3 times within a minute is answered with a warning
      And Acme's agent has sent the same request 2 times
      When Acme's agent sends it again
      Then the request is answered with a warning that it repeats itself
      And the whole answer reads
        """
        HTTP/1.1 200 OK
        Date: Wed, 23 Sep 2026 12:00:00 GMT
        X-Request-Id: req_...
        X-Gateway-Policy: 1
        Content-Type: application/json
        X-Upstream-Request-Id: req_...
        X-Gateway-Warning: loop_detected
        X-Gateway-Loop-Count: 3
        Content-Length: ...

        {"id": "chatcmpl-..."...}
        """

  Rule: A retry says which one it is

    @LOOPWIRE-3 @cites.LOOP-14
    Example: The agent sends it as its second retry
      Given the same request 2 times within a minute counts as a loop
      And Acme's agent has sent the same request 1 time
      When Acme's agent sends it as its 2nd retry
      Then the request carried
        | part                    | value |
        | x-stainless-retry-count | 2     |
      And the request is answered

  Rule: Path and query belong to a request, the order of a query does not

    @LOOPWIRE-4 @cites.LOOP-12
    Scenario Outline: After <first> comes <then>
      Given the same request 2 times within a minute counts as a loop
      And Acme's agent has sent it to "<first>"
      When Acme's agent sends it to "<then>"
      Then the request is <verdict>

      Examples:
        | first                        | then                         | verdict                           |
        | /v1/chat/completions?a=1&b=2 | /v1/chat/completions?b=2&a=1 | refused because it repeats itself |
        | /v1/chat/completions?a=1&b=2 | /v1/chat/completions?a=2&b=1 | answered                          |
        | /v1/chat/completions?a=1&b=2 | /v1/chat/completions?a=1     | answered                          |
        | /v1/chat/completions?a=      | /v1/chat/completions         | answered                          |
        | /v1/a/chat/completions       | /v1/b/chat/completions       | answered                          |
        | /v1/chat/completions         | /v1/chat/completions         | refused because it repeats itself |
