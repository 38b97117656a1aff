@bundles @UC-08 @P1 @needs.control_plane @needs.token_budgets
Feature: Numbers of bundles

  Bundles can overtake one another on their way. An old rule that comes back
  unnoticed is worse than a new one that comes late.

  Background:
    Given the control plane has delivered policy 9, which allows Acme 6,000 tokens per minute

  Rule: A higher number takes over

    @BND-6
    Scenario Outline: Policy <next> arrives
      Given policy <next> would allow Acme 12,000 tokens per minute
      When the control plane delivers policy <next>
      Then policy <next> is in force
      And the control plane is told that policy <next> was applied

      Examples:
        | next          | because                                          |
        | 10            | ten comes after nine, though not in a dictionary |
        | 1,000         | numbers may be left out                          |
        | 3,000,000,000 | numbers may be larger than 32 bits can hold      |

  Rule: The number of the policy in force never goes down

    @BND-7
    Example: An old bundle arrives late
      Given policy 8 would allow Acme 12,000 tokens per minute
      When the control plane delivers policy 8
      Then policy 9 is still in force
      And the control plane is told that policy 8 was rejected because it is not newer than the one in force

    @BND-8
    Example: A bundle arrives with other limits under the number in force
      When the control plane delivers policy 9 with other limits
      Then policy 9 is still in force
      And the control plane is told that policy 9 was rejected because it is not newer than the one in force

    @BND-85
    Example: An old bundle arrives late, which knows a caller of whom nobody wants to know any more
      Given policy 10 would not know Acme
      And the control plane has delivered policy 10
      And the control plane has delivered policy 8 in vain
      When Acme asks for up to 100 tokens
      Then the request is refused because the key is unknown
      And it was decided under policy 10

  Rule: The bundle in force does no harm in arriving again

    @BND-9
    Example: The same bundle is delivered once more
      When the control plane delivers policy 9 once more
      Then policy 9 is still in force
      And the control plane is told that policy 9 was in force already

    @BND-10
    Example: There is nothing newer
      When the gateway looks for a newer policy
      Then policy 9 is still in force
      And the control plane is told nothing about any policy
