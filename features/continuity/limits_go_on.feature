@continuity @UC-09 @P0 @needs.control_plane @needs.links @needs.clock @needs.token_budgets
Feature: Limits go on without the control plane

  A fault in the management network must neither stop the service nor open it
  to everybody. Callers keep the budget that they had, to the token, and notice
  nothing at all.

  Background:
    Given Acme may use 12,000 tokens per day
    And Globex may use 12,000 tokens per minute, which is 200 every second
    And Acme has used 8,000 tokens today

  Rule: What was used before a partition stays used in it, and what is left can be used

    @PARTITION-1
    Scenario Outline: The rest of the day's budget is asked for while <partition>
      Given the control plane has been out of reach for a minute because <partition>
      When Acme asks for up to 4,000 tokens
      Then the request is answered
      And the answer is what the model said, to the letter
      And Acme has 0 tokens left today

      Examples:
        | partition                        | because                                     |
        | connections are refused          | nothing listens there any more              |
        | connections are reset            | something on the way cuts them              |
        | whatever it is sent is swallowed | a firewall drops it without a word          |
        | whatever it answers is swallowed | only the way back is broken                 |
        | it answers with errors           | it is there, and cannot do its work         |
        | its answers come too late        | five seconds are over before it has thought |
        | its answers are garbage          | something else answers in its place         |

    @PARTITION-2
    Scenario Outline: One token more than the rest is asked for while <partition>
      Given the control plane has been out of reach for a minute because <partition>
      When Acme asks for up to 4,001 tokens
      Then the request is refused because the day budget is spent
      And Acme has 4,000 tokens left today
      And the model is not called

      Examples:
        | partition                        | because                                     |
        | connections are refused          | nothing listens there any more              |
        | connections are reset            | something on the way cuts them              |
        | whatever it is sent is swallowed | a firewall drops it without a word          |
        | whatever it answers is swallowed | only the way back is broken                 |
        | it answers with errors           | it is there, and cannot do its work         |
        | its answers come too late        | five seconds are over before it has thought |
        | its answers are garbage          | something else answers in its place         |

  Rule: A minute's budget refills during a partition as it does before and after

    @PARTITION-3
    Example: The minute's budget was spent five seconds ago
      Given the control plane has been out of reach for a minute because connections are refused
      And Globex has used 12,000 tokens in this minute
      And 5 seconds have passed
      When Globex asks for up to 1,001 tokens
      Then the request is refused because the minute budget is spent
      And Globex has 1,000 tokens left in this minute

  Rule: The end of a partition gives nothing back and takes nothing away

    @PARTITION-4
    Example: The control plane has come back, and Acme asks for too much
      Given the control plane has been out of reach for 10 minutes because it answers with errors
      And Acme has used 2,000 tokens today
      And the control plane has been back for a minute
      When Acme asks for up to 2,001 tokens
      Then the request is refused because the day budget is spent
      And Acme has 2,000 tokens left today

  Rule: A call to the control plane that hangs holds up no caller

    @PARTITION-5
    Scenario Outline: Acme asks while a call hangs, because <partition>
      Given a call to the control plane hangs, because <partition>
      When Acme asks for up to 4,000 tokens
      Then the request is answered
      And the answer is what the model said, to the letter

      Examples:
        | partition                        | because                                  |
        | whatever it is sent is swallowed | the call did not arrive                  |
        | whatever it answers is swallowed | the call arrived, and nothing came back  |
        | its answers come too late        | the call arrived, and is being worked on |
