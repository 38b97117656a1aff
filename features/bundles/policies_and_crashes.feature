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

  Rule: A freeze that is written down wrongly does not lift the one before it, not even by a crash

    @BND-63 @UC-06 @needs.kill_switches
    Example: The word for a freeze is misspelt
      Given policy 8 would freeze Acme
      And the control plane has delivered policy 8
      And the control plane has delivered policy 9 with a freeze whose kind is misspelt
      And the gateway has been killed and started again
      When Acme asks for up to 100 tokens
      Then the request is refused because it is frozen until further notice
