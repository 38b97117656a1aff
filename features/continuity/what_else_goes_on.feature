@continuity @UC-09 @P0 @needs.control_plane @needs.links @needs.clock
Feature: What else goes on without the control plane

  Budgets are not all that a gateway looks after. Crawlers come in partitions as
  they always do, programs get stuck in loops, and a clock that was wrong does not
  become right because nobody is there to compare it with.

  Rule: Crawlers and loops are held to their limits during a partition

    @ALONE-1 @UC-19 @needs.crawlers
    Example: A crawler reaches the end of its allowance
      Given each crawler may fetch 10 pages a day
      And GPTBot has fetched 9 pages today
      And the control plane has been out of reach for a minute because connections are refused
      When GPTBot fetches 2 pages
      Then the pages are
        | pages | answer                                           |
        | 1     | delivered                                        |
        | 2     | refused because the crawler's allowance is spent |

    @ALONE-2 @UC-13 @needs.loop_detection
    Example: An agent goes on repeating itself
      Given the same request 3 times within 2 minutes counts as a loop
      And Acme's agent has sent the same request 2 times
      And the control plane has been out of reach for a minute because connections are refused
      When Acme's agent sends it again
      Then the request is refused because it repeats itself
      And the model is not called

  Rule: What happens in a partition is reported after it by the clock by which it happened

    Background:
      Given Acme may use 12,000 tokens per minute

    @ALONE-3 @UC-10 @needs.clock_watch @needs.clock_corrections @needs.metrics
    Example: A wrong clock is set right before anybody can compare it again
      Given the gateway has noticed that its clock is 31 seconds ahead
      And the control plane has been out of reach for a minute because connections are refused
      And Acme has been refused 2 times for asking for up to 13,000 tokens
      And the gateway's clock has been set right
      When the control plane is back for a minute
      Then the control plane learns of 2 events by a clock that is 31 seconds ahead
