@cost_budgets @UC-11 @P1 @needs.policies @needs.fresh_state @needs.cost_budgets @needs.clock @needs.still_clock
Feature: Warned, slowed, refused

  A customer who sees the end of a budget coming plans ahead. So the closer its
  spending comes to the budget, the firmer the answer: first a warning, then
  answers that come late, and in the end none until the next period.

  Rule: From 80% on an organisation is warned, from 95% on slowed, and only above 100% refused

    @CST-1 @needs.held_back
    Example: An organisation spends on until it is refused
      Given each organisation may spend 100 dollars a day
      And organisations are warned from 80%, slowed by half a second from 95% and refused above 100%
      When Acme asks 11 things for 10 dollars each
      Then the answers are
        | requests | answer                                     |
        | 1 to 7   | answered                                   |
        | 8 to 9   | answered and warned                        |
        | 10       | answered half a second late and warned     |
        | 11       | refused because the cost budget is spent   |
      And the model is called 10 times

    @CST-2 @needs.held_back
    Scenario Outline: Acme asks something for <price> dollars with <spent> dollars spent
      Given each organisation may spend 100 dollars a day
      And organisations are warned from 80%, slowed by half a second from 95% and refused above 100%
      And Acme has spent <spent> dollars
      When Acme asks something for <price> dollars
      Then Acme is <answer>

      Examples:
        | spent | price    | answer                                   | because                         |
        | 70    | 9.999999 | answered                                 | it stays just below 80%         |
        | 70    | 10       | answered and warned                      | it reaches 80%                  |
        | 70    | 24.99    | answered and warned                      | it stays just below 95%         |
        | 70    | 25       | answered half a second late and warned   | it reaches 95%                  |
        | 70    | 30       | answered half a second late and warned   | 100% is allowed                 |
        | 70    | 30.01    | refused because the cost budget is spent | it is a cent more than is left  |

  Rule: Whether 100% itself is still allowed is what the policy says

    @CST-3 @needs.held_back
    Example: The policy does not allow the last of it
      Given each organisation may spend 100 dollars a day
      And organisations are warned from 80%, slowed by half a second from 95% and refused from 100%
      When Acme asks 10 things for 10 dollars each
      Then the answers are
        | requests | answer                                   |
        | 1 to 7   | answered                                 |
        | 8 to 9   | answered and warned                      |
        | 10       | refused because the cost budget is spent |
      And the model is called 9 times

    @CST-4
    Example: The policy states no stages at all
      Given each organisation may spend 100 dollars a day
      When Acme asks 11 things for 10 dollars each
      Then the answers are
        | requests | answer                                   |
        | 1 to 10  | answered                                 |
        | 11       | refused because the cost budget is spent |

  Rule: What is refused costs nothing

    @CST-5
    Example: Something smaller fits after all
      Given each organisation may spend 100 dollars a day
      And Acme has spent 95 dollars
      And Acme has been refused something for 6 dollars
      When Acme asks something for 5 dollars
      Then the request is answered
      And Acme has 0 dollars left

    @CST-6
    Example: Something costs more than a whole day has
      Given each organisation may spend 100 dollars a day
      When Acme asks something for 100.01 dollars
      Then the request is refused because it costs more than may be spent at all
      And Acme has 100 dollars left
      And the model is not called

  Rule: Where there are two budgets a request needs room in both, and is charged to both or to none

    @CST-10
    Example: The hour is spent, and the day is not
      Given each organisation may spend 100 dollars a day
      And each organisation may spend 60 dollars an hour besides
      When Acme asks 3 things for 30 dollars each
      Then what is left to be spent is told as 70 then 40 then 40
      And the model is called 2 times

  Rule: One organisation's budget is nobody else's

    @CST-7
    Example: Globex arrives after Acme has spent everything
      Given each organisation may spend 100 dollars a day
      And Acme has spent 100 dollars
      And Acme has been refused something for 1 dollar
      When Globex asks something for 100 dollars
      Then the request is answered
      And the answer is not late

    @CST-8 @needs.held_back
    Example: Globex asks while Acme is kept back
      Given each organisation may spend 100 dollars a day
      And organisations are warned from 80%, slowed by half a second from 95% and refused above 100%
      And Acme has asked something for 100 dollars and is kept back
      When Globex asks something for 1 dollar
      Then the answer is not late
      And Globex is answered

  Rule: A budget that many spend from at once is not spent twice

    @CST-9
    Example: Twelve agents ask at the same moment
      Given each organisation may spend 100 dollars a day
      When 12 of Acme's agents ask something for 10 dollars each at the same moment
      Then 10 of them are answered, and 2 are refused because the cost budget is spent
      And the model is called 10 times
