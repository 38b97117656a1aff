@bundles @UC-08 @P1 @needs.control_plane @needs.token_budgets
Feature: Bundles that break the rules

  Routes and callers hold for everybody, so a mistake there spoils the whole
  bundle. Guessing what was meant is worse than going on with the last good one.

  Background:
    Given the control plane has delivered policy 7, which allows Acme 6,000 tokens per minute
    And policy 8 would allow Acme 12,000 tokens per minute

  Rule: A mistake outside the policies spoils the whole bundle

    @BND-3
    Scenario Outline: Policy 8 arrives <damage>
      When the control plane delivers policy 8 <damage>
      Then policy 7 is still in force
      And the control plane is told that policy 8 was rejected because it breaks the rules

      Examples:
        | damage                                         | because                                  |
        | that is a list                                 | a list has no number                     |
        | without a number                               | nobody can say what is in force          |
        | with its number as a word                      | words cannot be compared                 |
        | with a broken number                           | numbers are whole                        |
        | without the time of its issue                  | it is part of every bundle               |
        | with an expiry that is no time                 | it would never expire                    |
        | without any list of routes                     | nothing would be served any more         |
        | without any list of policies                   | leaving limits out is not lifting them   |
        | with one policy instead of a list              | nobody can know about the others         |
        | with an entry that nobody knows                | it may be a limit that is not understood |
        | with one key for two callers                   | one of them would pay for the other      |
        | with a caller who is there twice               | nobody knows which of the keys is right  |
        | with a key as it is shown                      | nobody could be known by it              |
        | with one path for two routes                   | nobody knows who is to answer            |
        | with a caller of whom it says too much         | what is not understood may be a limit    |
        | with a caller without a name                   | nobody could be told apart from it       |
        | with a route of which it says too much         | what is not understood may be a limit    |
        | with a route that begins nowhere               | nobody could ever take it                |
        | with a route that is open to whom nobody knows | guessing would open a door               |

  Rule: A freeze that cannot be read spoils the whole bundle, since without it somebody would be let in

    @BND-61 @UC-06 @needs.kill_switches
    Scenario Outline: Policy 8 arrives <damage>
      When the control plane delivers policy 8 <damage>
      Then policy 7 is still in force
      And the control plane is told that policy 8 was rejected because it breaks the rules

      Examples:
        | damage                               | because                               |
        | with a freeze that ends on no day    | nobody knows how long it would last   |
        | with a freeze of nobody              | nobody knows whom it would hit        |
        | with a freeze of requests of no kind | it would hit nothing                  |
        | with a freeze whose kind is misspelt | nobody can tell what else it would be |

  Rule: A bundle without one good policy changes nothing

    @BND-4
    Example: The only policy is below zero
      Given Acme's budget in policy 8 is below zero
      When the control plane delivers policy 8
      Then policy 7 is still in force
      And the control plane is told that policy 8 was rejected because it breaks the rules

    @BND-5
    Example: There is no policy in it, and so no bad one either
      Given policy 8 would not limit Acme
      When the control plane delivers policy 8
      Then policy 8 is in force
      And the control plane is told that policy 8 was applied
