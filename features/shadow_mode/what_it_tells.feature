@shadow_mode @UC-07 @P1 @needs.policies @needs.fresh_state @needs.shadow_mode @needs.metrics
@needs.token_budgets @needs.clock
Feature: What a policy in shadow mode tells

  Whoever tries a policy out wants to know whom it would have hit before it hits
  anybody. What it tells must be what would have happened, and must not be taken
  for what has happened.

  Background:
    Given Acme may use 10,000 tokens per day
    And token budgets are in shadow mode

  Rule: It counts as it would if it were enforced

    @SHA-10
    Example: What would have been refused is not charged
      Given Acme has used 9,000 tokens today
      And Acme has used 2,000 tokens today
      When Acme asks for up to 1,000 tokens
      Then 1 request would have been refused because the day budget is spent

    @SHA-11 @needs.control_plane
    Example: The control plane learns what would have been refused, and of no refusal
      Given Acme has used 9,000 tokens today
      And Acme has used 2,000 tokens today
      When the gateway reports to its control plane
      Then the control plane has learnt of 1 request that would have been refused because the day budget is spent

  Rule: Policies that are enforced hold all the same

    @SHA-12 @needs.loop_detection
    Example: A policy in shadow would refuse, and one behind it does
      Given loops are in shadow mode
      And the same request 2 times within a minute counts as a loop
      And token budgets are enforced from now on
      And Acme's agent has sent the same request 2 times, each of 5,000 tokens
      When Acme's agent sends it again
      Then the request is refused because the day budget is spent

  Rule: Whoever moves a policy out of shadow or into it is obeyed at once

    @SHA-13
    Example: A policy is enforced after it was watched
      Given Acme has used 10,000 tokens today
      And token budgets are enforced from now on
      When Acme asks for up to 1,000 tokens
      Then the request is refused because the day budget is spent
      And the model is not called

    @SHA-15 @needs.request_limits
    Example: A request limit is enforced after it was watched
      Given request limits are in shadow mode
      And each caller may send 2 requests at once, and 1 more every 60 seconds
      And Acme has sent 3 requests
      And request limits are enforced from now on
      When Acme sends a request
      Then the request is refused because requests come too fast

    @SHA-14 @needs.loop_detection
    Example: A policy is only watched after it was enforced
      Given the same request 2 times within a minute counts as a loop
      And Acme's agent has sent a request
      And loops are in shadow mode
      When Acme's agent sends it again
      Then the request is answered
      And 1 request would have been refused because it repeats itself
