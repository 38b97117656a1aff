@crawlers @UC-19 @P1 @needs.policies @needs.fresh_state @needs.crawlers @needs.many_addresses
Feature: Names that are not one's own

  Anybody can write the name of a well-known crawler into a request. Where the
  addresses of a crawler are known, its name is worth nothing from elsewhere, and
  nobody can use up the allowance of somebody else.

  Background:
    Given each crawler may fetch 5 pages a day
    And GPTBot's own addresses are 127.0.0.16 to 127.0.0.33

  Rule: A crawler's name from an address that is not its own is refused at once

    @CRW-60 @cites.BOT-08
    Scenario Outline: Somebody at <address> uses GPTBot's name
      When somebody at <address> fetches a page in GPTBot's name
      Then the page is <answer>

      Examples:
        | address    | answer                                                 | because                      |
        | 127.0.0.15 | refused because the crawler is not who it says it is   | it lies just before GPTBot's |
        | 127.0.0.16 | delivered                                              | it is the first of GPTBot's  |
        | 127.0.0.33 | delivered                                              | it is the last of GPTBot's   |
        | 127.0.0.34 | refused because the crawler is not who it says it is   | it lies just behind GPTBot's |

    @CRW-61
    Example: A crawler whose addresses are not known is believed
      When somebody at 127.0.0.99 fetches a page in ClaudeBot's name
      Then the page is delivered

    @CRW-65 @cites.BOT-04
    Example: An impostor reads the robots file
      Given somebody at 127.0.0.99 has come 1 time in GPTBot's name
      When somebody at 127.0.0.99 reads robots.txt in GPTBot's name
      Then robots.txt can be read

  Rule: An impostor does not use up the allowance of the crawler

    @CRW-62 @cites.BOT-08
    Example: GPTBot comes after an impostor
      Given somebody at 127.0.0.99 has come 6 times in GPTBot's name
      When GPTBot fetches 6 pages
      Then the pages are
        | pages  | answer                                           |
        | 1 to 5 | delivered                                        |
        | 6      | refused because the crawler's allowance is spent |

    @CRW-63
    Example: An impostor is told what is wrong even though nothing is left
      Given GPTBot has spent its allowance for today
      When somebody at 127.0.0.99 fetches a page in GPTBot's name
      Then the page is refused because the crawler is not who it says it is

  Rule: The site's owner may have every user of the name counted as the crawler

    @CRW-64 @cites.BOT-08
    Example: The impostor takes what is left
      Given whoever uses a crawler's name from elsewhere counts as that crawler
      And GPTBot has fetched 3 pages today
      When somebody at 127.0.0.99 fetches 3 pages in GPTBot's name
      Then the pages are
        | pages  | answer                                           |
        | 1 to 2 | delivered                                        |
        | 3      | refused because the crawler's allowance is spent |
