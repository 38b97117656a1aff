@bundles @UC-08 @P1 @needs.control_plane @needs.token_budgets @needs.bundle_trust
Feature: Expiry of bundles

  A bundle says how long it may be taken up. Once it is in force it stays in force:
  going on with old limits beats standing there without any.

  Background:
    Given the control plane has delivered policy 9, which allows Acme 6,000 tokens per minute
    And policy 10 would allow Acme 12,000 tokens per minute

  Rule: A bundle whose time is over is not taken up

    @BND-11
    Example: A bundle arrives one second before it expires
      Given policy 10 would expire in 1 second
      When the control plane delivers policy 10
      Then policy 10 is in force
      And the control plane is told that policy 10 was applied

    @BND-12
    Example: A bundle arrives at the very moment at which it expires
      Given policy 10 would expire at this very moment
      When the control plane delivers policy 10
      Then policy 9 is still in force
      And the control plane is told that policy 10 was rejected because it has expired

    @BND-25 @needs.clock
    Example: A bundle has been on its way for too long
      Given policy 10 would expire in 1 hour
      And 2 hours have passed
      When the control plane delivers policy 10
      Then policy 9 is still in force
      And the control plane is told that policy 10 was rejected because it has expired

  Rule: A bundle that only a wrong clock has found too old is taken up once the clock is right

    @BND-72 @UC-10 @needs.clock @needs.clock_corrections
    Example: The gateway's clock was ahead by more than the bundle had left
      Given policy 10 would expire in 1 hour
      And the gateway's clock is 2 hours ahead
      And the control plane has delivered policy 10 in vain
      And the gateway's clock has been set right
      When a minute passes
      Then policy 10 is in force

  Rule: A bundle that expires while it is in force stays in force

    @BND-26 @needs.clock
    Example: The time of the bundle in force runs out
      Given policy 10 would expire in 1 minute
      And the control plane has delivered policy 10
      When 2 minutes pass
      Then policy 10 is still in force

    @BND-27 @needs.clock @needs.restart
    Example: The gateway is killed after the bundle in force has expired
      Given policy 10 would expire in 1 minute
      And the control plane has delivered policy 10
      And 2 minutes have passed
      When the gateway is killed and started again
      Then policy 10 is still in force

    @BND-82 @UC-06 @needs.clock @needs.kill_switches
    Example: The bundle in force has frozen somebody
      Given policy 10 would freeze Acme
      And policy 10 would expire in 1 minute
      And the control plane has delivered policy 10
      And 2 minutes have passed
      When Acme asks for up to 100 tokens
      Then the request is refused because it is frozen until further notice
