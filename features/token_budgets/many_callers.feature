@budgets @UC-16 @RL-04 @P0 @needs.token_budgets @needs.policies @needs.still_clock
Feature: Many requests at the same moment

  Agents do not queue. However many of them ask at once, exactly as much is let
  through as the budget has, and not one request more.

  Background:
    Given Acme may use 12,000 tokens per minute

  Rule: Of many requests at once exactly as many pass as fit

    @MANY-1 @cites.OAI-51 @cites.RL-16
    Example: Twice as many agents ask as there is room for
      When 24 of Acme's agents ask for up to 1,000 tokens each at the same moment
      Then 12 of them are answered, and 12 are refused because the minute budget is spent
      And the model is called 12 times

    @MANY-2 @cites.OAI-51
    Example: A part of the minute is used already
      Given Acme has used 9,000 tokens in this minute
      When 12 of Acme's agents ask for up to 2,000 tokens each at the same moment
      Then 1 of them are answered, and 11 are refused because the minute budget is spent
      And the model is called once

  Rule: Whoever comes first, nobody gets more than there is, and nobody less

    @MANY-4
    Example: Agents ask for different amounts
      When 9 of Acme's agents ask at the same moment, each for up to 1,000 tokens more than the one before
      Then no more is let through than there is, in whatever order they came
      And nobody is refused for whom there is room, in whatever order they came

    @MANY-5
    Example: What was not used comes back while others are asking
      Given the model's answers take 200 tokens, prompt included
      When 6 of Acme's agents ask 6 times each for up to 5,000 tokens
      Then no more is let through than there is, in whatever order they came
      And nobody is refused for whom there is room, in whatever order they came
      And no token is lost or made on the way

  Rule: A crowd of one organisation takes nothing from another

    @MANY-3 @cites.OAI-50
    Example: Another organisation is served after the crowd
      Given Globex may use 12,000 tokens per minute
      And 12 of Acme's agents have asked for up to 2,000 tokens each at the same moment
      When Globex asks for up to 12,000 tokens
      Then the request is answered
      And Globex has 0 tokens left in this minute
