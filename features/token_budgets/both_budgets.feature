@budgets @UC-16 @P0 @needs.token_budgets @needs.policies @needs.clock @needs.still_clock
Feature: Two budgets at once

  The minute keeps the load even and the day keeps the bill within bounds. An
  organisation with both has to fit both, and hears of the one that lasts longer.

  Rule: When both are spent the reason is the one that lasts longer

    @TWO-1 @cites.OAI-52
    Example: At noon the day lasts longer than the minute
      Given Acme may use 12,000 tokens per minute and 12,000 per day
      And Acme has used 12,000 tokens today
      When Acme asks for up to 1,000 tokens
      Then the request is refused because the day budget is spent
      And Acme is told to try again in 12 hours

    @TWO-2 @cites.OAI-52
    Example: Just before midnight the minute lasts longer than the day
      Given it is 23:59:58
      And Acme may use 12,000 tokens per minute and 12,000 per day
      And Acme has used 12,000 tokens today
      When Acme asks for up to 1,000 tokens
      Then the request is refused because the minute budget is spent
      And Acme is told to try again in 5 seconds

    @TWO-3 @cites.OAI-52 @cites.RL-14
    Example: A caller that comes back as told fits both
      Given it is 23:58:00
      And Acme may use 12,000 tokens per minute and 12,000 per day
      And Acme has used 12,000 tokens today
      And Acme has been refused 1 time for asking for up to 12,000 tokens
      When Acme comes back for up to 12,000 tokens exactly when it was told
      Then the request is answered

  Rule: An answer is charged to both

    @TWO-4
    Example: Both fall by what the answer took
      Given Acme may use 12,000 tokens per minute and 100,000 per day
      And the model's answers take 3,000 tokens, prompt included
      When Acme asks for up to 5,000 tokens
      Then Acme has 9,000 tokens left in this minute
      And Acme has 97,000 tokens left today

    @TWO-7
    Example: An answer takes more than either has
      Given Acme may use 12,000 tokens per minute and 12,000 per day
      And the model's answers take 13,000 tokens, prompt included
      When Acme asks for up to 5,000 tokens
      Then the request is answered
      And Acme has 0 tokens left in this minute
      And Acme has 0 tokens left today

  Rule: A request that one budget refuses is not charged to the other

    @TWO-5
    Example: The minute has room and the day has not
      Given Acme may use 12,000 tokens per minute and 6,000 per day
      And Acme has used 5,000 tokens today
      When Acme asks for up to 1,001 tokens
      Then the request is refused because the day budget is spent
      And Acme has 7,000 tokens left in this minute
      And Acme has 1,000 tokens left today

    @TWO-6
    Example: The day has room and the minute has not
      Given Acme may use 12,000 tokens per minute and 100,000 per day
      And Acme has used 11,400 tokens in this minute
      When Acme asks for up to 1,000 tokens
      Then the request is refused because the minute budget is spent
      And Acme has 600 tokens left in this minute
      And Acme has 88,600 tokens left today

  Rule: What a stream did not use goes back to the minute, whichever day it is by then

    Background:
      Given it is 23:59:59
      And Acme may use 12,000 tokens per minute and 100,000 per day

    @TWO-8
    Example: Midnight passes while a stream is heard
      Given Acme has begun to hear a stream of 3,000 tokens of up to 11,000
      And a second has passed
      And the stream has come to its end
      When Acme asks for up to 1,000 tokens
      Then Acme has 8,200 tokens left in this minute
      And Acme has 99,000 tokens left today
