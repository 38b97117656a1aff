@tenants @UC-03 @P1 @needs.policies @needs.request_limits @needs.passes @needs.clock
@needs.still_clock
Feature: Tenants that passes name

  Where a pass names the tenant nobody can choose whose limit to use. What stands
  there is believed as the issuer wrote it, and only a name is a name.

  Background:
    Given the gateway accepts the passes that Registry issues for Gatehouse
    And each tenant that passes name may send 3 requests at once, and 1 more every 60 seconds

  Rule: The tenant of the pass is counted, whoever shows it

    @TPASS-1
    Example: Two organisations have passes for one tenant
      Given Acme's pass names tenant "north"
      And Globex's pass names tenant "north"
      And Acme has sent 2 requests
      When Globex sends a request
      Then the request is answered
      And Globex has 0 requests left

    @TPASS-3
    Scenario Outline: <one> and <other> are two tenants
      Given Acme's pass has <one> for its tenant
      And Globex's pass has <other> for its tenant
      And Acme has sent 3 requests
      When Globex sends a request
      Then the request is answered
      And Globex has 2 requests left

      Examples:
        | one               | other              | because                                     |
        | the word 7        | the number 7       | a number is not the word for it             |
        | Zoë in one letter | Zoë in two letters | what looks the same need not be the same    |
        | a very long name  | one letter more    | nothing is cut off before it is compared    |

  Rule: What is no name names nobody, and is refused

    @TPASS-4
    Scenario Outline: A pass has <something> for its tenant
      Given Acme's pass has <something> for its tenant
      When Acme sends a request
      Then the request is refused because it does not say whose it is
      And the model is not called

      Examples:
        | something          | because                                      |
        | a list             | a list of one is not the one                 |
        | an object          | nobody has said which part of it counts      |
        | a yes              | everybody could say so                       |
        | nothing            | it would be everybody's who says nothing     |

    @TPASS-5
    Example: A key is shown instead of a pass
      When Acme sends a request
      Then the request is refused because it does not say whose it is
      And the model is not called

  Rule: A pass that is not believed takes nothing from the tenant that it names

    @TPASS-6
    Example: A stranger has tried in the name of somebody else's tenant
      Given Acme's pass names tenant "north"
      And Globex has come 3 times with a forged pass for tenant "north"
      When Acme sends a request
      Then the request is answered
      And Acme has 2 requests left
