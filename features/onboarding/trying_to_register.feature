@onboarding @UC-05 @P2 @needs.control_plane @needs.clock @needs.links
Feature: Trying to register

  After a power cut a thousand gateways start together, and the control plane
  that they all call is starting itself. None of them may give up, none may ask
  for anything before it is known, and they must not all call at the same moment.

  Background:
    Given Acme may use 12,000 tokens per day

  Rule: Pauses double from one second to eight, then last half a minute, and a tenth more at most

    @JOIN-7
    Scenario Outline: Registering fails again and again, because <partition>
      When the gateway tries to register for 2 minutes while <partition>
      Then it asks for nothing but to be registered
      And the pauses between its first tries were 1, 2, 4, 8 and 30 seconds
      And the gateway is not ready because no policy is in force

      Examples:
        | partition                     | because                                |
        | it answers with errors        | every try ends at once                 |
        | its answers come too late     | a try is given up after five seconds   |
        | a web page comes back instead | a good answer of somebody else is none |

    @JOIN-8
    Example: Chance keeps a thousand gateways from calling at the same moment
      When the gateway tries to register for a minute while it answers with errors
      Then chance has made some of the pauses of 1, 2, 4 and 8 seconds a little longer

  Rule: As soon as it can be registered the whole handshake follows

    @JOIN-9
    Example: The control plane is up at last
      Given the gateway has tried to register for a minute while connections are refused
      And policy 7 is on offer
      When the control plane is back for a minute
      Then it joins by the four calls of the handshake, in their order
      And the gateway is ready under policy 7

  Rule: Registering more often than once does no harm

    @JOIN-10
    Example: The gateway does not hear that it was registered
      When the gateway is started, and the answer to its registration is lost
      Then it registers 2 times, each time as the same gateway
      And each call is made in its own name and with its own token
      And the gateway is ready under policy 1

    @JOIN-11 @needs.restart
    Example: A gateway that is known already is started again
      Given policy 7 is in force
      When the gateway is killed and started again
      Then it registers 1 time, each time as the same gateway
      And the control plane is told nothing about any policy
      And the gateway is ready under policy 7
