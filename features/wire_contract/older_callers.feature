@wire @loops @UC-12 @P1 @needs.house_dialect @needs.policies @needs.fresh_state @needs.hop_limit
Feature: Events from callers who speak HTTP/1.0

  Some of those who send events have not been touched for twenty years. Their
  events go in circles like others, and whoever follows one wants to read where
  it came from.

  Rule: What comes by HTTP 1.0 is signed as such, and is counted like everything else

    @HOPWIRE-9 @cites.LOOP-01 @cites.LOOP-02 @cites.RFC-9110
    Example: An event comes straight from its sender
      Given a request may pass through the gateway 2 times
      When Acme sends an event to the receiver by HTTP 1.0
      Then the receiver finds in Via
        | entry      |
        | 1.0 edge-1 |
      And the event is passed on unchanged

    @HOPWIRE-10 @cites.LOOP-03
    Example: An event has come back too often
      Given a request may pass through the gateway 2 times
      When Acme sends an event to the receiver by HTTP 1.0 with
        | header | value                  |
        | Via    | 1.0 edge-1, 1.1 edge-1 |
      Then the request is refused because it has come back too often
      And the receiver is not called
