@continuity @UC-09 @P0 @needs.control_plane @needs.links @needs.clock
Feature: Starting without any policy

  A gateway that has never had a policy cannot know who may do what. Until it has
  one it refuses everybody and says that it is not ready. It never stands wide open.

  Background:
    Given Acme may use 12,000 tokens per day

  Rule: Without a policy nobody gets through to the model

    @COLD-1
    Scenario Outline: The first start of all, while <partition>
      Given the gateway has been started for the first time while <partition>
      When Acme asks for up to 1,000 tokens
      Then the request is refused because no policy is in force
      And the model is not called

      Examples:
        | partition                        | because                                |
        | connections are refused          | nothing listens there                  |
        | connections are reset            | something on the way cuts them         |
        | whatever it is sent is swallowed | a firewall drops it without a word     |
        | whatever it answers is swallowed | only the way back is broken            |
        | it answers with errors           | it is there, and cannot do its work    |
        | its answers come too late        | nobody knows yet what it will say      |
        | its answers are garbage          | garbage is no policy                   |

    @COLD-2 @needs.restart
    Example: Starting once more does not help
      Given the gateway has been started for the first time while connections are refused
      And the gateway has been killed and started again
      When Acme asks for up to 1,000 tokens
      Then the request is refused because no policy is in force
      And the model is not called

    @COLD-3 @UC-05
    Example: The control plane does not know the gateway
      Given the gateway has been started for the first time as a stranger to the control plane
      When Acme asks for up to 1,000 tokens
      Then the request is refused because no policy is in force
      And the model is not called

  Rule: A gateway without a policy says that it is not ready, and why

    @COLD-4
    Example: The first start of all, without a control plane
      When the gateway is started for the first time while connections are refused
      Then the gateway is not ready because no policy is in force
      And the gateway is alive

    @COLD-5 @UC-05
    Example: The control plane does not know the gateway
      When the gateway is started for the first time as a stranger to the control plane
      Then the gateway is not ready because the control plane refuses it
      And the gateway is alive

  Rule: As soon as there is a policy the gateway is ready

    @COLD-6
    Example: The control plane comes back
      Given the gateway has been started for the first time while connections are refused
      And the control plane has been back for a minute
      When Acme asks for up to 1,000 tokens
      Then the request is answered
      And Acme has 11,000 tokens left today
      And the gateway is ready

    @COLD-7 @UC-05
    Example: The control plane comes to know the gateway
      Given the gateway has been started for the first time as a stranger to the control plane
      And the control plane has come to know it
      When 31 seconds pass
      Then the gateway is ready

  Rule: A gateway that is turned away knocks again every half minute, and not more often

    @COLD-8 @UC-05
    Example: It is still a stranger
      Given the gateway has been started for the first time as a stranger to the control plane
      When 59 seconds pass
      Then the control plane is called once
