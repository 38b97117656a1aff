@onboarding @UC-05 @P2 @needs.control_plane @needs.clock
Feature: The rhythm that a gateway is told

  Whoever runs a thousand gateways must be able to say how often each of them calls,
  in one place and on one day. A gateway that knows better calls too often when there
  are many, or too seldom when somebody is waiting for a sign of life.

  Background:
    Given Acme may use 12,000 tokens per day
    And the control plane wants a sign of life every 7 seconds
    And the control plane wants to be asked for a newer policy every 20 seconds

  Rule: A gateway calls as often as it was told when it last registered

    @JOIN-19
    Example: The control plane wants to hear of the gateway more often than most do
      Given policy 7 is in force
      When a minute passes
      Then it hears a sign of life every 7 seconds
      And it is asked for a newer policy every 20 seconds

    @JOIN-20 @needs.token_rotation
    Example: The gateway is told another rhythm with its new token
      Given policy 7 is in force
      And the control plane wants a sign of life every 15 seconds
      And the gateway's token has been replaced by a new one
      And 10 seconds have passed
      When a minute passes
      Then it hears a sign of life every 15 seconds
