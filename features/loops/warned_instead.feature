@loops @UC-13 @P1 @needs.policies @needs.fresh_state @needs.loop_detection
Feature: Warned instead of refused

  Whoever brings this rule in wants to see first whom it meets. A warning stands
  beside the answer and changes nothing else, so that no program breaks and
  everybody can be told.

  Background:
    Given the same request 3 times within a minute is answered with a warning

  Rule: A warning changes nothing but that it is there

    @LOOP-31 @cites.LOOP-16
    Example: A stuck agent is warned
      Given Acme's agent has sent the same request 2 times
      When Acme's agent sends it again
      Then the request is answered with a warning that it repeats itself
      And the answer says that it was the 3rd time
      And question and answer are passed on unchanged
      And the answer is not late

    @LOOP-32
    Example: An agent that is not stuck yet is not warned
      Given Acme's agent has sent the same request 1 time
      When Acme's agent sends it again
      Then the request is answered
      And nothing says that it repeats itself

  Rule: Every further repetition is answered, warned of and counted

    @LOOP-33
    Example: An agent goes on after the warning
      Given Acme's agent has sent the same request 11 times
      When Acme's agent sends it again
      Then the request is answered with a warning that it repeats itself
      And the answer says that it was the 12th time
      And question and answer are passed on unchanged

    @LOOP-34 @cites.LOOP-19
    Example: An agent sends everything at once
      When Acme's agent sends the same request 6 times at once
      Then every one of them is answered
      And the warnings are numbered 3 then 4 then 5 then 6, each number once

    @LOOP-35 @needs.clock
    Example: An agent pauses for a minute after the warning
      Given Acme's agent has sent the same request 5 times
      And 60 seconds have passed
      When Acme's agent sends it again
      Then the request is answered
      And nothing says that it repeats itself

    @LOOP-36 @cites.LOOP-14
    Example: A warned agent tries again because the answer got lost
      Given Acme's agent has sent the same request 3 times
      When Acme's agent sends it as its 1st retry
      Then the request is answered with a warning that it repeats itself
      And the answer says that it was the 3rd time
