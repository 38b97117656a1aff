@loops @UC-13 @P1 @needs.policies @needs.fresh_state @needs.loop_detection
Feature: What makes two requests the same

  An agent at work asks many things that look alike. Only who asks the very same
  thing again is stuck, however it is written down; and who is stuck makes
  trouble for nobody else.

  Background:
    Given the same request 3 times within a minute counts as a loop
    And Acme's agent has sent the same request 2 times

  Rule: A request that asks for something else is no repetition

    @LOOP-16 @cites.LOOP-11
    Scenario Outline: The agent sends it <variation>
      When Acme's agent sends it <variation>
      Then the request is answered
      And nothing says that it repeats itself

      Examples:
        | variation                          | because                            |
        | with one letter changed            | it is another question             |
        | without space between its words    | it is another question             |
        | with one more word                 | it is another question             |
        | with its messages in another order | the order of a talk is its meaning |
        | to another model                   | somebody else is asked             |
        | with a longer answer allowed       | the answer may be another one      |
        | at another temperature             | the answer may be another one      |
        | to another place                   | something else is asked for        |
        | with a note in its address         | something else is asked for        |

    @LOOP-50
    Example: A long talk differs in its last words alone
      Given Acme's agent has a long talk behind it
      And Acme's agent has sent the same request 2 times
      When Acme's agent sends it with one letter changed
      Then the request is answered
      And nothing says that it repeats itself

    @LOOP-57 @cites.LOOP-11
    Example: The agent looks up what it has asked
      When Acme's agent sends it as a mere look
      Then question and answer are passed on unchanged
      And nothing says that it repeats itself

  Rule: The same thing written down in another way is a repetition

    @LOOP-17 @cites.LOOP-12
    Scenario Outline: The agent sends it <variation>
      When Acme's agent sends it <variation>
      Then the request is refused because it repeats itself
      And the refusal says that it was the 3rd time
      And the model is not called

      Examples:
        | variation                          | because                            |
        | with its parts in another order    | only lists have an order           |
        | with more space between its parts  | space between parts says nothing   |
        | with its letters spelt another way | it reads the same                  |
        | from a newer version of itself     | it is not what is asked            |
        | under a number of its own          | it is not what is asked            |
        | as a retry without a number        | it does not say that it is one     |

    @LOOP-58 @cites.LOOP-17
    Example: The agent has asked much else in the meantime
      Given Acme's agent has asked 60 other things since
      When Acme's agent sends it again
      Then the request is refused because it repeats itself
      And the refusal says that it was the 3rd time

  Rule: Every caller is counted alone

    @LOOP-18 @cites.LOOP-11
    Example: Somebody else sends the same
      When Globex's agent sends the very same request
      Then the request is answered
      And nothing says that it repeats itself

    @LOOP-51 @needs.passes
    Example: The agent shows a pass instead of its key
      Given the gateway forgives passes no difference
      And Acme has a pass
      When Acme's agent sends it again
      Then the request is refused because it repeats itself
      And the refusal says that it was the 3rd time
      And the model is not called

    @LOOP-19
    Example: Somebody else sends the same in between
      Given Globex's agent has sent the very same request 2 times
      When Acme's agent sends it again
      Then the request is refused because it repeats itself
      And the refusal says that it was the 3rd time
