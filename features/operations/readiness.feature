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

  Rule: A gateway is ready from the moment at which it has a policy

    @READY-3
    Example: The first policy arrives
      Given the gateway has been started for the first time
      When the control plane delivers policy 1
      Then the gateway is alive
      And the gateway is ready
