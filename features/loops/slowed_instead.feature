@loops @UC-13 @P1 @needs.policies @needs.fresh_state @needs.loop_detection @needs.clock @needs.held_back
Feature: Slowed instead of refused

  Slowing takes the cost out of a loop without breaking the program that is in it:
  every repetition is answered, each later than the one before, and nobody else
  notices anything.

  Background:
    Given the same request is slowed from the 3rd time within a minute on
    And it is slowed by 2 seconds more each time, up to 7 seconds

  Rule: Every further repetition is answered later, up to the stated bound

    @LOOP-37
    Example: An agent that is not stuck yet is not slowed
      Given Acme's agent has sent the same request 1 time
      When Acme's agent sends it again
      Then the request is answered
      And the answer is not late
      And nothing says that it repeats itself

    @LOOP-38 @cites.LOOP-16
    Scenario Outline: The <nth> time is answered <delay> late
      Given Acme's agent has sent the same request <before> times
      When Acme's agent sends it again
      Then the request is answered with a warning that it repeats itself
      And the answer says that it was the <nth> time
      And the answer is <delay> late

      Examples:
        | before | nth | delay     | because                        |
        | 2      | 3rd | 2 seconds | it completes the loop          |
        | 3      | 4th | 4 seconds | it is 2 seconds more           |
        | 4      | 5th | 6 seconds | it is 2 seconds more each time |
        | 5      | 6th | 7 seconds | it is never more than 7        |
        | 7      | 8th | 7 seconds | it stays at 7 from then on     |

    @LOOP-39
    Example: What is slowed is not changed
      Given Acme's agent has sent the same request 2 times
      When Acme's agent sends it again
      Then question and answer are passed on unchanged
      And the model is called 2 seconds late

    @LOOP-55 @cites.LOOP-16
    Example: To call it a retry makes nobody faster
      Given Acme's agent has sent the same request 3 times
      When Acme's agent sends it as its 1st retry
      Then the request is answered with a warning that it repeats itself
      And the answer is 2 seconds late

  Rule: Nobody is slowed for somebody else's repetitions

    @LOOP-40
    Example: Somebody asks while an agent is kept back
      Given Acme's agent has sent the same request 2 times
      And Acme's agent has sent it again and is kept back
      When Globex's agent sends the very same request
      Then the answer is not late
      And the request is answered
      And nothing says that it repeats itself

    @LOOP-41
    Example: A slowed agent asks something else
      Given Acme's agent has sent the same request 4 times
      When Acme's agent sends it with one letter changed
      Then the request is answered
      And the answer is not late

    @LOOP-42 @cites.LOOP-13
    Example: A slowed agent pauses for a minute
      Given Acme's agent has sent the same request 4 times
      And 60 seconds have passed
      When Acme's agent sends it again
      Then the request is answered
      And the answer is not late

  Rule: Whoever is slowed for two reasons is slowed by the longer one, and warned of both

    Background:
      Given each organisation may spend 100 dollars a day
      And organisations are warned from 80%, slowed by half a second from 95% and refused above 100%
      And Acme has spent 95 dollars

    @LOOP-61 @UC-11 @needs.cost_budgets
    Example: A stuck agent spends the last of the money
      Given Acme's agent has sent the same request 2 times
      When Acme's agent sends it again
      Then the answer is 2 seconds late
      And the answer warns, once each, that it repeats itself and that the budget is nearly spent
