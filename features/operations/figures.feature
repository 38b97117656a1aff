@operations @EP-02 @P2 @needs.metrics @needs.policies @needs.fresh_state
Feature: Figures that add up

  Decisions about capacity and money are made from these figures, years later
  and by people who cannot ask any more. They are worth something only if each
  request is in them once, under the right name.

  Background:
    Given Acme may use 12,000 tokens per minute
    And Globex has no budget

  Rule: Every request is counted once, by who asked and what became of it

    @COUNT-1 @needs.token_budgets
    Example: Some are answered, and some refused
      Given Acme has used 3,000 tokens in this minute
      And Acme has been refused 2 times for asking for up to 11,000 tokens
      And Acme has been refused 3 times for asking for up to 13,000 tokens
      When Globex asks 4 times for up to 1,000 tokens
      Then the figures count these requests, and no others
        | caller | what became of it           | requests |
        | Acme   | answered                    | 1        |
        | Acme   | the minute budget is spent  | 2        |
        | Acme   | it can never fit the budget | 3        |
        | Globex | answered                    | 4        |

    @COUNT-2 @needs.crawlers
    Example: Nobody knows who asks
      Given each crawler may fetch 2 pages a day
      And GPTBot has fetched 2 pages today
      And GPTBot has come back 3 times in vain
      When somebody asks without a key
      Then the figures count these requests, and no others
        | caller | what became of it                | requests |
        | nobody | answered                         | 2        |
        | nobody | the crawler's allowance is spent | 3        |
        | nobody | nobody says who asks             | 1        |

    @COUNT-3 @needs.token_budgets
    Example: A stream is heard to its end, and others are not
      Given Acme has heard a stream of 3,000 tokens of up to 5,000
      And Acme has begun to hear a stream of 1,000 tokens of up to 2,000
      And Acme has hung up in the middle of it
      And the model cannot be reached
      When Globex asks for up to 1,000 tokens
      Then the figures count these requests, and no others
        | caller | what became of it  | requests |
        | Acme   | answered           | 1        |
        | Acme   | left by the caller | 1        |
        | Globex | the model cannot be reached | 1 |

    @COUNT-4 @needs.token_budgets
    Example: Everybody asks at the same moment
      When 24 of Acme's agents ask for up to 1,000 tokens each at the same moment
      Then the figures count these requests, and no others
        | caller | what became of it          | requests |
        | Acme   | answered                   | 12       |
        | Acme   | the minute budget is spent | 12       |
      And the figures count 12,000 tokens for Acme, and none for anybody else

    @COUNT-15 @needs.token_budgets
    Example: More is used than six digits can tell
      When Globex asks for up to 12,345,678 tokens
      Then the request is answered
      And the figures count 12,345,678 tokens for Globex, and none for anybody else

  Rule: Counts only grow, and looking at them changes nothing

    @COUNT-5
    Example: The operator looks again and again
      Given Globex has used 1,000 tokens today
      When the operator looks at the figures 3 times
      Then each look shows the same

    @COUNT-6 @needs.control_plane
    Example: A newer policy comes into force
      Given policy 7 is in force
      And Globex has used 1,000 tokens today
      And the operator has looked at the figures
      When the control plane delivers policy 8
      Then no count has gone back

  Rule: No name can break the page

    @COUNT-7
    Example: A caller has a troublesome name
      Given a caller has a name with quotation marks, a backslash and a line break in it
      When the caller with that name asks 3 times for up to 1,000 tokens
      Then the figures count 3 requests under that name, to the letter, and no others
