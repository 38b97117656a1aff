@budgets @UC-16 @P0 @needs.token_budgets @needs.policies
Feature: Requests that can never be answered

  Telling a program to come back is a promise that coming back will help. Where
  it cannot help the program is told so, or it would come back for ever.

  Background:
    Given Acme may use 12,000 tokens per minute

  Rule: A request larger than the whole budget is refused for good

    @NEV-1 @cites.OAI-47 @cites.OAI-100
    Scenario Outline: A request of <tokens> tokens is larger than a whole minute
      When Acme asks for up to <tokens> tokens
      Then the request is refused because it can never fit the budget
      And Acme has 12,000 tokens left in this minute
      And the model is not called

      Examples:
        | tokens        | because                                |
        | 12,001        | it is one token too many               |
        | 4,294,967,396 | in 32 bits there is room for its last 100 |

    @NEV-2 @needs.still_clock
    Example: A request is exactly as large as a whole minute
      When Acme asks for up to 12,000 tokens
      Then the request is answered
      And Acme has 0 tokens left in this minute

    @NEV-3 @cites.OAI-47
    Example: Nothing is left, and that is not the reason
      Given Acme has used 12,000 tokens in this minute
      When Acme asks for up to 12,001 tokens
      Then the request is refused because it can never fit the budget
      And the model is not called

    @NEV-4 @cites.OAI-47
    Example: A request fits a minute but no day
      Given Acme may use 10,000 tokens per day
      When Acme asks for up to 10,001 tokens
      Then the request is refused because it can never fit the budget
      And Acme has 10,000 tokens left today
      And the model is not called

  Rule: A prompt that is too long is refused before the model is asked

    @NEV-5 @cites.OAI-14
    Example: A prompt is one token too long
      Given Acme's prompts may be up to 1,000 tokens long
      When Acme asks with a prompt of 1,001 tokens for an answer of up to 100
      Then the request is refused because the prompt is too long
      And Acme has 12,000 tokens left in this minute
      And the model is not called

    @NEV-6 @needs.still_clock
    Example: A prompt is exactly as long as allowed
      Given Acme's prompts may be up to 1,000 tokens long
      When Acme asks with a prompt of 1,000 tokens for an answer of up to 100
      Then the request is answered
      And Acme has 10,900 tokens left in this minute

    @NEV-7 @cites.OAI-14
    Example: A prompt that is too long is said to be that, whatever else is wrong
      Given Acme's prompts may be up to 1,000 tokens long
      And Acme has used 12,000 tokens in this minute
      When Acme asks with a prompt of 1,001 tokens for an answer of up to 12,000
      Then the request is refused because the prompt is too long
      And the model is not called

    @NEV-8 @cites.OAI-67
    Example: A prompt that is too long comes in pieces
      Given Acme's prompts may be up to 1,000 tokens long
      When Acme asks with a prompt of 1,001 tokens in 4 pieces
      Then the request is refused because the prompt is too long
      And the model is not called
