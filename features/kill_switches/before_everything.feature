@kill_switches @UC-06 @P1 @needs.policies @needs.fresh_state @needs.kill_switches
Feature: A freeze comes before every other rule

  Whoever is told to slow down tries again, and whoever is told that a key is wrong
  shows another one. A caller who is frozen must be told that, and only that, so
  that nobody looks for the mistake in the wrong place.

  Rule: Whatever else is wrong, a frozen request is told that it is frozen

    @FRZ-10 @needs.token_budgets
    Example: The budget is spent as well
      Given Acme may use 12,000 tokens per day
      And Acme has used 12,000 tokens today
      And the operator has frozen Acme
      When Acme asks for up to 1,000 tokens
      Then the request is refused because it is frozen until further notice
      And the model is not called

    @FRZ-11 @needs.loop_detection
    Example: The request would complete a loop as well
      Given the same request 3 times within a minute counts as a loop
      And Acme's agent has sent the same request 2 times
      And the operator has frozen the chat
      When Acme's agent sends it again
      Then the request is refused because it is frozen until further notice
      And the model is not called

    @FRZ-12 @needs.hop_limit
    Example: The event would have come back too often as well
      Given a request may pass through the gateway 1 times
      And Acme has seen how the gateway signs what it passes on
      And the operator has frozen the receiver
      When Acme sends an event that claims to have passed through the gateway 2 times
      Then the request is refused because it is frozen until further notice
      And the receiver is not called

    @FRZ-13 @needs.crawlers
    Example: The crawler has spent its allowance as well
      Given each crawler may fetch 2 pages a day
      And GPTBot has spent its allowance for today
      And the operator has frozen the pages
      When GPTBot fetches a page
      Then the page is refused because it is frozen until further notice

    @FRZ-14
    Example: Nobody says who asks
      Given the operator has frozen the chat
      When somebody asks without a key
      Then the request is refused because it is frozen until further notice
      And the model is not called
