@bundles @UC-08 @P1 @needs.control_plane @needs.token_budgets
Feature: Policies that are left out

  One typing mistake in one policy must not leave every customer without limits.
  The good policies of a bundle hold, and the bad one is sent back with all that
  is wrong with it, so that it can be mended at once.

  Background:
    Given Acme, Globex and Initech may each use 6,000 tokens per minute
    And policy 7 is in force
    And policy 8 would allow Acme, Globex and Initech 12,000 tokens per minute each

  Rule: The good policies of a bundle are taken up without the bad one

    @BND-13
    Scenario Outline: The <place> of three policies is bad
      Given <bad>'s budget in policy 8 is wrong in four ways
      When the control plane delivers policy 8
      Then policy 8 is in force without <bad>'s budget
      And the control plane is told every fault for which <bad>'s budget was left out

      Examples:
        | place  | bad     | because                               |
        | first  | Acme    | what comes after it is still read     |
        | second | Globex  | both of its neighbours are still read |
        | third  | Initech | what came before it still holds       |

    @BND-81
    Example: Two of three policies are bad
      Given Globex's budget in policy 8 is below zero
      And Initech's budget in policy 8 is nought
      When the control plane delivers policy 8
      Then policy 8 is in force without Globex's budget
      And the control plane is told every fault for which Initech's budget was left out

    @BND-84
    Example: A bad policy for an organisation stands before its good one
      Given Acme's budget in policy 8 is one for Globex, and below zero
      And the control plane has delivered policy 8
      And Globex has used 12,000 tokens in this minute
      When Globex asks for up to 100 tokens
      Then the request is refused because the minute budget is spent
      And it was decided under policy 8

    @BND-28
    Scenario Outline: One policy of three is <flaw>
      Given Globex's budget in policy 8 is <flaw>
      When the control plane delivers policy 8
      Then policy 8 is in force without Globex's budget
      And the control plane is told every fault for which Globex's budget was left out

      Examples:
        | flaw                        | because                                         |
        | below zero                  | nobody can use less than nothing                |
        | nought                      | forbidding is not limiting                      |
        | a fraction                  | tokens are whole                                |
        | without a limit             | it limits nothing                               |
        | for somebody unknown        | it could hold for nobody                        |
        | a second one for Acme       | nobody knows which of the two is meant          |
        | a yes                       | a yes is no number                              |
        | beyond counting             | nobody can mean so many                         |

  Rule: What does not say in words that are known what it is may be a freeze, and is not left out

    @BND-62 @UC-06
    Scenario Outline: One policy of three is <flaw>
      Given Globex's budget in policy 8 is <flaw>
      When the control plane delivers policy 8
      Then policy 7 is still in force
      And the control plane is told that policy 8 was rejected because it breaks the rules

      Examples:
        | flaw                        | because                                         |
        | of a kind that nobody knows | the word may be a slip, and mean a freeze       |
        | of a kind that is a list    | a policy has one kind                           |
        | a word                      | nobody knows what it asks for                   |

  Rule: What was taken up of a bundle is enforced, to the token

    @BND-20
    Scenario Outline: <organisation>, whose policy is good, has spent what it may
      Given Globex's budget in policy 8 is below zero
      And the control plane has delivered policy 8
      And <organisation> has used 12,000 tokens in this minute
      When <organisation> asks for up to 100 tokens
      Then the request is refused because the minute budget is spent
      And it was decided under policy 8

      Examples:
        | organisation | because                          |
        | Acme         | it stands before the bad policy  |
        | Initech      | it stands behind the bad policy  |

    @BND-21
    Example: Nothing is left of the limit whose policy is bad
      Given Globex's budget in policy 8 is below zero
      And the control plane has delivered policy 8
      When Globex asks for up to 100,000 tokens
      Then the request is answered under policy 8

    @BND-33 @needs.restart @needs.bundle_trust
    Example: The gateway is killed under a bundle of which one policy was left out
      Given Globex's budget in policy 8 is below zero
      And the control plane has delivered policy 8
      And the control plane has delivered policy 9 signed by a stranger
      When the gateway is killed and started again
      Then policy 8 is in force without Globex's budget
