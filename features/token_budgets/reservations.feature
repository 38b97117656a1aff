@budgets @UC-16 @P0 @needs.token_budgets @needs.policies @needs.still_clock
Feature: Setting aside, giving back

  Nobody knows how long an answer will get. So the gateway sets aside the most
  that a request can take, and puts it right when the model says what it took.

  Background:
    Given Acme may use 12,000 tokens per minute

  Rule: What was set aside and not used goes back at once

    @RSV-1
    Example: An answer is shorter than allowed
      Given the model's answers take 3,000 tokens, prompt included
      When Acme asks for up to 5,000 tokens
      Then the request is answered
      And Acme has 9,000 tokens left in this minute

    @RSV-2
    Example: What went back can be used
      Given the model's answers take 3,000 tokens, prompt included
      And Acme has used 5,000 tokens in this minute
      When Acme asks for up to 9,000 tokens
      Then the request is answered
      And Acme has 6,000 tokens left in this minute

    @RSV-3
    Example: More than what went back is asked for
      Given the model's answers take 3,000 tokens, prompt included
      And Acme has used 5,000 tokens in this minute
      When Acme asks for up to 9,001 tokens
      Then the request is refused because the minute budget is spent
      And Acme is told to try again in 1 second
      And the model is not called

  Rule: What the model reports is charged, and the reservation where it reports nothing

    @RSV-4
    Example: An answer takes more than was set aside for it
      Given the model's answers take 6,000 tokens, prompt included
      When Acme asks for up to 5,000 tokens
      Then the request is answered
      And Acme has 6,000 tokens left in this minute

    @RSV-5
    Example: An answer takes more than the whole minute has
      Given the model's answers take 13,000 tokens, prompt included
      When Acme asks for up to 5,000 tokens
      Then the request is answered
      And Acme has 0 tokens left in this minute

    @RSV-6
    Example: What was taken too much has to come back first
      Given the model's answers take 13,000 tokens, prompt included
      And Acme has used 5,000 tokens in this minute
      When Acme asks for up to 200 tokens
      Then the request is refused because the minute budget is spent
      And Acme is told to try again in 6 seconds

  Rule: Tokens that are set aside cannot be promised to anybody else

    @RSV-7
    Example: A request comes while another is being answered
      Given Acme has asked for up to 11,400 tokens and has no answer yet
      When Acme asks for up to 601 tokens
      Then the request is refused because the minute budget is spent
      And Acme has 600 tokens left in this minute
      And the model is not called
