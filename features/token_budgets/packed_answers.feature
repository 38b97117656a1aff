@budgets @UC-16 @P1 @needs.token_budgets @needs.policies @needs.fresh_state
Feature: Packed answers

  Programs accept packed answers because it saves time on the way. What is packed
  cannot be counted by looking at it, and a limit that everybody can get round by
  accepting something is none.

  Background:
    Given the model packs its answers for whoever accepts that
    And Acme may use 12,000 tokens per minute
    And Globex has no budget

  Rule: Who accepts packed answers is charged like anybody else

    @PACK-1 @needs.still_clock
    Example: Acme is answered
      Given Acme accepts packed answers
      And the model's answers take 300 tokens, prompt included
      When Acme asks for up to 12,000 tokens
      Then the request is answered
      And Acme has 11,700 tokens left in this minute

    @PACK-2 @needs.still_clock
    Example: Acme has heard a stream
      Given Acme accepts packed answers
      And Acme has heard a stream of 300 tokens of up to 12,000
      When Acme asks for up to 11,700 tokens
      Then the request is answered
      And Acme has 0 tokens left in this minute

  @EP-02
  Rule: The figures count what packed answers took, also where there is no limit

    @PACK-3 @needs.metrics
    Example: Globex is answered
      Given Globex accepts packed answers
      When Globex asks for up to 1,000 tokens
      Then the figures count 1,000 tokens for Globex, and none for anybody else

    @PACK-4 @needs.metrics
    Example: Globex hears a stream
      Given Globex accepts packed answers
      When Globex asks for up to 1,000 tokens as a stream with a report of its use
      Then the stream comes to its end in words that can be read
      And the figures count 1,000 tokens for Globex, and none for anybody else

    @PACK-5 @needs.metrics
    Example: The model packs a stream though nobody has accepted that
      Given the model packs its answers, whatever is accepted
      When Globex asks for up to 1,000 tokens as a stream with a report of its use
      Then the stream comes to its end in words that can be read
      And the figures count 1,000 tokens for Globex, and none for anybody else
