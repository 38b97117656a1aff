@request_limits @RL-07 @P1 @needs.policies @needs.request_limits @needs.clock @needs.still_clock
Feature: Limits that are changed while they are in use

  Somebody who has just paid for more is not to be refused for another hour, and
  nobody is given anew what was used already.

  Background:
    Given each caller may send 5 requests at once, and 1 more every 60 seconds
    And Acme has sent 5 requests

  Rule: A limit that is raised counts from the next request on, less what was used

    @CHG-1
    Example: A refused caller has bought more
      Given Acme has sent 1 more request in vain
      And each caller has been granted 8 requests at once
      When Acme sends a request
      Then the request is answered
      And Acme has 2 requests left

  Rule: A limit that is lowered counts from the next request on, and what was used is kept

    @CHG-2
    Example: More was used than is allowed now
      Given each caller has been granted 3 requests at once
      When Acme sends a request
      Then the request is refused because requests come too fast
      And Acme is told to try again in 3 minutes
      And the model is not called

  Rule: Tokens that were bought are there at once, less what was used

    @CHG-3 @needs.token_budgets
    Example: A caller without tokens has bought more of them
      Given Globex may use 6,000 tokens per minute
      And Globex has used 6,000 tokens in this minute
      And Globex has bought 12,000 tokens per minute
      When Globex asks for up to 1,000 tokens
      Then the request is answered
      And Globex has 5,000 tokens left in this minute

    @CHG-8 @needs.token_budgets
    Example: A caller has bought more of them for the day
      Given Globex may use 6,000 tokens per day
      And Globex has used 6,000 tokens today
      And Globex has bought 12,000 tokens per day
      When Globex asks for up to 1,000 tokens
      Then the request is answered
      And Globex has 5,000 tokens left today

  Rule: What came back before a change came back at the old rate, and what comes after it at the new

    @CHG-4
    Scenario Outline: A minute later the rate is <changed>
      Given 60 seconds have passed
      And each caller may send 5 requests at once, and 1 more every <new> seconds
      When Acme sends a request
      Then the request is answered
      And Acme has 0 requests left

      Examples:
        | changed | new | because                                                 |
        | raised  | 10  | six would have come back, and one did                   |
        | lowered | 600 | a tenth of one would have come back, and one did        |

    @CHG-5 @needs.token_budgets
    Scenario Outline: Half a minute later <tokens> tokens a minute become <others>
      Given Globex may use <tokens> tokens per minute
      And Globex has used <tokens> tokens in this minute
      And 30 seconds have passed
      And Globex has bought <others> tokens per minute
      When Globex asks for up to 1,000 tokens
      Then Globex has <left> tokens left in this minute

      Examples:
        | tokens | others | left  | because                                                 |
        | 6,000  | 12,000 | 8,000 | 3,000 of 6,000 were still used, and 1,000 more are now  |
        | 12,000 | 8,000  | 1,000 | 6,000 of 12,000 were still used, and 1,000 more are now |

    @CHG-6
    Scenario Outline: For two minutes the rate has been <changed>
      Given each caller may send 5 requests at once, and 1 more every <new> seconds
      And 120 seconds have passed
      When Acme sends a request
      Then the request is answered
      And Acme has <left> requests left

      Examples:
        | changed | new | left | because                                  |
        | raised  | 30  | 3    | two would have come back, and four did   |
        | lowered | 120 | 0    | two would have come back, and one did    |

    @CHG-7 @needs.token_budgets
    Scenario Outline: Half a minute after <tokens> tokens a minute became <others>
      Given Globex may use <tokens> tokens per minute
      And Globex has used <tokens> tokens in this minute
      And Globex has bought <others> tokens per minute
      And 30 seconds have passed
      When Globex asks for up to 1,000 tokens
      Then Globex has <left> tokens left in this minute

      Examples:
        | tokens | others | left   | because                                                  |
        | 6,000  | 12,000 | 11,000 | all of 6,000 has come back, and 1,000 are used now       |
        | 12,000 | 9,000  | 500    | 4,500 of 12,000 have come back, and 1,000 more are used  |
