@crawlers @UC-19 @P1 @needs.policies @needs.fresh_state @needs.crawlers
Feature: Staged answers to crawlers

  A crawler that keeps to its daily allowance is welcome. As it comes closer to
  the allowance it is first warned, then slowed down, and in the end refused,
  so that its operator has time to mend it before pages are missing.

  Rule: From 80% on a crawler is warned, from 95% on slowed, and only above 100% refused

    @CRW-1 @cites.BOT-14 @needs.clock @needs.held_back
    Example: A crawler reads on until it is refused
      Given each crawler may fetch 100 pages a day
      And crawlers are warned from 80%, slowed by half a second from 95% and refused above 100%
      When GPTBot fetches 101 pages
      Then the pages are
        | pages     | answer                                           |
        | 1 to 79   | delivered                                        |
        | 80 to 94  | delivered and warned                             |
        | 95 to 100 | delivered half a second late and warned          |
        | 101       | refused because the crawler's allowance is spent |

  Rule: A stage that begins between two pages begins with the later one

    @CRW-2 @needs.clock @needs.held_back
    Example: The allowance is ten pages, and the second stage begins at nine and a half
      Given each crawler may fetch 10 pages a day
      And crawlers are warned from 80%, slowed by half a second from 95% and refused above 100%
      When GPTBot fetches 11 pages
      Then the pages are
        | pages  | answer                                           |
        | 1 to 7 | delivered                                        |
        | 8 to 9 | delivered and warned                             |
        | 10     | delivered half a second late and warned          |
        | 11     | refused because the crawler's allowance is spent |

  Rule: Whatever a crawler fetches counts and meets the same stages, in whatever way

    @CRW-82 @cites.RFC-9110
    Scenario Outline: A crawler has fetched its pages <way>
      Given each crawler may fetch 5 pages a day
      And GPTBot has fetched 5 pages today <way>
      When GPTBot fetches a page
      Then the page is refused because the crawler's allowance is spent

      Examples:
        | way                    | because                                   |
        | without their contents | the site has to make up the page anyway   |
        | at one address         | the same page again is one more page      |
        | with a caller's key    | a crawler with a key is a crawler         |

    @CRW-83 @cites.RFC-9110 @needs.clock @needs.held_back
    Example: A crawler only looks, again and again
      Given each crawler may fetch 5 pages a day
      And crawlers are warned from 80%, slowed by half a second from 100% and refused above 100%
      When GPTBot fetches 6 pages without their contents
      Then the pages are
        | pages  | answer                                           |
        | 1 to 3 | delivered                                        |
        | 4      | delivered and warned                             |
        | 5      | delivered half a second late and warned          |
        | 6      | refused because the crawler's allowance is spent |

    @CRW-86
    Example: A crawler has asked for its pages while the site was broken
      Given each crawler may fetch 5 pages a day
      And the site is broken
      And GPTBot has asked for 5 pages today that the site did not give
      When GPTBot fetches a page
      Then the page is refused because the crawler's allowance is spent

  Rule: A crawler that is not warned first is refused all the same

    @CRW-3
    Example: The site's owner has stated an allowance and no other stages
      Given each crawler may fetch 10 pages a day
      When GPTBot fetches 11 pages
      Then the pages are
        | pages   | answer                                           |
        | 1 to 10 | delivered                                        |
        | 11      | refused because the crawler's allowance is spent |
