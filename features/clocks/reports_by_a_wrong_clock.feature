@clocks @UC-10 @P1 @needs.clock_watch @needs.clock_corrections @needs.clock @needs.token_budgets
Feature: Reports by a wrong clock

  What happened is put in order by the moments that reports tell. Moments by a
  clock that is known to be wrong can still be used, as long as each report says
  by how much it was wrong when the thing happened, and in which direction.

  Background:
    Given a clock counts as wrong when it is off by more than 30 seconds
    And Acme may use 12,000 tokens per minute

  Rule: What happens while the clock counts as wrong says so, by how much and in which direction

    @CLKREP-1
    Scenario Outline: Two requests are refused by a gateway whose clock is <off>
      Given the gateway has noticed that its clock is <off>
      And Acme has been refused 2 times for asking for up to 13,000 tokens
      When the gateway makes its next report
      Then the control plane learns of 2 events by a clock that is <off>

      Examples:
        | off                 | because                              |
        | 31 seconds ahead    | it is more than agreed               |
        | 31 seconds behind   | the other direction is another story |
        | 30.1 seconds ahead  | tenths of a second count             |

    @CLKREP-2
    Example: The difference grows
      Given the gateway has noticed that its clock is 31 seconds ahead
      And the gateway has noticed that its clock is 45 seconds ahead
      And Acme has been refused 1 time for asking for up to 13,000 tokens
      When the gateway makes its next report
      Then the control plane learns of 1 event by a clock that is 45 seconds ahead

  Rule: Whatever is reported says so

    @CLKREP-7 @needs.crawlers
    Example: A crawler is refused
      Given each crawler may fetch 5 pages a day
      And GPTBot has spent its allowance for today
      And the gateway has noticed that its clock is 31 seconds ahead
      And GPTBot has come back 1 time in vain
      When the gateway makes its next report
      Then the control plane learns of 2 events by a clock that is 31 seconds ahead

    @CLKREP-8 @needs.loop_detection
    Example: An agent repeats itself
      Given the same request 3 times within a minute is answered with a warning
      And the gateway has noticed that its clock is 31 seconds ahead
      And Acme's agent has sent the same request 3 times
      When the gateway makes its next report
      Then the control plane learns of 1 event by a clock that is 31 seconds ahead

    @CLKREP-9 @needs.shadow_mode
    Example: A request would be refused
      Given token budgets are in shadow mode
      And the gateway has noticed that its clock is 31 seconds ahead
      And Acme has used 13,000 tokens in this minute
      When the gateway makes its next report
      Then the control plane learns of 1 event by a clock that is 31 seconds ahead

    @CLKREP-10 @needs.spend_breakers
    Example: Somebody is cut off
      Given whoever spends more than 100 dollars within 60 seconds is cut off for 5 minutes
      And the gateway has noticed that its clock is 31 seconds ahead
      And Acme has been cut off
      When the gateway makes its next report
      Then the control plane learns of 2 events by a clock that is 31 seconds ahead

  Rule: What happens by a clock that does not count as wrong is reported without a remark

    @CLKREP-3
    Scenario Outline: Two requests are refused by a gateway whose clock is only <off>
      Given the gateway has noticed that its clock is <off>
      And Acme has been refused 2 times for asking for up to 13,000 tokens
      When the gateway makes its next report
      Then the control plane learns of 2 events without a remark about the clock

      Examples:
        | off                 | because                           |
        | 30 seconds ahead    | it is exactly as much as agreed   |
        | 30 seconds behind   | it is exactly as much as agreed   |

    @CLKREP-4
    Example: The clock has been set right
      Given the gateway has noticed that its clock is 31 seconds behind
      And the gateway's clock has been set right
      And the gateway has compared its clock with the control plane's
      And Acme has been refused 1 time for asking for up to 13,000 tokens
      When the gateway makes its next report
      Then the control plane learns of 1 event without a remark about the clock

  Rule: The remark is about the moment when it happened, and not about the moment of the report

    @CLKREP-5
    Example: The clock is set right before the report
      Given the gateway has noticed that its clock is 31 seconds ahead
      And Acme has been refused 1 time for asking for up to 13,000 tokens
      And the gateway's clock has been set right
      When the gateway makes its next report
      Then the control plane learns of 1 event by a clock that is 31 seconds ahead

    @CLKREP-6
    Example: The clock goes wrong before the report
      Given Acme has been refused 1 time for asking for up to 13,000 tokens
      And the gateway's clock is 31 seconds ahead
      When the gateway makes its next report
      Then the control plane learns of 1 event without a remark about the clock
