@budgets @UC-16 @P0 @needs.token_budgets @needs.policies @needs.clock @needs.metrics
Feature: Every token is counted once

  Tokens are money. What the model took is what its caller is shown, what is
  taken from the budget, and what the operator's figures say: to the token, and
  not only as long as everything goes well.

  Background:
    Given Acme may use 12,000 tokens per minute

  Rule: As many tokens are shown, charged and counted as the model took

    @EVERY-1
    Example: Streams and whole answers follow one another
      Given Acme has heard a stream of 1,234 tokens of up to 5,000
      And Acme has used 777 tokens in this minute
      When Acme asks for up to 1,001 tokens
      Then no token is lost or made on the way
      And the model is called once

    @EVERY-2
    Example: Many agents were answered at the same moment
      Given the model's answers take 200 tokens, prompt included
      And 6 of Acme's agents have asked for up to 1,000 tokens each at the same moment
      When Acme asks for up to 1,000 tokens
      Then no token is lost or made on the way
      And Acme has 10,600 tokens left in this minute
