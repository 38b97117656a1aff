@onboarding @UC-05 @P2 @needs.control_plane @needs.clock
Feature: The tokens of gateways

  A control plane lets a gateway in by its token. Tokens are mistyped, they
  expire, and they are replaced; none of this may need an engineer at the
  machine, and none of it may open the gateway to everybody.

  Background:
    Given Acme may use 12,000 tokens per day

  Rule: A gateway that is turned away is not ready, says why, and asks for nothing else

    @JOIN-12
    Scenario Outline: The gateway starts with a token that <misfit>
      When the gateway is started for the first time with a token that <misfit>
      Then the gateway is not ready because the control plane refuses it
      And the gateway is alive
      And it asks for nothing but to be registered

      Examples:
        | misfit                     | because                                       |
        | has expired                | the machine was in storage for too long       |
        | belongs to another gateway | somebody has copied the machine with its disk |

    @JOIN-13
    Example: The token expires while the gateway is at work
      Given policy 7 is in force
      And the gateway's token has expired since
      When 10 seconds pass
      Then the gateway is not ready because the control plane refuses it
      And the gateway is alive

  Rule: What a gateway has in force it goes on enforcing when it is turned away

    @JOIN-14 @needs.token_budgets
    Example: Acme asks a gateway that was turned away
      Given Acme has used 8,000 tokens today
      And the gateway's token has expired since
      And 10 seconds have passed
      When Acme asks for up to 4,001 tokens
      Then the request is refused because the day budget is spent
      And Acme has 4,000 tokens left today

  Rule: A gateway with a new token registers again by itself

    @JOIN-15 @needs.token_rotation
    Example: The token is replaced, and the old one is worth nothing from that moment on
      Given policy 7 is in force
      And the gateway's token has been replaced by a new one
      When 10 seconds pass
      Then it registers 1 time, each time as the same gateway
      And the gateway is ready under policy 7

    @JOIN-16 @needs.token_rotation
    Example: The token is replaced only after the gateway was turned away
      Given policy 7 is in force
      And the gateway's token has expired since
      And 10 seconds have passed
      And the gateway's token has been replaced by a new one
      When 31 seconds pass
      Then the gateway is ready under policy 7

    @JOIN-17 @needs.token_rotation @needs.token_budgets
    Example: What was refused between the two tokens is reported under the new one
      Given policy 7 is in force
      And the gateway's token has expired since
      And Acme has been refused 3 times for asking for up to 13,000 tokens
      And the gateway's token has been replaced by a new one
      When a minute passes
      Then the control plane has learnt of 3 refusals, each of them once

  Rule: The token is shown to the control plane, and to nobody to whom it sends the gateway on

    @JOIN-18 @cites.LOOP-09
    Scenario Outline: The control plane sends the gateway on <how>
      Given policy 7 is in force
      And the control plane sends whoever calls on to another host <how>
      When a minute passes
      Then the other host has not seen the gateway's token
      And the gateway is ready under policy 7

      Examples:
        | how              | because                                        |
        | for good         | whoever took its name over may say so as well  |
        | for a moment     | the same call is to be made there, with a body |
        | for another look | the other host would be asked and not told     |
