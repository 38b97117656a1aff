@budgets @UC-16 @P0 @needs.token_budgets @needs.policies @needs.still_clock
Feature: Budgets and streams

  A stream is paid like any other answer, by what the model reports at its end.
  Until then the longest answer is set aside, and the caller is told so first.

  Background:
    Given Acme may use 12,000 tokens per minute

  Rule: What is set aside for a stream is told before its first word

    @STR-1 @cites.OAI-36
    Example: The model has not said a word yet
      When Acme begins to hear a stream of up to 5,000 tokens
      Then nothing of the stream has come yet
      And Acme has 7,000 tokens left in this minute

    @STR-2
    Example: Another request comes while the stream is heard
      Given Acme has begun to hear a stream of 3,000 tokens of up to 11,400
      When Acme asks for up to 601 tokens
      Then the request is refused because the minute budget is spent
      And Acme has 600 tokens left in this minute

  Rule: What the stream did not use goes back at its end

    @STR-3 @cites.OAI-93
    Example: A short stream leaves room for another request
      Given Acme has heard a stream of 3,000 tokens of up to 5,000
      When Acme asks for up to 9,000 tokens
      Then the request is answered
      And Acme has 0 tokens left in this minute

    @STR-4 @cites.OAI-93
    Example: A short stream leaves no more room than that
      Given Acme has heard a stream of 3,000 tokens of up to 5,000
      When Acme asks for up to 9,001 tokens
      Then the request is refused because the minute budget is spent
      And Acme has 9,000 tokens left in this minute

    @STR-5
    Example: A caller who hangs up in the middle gets nothing back
      Given Acme has begun to hear a stream of 3,000 tokens of up to 5,000
      And Acme has hung up in the middle of it
      When Acme asks for up to 7,001 tokens
      Then the request is refused because the minute budget is spent
      And Acme has 7,000 tokens left in this minute

  Rule: The caller hears what the model said, and the report of usage only when asking for it

    @STR-6 @cites.OAI-76
    Example: A caller does not ask for a report
      When Acme asks for up to 5,000 tokens as a stream
      Then the whole stream is heard, and nothing else
      And the model is called once

    @STR-7 @cites.OAI-75
    Example: A caller asks for a report
      When Acme asks for up to 5,000 tokens as a stream with a report of its use
      Then the whole stream is heard, with a report of 5,000 tokens
      And the model is called once

  Rule: A stream that does not fit is refused like any other request

    @STR-8 @cites.OAI-48 @cites.OAI-82
    Example: A stream is larger than what is left
      Given Acme has used 11,400 tokens in this minute
      When Acme asks for up to 1,000 tokens as a stream
      Then the request is refused because the minute budget is spent
      And Acme is told to try again in 2 seconds
      And the model is not called
