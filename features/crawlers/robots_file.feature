@crawlers @UC-19 @P1 @needs.policies @needs.fresh_state @needs.crawlers
Feature: The robots file can always be read

  A crawler that is refused robots.txt may take that for permission to read
  everything, and one that meets an error there takes the whole site for closed.
  So that file is for everybody, at any time, and costs nothing.

  Rule: At every stage robots.txt is delivered at once

    @CRW-50 @cites.BOT-04 @cites.BOT-05 @cites.RFC-9309 @needs.clock @needs.held_back
    Scenario Outline: GPTBot reads robots.txt after <so far> pages
      Given each crawler may fetch 5 pages a day
      And crawlers are warned from 80%, slowed by half a second from 100% and refused above 100%
      And GPTBot has fetched <so far> pages today
      When GPTBot reads robots.txt
      Then robots.txt can be read

      Examples:
        | so far | because                         |
        | 3      | its next page would be warned   |
        | 4      | its next page would be slowed   |
        | 5      | its next page would be refused  |

    @CRW-51 @cites.BOT-04
    Example: Every crawler there is has been refused
      Given each crawler may fetch 2 pages a day
      And every crawler has spent its allowance for today
      When every crawler reads robots.txt
      Then each of them can read it

    @CRW-53 @cites.BOT-05 @needs.control_plane
    Example: Nothing has been allowed or forbidden yet
      Given the gateway has been started for the first time
      When GPTBot reads robots.txt
      Then robots.txt can be read

    @CRW-57 @UC-06 @cites.BOT-05 @needs.kill_switches
    Example: The operator has frozen everything that crawlers read
      Given each crawler may fetch 5 pages a day
      And the operator has frozen the pages
      When GPTBot reads robots.txt
      Then robots.txt can be read

  Rule: Reading robots.txt is not counted

    @CRW-52 @cites.BOT-04 @needs.clock @needs.held_back
    Example: A crawler looks often whether the rules have changed
      Given each crawler may fetch 5 pages a day
      And crawlers are warned from 80%, slowed by half a second from 100% and refused above 100%
      And GPTBot has fetched 3 pages today
      And GPTBot has read robots.txt 5 times
      When GPTBot fetches 3 pages
      Then the pages are
        | pages | answer                                           |
        | 1     | delivered and warned                             |
        | 2     | delivered half a second late and warned          |
        | 3     | refused because the crawler's allowance is spent |

  Rule: Nothing else is the robots file

    @CRW-54 @cites.BOT-04
    Scenario Outline: GPTBot fetches pages <way>
      Given each crawler may fetch 5 pages a day
      And GPTBot has spent its allowance for today
      When GPTBot fetches 2 pages <way>
      Then the pages are
        | pages  | answer                                           |
        | 1 to 2 | refused because the crawler's allowance is spent |

      Examples:
        | way                       | because                            |
        | by way of the robots file | it ends at a page                  |
        | in the name of robots     | what is asked of a page is no page |
