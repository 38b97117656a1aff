@shadow_mode @UC-07 @P1 @needs.policies @needs.fresh_state @needs.shadow_mode @needs.metrics
@needs.token_budgets @needs.clock
Feature: Shadow mode for everything, for a time

  On the day of a migration, or when all limits seem to be wrong at once, everything
  is only watched. That must end by itself: a gateway that is forgotten in shadow
  mode has no limits, and nobody notices.

  Background:
    Given Acme may use 10,000 tokens per day
    And Acme has used 10,000 tokens today
    And everything is in shadow mode for 60 seconds

  Rule: It holds to its last second, and ends by itself at the stated one

    @SHA-20
    Example: A request comes a second before the end
      Given 59 seconds have passed
      When Acme asks for up to 1,000 tokens
      Then the request is answered
      And 1 request would have been refused because the day budget is spent

    @SHA-21
    Example: A request comes at the stated second
      Given 60 seconds have passed
      When Acme asks for up to 1,000 tokens
      Then the request is refused because the day budget is spent
      And 0 requests would have been refused because the day budget is spent

  Rule: The operator can end it before its time

    @SHA-24
    Example: The operator has seen enough
      Given 10 seconds have passed
      And everything is enforced again
      When Acme asks for up to 1,000 tokens
      Then the request is refused because the day budget is spent
      And 0 requests would have been refused because the day budget is spent

  Rule: All kinds of limits are only watched

    @SHA-23 @needs.request_limits @needs.cost_budgets
    Example: Requests come too fast, and money is spent as well
      Given each caller may send 1 request at once, and 1 more every 60 minutes
      And each organisation may spend 2 dollars a day
      And everything is in shadow mode for 60 seconds
      When Acme asks 3 times for up to 1,000 tokens
      Then every one of them is answered

  Rule: Whatever is frozen stays frozen

    @SHA-22 @UC-06 @needs.kill_switches
    Example: A caller is frozen while everything is in shadow mode
      Given the operator has frozen Acme
      When Acme asks for up to 1,000 tokens
      Then the request is refused because it is frozen until further notice
      And the model is not called
