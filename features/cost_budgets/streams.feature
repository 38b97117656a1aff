@cost_budgets @UC-11 @P1 @needs.policies @needs.fresh_state @needs.cost_budgets @needs.clock @needs.still_clock
@needs.held_back
Feature: Streams near the end of a budget

  Programs that hear their answers word by word spend as much as others, and are
  to see the end of their budget coming as well. What is done about it must not
  spoil a single word.

  Rule: A stream is warned of in its head and begins late, and is the same in every word

    @CST-11
    Scenario Outline: Acme asks for a stream for <price> dollars
      Given each organisation may spend 100 dollars a day
      And organisations are warned from 80%, slowed by half a second from 95% and refused above 100%
      When Acme asks something for <price> dollars as a stream
      Then the stream is <answer>
      And the whole stream is heard, and nothing else

      Examples:
        | price | answer                                  | because                 |
        | 79.99 | delivered                               | it stays just below 80% |
        | 80    | delivered and warned                    | it reaches 80%          |
        | 95    | delivered half a second late and warned | it reaches 95%          |
