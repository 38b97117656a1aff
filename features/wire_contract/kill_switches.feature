@wire @kill_switches @UC-06 @P1 @needs.house_dialect @needs.policies @needs.fresh_state
@needs.kill_switches @needs.clock
Feature: Frozen requests on the wire

  Client libraries try again by themselves after most refusals. A frozen request
  says when that helps, and says so too when it does not.

  Rule: A freeze that ends says when, and one that does not forbids to try again

    @FRZWIRE-1 @cites.RFC-9110 @cites.OAI-43
    Example: The request is refused because it is frozen until a stated time
      Given the operator has frozen Acme for 30 seconds
      When Acme asks for up to 1,000 tokens
      Then the request is refused because it is frozen until a stated time
      And the whole answer reads
        """
        HTTP/1.1 503 Service Unavailable
        Date: Wed, 23 Sep 2026 12:00:00 GMT
        X-Request-Id: req_...
        X-Gateway-Policy: 1
        Content-Type: application/json
        Cache-Control: no-store
        X-Gateway-Reason: frozen
        Retry-After: 30
        Content-Length: ...

        {"error": {"message": "...", "type": "service_unavailable_error", "param": null, "code": "frozen"}}
        """

    @FRZWIRE-2 @cites.RFC-9110 @cites.OAI-100
    Example: The request is refused because it is frozen until further notice
      Given the operator has frozen Acme
      When Acme asks for up to 1,000 tokens
      Then the request is refused because it is frozen until further notice
      And the whole answer reads
        """
        HTTP/1.1 503 Service Unavailable
        Date: Wed, 23 Sep 2026 12:00:00 GMT
        X-Request-Id: req_...
        X-Gateway-Policy: 1
        Content-Type: application/json
        Cache-Control: no-store
        X-Gateway-Reason: frozen
        x-should-retry: false
        Content-Length: ...

        {"error": {"message": "...", "type": "service_unavailable_error", "param": null, "code": "frozen"}}
        """

  Rule: The figures and the reports say whom a freeze has hit

    @FRZWIRE-3 @needs.metrics @needs.control_plane
    Example: The control plane and the operator learn who was refused, and why
      Given the operator has frozen the chat
      And Acme has been refused 2 times for asking for up to 1,000 tokens
      When the gateway reports to its control plane
      Then the control plane has learnt of 2 refusals, each of them once
      And the figures have these lines
        """
        gateway_requests_total{caller="Acme",outcome="frozen"} 2
        """
