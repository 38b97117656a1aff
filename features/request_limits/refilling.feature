@request_limits @UC-01 @P1 @needs.policies @needs.request_limits @needs.clock @needs.still_clock
Feature: Requests that come back with time

  What was used comes back little by little and to the request: a limit that gives
  back in bulk lets everybody run at once, and one that is a little slower than was
  agreed is a little less than was paid for.

  Rule: After a pause exactly as many requests pass as have come back

    @RUN-20 @cites.RL-16 @cites.RL-17
    Scenario Outline: <more> more every <every>, and <pause> have passed
      Given each caller may send 7 requests at once, and <more> more every <every>
      And Acme has sent 7 requests
      And <pause> have passed
      When Acme sends 5 requests
      Then the first <back> are answered, and the other <late> are refused because requests come too fast
      And the model is called <back> times

      Examples:
        | more | every       | pause       | back | late | because                                       |
        | 1    | 2 seconds   | 6 seconds   | 3    | 2    | three times two seconds have passed           |
        | 7    | 3 seconds   | 1.5 seconds | 3    | 2    | three and a half are three                    |
        | 1    | 7 seconds   | 21 seconds  | 3    | 2    | what comes slowly comes to the second         |
        | 2    | 2.5 seconds | 2.5 seconds | 2    | 3    | seconds may be given in parts                 |
        | 1    | 0.1 seconds | 0.3 seconds | 3    | 2    | three tenths are three tenths, and not almost |

  Rule: Nothing is saved up beyond what may be sent at once

    @RUN-21
    Example: A program was quiet for a day
      Given each caller may send 5 requests at once, and 7 more every 3 seconds
      And Acme has sent 5 requests
      And 24 hours have passed
      When Acme sends 6 requests
      Then the first 5 are answered, and the other 1 is refused because requests come too fast

  Rule: What comes back comes with the time that passes, whatever the clock shows

    @RUN-23 @UC-10 @needs.clock_corrections
    Scenario Outline: The clock is set <direction> by an hour
      Given each caller may send 3 requests at once, and 1 more every 60 seconds
      And Acme has sent 3 requests
      And the gateway's clock has been set <direction> by 1 hour
      When Acme sends a request
      Then the request is refused because requests come too fast
      And Acme is told to try again in 60 seconds

      Examples:
        | direction | because                             |
        | forward   | nothing has come back               |
        | back      | it comes back as soon as it would   |

  Rule: A rate that does not divide evenly loses nothing to rounding

    @RUN-22 @cites.RL-14
    Example: The sixth of seven requests of a minute has come back
      Given each caller may send 2 requests at once, and 7 more every 60 seconds
      And Acme has sent 2 requests
      And Acme has come back 6 times, each time exactly when it was told
      When Acme sends a request
      Then the request is refused because requests come too fast
      And Acme is told to try again in 8 seconds
