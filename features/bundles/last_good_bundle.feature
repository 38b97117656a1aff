@bundles @UC-08 @P1 @needs.control_plane @needs.token_budgets @needs.bundle_trust
Feature: The last good bundle

  A damaged bundle must neither be taken up later by accident nor stand in the way
  of the next good one. A gateway that dies meanwhile comes back with the last
  good policy, not with the damaged one and not with none.

  Background:
    Given the control plane has delivered policy 7, which allows Acme 6,000 tokens per minute
    And policy 8 would allow Acme 12,000 tokens per minute

  Rule: After a rejection the next good bundle is taken up

    @BND-14
    Example: The damaged bundle is delivered again, mended and under the same number
      Given the control plane has delivered policy 8 signed by a stranger
      When the control plane delivers policy 8
      Then policy 8 is in force
      And the control plane is told that policy 8 was applied

  Rule: A bundle that was rejected stays rejected

    @BND-15 @needs.clock
    Example: The gateway comes across the damaged bundle again and again
      Given the control plane has delivered policy 8 that is a web page
      And the control plane has delivered policy 8 that is a list
      When a minute passes
      Then policy 7 is still in force
      And the control plane is told nothing about any policy

  Rule: A gateway that is killed comes back with the last good bundle

    @BND-16 @needs.restart
    Example: The gateway is killed while a damaged bundle is on offer
      Given the control plane has delivered policy 8 cut off halfway
      When the gateway is killed and started again
      Then policy 7 is still in force

    @BND-17 @needs.restart
    Example: The gateway is killed, and an old bundle arrives afterwards
      Given policy 6 would allow Acme 12,000 tokens per minute
      And the gateway has been killed and started again
      When the control plane delivers policy 6
      Then policy 7 is still in force
      And the control plane is told that policy 6 was rejected because it is not newer than the one in force
