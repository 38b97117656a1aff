@wire @continuity @UC-09 @P0 @needs.house_dialect @needs.control_plane @needs.clock
Feature: The gateway and its control plane on the wire

  Whoever writes a control plane, or watches a gateway, reads this page: what the
  gateway sends, in which order, and what it says of itself when it is cut off.

  Background:
    Given Acme may use 12,000 tokens per day

  @UC-05
  Rule: A gateway that starts makes four calls, in this order, each with its token

    @EDGEWIRE-1 @cites.RFC-9110
    Example: It says who it is
      When the gateway is started, and policy 7 is on offer
      Then its 1st call reads
        """
        POST /v1/edges/register
        Authorization: Bearer <edge token>
        Content-Type: application/json

        {"edge_id": "edge-1", "started_at": "2026-09-23T12:00:00.000Z"}
        """

    @EDGEWIRE-2
    Example: It fetches its policy
      When the gateway is started, and policy 7 is on offer
      Then its 2nd call reads
        """
        GET /v1/edges/edge-1/config
        Authorization: Bearer <edge token>
        If-None-Match: absent
        """

    @EDGEWIRE-3
    Example: It tells what became of the policy
      When the gateway is started, and policy 7 is on offer
      Then its 3rd call reads
        """
        POST /v1/edges/edge-1/acknowledgements
        Authorization: Bearer <edge token>
        Content-Type: application/json

        {"version": 7, "result": "applied", "reason": null, "applied": ["tokens of Acme"],
         "rejected": [], "faults": [], "in_force": 7}
        """

    @EDGEWIRE-4
    Example: It gives a sign of life
      When the gateway is started, and policy 7 is on offer
      Then its 4th call reads
        """
        POST /v1/edges/edge-1/heartbeat
        Authorization: Bearer <edge token>
        Content-Type: application/json

        {"policy": 7, "sent_at": "2026-09-23T12:00:00.000Z"}
        """

  Rule: What it knows already is not sent to it again, and what it reports has a key

    @EDGEWIRE-5 @cites.RFC-9110
    Example: After half a minute it asks for a newer policy
      Given policy 7 is in force
      When 30 seconds pass
      Then its 3rd call reads
        """
        GET /v1/edges/edge-1/config
        Authorization: Bearer <edge token>
        If-None-Match: "..."
        """

    @EDGEWIRE-6
    Example: It reports a refusal after the next sign of life
      Given Acme has used 12,000 tokens today
      And Acme has been refused up to 1,000 tokens, asked for with a note in its address
      When 10 seconds pass
      Then its 2nd call reads
        """
        POST /v1/edges/edge-1/events
        Authorization: Bearer <edge token>
        Content-Type: application/json
        Idempotency-Key: ...

        {"events": [{"id": "...", "kind": "refused", "caller": "Acme", "reason": "tpd_exceeded",
         "path": "/v1/chat/completions", "at": "2026-09-23T12:00:00.000Z"}]}
        """
