@onboarding @UC-05 @P2 @needs.control_plane @needs.clock
Feature: The handshake of a new gateway

  A new site is opened by switching a machine on. It makes itself known to the
  control plane, gets its policy and says so, and until then it takes no traffic
  for which it would have no rules.

  Background:
    Given Acme may use 12,000 tokens per day

  Rule: A gateway registers, fetches its policy, says what became of it, and then shows that it lives

    @JOIN-1
    Example: A gateway starts for the first time
      When the gateway is started, and policy 7 is on offer
      Then it joins by the four calls of the handshake, in their order
      And each call is made in its own name and with its own token
      And the control plane is told that policy 7 was applied
      And the gateway is ready under policy 7

  Rule: Until its policy is applied a gateway is not ready, and serves nobody

    @JOIN-2
    Example: The load balancer asks while the policy is on its way
      When the gateway is started, and policy 7 is still on its way
      Then the gateway is not ready because no policy is in force
      And the gateway is alive
      And the control plane is told nothing about any policy

    @JOIN-3
    Example: Acme asks while the policy is on its way
      Given the gateway has been started, and policy 7 is still on its way
      When Acme asks for up to 1,000 tokens
      Then the request is refused because no policy is in force
      And the model is not called

    @JOIN-4
    Example: The policy arrives
      Given the gateway has been started, and policy 7 is still on its way
      When policy 7 arrives
      Then the gateway is ready under policy 7
      And the control plane is told that policy 7 was applied

    @JOIN-5
    Example: The policy is applied, and nobody hears that it was
      When the gateway is started under policy 7, and nobody hears what it says of it
      Then the gateway is ready under policy 7

  Rule: A step of the handshake that has succeeded is not taken again

    @JOIN-6
    Example: The gateway is registered before there is a policy for it
      Given the gateway has been started for the first time
      And policy 7 is on offer
      When a minute passes
      Then it does not register again
      And the control plane is told that policy 7 was applied
      And the gateway is ready under policy 7
