@clocks @UC-10 @P1 @needs.clock_watch @needs.clock_corrections @needs.clock @needs.metrics
Feature: Other differences are agreed on

  How far a clock may be off is agreed on by policy, and may be agreed on anew or
  not at all. What was agreed on before must not decide any more from then on.

  Rule: What is agreed on now decides, and nothing that was agreed on before

    @CLOCK-5
    Example: A larger difference is agreed than before
      Given a clock counts as wrong when it is off by more than 2 seconds
      And the gateway has noticed that its clock is 31 seconds ahead
      And a clock counts as wrong when it is off by more than 60 seconds
      When the gateway compares its clock with the control plane's
      Then the operator sees a clock that is 31 seconds ahead
      And the clock does not count as wrong

    @CLOCK-60
    Example: What was agreed does not hold any more
      Given a clock counts as wrong when it is off by more than 60 seconds
      And the gateway has noticed that its clock is 31 seconds ahead
      And nothing is agreed on any more about wrong clocks
      When the gateway compares its clock with the control plane's
      Then the operator sees a clock that is 31 seconds ahead
      And the clock counts as wrong
