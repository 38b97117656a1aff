@crawlers @UC-19 @P1 @needs.policies @needs.fresh_state @needs.crawlers @needs.clock @needs.still_clock
Feature: When a refused crawler may come back

  A crawler that is told when to come back need not try in vain until then. The
  day of the site ends at midnight, and each day has its own allowance.

  Background:
    Given each crawler may fetch 5 pages a day

  Rule: A refused crawler is told how long it is until midnight

    @CRW-70
    Scenario Outline: A crawler is refused at <time>
      Given it is <time>
      And GPTBot has spent its allowance for today
      When GPTBot fetches a page
      Then the page is refused because the crawler's allowance is spent
      And GPTBot is told to try again in <span>

      Examples:
        | time     | span       | because                          |
        | 00:00:00 | 24 hours   | the day has just begun           |
        | 12:00:00 | 12 hours   | half of the day is left          |
        | 23:59:59 | one second | the last second of it is left    |

    @CRW-71
    Example: A part of a second counts as a whole one
      Given it is 23:59:58
      And GPTBot has spent its allowance for today
      And half a second has passed
      When GPTBot fetches a page
      Then GPTBot is told to try again in 2 seconds

  Rule: Who comes back at the stated time is let in, and nobody earlier

    @CRW-72
    Example: A crawler comes back a second too early
      Given it is 23:59:00
      And GPTBot has spent its allowance for today
      And 59 seconds have passed
      When GPTBot fetches a page
      Then the page is refused because the crawler's allowance is spent
      And GPTBot is told to try again in one second

    @CRW-73
    Example: A crawler comes back at the time that it was told
      Given it is 23:59:00
      And GPTBot has spent its allowance for today
      And 60 seconds have passed
      When GPTBot fetches a page
      Then the page is delivered

  Rule: Each day has its own allowance, neither more nor less

    @CRW-74 @needs.held_back
    Scenario Outline: A crawler had fetched <pages> pages by the end of the last month
      Given crawlers are warned from 80%, slowed by half a second from 100% and refused above 100%
      And it is 23:59:00 on 30 September 2026
      And GPTBot has fetched <pages> pages today
      And a minute has passed
      When GPTBot fetches 6 pages
      Then the pages are
        | pages  | answer                                           |
        | 1 to 3 | delivered                                        |
        | 4      | delivered and warned                             |
        | 5      | delivered half a second late and warned          |
        | 6      | refused because the crawler's allowance is spent |

      Examples:
        | pages | because                                  |
        | 2     | what was left is not kept for the next day |
        | 5     | what was spent is not held against anybody |

    @CRW-76 @UC-10 @needs.clock_corrections
    Example: The clock is set back to yesterday evening
      Given GPTBot has spent its allowance for today
      And the gateway's clock has been set back by 13 hours
      When GPTBot fetches a page
      Then the page is refused because the crawler's allowance is spent
      And GPTBot is told to try again in 25 hours

  Rule: A crash of the gateway gives nobody a second allowance

    @CRW-75 @needs.restart
    Example: The gateway is killed after a crawler has spent its allowance
      Given GPTBot has spent its allowance for today
      And the gateway has been killed and started again
      When GPTBot fetches a page
      Then the page is refused because the crawler's allowance is spent
