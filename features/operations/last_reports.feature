@operations @OP-04 @P1 @needs.restart @needs.control_plane @needs.clock
Feature: The last reports of a gateway

  Refusals are billed, counted and looked into by the control plane. A stop must
  not lose the ones of the last seconds, nor have them counted a second time by
  the gateway that takes over.

  Background:
    Given Acme may use 12,000 tokens per day
    And Acme has been refused 3 times for asking for up to 13,000 tokens

  Rule: What has not been reported yet is reported before the gateway leaves

    @STOP-8
    Example: A deployment a moment after three refusals
      When the gateway is told to stop
      Then the gateway leaves in good order
      And the control plane has learnt of 3 refusals, each of them once

  Rule: What cannot be reported is kept, and the next gateway reports it once

    @STOP-9 @needs.links
    Example: The control plane is out of reach during the deployment
      Given the control plane has been out of reach for a minute because it answers with errors
      And Acme has been refused 2 times for asking for up to 13,000 tokens
      And the gateway has been stopped and started again
      When the control plane is back for a minute
      Then the control plane has learnt of 5 refusals, each of them once

    @STOP-10
    Scenario Outline: <mishap>
      Given <mishap> from now on
      And the gateway has been stopped and started again
      When receipts arrive again for a minute
      Then the report is sent again unchanged, under the same key
      And the control plane has learnt of 3 refusals, each of them once

      Examples:
        | mishap                               | because                                 |
        | the receipts for reports are lost    | the report arrived, and nobody knows it |
        | a web page comes instead of receipts | whoever answers has no use for reports  |

  Rule: A control plane that does not answer holds a gateway up for 5 seconds

    @STOP-11 @needs.links
    Example: The last report is swallowed on its way
      Given the control plane has just gone out of reach because whatever it is sent is swallowed
      And the gateway has been told to stop
      When its last call to the control plane has hung for 5 seconds
      Then the gateway leaves in good order
