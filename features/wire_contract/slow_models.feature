@wire @chat @CG-03 @P1 @needs.house_dialect @needs.policies @needs.clock @needs.still_clock
Feature: Slow models on the wire

  A program that hears nothing holds on to whatever it has opened. After 30 seconds
  the gateway says that there will be no answer, and stops the work behind it.

  Rule: After 30 seconds without an answer the caller is told so

    @SLOWWIRE-1 @cites.OAI-18
    Example: The model does not answer in time, to the letter
      When Acme asks for up to 1,000 tokens, and the model thinks for 30 seconds
      Then the request is refused because the model does not answer in time
      And the whole answer reads
        """
        HTTP/1.1 504 Gateway Timeout
        Date: Wed, 23 Sep 2026 12:00:30 GMT
        X-Request-Id: req_...
        X-Gateway-Policy: 1
        Content-Type: application/json
        Cache-Control: no-store
        X-Gateway-Reason: upstream_timeout
        Content-Length: ...

        {"error": {"message": "...", "type": "server_error", "param": null, "code": "upstream_timeout"}}
        """
      And the model is left in the middle of its answer

  Rule: Until then nobody is told anything

    @SLOWWIRE-2
    Example: The model answers at the last moment
      When Acme asks for up to 1,000 tokens, and the model answers after 29 seconds
      Then the request is answered
      And the model is called once
