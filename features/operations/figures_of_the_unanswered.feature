@operations @EP-02 @P2 @needs.metrics @needs.policies @needs.fresh_state
Feature: Figures of those who got no answer

  Whoever leaves, or says something that nobody understands, has come to the
  gateway all the same. Figures that pass over them hide the very programs that
  are in trouble.

  Background:
    Given Acme may use 12,000 tokens per minute
    And Globex has no budget

  Rule: Who leaves before hearing anything is counted, and so is what was used for it

    @COUNT-8 @needs.cost_budgets @needs.clock @needs.held_back
    Example: Somebody who is kept back leaves
      Given each organisation may spend 100 dollars a day
      And organisations are warned from 80%, slowed by half a second from 95% and refused above 100%
      And Acme has asked something for 100 dollars and is kept back
      And Acme, while kept back, has hung up
      When Globex asks for up to 1,000 tokens
      Then the figures count these requests, and no others
        | caller | what became of it  | requests |
        | Acme   | left by the caller | 1        |
        | Globex | answered           | 1        |

    @COUNT-9 @needs.token_budgets
    Example: Somebody leaves while the model works
      Given Acme has asked for up to 5,000 tokens and has no answer yet
      And Acme has hung up without an answer
      When Acme asks for up to 1,000 tokens
      Then the figures count these requests, and no others
        | caller | what became of it  | requests |
        | Acme   | answered           | 1        |
        | Acme   | left by the caller | 1        |
      And the figures count 6,000 tokens for Acme, and none for anybody else

  Rule: What cannot be understood is counted under the name of who said it

    @COUNT-10
    Scenario Outline: Somebody asks <mistake>
      Given Globex has asked <mistake>
      When Globex asks for up to 1,000 tokens
      Then the figures count these requests, and no others
        | caller | what became of it       | requests |
        | Globex | answered                | 1        |
        | Globex | it cannot be understood | 1        |

      Examples:
        | mistake                       | because                     |
        | in words that nobody can read | there is nothing to look at |
        | without saying anything       | nobody is to be asked       |
