@budgets @RL-02 @P1 @needs.token_budgets @needs.clock @needs.still_clock @needs.policies
Feature: Coming back at the right time

  A refusal says when to come back. Whoever comes then is answered, and a second
  earlier would have been too early: no longer than needed, no shorter than true.

  Background:
    Given Acme may use 12,000 tokens per minute, which is 200 every second

  Rule: The time that a refusal names is the first second at which the request fits

    @BACK-1 @cites.RL-14 @cites.OAI-44
    Example: A second too early
      Given Acme has used 12,000 tokens in this minute
      And Acme has been refused 1 time for asking for up to 1,000 tokens
      When Acme comes back for up to 1,000 tokens a second before it was told
      Then the request is refused because the minute budget is spent
      And Acme is told to try again in 1 second
      And Acme has 800 tokens left in this minute

    @BACK-2 @cites.RL-14 @cites.OAI-34
    Example: Exactly in time
      Given Acme has used 12,000 tokens in this minute
      And Acme has been refused 1 time for asking for up to 1,000 tokens
      When Acme comes back for up to 1,000 tokens exactly when it was told
      Then the request is answered
      And Acme has 0 tokens left in this minute

    @BACK-3 @cites.OAI-43
    Scenario Outline: <asked> tokens are asked for and 200 are left
      Given Acme has used 11,800 tokens in this minute
      When Acme asks for up to <asked> tokens
      Then the request is refused because the minute budget is spent
      And Acme is told to try again in <told>

      Examples:
        | asked | told      | because                               |
        | 201   | 1 second  | even a single token takes its time    |
        | 400   | 1 second  | 200 tokens come back in one second    |
        | 401   | 2 seconds | one more than a second can bring back |

    @BACK-4 @cites.RL-14
    Example: A budget that does not divide evenly
      Given Globex may use 7,000 tokens per minute
      And Globex has used 7,000 tokens in this minute
      And Globex has been refused 1 time for asking for up to 1,000 tokens
      When Globex comes back for up to 1,000 tokens exactly when it was told
      Then the request is answered

    @BACK-5 @cites.RL-14
    Example: A budget that does not divide evenly, a second too early
      Given Globex may use 7,000 tokens per minute
      And Globex has used 7,000 tokens in this minute
      And Globex has been refused 1 time for asking for up to 1,000 tokens
      When Globex comes back for up to 1,000 tokens a second before it was told
      Then the request is refused because the minute budget is spent
      And Globex is told to try again in 1 second

  Rule: Asking again and again puts nothing off

    @BACK-6 @cites.OAI-38 @cites.RL-15
    Example: A caller comes back every second
      Given Acme has used 12,000 tokens in this minute
      When Acme asks 6 times, a second apart, for up to 1,000 tokens
      Then Acme is told to try again in 5 then 4 then 3 then 2 then 1 seconds, and then answered

  Rule: A budget is whole again when it was said to be

    @BACK-7 @cites.RL-14
    Example: A second before the minute is whole
      Given Acme has used 3,000 tokens in this minute
      And 14 seconds have passed
      When Acme asks for up to 12,000 tokens
      Then the request is refused because the minute budget is spent
      And Acme is told that the minute is whole again in 1 second

    @BACK-8 @cites.RL-14
    Example: The minute is whole
      Given Acme has used 3,000 tokens in this minute
      And 15 seconds have passed
      When Acme asks for up to 12,000 tokens
      Then the request is answered

  Rule: What comes back in parts of tokens is neither lost nor given before it is whole

    Background:
      Given Globex may use 7,000 tokens per minute
      And Globex has used 7,000 tokens in this minute

    @BACK-9 @cites.RL-14
    Example: A token has only begun to come back
      Given a second has passed
      When Globex asks for up to 117 tokens
      Then the request is refused because the minute budget is spent
      And Globex is told to try again in 1 second
      And Globex has 116 tokens left in this minute

    @BACK-10 @cites.OAI-38 @cites.RL-15
    Example: A caller comes back every second, and no second brings back whole tokens only
      When Globex asks 4 times, a second apart, for up to 350 tokens
      Then Globex is told to try again in 3 then 2 then 1 seconds, and then answered
