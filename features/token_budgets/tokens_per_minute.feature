@budgets @UC-16 @P0
Feature: Tokens per minute

  An organisation buys a number of tokens per minute. Before the model is
  asked, the gateway sets aside the prompt plus the longest answer the caller
  allows; whatever the answer does not use goes back.

  Background:
    Given Acme may use 12,000 tokens per minute, which is 200 every second

  Rule: A request that does not fit what is left of the minute never reaches the model

    @TPM-1
    Example: A request is larger than what is left
      Given Acme has used 11,400 tokens in this minute
      When Acme asks for up to 1,000 tokens
      Then the request is refused because the minute budget is spent
      And Acme is told to try again in 2 seconds
      And the model is not called

    @TPM-2
    Example: A request uses up exactly what is left
      Given Acme has used 11,400 tokens in this minute
      When Acme asks for up to 600 tokens
      Then the request is answered
      And Acme has 0 tokens left in this minute
