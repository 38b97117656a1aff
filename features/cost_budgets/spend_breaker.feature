@cost_budgets @UC-14 @P1 @needs.policies @needs.fresh_state @needs.spend_breakers @needs.clock
@needs.still_clock
Feature: The spend breaker

  A leaked key or a mistake in a program is seen first as money that runs out too
  fast. Then it is not enough to refuse what is too much: nothing is let through
  for some minutes, so that somebody can look, and somebody is told.

  Background:
    Given whoever spends more than 100 dollars within 60 seconds is cut off for 5 minutes

  Rule: Whoever spends more than is stated within the stretch is cut off, and nobody before

    @BREAK-1
    Scenario Outline: Acme goes on spending after <pause>, in the next minute of the clock
      Given it is 12:00:30
      And Acme has spent 60 dollars
      And <pause> have passed
      When Acme asks 2 things for <price> dollars each
      Then the answers are
        | requests | answer   |
        | 1        | <first>  |
        | 2        | <second> |

      Examples:
        | pause        | price | first                               | second                              | because                                    |
        | 59.9 seconds | 40    | answered                            | refused because the breaker is open | all of it may be spent, and not more       |
        | 59.9 seconds | 40.01 | refused because the breaker is open | refused because the breaker is open | a cent more opens it, also for what fitted |
        | 60 seconds   | 50    | answered                            | answered                            | what is a minute old counts no longer      |

    @BREAK-2
    Example: Even the smallest thing is refused then
      Given Acme has been cut off
      When Acme asks something for 0.01 dollars
      Then the request is refused because the breaker is open
      And Acme is told to try again in 5 minutes
      And the model is not called

  Rule: It closes by itself when the stated minutes are over, to the second

    @BREAK-3 @cites.RL-14
    Example: Acme comes back again and again
      Given Acme has been cut off
      And 298 seconds have passed
      When Acme asks 3 things, a second apart, for 100 dollars each
      Then Acme is told to try again in 2 then 1 seconds, and then answered

  Rule: Only the key that spends too fast is cut off

    @BREAK-4
    Example: Globex asks while Acme is cut off
      Given Acme has been cut off
      When Globex asks something for 100 dollars
      Then the request is answered
      And the model is called once

  Rule: What nobody was served with was not spent

    @BREAK-5
    Example: The model fails
      Given the model answers with an error of its own
      When Acme asks 3 things for 100 dollars each
      Then the model is called 3 times

    @BREAK-10 @needs.cost_budgets
    Scenario Outline: Something for <price> dollars has been refused
      Given each organisation may spend 60 dollars a day
      And Acme has been refused something for <price> dollars
      When Acme asks something for 60 dollars
      Then the request is answered

      Examples:
        | price | because                                      |
        | 61    | a budget has refused it, and nobody was paid |
        | 101   | it is dearer than all that may be spent      |

  Rule: The control plane is told each time that a breaker opens, once

    @BREAK-6 @needs.control_plane
    Example: A breaker opens, is knocked at, closes, and opens again as it did the first time
      Given Acme has been cut off and refused 2 times since
      And 5 minutes have passed
      And Acme has spent 60 dollars
      And Acme has been refused something for 41 dollars
      When a minute passes
      Then the control plane has learnt of breakers that opened
        | whose | at       |
        | Acme  | 12:00:00 |
        | Acme  | 12:05:00 |

  Rule: A gateway that is killed forgets nothing of it

    @BREAK-7 @needs.restart
    Example: The breaker was open
      Given Acme has been cut off
      And a minute has passed
      And the gateway has been killed and started again
      When Acme asks something for 1 dollar
      Then the request is refused because the breaker is open
      And Acme is told to try again in 4 minutes

    @BREAK-8 @needs.restart
    Example: The breaker was about to open
      Given Acme has spent 100 dollars
      And 59 seconds have passed
      And the gateway has been killed and started again
      When Acme asks something for 1 dollar
      Then the request is refused because the breaker is open
      And the model is not called

  Rule: A breaker that is only watched opens for nobody, and counts on

    @BREAK-9 @UC-07 @needs.shadow_mode @needs.metrics
    Example: Acme spends too much while breakers are in shadow mode
      Given spend breakers are in shadow mode
      When Acme asks 4 things for 50 dollars each
      Then every one of them is answered
      And 2 requests would have been refused because the breaker is open
