@request_limits @RL-05 @P2 @needs.policies @needs.request_limits @needs.clock @needs.still_clock
Feature: Two limits on one request

  A caller has a limit, and all callers together have one, so that the model is not
  overrun. Whoever is refused by the one must not pay for it with the other, nor be
  sent away only to be refused again.

  Background:
    Given each caller may send 2 requests at once, and 1 more every 60 seconds
    And everybody together may send 3 requests at once to the chat, and 1 more every 10 seconds

  Rule: What is counted twice needs room in both, and is taken from both or from none

    @SVC-3 @cites.RL-05
    Example: Both limits refuse, and the later time is told
      Given Acme has sent 2 requests
      And Globex has sent 1 request
      When Acme sends a request
      Then the request is refused because requests come too fast
      And Acme is told to try again in 60 seconds
      And the model is not called

    @SVC-4
    Example: What one limit has refused is not taken from the other
      Given Globex has sent 2 requests
      And Acme has sent 1 request
      And Acme has sent 1 more request in vain
      And 10 seconds have passed
      When Acme sends a request
      Then the request is answered
