@bundles @UC-08 @P1 @needs.control_plane @needs.token_budgets @needs.restart @needs.clock
Feature: Policies and crashes

  Whoever was once served under a policy must never be served under the one before
  it, whatever happens to the gateway meanwhile.

  Background:
    Given the control plane has delivered policy 7, which allows Acme 600 tokens per minute
    And policy 8 would allow Acme 700 tokens per minute

  Rule: Policies only ever get newer

    @BND-60
    Example: The gateway is killed under load, just after a new policy came
      Given 4 of Acme's agents keep asking
      And the control plane has delivered policy 8
      When the gateway is killed and started again, while they go on asking
      Then nobody is served under an older policy than somebody before
