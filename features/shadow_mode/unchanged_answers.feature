@shadow_mode @UC-07 @P1 @needs.policies @needs.fresh_state @needs.shadow_mode @needs.metrics
@needs.clock
Feature: What a policy in shadow mode changes for callers

  A new policy can be tried out on real traffic only if the trial is sure to hurt
  nobody. In shadow mode it looks at every request and decides, and its decisions
  are written down instead of carried out.

  Rule: What would have been refused is answered as without the policy, to the byte

    @SHA-1 @needs.token_budgets
    Example: A token budget is spent in shadow
      Given Acme has used 1,000 tokens in this minute
      And Acme may use 1,000 tokens per minute
      And token budgets are in shadow mode
      When Acme asks 3 times for up to 1,000 tokens
      Then every answer is the same as before
      And 2 requests would have been refused because the minute budget is spent

    @SHA-2 @needs.token_budgets
    Example: Streams are heard over a budget in shadow
      Given the model says that 5 of its own 10 tokens are left
      And Acme has heard a stream of 200 tokens of up to 200
      And Acme may use 100 tokens per day
      And token budgets are in shadow mode
      When Acme asks for up to 200 tokens as a stream
      Then every answer is the same as before

    @SHA-3 @needs.loop_detection
    Example: An agent repeats itself in shadow
      Given Acme's agent has sent a request
      And the same request 2 times within a minute counts as a loop
      And loops are in shadow mode
      When Acme's agent sends the same request 3 times
      Then every answer is the same as before
      And 2 requests would have been refused because it repeats itself

    @SHA-4 @needs.request_limits
    Example: Requests come too fast in shadow
      Given Acme has sent 1 request
      And each caller may send 2 requests at once, and 1 more every 10 seconds
      And request limits are in shadow mode
      When Acme asks 4 times for up to 100 tokens
      Then every answer is the same as before
      And 2 requests would have been refused because requests come too fast

    @SHA-7 @needs.cost_budgets
    Example: Money runs out in shadow
      Given Acme has sent 1 request
      And each organisation may spend 2 dollars a day
      And cost budgets are in shadow mode
      When Acme asks 3 times for up to 100 tokens
      Then every answer is the same as before
      And 1 request would have been refused because the cost budget is spent

  Rule: What would have been slowed or warned of comes at once, and without a word

    @SHA-5 @needs.loop_detection
    Example: An agent would be slowed down
      Given Acme's agent has sent a request
      And the same request is slowed from the 2nd time within a minute on
      And it is slowed by half a second more each time, up to 2 seconds
      And loops are in shadow mode
      When Acme's agent sends the same request 3 times
      Then every answer is the same as before

    @SHA-6 @needs.crawlers
    Example: A crawler meets every stage in shadow
      Given GPTBot has fetched 1 page today
      And each crawler may fetch 3 pages a day
      And crawlers are warned from 30%, slowed by half a second from 60% and refused above 100%
      And crawlers are in shadow mode
      When GPTBot fetches 4 pages
      Then every answer is the same as before
