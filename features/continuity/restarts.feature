@continuity @UC-09 @P0 @needs.control_plane @needs.links @needs.clock @needs.restart @needs.token_budgets
Feature: Starting again while the control plane is out of reach

  Machines fail together. A gateway that is killed while its control plane is away
  comes back as it was, with the last policy and with what had been used under it.

  Background:
    Given Acme may use 12,000 tokens per day
    And Acme has used 8,000 tokens today

  Rule: A gateway that was killed goes on with the last policy it knew, and with its counts

    @RESTART-1
    Scenario Outline: The gateway is killed while <partition>, and Acme asks for what is left
      Given the control plane has been out of reach for a minute because <partition>
      And the gateway has been killed and started again
      When Acme asks for up to 4,000 tokens
      Then the request is answered
      And Acme has 0 tokens left today
      And the gateway is ready

      Examples:
        | partition                        | because                                |
        | connections are refused          | it cannot even be asked who we are     |
        | whatever it is sent is swallowed | registering takes for ever             |
        | whatever it answers is swallowed | registering takes for ever             |
        | connections are reset            | it cannot even be asked who we are     |
        | it answers with errors           | registering fails                      |
        | its answers come too late        | registering takes for ever             |
        | its answers are garbage          | what it answers is no policy           |

    @RESTART-2
    Example: It is killed twice, and Acme asks for one token more than what is left
      Given the control plane has been out of reach for a minute because connections are refused
      And the gateway has been killed and started again
      And the gateway has been killed and started again
      When Acme asks for up to 4,001 tokens
      Then the request is refused because the day budget is spent
      And the model is not called

  Rule: What was to be reported is not forgotten by a gateway that is killed

    @RESTART-3
    Example: The gateway is killed before it could report
      Given the control plane has been out of reach for a minute because it answers with errors
      And Acme has been refused 3 times for asking for up to 5,000 tokens
      And the gateway has been killed and started again
      When the control plane is back for a minute
      Then the control plane has learnt of 3 refusals, each of them once

    @RESTART-4
    Example: The gateway is killed before the receipt for its report arrives
      Given the receipt was lost for a report that Acme was refused 3 times
      And the gateway has been killed and started again
      When receipts arrive again for a minute
      Then the report is sent again unchanged, under the same key
      And the control plane has learnt of 3 refusals, each of them once

    @RESTART-5
    Example: The gateway is killed after it has reported
      Given Acme has been refused 3 times for asking for up to 5,000 tokens
      And a minute has passed
      And the gateway has been killed and started again
      When a minute passes
      Then each refusal is reported once, and nothing else is

    @RESTART-6
    Example: The gateway is killed in the middle of refusing
      Given 4 of Acme's agents keep asking for more than is left
      And the gateway has been killed and started again, while they went on asking
      When a minute passes
      Then each refusal is reported once, and nothing else is
