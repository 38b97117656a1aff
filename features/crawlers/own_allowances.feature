@crawlers @UC-19 @P1 @needs.policies @needs.fresh_state @needs.crawlers
Feature: One crawler's allowance is nobody else's

  The operator of a well-behaved crawler must not pay for the greed of another
  one. The allowance belongs to the crawler, not to the site, the address that
  it comes from or the company that it works for.

  Rule: What one crawler has fetched is not counted against another

    @CRW-20
    Scenario Outline: <other> comes after GPTBot has been refused
      Given each crawler may fetch 5 pages a day
      And GPTBot has spent its allowance for today
      And GPTBot has come back 2 times in vain
      When <other> fetches 6 pages
      Then the pages are
        | pages  | answer                                           |
        | 1 to 5 | delivered                                        |
        | 6      | refused because the crawler's allowance is spent |

      Examples:
        | other         | because                                                |
        | ClaudeBot     | it belongs to somebody else                            |
        | OAI-SearchBot | it belongs to the same company, but fills a search     |
        | ChatGPT-User  | it belongs to the same company, but is sent by readers |

  Rule: Whoever is sent by readers can be left out of the allowance

    @CRW-21 @cites.BOT-20
    Example: Only crawlers that collect for training have an allowance
      Given each crawler that collects for training may fetch 5 pages a day
      When ChatGPT-User fetches 6 pages
      Then the pages are
        | pages  | answer    |
        | 1 to 6 | delivered |

  Rule: Whoever asks for many pages at the same moment gets no more of them

    @CRW-22
    Example: A crawler asks for twice its allowance at once
      Given each crawler may fetch 5 pages a day
      When GPTBot fetches 10 pages at the same moment
      Then 5 of the pages are delivered
      And 5 of the pages are refused because the crawler's allowance is spent

  Rule: A new allowance holds at once, and what was fetched under the old one stays fetched

    @CRW-87
    Example: The allowance is lowered to what has been fetched
      Given each crawler may fetch 5 pages a day
      And GPTBot has fetched 3 pages today
      And the allowance has been lowered to 3 pages a day
      When GPTBot fetches a page
      Then the page is refused because the crawler's allowance is spent

  Rule: A refused page costs nothing

    @CRW-23
    Example: The allowance is raised after many refusals
      Given each crawler may fetch 5 pages a day
      And GPTBot has spent its allowance for today
      And GPTBot has come back 4 times in vain
      And the allowance has been raised to 7 pages a day
      When GPTBot fetches 3 pages
      Then the pages are
        | pages  | answer                                           |
        | 1 to 2 | delivered                                        |
        | 3      | refused because the crawler's allowance is spent |
