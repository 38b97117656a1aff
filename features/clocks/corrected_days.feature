@clocks @UC-10 @P1 @needs.clock_corrections @needs.clock @needs.token_budgets
Feature: Clock corrections and the day

  A day's budget belongs to a date, and a date can come twice to a gateway whose
  clock is set back. Its budget comes once. A date that was begun too early by a
  clock that was ahead is not begun again when it really comes.

  Background:
    Given Acme may use 100,000 tokens per day

  Rule: A day that is over does not come back with the clock

    @CLKDAY-1
    Example: At noon the clock is set back to yesterday evening
      Given Acme has used 100,000 tokens today
      And the gateway's clock has been set back by 13 hours
      When Acme asks for up to 1,000 tokens
      Then the request is refused because the day budget is spent
      And Acme is told to try again in 25 hours
      And the model is not called

    @CLKDAY-2
    Example: Early in the morning the clock is set back by an hour
      Given it is 00:30:00
      And Acme has used 60,000 tokens today
      And the gateway's clock has been set back by 1 hour
      When Acme asks for up to 40,001 tokens
      Then the request is refused because the day budget is spent
      And Acme has 40,000 tokens left today

    @CLKDAY-3
    Example: Midnight comes a second time
      Given Acme has used 100,000 tokens today
      And the gateway's clock has been set back by 13 hours
      And Acme has been refused 1 time for asking for up to 1,000 tokens
      And 1 hour has passed
      When Acme asks for up to 1,000 tokens
      Then the request is refused because the day budget is spent

  Rule: A day begins once, even if it begins too early

    @CLKDAY-4
    Example: The clock is set forward to tomorrow
      Given Acme has used 100,000 tokens today
      And the gateway's clock has been set forward by 1 day
      When Acme asks for up to 100,000 tokens
      Then the request is answered
      And Acme has 0 tokens left today

    @CLKDAY-5
    Example: The clock was a day ahead and has been set right
      Given the gateway's clock has been set forward by 1 day
      And Acme has used 100,000 tokens today
      And the gateway's clock has been set right
      When Acme asks for up to 1,000 tokens
      Then the request is refused because the day budget is spent
      And Acme is told to try again in 36 hours

    @CLKDAY-7
    Example: The day after the one that was begun too early comes as ever
      Given the gateway's clock has been set forward by 1 day
      And Acme has used 100,000 tokens today
      And the gateway's clock has been set right
      And 36 hours have passed
      When Acme asks for up to 100,000 tokens
      Then the request is answered

  Rule: When to try again is true by the clock that says so

    @CLKDAY-8
    Example: The clock is an hour ahead at noon
      Given the gateway has noticed that its clock is 1 hour ahead
      And it is 13:00:00
      And Acme has used 100,000 tokens today
      When Acme asks for up to 1,000 tokens
      Then the request is refused because the day budget is spent
      And Acme is told to try again in 10 hours

    @CLKDAY-9
    Scenario Outline: Acme comes back at <time>, while the clock is an hour ahead
      Given the gateway has noticed that its clock is 1 hour ahead
      And Acme has used 100,000 tokens today
      And it is <time>
      When Acme asks for up to 1,000 tokens
      Then the request is <outcome>

      Examples:
        | time     | outcome                                 | because                                   |
        | 22:59:59 | refused because the day budget is spent | it is a second to midnight by its clock   |
        | 23:00:00 | answered                                | it is midnight by its clock, as was told  |
