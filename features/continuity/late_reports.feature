@continuity @UC-09 @P0 @needs.control_plane @needs.links @needs.clock @needs.token_budgets
Feature: Reports that come late

  What the gateway refused is reported to the control plane, where it is billed,
  counted and looked into. A partition delays these reports. It must not lose one,
  and a report that was sent twice must be recognisable as the same.

  Background:
    Given Acme may use 12,000 tokens per day
    And Acme has used 12,000 tokens today

  Rule: What was refused during a partition is reported after it, each refusal once

    @REPORT-1
    Scenario Outline: Three requests are refused while <partition>
      Given the control plane has been out of reach for a minute because <partition>
      And Acme has been refused 3 times for asking for up to 1,000 tokens
      When the control plane is back for a minute
      Then the control plane has learnt of 3 refusals, each of them once

      Examples:
        | partition                        | because                                     |
        | connections are refused          | nothing listens there any more              |
        | connections are reset            | something on the way cuts them              |
        | whatever it is sent is swallowed | a firewall drops it without a word          |
        | whatever it answers is swallowed | only the way back is broken                 |
        | it answers with errors           | it is there, and cannot do its work         |
        | its answers come too late        | five seconds are over before it has thought |
        | its answers are garbage          | something else answers in its place         |

    @REPORT-2
    Example: Refusals before a partition of three days and in it
      Given Acme has been refused 2 times for asking for up to 1,000 tokens
      And the control plane has been out of reach for 3 days because connections are refused
      And Acme has been refused 2 times for asking for up to 13,000 tokens
      When the control plane is back for a minute
      Then the control plane has learnt of 4 refusals, each of them once

    @REPORT-3
    Example: Refusals at different times of the partition
      Given the control plane has been out of reach for a minute because connections are refused
      And Acme has been refused 2 times for asking for up to 1,000 tokens
      And 10 seconds have passed
      And Acme has been refused 2 times for asking for up to 1,000 tokens
      When the control plane is back for a minute
      Then the control plane has learnt of 4 refusals, each of them once

    @REPORT-4
    Example: More is refused than fits into one report
      Given the control plane has been out of reach for a minute because it answers with errors
      And Acme has been refused 120 times for asking for up to 1,000 tokens
      When the control plane is back for a minute
      Then the control plane has learnt of 120 refusals, each of them once
      And no report tells of more than 100 events

    @REPORT-5
    Example: Nothing was refused
      Given the control plane has been out of reach for 10 minutes because it answers with errors
      When the control plane is back for a minute
      Then the control plane has learnt of no refusal

  Rule: A report is known by its key, in every life of the gateway

    @REPORT-10 @needs.restart
    Example: The gateway is killed between two reports
      Given Acme has been refused 3 times for asking for up to 1,000 tokens
      And a minute has passed
      And the gateway has been killed and started again
      And Acme has been refused 2 times for asking for up to 1,000 tokens
      When a minute passes
      Then the control plane has learnt of 5 refusals, each of them once

  Rule: What is still to be reported can be seen

    @REPORT-6 @needs.metrics
    Example: How much is still to be reported can be seen
      Given Acme has been refused 3 times for asking for up to 1,000 tokens
      When the control plane is out of reach for a minute because it answers with errors
      Then 3 events are shown as still to be reported

    @REPORT-7 @needs.metrics
    Example: After a partition nothing is left to be reported
      Given the control plane has been out of reach for a minute because it answers with errors
      And Acme has been refused 3 times for asking for up to 1,000 tokens
      When the control plane is back for a minute
      Then 0 events are shown as still to be reported

  Rule: A report whose receipt was lost is sent again unchanged, so that it counts once

    @REPORT-8
    Example: The report arrived, but the gateway does not know it
      Given the receipt was lost for a report that Acme was refused 3 times
      When receipts arrive again for a minute
      Then the report is sent again unchanged, under the same key
      And the control plane has learnt of 3 refusals, each of them once

    @REPORT-9
    Example: More is refused before the receipt arrives
      Given the receipt was lost for a report that Acme was refused 3 times
      And Acme has been refused 2 times for asking for up to 1,000 tokens
      When receipts arrive again for a minute
      Then the report is sent again unchanged, under the same key
      And the control plane has learnt of 5 refusals, each of them once
