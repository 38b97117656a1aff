@loops @UC-13 @P1 @needs.policies @needs.fresh_state @needs.loop_detection
Feature: Agents that repeat themselves

  An agent that sends the same request again and again is stuck, and every
  repetition costs its owner money while nobody is watching. The gateway breaks
  the circle and says so.

  Background:
    Given the same request 10 times within a minute counts as a loop

  Rule: The request that completes a loop is refused

    @LOOP-1 @cites.LOOP-11
    Example: An agent is stuck
      Given Acme's agent has sent the same request 9 times
      When Acme's agent sends it again
      Then the request is refused because it repeats itself
      And the refusal says that it was the 10th time
      And the model is not called

    @LOOP-2 @cites.LOOP-11
    Example: An agent is not stuck yet
      Given Acme's agent has sent the same request 8 times
      When Acme's agent sends it again
      Then the request is answered
      And nothing says that it repeats itself
      And the model is called once

    @LOOP-3
    Scenario Outline: The policy draws the line at <times> times
      Given the same request <times> times within a minute counts as a loop
      When Acme's agent sends the same request <sent> times
      Then only the <last> of them is refused because it repeats itself

      Examples:
        | times | sent | last | because                             |
        | 2     | 2    | 2nd  | this is the strictest that there is |
        | 3     | 3    | 3rd  | two are answered before             |
        | 21    | 21   | 21st | twenty are answered before          |

  Rule: Every request is counted alone

    @LOOP-20 @cites.LOOP-17
    Example: An agent has gone back and forth for long
      Given Acme's agent has sent the same request 9 times, with another one in between
      When Acme's agent sends it again
      Then the request is refused because it repeats itself
      And the refusal says that it was the 10th time

  Rule: It is a loop whatever the answers are, and whatever is asked for

    @LOOP-59
    Example: An agent goes on though the model fails each time
      Given the same request 3 times within a minute counts as a loop
      And the model answers with an error of its own
      And Acme's agent has sent the same request 2 times for nothing
      When Acme's agent sends it again
      Then the request is refused because it repeats itself
      And the model is not called

    @LOOP-60
    Example: An agent looks at the same thing again and again
      Given the same request 3 times within a minute counts as a loop
      And Acme's agent has sent the same request 2 times as a mere look
      When Acme's agent sends it as a mere look
      Then the request is refused because it repeats itself
      And the refusal says that it was the 3rd time
      And the model is not called

  Rule: A refused repetition costs nothing

    @LOOP-4 @needs.still_clock
    Example: A stuck agent leaves its owner the rest of the budget
      Given Acme may use 12,000 tokens per minute
      And Acme's agent has sent the same request 9 times, each of 1,000 tokens
      And Acme's agent has been refused 2 times since
      When Acme asks for up to 1,000 tokens
      Then the request is answered
      And Acme has 2,000 tokens left in this minute

  Rule: Requests that arrive together are counted together

    @LOOP-5 @cites.LOOP-19
    Example: An agent sends everything at once
      When Acme's agent sends the same request 12 times at once
      Then 9 of them are answered, and 3 are refused because it repeats itself
      And the model is called 9 times
