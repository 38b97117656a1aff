@budgets @UC-16 @P0 @needs.token_budgets @needs.policies @needs.clock @needs.still_clock
Feature: Tokens per minute

  An organisation buys a number of tokens per minute. Before the model is
  asked, the gateway sets aside the prompt plus the longest answer the caller
  allows; whatever the answer does not use goes back.

  Background:
    Given Acme may use 12,000 tokens per minute, which is 200 every second

  Rule: A request that does not fit what is left of the minute never reaches the model

    @TPM-1 @cites.OAI-43 @cites.OAI-49
    Example: A request is larger than what is left
      Given Acme has used 11,400 tokens in this minute
      When Acme asks for up to 1,000 tokens
      Then the request is refused because the minute budget is spent
      And Acme is told to try again in 2 seconds
      And the model is not called

    @TPM-2 @cites.RL-16
    Example: A request uses up exactly what is left
      Given Acme has used 11,400 tokens in this minute
      When Acme asks for up to 600 tokens
      Then the request is answered
      And Acme has 0 tokens left in this minute
      And the model is called once

    @TPM-3 @cites.RL-16
    Example: A request is one token larger than what is left
      Given Acme has used 11,400 tokens in this minute
      When Acme asks for up to 601 tokens
      Then the request is refused because the minute budget is spent
      And Acme has 600 tokens left in this minute
      And the model is not called

  Rule: The minute refills evenly, and never above its size

    @TPM-4
    Example: Half a second brings back half a second's tokens
      Given Acme has used 12,000 tokens in this minute
      And half a second has passed
      When Acme asks for up to 100 tokens
      Then the request is answered
      And Acme has 0 tokens left in this minute

    @TPM-5
    Example: More is asked for than has come back
      Given Acme has used 12,000 tokens in this minute
      And 3 seconds have passed
      When Acme asks for up to 601 tokens
      Then the request is refused because the minute budget is spent
      And Acme has 600 tokens left in this minute
      And the model is not called

    @TPM-6
    Example: A quiet while saves nothing up
      Given Acme has used 12,000 tokens in this minute
      And 2 minutes have passed
      And Acme has used 12,000 tokens in this minute
      When Acme asks for up to 200 tokens
      Then the request is refused because the minute budget is spent
      And Acme is told to try again in 1 second

  Rule: A refused request costs nothing and puts nothing off

    @TPM-7 @cites.OAI-38
    Example: A caller that was refused five times comes back at the time it was told
      Given Acme has used 11,400 tokens in this minute
      And Acme has been refused 5 times for asking for up to 1,000 tokens
      And 2 seconds have passed
      When Acme asks for up to 1,000 tokens
      Then the request is answered
      And Acme has 0 tokens left in this minute

  Rule: One caller's budget is nobody else's

    @TPM-8 @cites.OAI-50
    Scenario Outline: <other> asks while Acme has nothing left
      Given <other> may use 6,000 tokens per minute
      And Acme has used 12,000 tokens in this minute
      When <other> asks for up to 2,000 tokens
      Then the request is answered
      And <other> has 4,000 tokens left in this minute

      Examples:
        | other  | because                       |
        | Globex | it is another organisation    |
        | ACME   | capitals are other letters    |
