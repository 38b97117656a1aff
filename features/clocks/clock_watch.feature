@clocks @UC-10 @P1 @needs.clock_watch @needs.clock_corrections @needs.clock @needs.metrics
Feature: A wrong clock is noticed

  Budgets, passes and reports all depend on the time, and nobody looks at the
  clock of a machine that works. Ours is compared with the control plane's every
  10 seconds, and when it is off by too much the operator can see it.

  Rule: A clock counts as wrong from more than the agreed difference on, ahead or behind

    @CLOCK-1
    Scenario Outline: The clock is <off>, which is too much
      Given a clock counts as wrong when it is off by more than 30 seconds
      And the gateway's clock is <off>
      When the gateway compares its clock with the control plane's
      Then the operator sees a clock that is <off>
      And the clock counts as wrong

      Examples:
        | off                 | because                                   |
        | 30.1 seconds ahead  | it is a little more than agreed           |
        | 30.1 seconds behind | it is as bad in the other direction       |
        | 1 day ahead         | nobody has set the date                   |
        | 1 day behind        | nobody has set the date                   |

    @CLOCK-2
    Scenario Outline: The clock is <off>, which is not too much
      Given a clock counts as wrong when it is off by more than 30 seconds
      And the gateway's clock is <off>
      When the gateway compares its clock with the control plane's
      Then the operator sees a clock that is <off>
      And the clock does not count as wrong

      Examples:
        | off                 | because                                   |
        | 29.9 seconds ahead  | it is a little less than agreed           |
        | 29.9 seconds behind | it is a little less than agreed           |
        | 30 seconds ahead    | it is exactly as much as agreed           |
        | 30 seconds behind   | it is exactly as much as agreed           |

    @CLOCK-3
    Example: Nobody has agreed on anything, so that it is half a minute
      Given the gateway's clock is 31 seconds ahead
      When the gateway compares its clock with the control plane's
      Then the operator sees a clock that is 31 seconds ahead
      And the clock counts as wrong

    @CLOCK-4
    Example: A stricter difference has been agreed
      Given a clock counts as wrong when it is off by more than 2 seconds
      And the gateway's clock is 3 seconds behind
      When the gateway compares its clock with the control plane's
      Then the operator sees a clock that is 3 seconds behind
      And the clock counts as wrong

    @CLOCK-12
    Example: Less than a second has been agreed
      Given a clock counts as wrong when it is off by more than 0.5 seconds
      And the gateway's clock is 0.25 seconds behind
      When the gateway compares its clock with the control plane's
      Then the operator sees a clock that is 0.25 seconds behind
      And the clock does not count as wrong

  Rule: Crashes and other people's zones make no difference

    @CLOCK-10 @needs.restart
    Example: The gateway was killed since the difference was agreed
      Given a clock counts as wrong when it is off by more than 2 seconds
      And the gateway has noticed that its clock is 3 seconds behind
      And the gateway has been killed and started again
      When the gateway compares its clock with the control plane's
      Then the operator sees a clock that is 3 seconds behind
      And the clock counts as wrong

    @CLOCK-11
    Example: The control plane tells the time of another zone
      Given the control plane tells the time of a zone that is 2 hours ahead
      And the gateway's clock is 31 seconds ahead
      When the gateway compares its clock with the control plane's
      Then the operator sees a clock that is 31 seconds ahead

  Rule: A clock that is right again does so from the next comparison on

    @CLOCK-6
    Example: The clock is set right
      Given the gateway has noticed that its clock is 31 seconds ahead
      And the gateway's clock has been set right
      When the gateway compares its clock with the control plane's
      Then the operator sees a clock that is right

    @CLOCK-7
    Example: The clock is set right, and nobody has compared it yet
      Given the gateway has noticed that its clock is 31 seconds ahead
      When the gateway's clock is set right
      Then the operator sees a clock that is 31 seconds ahead
      And the clock counts as wrong

    @CLOCK-8
    Example: The clock is set right to within what is agreed
      Given the gateway has noticed that its clock is 45 seconds behind
      And the gateway's clock has been set forward by 15 seconds
      When the gateway compares its clock with the control plane's
      Then the operator sees a clock that is 30 seconds behind
      And the clock does not count as wrong

    @CLOCK-9
    Example: The clock is set right by far too much
      Given the gateway has noticed that its clock is 45 seconds ahead
      And the gateway's clock has been set back by 90 seconds
      When the gateway compares its clock with the control plane's
      Then the operator sees a clock that is 45 seconds behind
      And the clock counts as wrong
