@operations @EP-01 @P1 @needs.control_plane
Feature: Live and ready

  Whoever starts machines asks two questions: is it there, and may it be sent
  traffic. A wrong yes sends customers to a gateway that must refuse them all,
  a wrong no takes a good one away.

  Rule: A gateway without a policy is alive, but not ready, and says why

    @READY-1
    Example: The gateway starts, and there is no policy for it yet
      When the gateway is started for the first time
      Then the gateway is alive
      And the gateway is not ready because no policy is in force

    @READY-2 @needs.bundle_trust
    Example: The very first policy cannot be trusted
      Given the gateway has been started for the first time
      When the control plane delivers policy 1 signed by a stranger
      Then the gateway is alive
      And the gateway is not ready because no policy is in force
      And the control plane is told that policy 1 was rejected because it cannot be trusted

    @READY-3
    Example: Acme asks a gateway that is not ready
      Given the gateway has been started for the first time
      When Acme asks for up to 1,000 tokens
      Then the request is refused because no policy is in force
      And the model is not called
      And the gateway is alive

  Rule: A gateway is ready from the moment at which it has a policy

    @READY-4
    Example: The first policy arrives
      Given the gateway has been started for the first time
      When the control plane delivers policy 1
      Then the gateway is alive
      And the gateway is ready under policy 1

    @READY-5
    Example: A newer policy arrives
      Given policy 1 is in force
      And somebody has asked whether the gateway is ready
      When the control plane delivers policy 2
      Then the gateway is alive
      And the gateway is ready under policy 2

  Rule: What goes wrong later takes no good gateway away

    @READY-6 @needs.bundle_trust
    Example: A later policy cannot be trusted
      Given policy 1 is in force
      When the control plane delivers policy 2 signed by a stranger
      Then the gateway is alive
      And the gateway is ready under policy 1

    @READY-7 @needs.bundle_trust @needs.clock
    Example: The policy in force expires
      Given policy 1 is in force
      And policy 2 would expire in 1 minute
      And the control plane has delivered policy 2
      When 2 minutes pass
      Then the gateway is alive
      And the gateway is ready under policy 2

    @READY-8 @needs.restart
    Example: The gateway is killed and comes back
      Given policy 1 is in force
      When the gateway is killed and started again
      Then the gateway is alive
      And the gateway is ready under policy 1
