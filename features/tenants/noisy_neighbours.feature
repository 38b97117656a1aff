@tenants @UC-03 @P1 @needs.policies @needs.request_limits @needs.clock @needs.still_clock
Feature: Noisy neighbours

  Customers share a gateway and do not know of each other. Whatever one of them
  does, the others find exactly as much left as they have left themselves.

  Background:
    Given each caller may send 5 requests at once, and 1 more every 60 seconds

  Rule: While one is refused the other counts down by exactly its own requests

    @NEIGH-1 @cites.OAI-35 @cites.OAI-50
    Example: A neighbour goes on and on after it has spent everything
      Given Acme has sent 5 requests
      When Acme and Globex take turns and send 4 requests each
      Then all that Acme sent is refused because requests come too fast
      And what Globex has left is told as 4 then 3 then 2 then 1
      And the model is called 4 times

    @NEIGH-2 @RL-04 @cites.OAI-50 @cites.OAI-51
    Example: Both send at the same moment
      Given Acme has sent 5 requests
      When 10 of Acme's agents and 3 of Globex's send a request at the same moment
      Then all that Acme sent is refused because requests come too fast
      And the least that Globex is told to have left is 2
      And the model is called 3 times

    @NEIGH-3
    Example: A neighbour comes while something comes back
      Given Globex has sent 1 request
      And Acme has sent 5 requests
      And 60 seconds have passed
      When Globex and Acme take turns and send 2 requests each
      Then what Globex has left is told as 4 then 3
      And the model is called 3 times

  Rule: Nobody chooses whose limit is used by how a request comes, or by what it says of that

    @NEIGH-4
    Example: An agent comes anew, and names another address
      Given each address may send 2 requests at once, and 1 more every 60 seconds
      And Acme's agent has sent the same request 2 times
      When Acme's agent sends it by another connection, in the name of another address
      Then the request is refused because requests come too fast
      And the model is not called
