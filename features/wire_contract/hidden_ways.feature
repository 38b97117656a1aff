@wire @loops @UC-12 @P1 @needs.house_dialect @needs.policies @needs.fresh_state @needs.hop_limit
Feature: Nobody hides the way so far

  What Connection names belongs to one connection and is not passed on. The way
  that an event has come is no such thing, or whoever sends in circles would only
  have to say so.

  Rule: What stands in Via is passed on, whatever is said of it

    @HOPWIRE-11 @cites.LOOP-01 @cites.RFC-9110
    Example: The sender calls the way so far a matter of this one connection
      Given a request may pass through the gateway 2 times
      When Acme sends an event to the receiver with
        | header     | value                |
        | Via        | 1.0 fred, 1.1 edge-1 |
        | Connection | Via                  |
      Then the receiver finds in Via
        | entry      |
        | 1.0 fred   |
        | 1.1 edge-1 |
        | 1.1 edge-1 |
