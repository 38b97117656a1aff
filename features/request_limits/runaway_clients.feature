@request_limits @UC-01 @P1 @needs.policies @needs.request_limits @needs.clock @needs.still_clock
Feature: Clients that run away

  A program with a mistake in it asks as fast as it can. It is held to its rate, so
  that the others have the model, and it gets going again by itself, so that nobody
  has to be woken because of it.

  Background:
    Given each caller may send 5 requests at once, and 1 more every 2 seconds

  Rule: Exactly as many requests pass at once as are allowed

    @RUN-1 @cites.RL-16
    Example: A program sends one request too many
      When Acme sends 6 requests
      Then the first 5 are answered, and the other 1 is refused because requests come too fast
      And the model is called 5 times

    @RUN-2 @RL-04 @cites.OAI-51 @cites.RL-16
    Example: Many agents send theirs at the same moment
      When 10 of Acme's agents send a request each at the same moment
      Then 5 of them are answered, and 5 are refused because requests come too fast
      And the model is called 5 times

    @RUN-3 @RL-01 @cites.OAI-32
    Example: What is left goes down one by one
      When Acme sends 6 requests
      Then the requests left are told as 4 then 3 then 2 then 1 then 0 then 0
      And everything that is told of budgets agrees

  Rule: Whatever is sent counts, and not questions alone

    @RUN-24 @cites.RFC-9110
    Scenario Outline: A program has sent each request <variation>
      Given Acme has sent 5 requests <variation>
      When Acme sends a request
      Then the request is refused because requests come too fast
      And the model is not called

      Examples:
        | variation                     | because                            |
        | as a look without a body      | a look has to be answered as well  |
        | as a look at the head alone   | the answer is made up all the same |
        | as a question what is allowed | who asks that asks something       |

  Rule: Who is refused is told when the next request is back, and the model never hears of it

    @RUN-4 @cites.OAI-43 @cites.RL-05
    Example: A program goes on after the last request
      Given Acme has sent 5 requests
      When Acme sends a request
      Then the request is refused because requests come too fast
      And Acme is told to try again in 2 seconds
      And the model is not called

    @RUN-10 @cites.RL-05
    Example: A program reads how long it takes until everything is back
      Given Acme has sent 5 requests
      When Acme sends a request
      Then Acme is told that the next request is back in 2 seconds
      And Acme is told that all requests are back in 10 seconds

    @RUN-5 @cites.OAI-43
    Example: A part of a second counts as a whole one
      Given Acme has sent 5 requests
      And half a second has passed
      When Acme sends a request
      Then the request is refused because requests come too fast
      And Acme is told to try again in 2 seconds

  Rule: Who comes back in time is answered, and nobody is a second earlier

    @RUN-6 @RL-02 @cites.RL-14 @cites.OAI-38
    Example: A program that went on in vain comes back in time
      Given Acme has sent 5 requests
      And Acme has sent 3 more requests in vain
      When Acme comes back exactly when it was told
      Then the request is answered
      And Acme has 0 requests left

    @RUN-7 @RL-02 @cites.RL-14
    Example: A program comes back a second before
      Given Acme has sent 5 requests
      And a second has passed
      When Acme sends a request
      Then the request is refused because requests come too fast
      And Acme is told to try again in 1 second
      And the model is not called

  Rule: One caller's rush is nobody else's

    @RUN-8 @cites.OAI-50
    Example: Another organisation comes in the middle of it
      Given Acme has sent 5 requests
      And Acme has sent 3 more requests in vain
      When Globex sends a request
      Then the request is answered
      And Globex has 4 requests left

  Rule: A crash of the gateway gives nothing back

    @RUN-9 @RL-03 @needs.restart @cites.RL-18
    Example: The gateway is killed in the middle of it
      Given Acme has sent 5 requests
      And a second has passed
      And the gateway has been killed and started again
      When Acme sends a request
      Then the request is refused because requests come too fast
      And Acme is told to try again in 1 second
