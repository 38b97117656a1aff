@shadow_mode @UC-07 @P1 @needs.policies @needs.fresh_state @needs.shadow_mode @needs.control_plane
@needs.clock
Feature: No false alarms

  An alarm wakes somebody up. What a policy would have done is worth knowing in
  the morning; whoever is woken up for it at night turns the alarms off.

  Rule: What is only watched is reported as that, and nobody is alarmed

    @SHA-30 @needs.spend_breakers
    Example: A breaker that is only watched would have opened
      Given whoever spends more than 100 dollars within 60 seconds is cut off for 5 minutes
      And spend breakers are in shadow mode
      And Acme has spent 60 dollars
      And Acme has spent 50 dollars
      When the gateway reports to its control plane
      Then the control plane has learnt of 1 request that would have been refused because the breaker is open

    @SHA-31 @needs.loop_detection
    Example: A loop that is only watched would have been ended
      Given the same request 2 times within a minute counts as a loop
      And loops are in shadow mode
      And Acme's agent has sent the same request 3 times
      When the gateway reports to its control plane
      Then the control plane has learnt of 2 requests that would have been refused because it repeats itself

    @SHA-32 @needs.crawlers
    Example: A crawler that is only watched has read too much
      Given each crawler may fetch 2 pages a day
      And crawlers are in shadow mode
      And GPTBot has fetched 3 pages today
      When the gateway reports to its control plane
      Then the control plane has learnt of 1 request that would have been refused because the crawler's allowance is spent

  Rule: The figures of what was done know nothing of what was only watched

    @SHA-33 @needs.loop_detection @needs.metrics
    Example: A loop that is only watched is looked for in the figures
      Given the same request 2 times within a minute counts as a loop
      And loops are in shadow mode
      When Acme's agent sends the same request 3 times
      Then every one of them is answered
      And the figures show no repetition
