@budgets @UC-16 @P0 @needs.token_budgets @needs.clock @needs.witness_openai @needs.policies
Feature: Programs that use the official library

  Most programs talk to a model by the official library of its maker. It tries
  again by itself, when and as often as the gateway's answers make it to.

  Background:
    Given Acme may use 12,000 tokens per minute

  Rule: A program that is told when to come back does so once, and is answered

    @LIB-1 @cites.OAI-43
    Example: The library comes back as told
      Given Acme has used 11,400 tokens in this minute
      When Acme's program asks for up to 1,000 tokens by the official library
      Then the library lets 2 seconds pass, asks once more and has its answer
      And the model is called once

    @LIB-2 @cites.OAI-48
    Example: The library comes back for a stream
      Given Acme has used 12,000 tokens in this minute
      When Acme's program asks for up to 1,000 tokens as a stream by the official library
      Then the library lets 5 seconds pass, asks once more and has its answer
      And the model is called once

  Rule: A program that cannot be helped by coming back does not come back

    @LIB-3 @cites.OAI-100
    Example: The request can never fit
      When Acme's program asks for up to 12,001 tokens by the official library
      Then the library gives up at once with its rate-limit error because it can never fit the budget
      And the model is not called

    @LIB-4 @cites.OAI-14
    Example: The prompt is too long
      Given Acme's prompts may be up to 3 tokens long
      When Acme's program asks for up to 1,000 tokens by the official library
      Then the library gives up at once with its bad-request error because the prompt is too long
      And the model is not called

    @LIB-5
    Example: The next day is farther away than the library is ready to stay
      Given Acme may use 10,000 tokens per day
      And Acme has used 10,000 tokens today
      When Acme's program asks for up to 1,000 tokens by the official library
      Then the library gives up at once with its rate-limit error because the day budget is spent
      And the model is not called
