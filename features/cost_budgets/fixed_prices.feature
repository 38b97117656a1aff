@cost_budgets @UC-15 @P2 @needs.policies @needs.fresh_state @needs.cost_budgets @needs.clock
@needs.still_clock
Feature: Fixed prices

  A price list is only worth something when the price does not depend on how the
  question was put. What has a fixed price costs exactly that: to the last digit,
  for a large thing and for a small one.

  Rule: Size does not change the price

    @FIX-1
    Example: Documents without a byte, with one, and with a million
      Given each organisation may spend 100 dollars a day
      And every document costs 10 dollars, and nothing else costs anything
      When Acme hands in documents of 0 then 1 then 1,048,576 bytes
      Then what is left to be spent is told as 90 then 80 then 70

    @FIX-2
    Example: Short answers and long ones
      Given each organisation may spend 100 dollars a day
      And every request costs 10 dollars
      When Acme asks for up to 10 then 100 then 100,000 tokens
      Then what is left to be spent is told as 90 then 80 then 70

  Rule: Nobody can talk a fixed price down

    @FIX-3
    Example: Acme says that it costs less
      Given each organisation may spend 100 dollars a day
      And every request costs 10 dollars
      When Acme asks something for 1 dollar
      Then Acme has 90 dollars left

  Rule: Parts of a dollar add up to whole ones

    @FIX-4
    Example: Ten things of seventy cents cost just seven dollars
      Given each organisation may spend 7 dollars a day
      And every request costs 0.7 dollars
      When Acme asks 11 things for 1 dollar each
      Then the answers are
        | requests | answer                                   |
        | 1 to 10  | answered                                 |
        | 11       | refused because the cost budget is spent |

  Rule: Only what has a price is paid for

    @FIX-5
    Example: A question is asked where documents are paid for
      Given each organisation may spend 100 dollars a day
      And every document costs 10 dollars, and nothing else costs anything
      When Acme asks for up to 1,000 tokens
      Then the request is answered
      And Acme is told nothing of any budget

    @FIX-6
    Scenario Outline: The model <mishap>
      Given each organisation may spend 100 dollars a day
      And every request costs 60 dollars
      And the model <mishap>
      When Acme asks 2 times for up to 1,000 tokens
      Then what is left to be spent is told as 100 then 100

      Examples:
        | mishap                                 | because                            |
        | breaks off in the middle of its answer | half an answer is none             |
        | cannot be reached                      | nobody has done anything for it    |

    @FIX-7 @needs.token_budgets
    Example: A request is refused for another reason
      Given each organisation may spend 100 dollars a day
      And every request costs 10 dollars
      And Acme may use 1,000 tokens per day
      When Acme asks 2 times for up to 600 tokens
      Then what is left to be spent is told as 90 then 90
      And the model is called once

  Rule: However something is asked for, it costs what it costs, once

    @FIX-20
    Example: Acme only looks
      Given each organisation may spend 100 dollars a day
      And every request costs 10 dollars
      When Acme asks for up to 1,000 tokens as a mere look
      Then Acme has 90 dollars left

    @FIX-21 @RL-06
    Example: Acme has heard a stream
      Given each organisation may spend 100 dollars a day
      And every request costs 40 dollars
      And Acme has heard a stream of 1,000 tokens of up to 2,000
      When Acme asks for up to 1,000 tokens
      Then the request is answered
      And Acme has 20 dollars left
