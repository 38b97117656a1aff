@crawlers @UC-19 @P1 @needs.policies @needs.fresh_state @needs.crawlers
Feature: Crawlers are known by their names

  A name counts as a whole word and not as letters that happen to stand in
  another one. Otherwise a telephone with an unlucky name is refused, and a
  crawler with a new version number starts afresh.

  Background:
    Given each crawler may fetch 5 pages a day

  Rule: A crawler is known however its name is written and wherever it stands

    @CRW-30 @cites.BOT-01 @cites.BOT-21
    Scenario Outline: GPTBot names itself <guise>
      Given GPTBot has fetched 5 pages today, naming itself <guise>
      When GPTBot fetches a page
      Then the page is refused because the crawler's allowance is spent

      Examples:
        | guise                           | because                                  |
        | in small letters                | names are compared without their case    |
        | in capitals                     | names are compared without their case    |
        | outside the brackets            | it is the word that counts, not its place |
        | by nothing but its name         | it is the word that counts, not its place |
        | as the last word of a browser's | it is the word that counts, not its place |
        | at the end of 8 KiB             | nothing is cut off before it is read     |
        | in the second of two            | all that is stated is read               |
        | in the first of two             | all that is stated is read               |

  Rule: A new version of a crawler goes on where the old one was

    @CRW-31 @cites.BOT-23
    Example: A crawler changes its version in the middle of the day
      Given GPTBot has fetched 3 pages today
      And GPTBot has fetched 2 pages today, naming itself in its next version
      When GPTBot fetches a page, naming itself in its next version
      Then the page is refused because the crawler's allowance is spent

  Rule: Nobody is taken for a crawler because of a part of a word

    @CRW-32 @cites.BOT-01 @cites.BOT-03 @cites.BOT-22
    Scenario Outline: <visitor> is no crawler
      Given GPTBot has spent its allowance for today
      When <visitor> fetches 6 pages
      Then the pages are
        | pages  | answer    |
        | 1 to 6 | delivered |

      Examples:
        | visitor                                        | because                           |
        | NotGPTBotter                                   | the name is part of a longer one  |
        | GPTBot-Checker                                 | the name is part of a longer one  |
        | Google-Extended                                | that is a word for robots.txt only |
        | Applebot-Extended                              | that is a word for robots.txt only |
        | a reader with a Cubot phone                    | a telephone may end in bot        |
        | a link checker on the way to GPTBot's own page | an address is not a name          |

  Rule: Who names nothing is no crawler

    @CRW-33 @cites.BOT-21
    Scenario Outline: <visitor> reads the site
      Given GPTBot has spent its allowance for today
      When <visitor> fetches 6 pages
      Then the pages are
        | pages  | answer    |
        | 1 to 6 | delivered |

      Examples:
        | visitor                         | because                             |
        | a reader who names no agent     | nobody has to say what they read with |
        | a reader with an empty agent    | nobody has to say what they read with |
        | a reader with an agent of 8 KiB | long is strange, but it is not a crawler |
