@clocks @UC-10 @P1 @needs.clock_corrections @needs.clock @needs.token_budgets
Feature: Clock corrections and the minute

  Clocks on servers are set right from time to time, and then a minute can happen
  twice, or not at all. Nobody may spend the same minute's budget twice because of
  it, and nobody is kept from what a minute that has really passed gives back.

  Background:
    Given Acme may use 12,000 tokens per minute, which is 200 every second

  Rule: Turning the clock gives nothing back

    @CLKSET-1 @cites.AUTH-26
    Scenario Outline: The minute's budget is spent, and the clock is set <direction> by <time>
      Given Acme has used 12,000 tokens in this minute
      And the gateway's clock has been set <direction> by <time>
      When Acme asks for up to 200 tokens
      Then the request is refused because the minute budget is spent
      And Acme is told to try again in 1 second
      And the model is not called

      Examples:
        | direction | time       | because                                      |
        | back      | 30 seconds | the same half minute happens twice           |
        | back      | 1 day      | yesterday happens twice                      |
        | forward   | 30 seconds | half a minute did not really pass            |
        | forward   | 1 day      | not a second of that day has really passed   |

  Rule: Time that has really passed gives back what it always gives, whatever the clock shows

    @CLKSET-2
    Scenario Outline: Five seconds after the clock was set <direction> by <time>
      Given Acme has used 12,000 tokens in this minute
      And the gateway's clock has been set <direction> by <time>
      And 5 seconds have passed
      When Acme asks for up to 1,000 tokens
      Then the request is answered
      And Acme has 0 tokens left in this minute

      Examples:
        | direction | time       | because                                    |
        | back      | 30 seconds | 5 times 200 are 1,000                      |
        | back      | 1 day      | nobody has to stay away for a day          |
        | forward   | 1 day      | the clock has nothing to do with it        |

    @CLKSET-3
    Scenario Outline: One token too many, five seconds after the clock was set <direction> by <time>
      Given Acme has used 12,000 tokens in this minute
      And the gateway's clock has been set <direction> by <time>
      And 5 seconds have passed
      When Acme asks for up to 1,001 tokens
      Then the request is refused because the minute budget is spent
      And Acme has 1,000 tokens left in this minute

      Examples:
        | direction | time       | because                                    |
        | back      | 30 seconds | 5 times 200 are 1,000 and not 1,001        |
        | forward   | 30 seconds | 5 seconds have passed, and not 35          |

    @CLKSET-7 @needs.restart
    Example: The clock was set back by an hour, and the gateway was killed
      Given Acme has used 12,000 tokens in this minute
      And the gateway's clock has been set back by 1 hour
      And the gateway has been killed and started again
      And 5 seconds have passed
      When Acme asks for up to 1,000 tokens
      Then the request is answered

  Rule: A wrong clock keeps nobody from what is left, and no newer policy out

    @CLKSET-8 @needs.control_plane
    Example: A newer policy comes while the clock counts as wrong
      Given policy 7 is in force
      And policy 8 would allow Acme 6,000 tokens per minute
      And the gateway has noticed that its clock is 1 hour ahead
      When the control plane delivers policy 8
      Then policy 8 is in force

    @CLKSET-6
    Example: Acme asks while the clock counts as wrong
      Given the gateway has noticed that its clock is 1 hour ahead
      When Acme asks for up to 1,000 tokens
      Then the request is answered
      And Acme has 11,000 tokens left in this minute
      And the gateway is ready

  Rule: When to try again is true, however wrong the clock that says so

    @CLKSET-4
    Scenario Outline: A clock that is <off> tells how long 2,000 tokens take
      Given the gateway has noticed that its clock is <off>
      And Acme has used 12,000 tokens in this minute
      When Acme asks for up to 2,000 tokens
      Then the request is refused because the minute budget is spent
      And Acme is told to try again in 10 seconds

      Examples:
        | off            | because                              |
        | 1 hour ahead   | 2,000 tokens are 10 times 200        |
        | 1 hour behind  | 2,000 tokens are 10 times 200        |

    @CLKSET-5
    Scenario Outline: Acme comes back <late>, while the clock is an hour ahead
      Given the gateway has noticed that its clock is 1 hour ahead
      And Acme has used 12,000 tokens in this minute
      And <late> have passed
      When Acme asks for up to 2,000 tokens
      Then the request is <outcome>

      Examples:
        | late        | outcome                                    | because                       |
        | 10 seconds  | answered                                   | so it was told                |
        | 9 seconds   | refused because the minute budget is spent | it was told 10                |
