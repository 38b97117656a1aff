@budgets @UC-16 @P0 @needs.token_budgets @needs.policies @needs.still_clock
Feature: No way round the budget

  What a question costs is not changed by the way in which it is sent, nor by
  what its sender shows. Else the budget would be one for honest people alone.

  Background:
    Given Acme may use 12,000 tokens per minute

  Rule: Wherever it is asked, it counts

    @CNT-11
    Example: Acme looks something up, and nothing is left
      Given Acme has used 12,000 tokens in this minute
      When Acme asks for up to 1,000 tokens as a mere look
      Then question and answer are passed on unchanged

    @CNT-10
    Scenario Outline: Acme asks <variation>, and not enough is left
      Given Acme has used 11,400 tokens in this minute
      When Acme asks for up to 1,000 tokens <variation>
      Then the request is refused because the minute budget is spent
      And the model is not called

      Examples:
        | variation                            | because                                 |
        | to another place                     | many doors may lead to the same model   |
        | with a note in its address           | a note opens no other door              |
        | as plain text                        | it asks the same, whatever it is called |
        | without saying how long it is        | it is as long as it is                  |
        | as a look to be taken for a question | some systems go by what is to be        |

    @CNT-16
    Example: Acme packs its question, and nothing is left
      Given Acme has used 12,000 tokens in this minute
      When Acme asks for up to 1,000 tokens in packed form
      Then the model is not called

    @CNT-14
    Example: Acme asks something very long
      When Acme asks with a prompt of 50,000 tokens for an answer of up to 1
      Then the request is refused because it can never fit the budget
      And the model is not called

  Rule: What can be read in two ways is not asked at all

    @CNT-15
    Scenario Outline: Acme asks <mistake>
      Given Acme has used 11,900 tokens in this minute
      When Acme asks <mistake>
      Then the model is not called
      And the request is refused because it cannot be understood

      Examples:
        | mistake                                           | because                                                 |
        | for an answer that may be long and is to be short | the gateway may go by one, and the model by the other   |
        | two things in one question                        | the same, and one of them is not paid for               |
        | for a long answer, in capital letters             | some models do not tell capital letters from small ones |

  Rule: Whatever a caller shows, there is one budget

    @CNT-12 @needs.passes
    Example: Acme shows a pass where it has shown its key
      Given the gateway forgives passes no difference
      And Acme has used 11,400 tokens in this minute
      And Acme has a pass
      When Acme asks for up to 1,000 tokens
      Then the request is refused because the minute budget is spent
      And the model is not called
