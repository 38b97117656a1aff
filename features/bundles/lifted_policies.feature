@bundles @UC-08 @P1 @needs.policies @needs.fresh_state
Feature: Policies that are lifted

  A limit is lifted by leaving it out of the next policy. Where a gateway only adds
  what is new, somebody is held to a limit that stands in no policy any more, and
  nobody finds out why.

  Rule: What the policy in force does not speak of holds back no caller

    @BND-64 @needs.loop_detection
    Example: Nothing counts as a loop any more
      Given the same request 3 times within a minute counts as a loop
      And Acme's agent has sent the same request 2 times
      And nothing is agreed on any more
      When Acme's agent sends the same request 2 times
      Then every one of them is answered

    @BND-65 @needs.request_limits
    Example: Requests may come as fast as they like
      Given each caller may send 2 requests at once, and 1 more every 60 seconds
      And Acme's agent has sent the same request 2 times
      And nothing is agreed on any more
      When Acme's agent sends the same request 2 times
      Then every one of them is answered

    @BND-66 @needs.cost_budgets
    Example: As much may be spent as anybody likes
      Given each organisation may spend 2 dollars a day
      And Acme's agent has sent the same request 2 times
      And nothing is agreed on any more
      When Acme's agent sends the same request 2 times
      Then every one of them is answered

    @BND-67 @needs.spend_breakers
    Example: Money may run out as fast as it likes
      Given whoever spends more than 2 dollars within 60 seconds is cut off for 5 minutes
      And Acme's agent has sent the same request 2 times
      And nothing is agreed on any more
      When Acme's agent sends the same request 2 times
      Then every one of them is answered

  Rule: Nor does it hold back crawlers, or what has come through the gateway before

    @BND-68 @UC-19 @needs.crawlers
    Example: Crawlers may fetch what they like
      Given each crawler may fetch 2 pages a day
      And GPTBot has spent its allowance for today
      And nothing is agreed on any more
      When GPTBot fetches 2 pages
      Then the pages are
        | pages  | answer    |
        | 1 to 2 | delivered |

    @BND-69 @UC-12 @needs.hop_limit
    Example: Events may pass through as often as they like
      Given a request may pass through the gateway 3 times
      And Acme has seen how the gateway signs what it passes on
      And nothing is agreed on any more
      When Acme sends an event that claims to have passed through the gateway 3 times
      Then the event is passed on unchanged

  Rule: What was used is not forgotten when a limit is agreed on once more

    @BND-83 @RL-07 @needs.token_budgets @needs.still_clock
    Example: For a moment there was no budget
      Given Acme may use 12,000 tokens per minute
      And Acme has used 4,000 tokens in this minute
      And nothing is agreed on any more
      And Acme has bought 12,000 tokens per minute
      When Acme asks for up to 1,000 tokens
      Then Acme has 7,000 tokens left in this minute
