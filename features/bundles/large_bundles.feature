@bundles @UC-08 @P1 @needs.control_plane @needs.token_budgets
Feature: Large bundles

  A bundle grows with the number of customers, until one day it is larger than
  somebody thought that it could ever be. On that day nobody must lose a limit,
  least of all those whose turn comes last.

  Background:
    Given the control plane has delivered policy 7, which allows Acme 6,000 tokens per minute
    And policy 8 would allow Acme 12,000 tokens per minute

  Rule: However large a bundle is, it holds to its end

    @BND-70
    Scenario Outline: More than <size> bytes stand before what Acme may use
      Given policy 8 would begin with more than <size> bytes about other organisations
      When the control plane delivers policy 8
      Then policy 8 is in force
      And the control plane is told that policy 8 was applied

      Examples:
        | size      | because                                       |
        | 65,536    | what is read at once often ends there         |
        | 1,048,576 | what a server is ready to take often ends there |

  Rule: However large a bundle is, it is kept whole

    @BND-71 @needs.restart @needs.clock
    Example: The gateway is killed while nobody can give it the bundle again
      Given policy 8 would begin with more than 65,536 bytes about other organisations
      And the control plane has delivered policy 8
      And the control plane has been out of reach for a minute because connections are refused
      When the gateway is killed and started again
      Then policy 8 is in force
