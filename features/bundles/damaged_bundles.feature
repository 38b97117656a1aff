@bundles @UC-08 @P1 @needs.control_plane @needs.token_budgets
Feature: Bundles that arrive damaged

  A mistake made far away must not take the limits of every customer with it.
  Whatever arrives, the gateway goes on with the last good policy, and whoever
  sent the damaged one is told what is wrong with it.

  Background:
    Given the control plane has delivered policy 7, which allows Acme 6,000 tokens per minute
    And policy 8 would allow Acme 12,000 tokens per minute

  Rule: A bundle that cannot be trusted changes nothing

    @BND-1 @needs.bundle_trust
    Scenario Outline: Policy 8 arrives <damage>
      When the control plane delivers policy 8 <damage>
      Then policy 7 is still in force
      And the control plane is told that policy 8 was rejected because it cannot be trusted

      Examples:
        | damage                            | because                                  |
        | without a signature               | nobody vouches for it                    |
        | with an empty signature           | an empty one vouches for nothing         |
        | with half of its signature        | half of it is soon guessed               |
        | signed by a stranger              | the stranger has another key             |
        | with the signature of other words | it vouches for something else            |
        | with one digit changed            | the signature is of the other digit      |
        | with something added at its end   | the signature is of what stood before it |
        | without its last character        | the signature is of the whole            |
        | cut off halfway                   | the signature is of the whole            |
        | cut off within its signature      | nothing is left to vouch for             |
        | with nothing in it                | nobody vouches for nothing               |
        | whose signature ends differently  | all of it is looked at                   |
        | signed with no key                | anybody can sign like that               |

  Rule: A bundle that cannot be read changes nothing, whoever has signed it

    @BND-2
    Scenario Outline: Policy 8 arrives <damage>
      When the control plane delivers policy 8 <damage>
      Then policy 7 is still in force
      And the control plane is told that policy 8 was rejected because it cannot be read

      Examples:
        | damage                           | because                                     |
        | of which only one half was written | nobody can know what the other half says  |
        | of which nothing was written     | nothing is no policy                        |
        | that is a web page               | something on the way answered instead       |
        | in another alphabet              | its letters are not the ones agreed on      |
        | with a stray byte                | one letter is not one                       |
        | that goes on after its end       | what comes after the end belongs to nothing |
        | that gives its number twice      | nobody can know which one is meant          |
        | with half a letter               | half of one is no letter in any alphabet    |
        | with a limit that is no number   | nobody can know how much that is            |
