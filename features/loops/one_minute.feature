@loops @UC-13 @P1 @needs.policies @needs.fresh_state @needs.loop_detection @needs.clock
Feature: Repetitions within one minute

  Only what happens within a minute is a loop. Who is refused is told to the
  second when the next try gets through, and gets through then, however often
  something was tried meanwhile.

  Background:
    Given the same request 5 times within a minute counts as a loop

  Rule: A repetition counts for one minute and not a moment longer

    @LOOP-6 @cites.LOOP-13
    Scenario Outline: The first of the repetitions is <age> old
      Given Acme's agent has sent the same request 4 times, the first of them <age> ago
      When Acme's agent sends it again
      Then the request is <verdict>

      Examples:
        | age          | verdict                            | because                       |
        | 59 seconds   | refused because it repeats itself  | it still counts               |
        | 59.9 seconds | refused because it repeats itself  | the minute is not over yet    |
        | 60 seconds   | answered                           | the minute is just over       |
        | 2 minutes    | answered                           | the minute is long over       |

    @LOOP-7
    Example: Only the repetitions that have become old are forgotten
      Given Acme's agent has sent the same request 4 times, the first of them 50 seconds ago
      And 10 seconds have passed
      When Acme's agent sends the same request 2 times
      Then only the 2nd of them is refused because it repeats itself

    @LOOP-8 @cites.LOOP-13
    Example: After a silent minute everything is forgotten
      Given Acme's agent has sent the same request 4 times
      And Acme's agent has been refused 1 time since
      And 60 seconds have passed
      When Acme's agent sends the same request 5 times
      Then only the 5th of them is refused because it repeats itself

    @LOOP-9
    Example: Another policy knows another span of time
      Given the same request 3 times within 10 seconds counts as a loop
      And Acme's agent has sent the same request 2 times, the first of them 10 seconds ago
      When Acme's agent sends the same request 2 times
      Then only the 2nd of them is refused because it repeats itself

    @LOOP-53 @UC-10 @needs.clock_corrections
    Example: The clock is set forward by an hour
      Given Acme's agent has sent the same request 4 times
      And the gateway's clock has been set forward by 1 hour
      When Acme's agent sends it again
      Then the request is refused because it repeats itself
      And Acme is told to try again in 60 seconds

  Rule: A refusal tells to the second when the next try gets through

    @LOOP-10 @cites.LOOP-15 @cites.RFC-9110
    Example: The first of the repetitions is fifty seconds old
      Given Acme's agent has sent the same request 4 times, the first of them 50 seconds ago
      When Acme's agent sends it again
      Then the request is refused because it repeats itself
      And Acme is told to try again in 10 seconds

    @LOOP-11
    Example: An agent comes back exactly then
      Given Acme's agent has sent the same request 4 times, the first of them 50 seconds ago
      And Acme's agent has been told to try again in 10 seconds
      And 10 seconds have passed
      When Acme's agent sends it again
      Then the request is answered

    @LOOP-12
    Example: An agent comes back a second too early
      Given Acme's agent has sent the same request 4 times, the first of them 50 seconds ago
      And Acme's agent has been told to try again in 10 seconds
      And 9 seconds have passed
      When Acme's agent sends it again
      Then the request is refused because it repeats itself
      And Acme is told to try again in 1 second

    @LOOP-13
    Example: Parts of a second are rounded up
      Given Acme's agent has sent the same request 4 times, the first of them 50.5 seconds ago
      When Acme's agent sends it again
      Then the request is refused because it repeats itself
      And Acme is told to try again in 10 seconds

    @LOOP-52
    Example: The policy has become stricter meanwhile
      Given Acme's agent has sent the same request 4 times, the first of them 50 seconds ago
      And the same request 3 times within a minute counts as a loop
      When Acme's agent sends it again
      Then the request is refused because it repeats itself
      And Acme is told to try again in 60 seconds

  Rule: Refused tries do not make it longer

    @LOOP-14
    Example: An agent does not listen
      Given Acme's agent has sent the same request 4 times
      And Acme's agent has been refused 5 times since, 10 seconds apart
      When Acme's agent sends it again
      Then the request is refused because it repeats itself
      And the refusal says that it was the 5th time
      And Acme is told to try again in 10 seconds

    @LOOP-15
    Example: An agent that did not listen gets through all the same
      Given Acme's agent has sent the same request 4 times
      And Acme's agent has been refused 5 times since, 10 seconds apart
      And 10 seconds have passed
      When Acme's agent sends the same request 4 times
      Then every one of them is answered
