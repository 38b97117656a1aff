@clocks @UC-10 @P1 @needs.passes @needs.clock
Feature: Passes while time goes by

  The gateway judges a pass by its own clock at the moment it is shown. Time that
  goes by ends a pass; a wrong clock moves both of its edges by as much as it is
  wrong, and a corrected clock moves them back at once.

  Background:
    Given the gateway forgives passes a difference of 30 seconds

  Rule: A pass ends while it is in use, to the second

    @AGEING-1 @cites.AUTH-06
    Example: A second is left of what is forgiven
      Given Acme's pass expires in 1 minute
      And 89 seconds have passed
      When Acme shows its pass
      Then the request is answered

    @AGEING-2 @cites.AUTH-06
    Example: What is forgiven is over
      Given Acme's pass expires in 1 minute
      And Acme has been answered with its pass
      And 90 seconds have passed
      When Acme shows its pass
      Then the request is refused because the pass has expired
      And the model is not called

    @AGEING-3 @cites.AUTH-07
    Example: A pass that came too early comes again later
      Given Acme's pass begins in 1 minute
      And Acme has been refused with its pass
      And 30 seconds have passed
      When Acme shows its pass
      Then the request is answered

  Rule: A wrong clock moves the edges of a pass by as much as it is wrong

    @AGEING-4 @cites.AUTH-26 @needs.clock_corrections
    Scenario Outline: The gateway's clock is a minute ahead, the pass expires <moment>
      Given Acme's pass expires <moment>
      And the gateway's clock is a minute ahead
      When Acme shows its pass
      Then the request is <outcome>
      And the model is <called>

      Examples:
        | moment        | outcome                              | called      | because                                |
        | in 31 seconds | answered                             | called once | it seems to have expired 29 seconds ago |
        | in 30 seconds | refused because the pass has expired | not called  | it seems to have expired 30 seconds ago |

    @AGEING-5 @cites.AUTH-26 @needs.clock_corrections
    Scenario Outline: The gateway's clock is a minute behind, the pass began <moment>
      Given Acme's pass began <moment>
      And the gateway's clock is a minute behind
      When Acme shows its pass
      Then the request is <outcome>
      And the model is <called>

      Examples:
        | moment         | outcome                                   | called      | because                           |
        | 30 seconds ago | answered                                  | called once | it seems to begin in 30 seconds   |
        | 29 seconds ago | refused because the pass is not valid yet | not called  | it seems to begin in 31 seconds   |

  Rule: Once the clock is set right every pass is judged aright, whatever was said of it before

    @AGEING-6 @cites.AUTH-26 @needs.clock_corrections
    Example: A good pass was refused by a clock that was ahead
      Given Acme's pass expires in 30 seconds
      And the gateway's clock is a minute ahead
      And Acme has been refused with its pass
      And the gateway's clock has been set right
      When Acme shows its pass
      Then the request is answered

    @AGEING-7 @cites.AUTH-26 @needs.clock_corrections
    Example: An old pass was accepted by a clock that was behind
      Given Acme's pass expired 30 seconds ago
      And the gateway's clock is a minute behind
      And Acme has been answered with its pass
      And the gateway's clock has been set right
      When Acme shows its pass
      Then the request is refused because the pass has expired
