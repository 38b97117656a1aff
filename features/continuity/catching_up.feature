@continuity @UC-09 @P0 @needs.control_plane @needs.links @needs.clock @needs.token_budgets
Feature: Catching up after a partition

  While the gateway is cut off, policies are changed without it. It goes on with the
  one it has, however old that is, and takes up the newest within a minute of the
  end of the partition, without anybody asking it to.

  Background:
    Given the control plane has delivered policy 7, which allows Acme 6,000 tokens per minute
    And policy 8 would allow Acme 12,000 tokens per minute

  Rule: The last policy that was known stays in force for as long as the partition lasts

    @CATCHUP-1
    Example: A newer policy is on offer and cannot be fetched
      Given the control plane has been out of reach for a minute because it answers with errors
      And policy 8 is on offer
      When 10 minutes pass
      Then policy 7 is still in force
      And the control plane is told nothing about any policy

    @CATCHUP-2 @needs.bundle_trust
    Example: The policy expires in the partition
      Given policy 8 would expire in an hour
      And the control plane has delivered policy 8
      When the control plane is out of reach for 3 days because connections are refused
      Then policy 8 is still in force

  Rule: The newest policy is taken up within a minute of the end, and that is told once

    @CATCHUP-3
    Scenario Outline: A newer policy was put on offer while <partition>
      Given the control plane has been out of reach for a minute because <partition>
      And policy 8 is on offer
      When the control plane is back for a minute
      Then policy 8 is in force
      And the control plane is told that policy 8 was applied

      Examples:
        | partition                        | because                                     |
        | connections are refused          | nothing listens there any more              |
        | connections are reset            | something on the way cuts them              |
        | whatever it is sent is swallowed | a firewall drops it without a word          |
        | whatever it answers is swallowed | only the way back is broken                 |
        | it answers with errors           | it is there, and cannot do its work         |
        | its answers come too late        | five seconds are over before it has thought |
        | its answers are garbage          | something else answers in its place         |

    @CATCHUP-4
    Example: Two newer policies were put on offer, one after the other
      Given policy 9 would allow Acme 9,000 tokens per minute
      And the control plane has been out of reach for a minute because connections are reset
      And policy 8 is on offer
      And policy 9 is on offer
      When the control plane is back for a minute
      Then the control plane is told that policy 9 was applied

    @CATCHUP-5 @needs.restart
    Example: The gateway was killed in the partition
      Given the control plane has been out of reach for a minute because connections are refused
      And policy 8 is on offer
      And the gateway has been killed and started again
      When the control plane is back for a minute
      Then policy 8 is in force
      And the control plane is told that policy 8 was applied

  Rule: What became of a policy is told as soon as it can be told

    @CATCHUP-7 @needs.restart
    Example: The gateway was killed before it could tell
      Given the control plane takes no word about policies
      And policy 8 is on offer
      And a minute has passed
      And the gateway has been killed and started again
      When the control plane is back for a minute
      Then the control plane is told that policy 8 was applied

    @CATCHUP-6
    Scenario Outline: The policy could be fetched, but <mishap>
      Given <mishap>
      And policy 8 is on offer
      And a minute has passed
      When the control plane is back for a minute
      Then the control plane is told that policy 8 was applied

      Examples:
        | mishap                                         | because                              |
        | the control plane takes no word about policies | one part of it can fail by itself    |
        | a web page answers every word about policies   | a good answer of somebody else is none |
