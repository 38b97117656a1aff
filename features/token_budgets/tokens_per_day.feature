@budgets @UC-16 @P0 @needs.token_budgets @needs.policies @needs.clock
Feature: Tokens per day

  A day budget keeps the bill of a day within bounds. It does not refill little
  by little: what is used stays used until midnight, and then everything is back.

  Background:
    Given Acme may use 100,000 tokens per day

  Rule: A request that does not fit what is left of the day never reaches the model

    @TPD-1 @cites.OAI-43 @cites.OAI-49
    Example: A request at noon is one token larger than what is left
      Given Acme has used 99,000 tokens today
      When Acme asks for up to 1,001 tokens
      Then the request is refused because the day budget is spent
      And Acme is told to try again in 12 hours
      And Acme has 1,000 tokens left today
      And the model is not called

    @TPD-2 @cites.RL-16
    Example: A request uses up exactly what is left
      Given Acme has used 99,000 tokens today
      When Acme asks for up to 1,000 tokens
      Then the request is answered
      And Acme has 0 tokens left today
      And the model is called once

  Rule: What is used of a day stays used until midnight

    @TPD-3
    Example: A minute gives nothing back
      Given it is 23:58:00
      And Acme has used 100,000 tokens today
      And a minute has passed
      When Acme asks for up to 200 tokens
      Then the request is refused because the day budget is spent
      And Acme is told to try again in 60 seconds

    @TPD-4 @RL-02 @cites.RL-14
    Example: A request comes in the last second of the day
      Given it is 23:59:59
      And Acme has used 100,000 tokens today
      When Acme asks for up to 200 tokens
      Then the request is refused because the day budget is spent
      And Acme is told to try again in 1 second
      And the model is not called

    @TPD-8 @RL-02 @cites.RL-14
    Example: A request comes in the middle of a second
      Given it is 23:59:58
      And Acme has used 100,000 tokens today
      And half a second has passed
      When Acme asks for up to 200 tokens
      Then the request is refused because the day budget is spent
      And Acme is told to try again in 2 seconds

  Rule: At midnight the whole day budget is back, and no more than that

    @TPD-5 @RL-02 @cites.RL-14
    Example: A request comes at the stroke of midnight, at the end of a month
      Given it is 23:59:59 on 30 September 2026
      And Acme has used 100,000 tokens today
      And a second has passed
      When Acme asks for up to 100,000 tokens
      Then the request is answered
      And Acme has 0 tokens left today

    @TPD-6
    Example: A whole day goes by
      Given Acme has used 30,000 tokens today
      And 24 hours have passed
      When Acme asks for up to 20,000 tokens
      Then the request is answered
      And Acme has 80,000 tokens left today

  Rule: What was set aside yesterday is not given back to today

    @TPD-7
    Example: A stream that began before midnight ends after it
      Given it is 23:59:59
      And Acme has begun to hear a stream of 3,000 tokens of up to 50,000
      And Acme has used 20,000 tokens after midnight
      And the stream has come to its end
      When Acme asks for up to 80,000 tokens
      Then Acme has 0 tokens left today
