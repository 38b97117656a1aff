@wire @onboarding @UC-05 @P2 @needs.house_dialect @needs.control_plane @needs.clock
@needs.token_rotation
Feature: A new token on the wire

  Whoever replaces the tokens of gateways reads this page: what a gateway calls
  with the old one, and what it does by itself as soon as it has the new one.

  Background:
    Given Acme may use 12,000 tokens per day
    And policy 7 is in force

  Rule: A call that was refused for its old token is followed by the handshake with the new one

    @JOINWIRE-1 @cites.RFC-6750
    Example: The gateway registers with the new token
      Given the gateway's token has been replaced by a new one
      When 10 seconds pass
      Then its 2nd call reads
        """
        POST /v1/edges/register
        Authorization: Bearer <edge token>
        Content-Type: application/json

        {"edge_id": "edge-1", "started_at": "2026-09-23T12:00:00.000Z"}
        """

    @JOINWIRE-2 @cites.RFC-9110
    Example: The gateway says which policy it has already
      Given the gateway's token has been replaced by a new one
      When 10 seconds pass
      Then its 3rd call reads
        """
        GET /v1/edges/edge-1/config
        Authorization: Bearer <edge token>
        If-None-Match: "..."
        """
