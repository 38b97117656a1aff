@loops @UC-13 @P1 @needs.policies @needs.fresh_state @needs.loop_detection
Feature: Retries and honest looking in

  Programs try again by themselves when an answer got lost, and some look in now
  and then whether something is done. Neither is stuck, and neither is refused
  for it.

  Background:
    Given the same request 5 times within a minute counts as a loop

  Rule: A retry that says that it is one is no repetition

    @LOOP-22 @cites.LOOP-14
    Example: An agent tries again after the last of its allowed repetitions
      Given Acme's agent has sent the same request 4 times
      When Acme's agent sends it as its 1st retry
      Then the request is answered
      And nothing says that it repeats itself

    @LOOP-23 @cites.LOOP-14
    Example: An agent tries again more than once
      Given Acme's agent has sent the same request 4 times
      And Acme's agent has retried it 2 times
      When Acme's agent sends it as its 3rd retry
      Then the request is answered
      And nothing says that it repeats itself

    @LOOP-54 @cites.LOOP-14
    Example: What is asked once more later has retries of its own
      Given Acme's agent has sent the same request 1 time
      And Acme's agent has retried it 2 times
      And Acme's agent has sent the same request 3 times
      When Acme's agent sends it as its 1st retry
      Then the request is answered
      And nothing says that it repeats itself

    @LOOP-56 @cites.LOOP-14
    Example: What is asked besides has retries of its own
      Given Acme's agent has sent the same request 4 times
      And Acme's agent has retried something else 2 times
      When Acme's agent sends it as its 1st retry
      Then the request is answered
      And nothing says that it repeats itself

    @LOOP-24
    Example: Retries before the last repetition change nothing about it
      Given Acme's agent has sent the same request 4 times
      And Acme's agent has retried it 2 times
      When Acme's agent sends it again
      Then the request is refused because it repeats itself
      And the refusal says that it was the 5th time
      And the model is not called

  Rule: To call it a retry gets nobody through who was refused

    @LOOP-25
    Example: A stuck agent calls its next try a retry
      Given Acme's agent has sent the same request 4 times
      And Acme's agent has been refused 1 time since
      When Acme's agent sends it as its 1st retry
      Then the request is refused because it repeats itself
      And the refusal says that it was the 5th time
      And Acme is told to try again in 60 seconds

    @LOOP-26 @needs.clock
    Example: A program retries at the time that it was told
      Given Acme's agent has sent the same request 4 times, the first of them 50 seconds ago
      And Acme's agent has been told to try again in 10 seconds
      And 10 seconds have passed
      When Acme's agent sends it as its 1st retry
      Then the request is answered

  Rule: Retries are believed as long as they are counted up, and up to ten of them

    @LOOP-27 @cites.LOOP-14
    Example: An agent calls everything its first retry
      Given Acme's agent has sent the same request 1 time
      And Acme's agent has sent it as its 1st retry 4 times
      When Acme's agent sends it as its 1st retry
      Then the request is refused because it repeats itself
      And the refusal says that it was the 5th time

    @LOOP-28
    Scenario Outline: A stuck agent sends it as its <number> retry
      Given Acme's agent has sent the same request 4 times
      When Acme's agent sends it as its <number> retry
      Then the request is <verdict>

      Examples:
        | number | verdict                           | because                         |
        | 10th   | answered                          | ten retries are believed        |
        | 11th   | refused because it repeats itself | nobody retries so often by plan |

  Rule: Who looks in at honest intervals is never stuck

    @LOOP-29 @needs.clock
    Example: An agent looks in for an hour
      Given the same request 3 times within 10 minutes counts as a loop
      When Acme's agent sends the same request every 5 minutes for an hour
      Then every one of them is answered

    @LOOP-30 @needs.clock
    Example: An agent looks in a second too often
      Given the same request 3 times within a minute counts as a loop
      When Acme's agent sends the same request every 29 seconds for a minute
      Then only the 3rd of them is refused because it repeats itself
