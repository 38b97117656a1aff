@cost_budgets @UC-11 @P1 @needs.policies @needs.fresh_state @needs.cost_budgets @needs.clock @needs.still_clock
Feature: What stays spent

  Money that is spent does not come back because a machine fails, a clock is
  corrected, a policy is replaced, or an answer comes late.

  Background:
    Given each organisation may spend 100 dollars a day

  Rule: A gateway that is killed goes on with what was spent

    @SPENT-1 @needs.restart
    Example: A cent more than what was left is asked for
      Given Acme has spent 95 dollars
      And the gateway has been killed and started again
      When Acme asks something for 5.01 dollars
      Then the request is refused because the cost budget is spent
      And Acme has 5 dollars left
      And the model is not called

    @SPENT-2 @needs.restart
    Example: What was left is asked for
      Given Acme has spent 95 dollars
      And Acme has been refused something for 6 dollars
      And the gateway has been killed and started again
      When Acme asks something for 5 dollars
      Then the request is answered
      And Acme has 0 dollars left

  Rule: A clock that is set back gives nothing back

    @SPENT-3 @needs.clock_corrections
    Example: The clock is set back to yesterday
      Given Acme has spent 100 dollars
      And the gateway's clock has been set back by 13 hours
      When Acme asks something for 1 dollar
      Then the request is refused because the cost budget is spent
      And Acme is told to try again in 25 hours

    @SPENT-4 @needs.clock_corrections
    Example: The clock was a day ahead and is set right
      Given the gateway's clock has been set forward by 1 day
      And Acme has spent 100 dollars
      And the gateway's clock has been set right
      When Acme asks something for 1 dollar
      Then the request is refused because the cost budget is spent
      And Acme is told to try again in 36 hours

  Rule: A larger budget is larger by the difference

    @SPENT-5
    Example: The budget is raised at noon
      Given Acme has spent 100 dollars
      And the budget has been raised to 150 dollars
      When Acme asks 2 things for 50 dollars each
      Then the answers are
        | requests | answer                                   |
        | 1        | answered                                 |
        | 2        | refused because the cost budget is spent |

  Rule: Only what was answered is paid for

    @SPENT-6
    Example: The model fails
      Given Acme has spent 50 dollars
      And the model answers with an error of its own
      When Acme asks 3 things for 50 dollars each
      Then what is left to be spent is told as 50 then 50 then 50
      And the model is called 3 times

    @SPENT-8
    Example: Somebody hangs up in the middle of a stream
      Given every request costs 60 dollars
      And Acme has begun to hear a stream of 1,000 tokens of up to 2,000
      And Acme has hung up in the middle of it
      When Acme asks for up to 100 tokens
      Then the request is refused because the cost budget is spent
      And Acme has 40 dollars left

    @SPENT-9
    Example: Somebody hangs up before there is an answer
      Given Acme has asked something for 60 dollars and has no answer yet
      And Acme has hung up without an answer
      When Acme asks something for 41 dollars
      Then the request is refused because the cost budget is spent
      And Acme has 40 dollars left

    @SPENT-10 @needs.held_back
    Example: Somebody who is kept back hangs up
      Given organisations are warned from 80%, slowed by half a second from 95% and refused above 100%
      And Acme has asked something for 100 dollars and is kept back
      And Acme, while kept back, has hung up
      When Acme asks something for 79 dollars
      Then the request is answered
      And Acme has 21 dollars left

    @SPENT-7
    Example: A failure of yesterday gives nothing to today
      Given it is 23:59:59 on 23 September 2026
      And Acme has asked something for 50 dollars and has no answer yet
      And Acme has asked something for 100 dollars after midnight and has no answer yet
      And for the first of them the model answers with an error of its own
      When Acme asks something for 1 dollar
      Then the request is refused because the cost budget is spent

  Rule: Who is cut off stays cut off, whatever the clock shows

    @SPENT-11 @UC-14 @UC-10 @needs.spend_breakers @needs.clock_corrections
    Example: The clock is set forward while a breaker is open
      Given whoever spends more than 50 dollars within 60 seconds is cut off for 5 minutes
      And Acme has been cut off
      And the gateway's clock has been set forward by 1 hour
      When Acme asks something for 1 dollar
      Then the request is refused because the breaker is open
      And Acme is told to try again in 5 minutes
