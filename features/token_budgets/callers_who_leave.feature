@budgets @UC-16 @P1 @needs.token_budgets @needs.policies @needs.still_clock @needs.loop_detection
Feature: Callers who leave before they have heard anything

  People close windows and programs lose their patience. Whoever leaves while
  nobody works for him has used nothing; whoever leaves while the model works
  has used what it was asked for, or every question could be had for nothing.

  Background:
    Given Acme may use 12,000 tokens per minute
    And the same request is slowed from the 3rd time within a minute on
    And it is slowed by 2 seconds more each time, up to 5 seconds

  Rule: Who leaves while being kept back has used nothing

    @LEAVE-1 @needs.held_back
    Example: An agent that is slowed loses its patience
      Given Acme's agent has sent the same request 2 times, each of 1,000 tokens
      And Acme's agent has sent it again and is kept back
      And Acme's agent, while kept back, has hung up
      When Acme asks for up to 10,000 tokens
      Then the request is answered
      And Acme has 0 tokens left in this minute

  Rule: Who leaves while the model works pays for what was asked of it, and no longer keeps it busy

    @LEAVE-2
    Example: What was set aside stays used
      Given Acme has asked for up to 5,000 tokens and has no answer yet
      And Acme has hung up without an answer
      When Acme asks for up to 7,001 tokens
      Then the request is refused because the minute budget is spent
      And Acme has 7,000 tokens left in this minute
      And the model is not called

    @LEAVE-3
    Example: The model need not go on
      When Acme asks for up to 5,000 tokens, and hangs up while the model thinks
      Then the model is left in the middle of its answer

    @LEAVE-4
    Example: What was not set aside can be used
      Given Acme has asked for up to 5,000 tokens and has no answer yet
      And Acme has hung up without an answer
      When Acme asks for up to 7,000 tokens
      Then the request is answered
      And Acme has 0 tokens left in this minute
