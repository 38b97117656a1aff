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
