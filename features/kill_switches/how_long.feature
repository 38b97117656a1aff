@kill_switches @UC-06 @P1 @needs.policies @needs.fresh_state @needs.kill_switches @needs.clock
Feature: How long a freeze lasts

  A freeze begins when it is decided, in the middle of the traffic, and ends by
  itself at the stated second. Nobody has to be awake for that, and no network has
  to carry it.

  Rule: A freeze holds to its last second, and says how much of it is left

    @FRZ-20
    Example: A caller comes a second too early
      Given the operator has frozen Acme for 30 seconds
      And 29 seconds have passed
      When Acme asks for up to 1,000 tokens
      Then the request is refused because it is frozen until a stated time
      And Acme is told to try again in 1 second
      And the model is not called

    @FRZ-21
    Example: A caller comes at the stated second
      Given the operator has frozen Acme for 30 seconds
      And 30 seconds have passed
      When Acme asks for up to 1,000 tokens
      Then the request is answered

    @FRZ-22
    Example: A part of a second counts as a whole one
      Given the operator has frozen Acme for 30 seconds
      And half a second has passed
      When Acme asks for up to 1,000 tokens
      Then Acme is told to try again in 30 seconds
      And the model is not called

    @FRZ-23
    Example: Of two freezes the longer one is told
      Given the operator has frozen Acme for 2 days
      And the operator has frozen the chat for 1 hour
      When Acme asks for up to 1,000 tokens
      Then Acme is told to try again in 2 days
      And the model is not called

  Rule: A freeze begins and ends in the middle of the traffic

    @FRZ-24
    Example: The very next request is refused
      Given Acme's agent has sent the same request 2 times
      And the operator has frozen Acme
      When Acme's agent sends it again
      Then the request is refused because it is frozen until further notice
      And the model is not called

    @FRZ-26 @needs.control_plane @needs.token_budgets
    Example: Whoever was let in before is answered
      Given the control plane has delivered policy 7, which allows Acme 6,000 tokens per minute
      And policy 8 would freeze Acme
      And 3 of Acme's agents are waiting for their answers
      When the control plane delivers policy 8
      Then the control plane is told that policy 8 was applied
      And each of the 3 agents is answered under policy 7

  Rule: A freeze neither ends early nor lasts longer because something is broken

    @FRZ-27 @needs.restart
    Example: The gateway is killed while it lasts
      Given the operator has frozen Acme for 2 days
      And 1 day has passed
      And the gateway has been killed and started again
      When Acme asks for up to 1,000 tokens
      Then Acme is told to try again in 1 day
      And the model is not called

    @FRZ-28 @needs.control_plane @needs.links
    Example: It ends while the control plane is out of reach
      Given the operator has frozen Acme for 60 seconds
      And the control plane has been out of reach for a minute because connections are refused
      When Acme asks for up to 1,000 tokens
      Then the request is answered
