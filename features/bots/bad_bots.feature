@bots @UC-02 @P1 @needs.policies @needs.fresh_state @needs.request_limits
Feature: Bad bots

  A bot that fetches as fast as it can is held to a limit of its own. The people
  who read the same pages are the reason for it, and are not to notice anything.

  Background:
    Given GPTBot and CCBot may together fetch 3 pages at once, and 1 more every 60 seconds

  Rule: Exactly as many pages pass at once as bots may fetch

    @BOTS-1 @cites.RL-16 @cites.BOT-17
    Example: A bot fetches one page too many
      When GPTBot fetches 4 pages
      Then the pages are
        | pages  | answer                                 |
        | 1 to 3 | delivered                              |
        | 4      | refused because requests come too fast |

    @BOTS-2
    Example: Two of them share the limit
      Given GPTBot has fetched 2 pages today
      When CCBot fetches 2 pages
      Then the pages are
        | pages | answer                                 |
        | 1     | delivered                              |
        | 2     | refused because requests come too fast |

  Rule: People on the same page in the same second notice nothing

    Background:
      Given each address may send 5 requests at once, and 1 more every 60 seconds
      And a reader with Chrome has fetched 1 page

    @BOTS-3 @needs.many_addresses @needs.clock @needs.still_clock
    Example: A reader opens the page that a bot is refused
      Given GPTBot has fetched 3 pages from 127.0.0.9
      When GPTBot at 127.0.0.9 and a reader with Chrome fetch the same page at the same moment
      Then for GPTBot the page is refused because requests come too fast
      And for a reader with Chrome the page is delivered
      And for a reader with Chrome 3 requests are left

  Rule: Nobody is taken for a bot by mistake

    @BOTS-4 @cites.BOT-01 @cites.BOT-21 @cites.BOT-22
    Scenario Outline: <somebody> reads on after the bots have spent everything
      Given GPTBot has fetched 3 pages today
      When <somebody> fetches 4 pages
      Then the pages are
        | pages  | answer    |
        | 1 to 4 | delivered |

      Examples:
        | somebody                        | because                                 |
        | a reader with a Cubot phone     | a telephone may end in bot              |
        | NotGPTBotter                    | the name is part of a longer one        |
        | a reader who names no agent     | nobody has to say what they read with   |
        | a reader with an agent of 8 KiB | long is strange, but it is not a bot    |

  Rule: A bot is known however it writes its name and wherever the name stands

    @BOTS-5 @cites.BOT-01 @cites.BOT-21 @cites.BOT-23
    Scenario Outline: GPTBot names itself <guise>
      Given GPTBot has fetched 3 pages today
      When GPTBot fetches a page, naming itself <guise>
      Then the page is refused because requests come too fast

      Examples:
        | guise               | because                               |
        | in capitals         | names are compared without their case |
        | at the end of 8 KiB | nothing is cut off before it is read  |
        | in the second of two | all that is stated is read           |

  Rule: However a bot asks for a page, it has asked for one

    @BOTS-40
    Example: GPTBot has only looked whether there is anything new
      Given GPTBot has fetched 3 pages today without their contents
      When GPTBot fetches a page
      Then the page is refused because requests come too fast

  Rule: A refused bot can still read what the site tells bots

    @BOTS-6 @cites.BOT-04 @cites.BOT-05
    Example: A refused bot reads the robots file
      Given GPTBot has fetched 3 pages today
      When GPTBot reads robots.txt
      Then robots.txt can be read

    @BOTS-7 @cites.BOT-04
    Example: Reading it takes nothing from the bot
      Given GPTBot has read robots.txt 3 times
      When GPTBot fetches 3 pages
      Then the pages are
        | pages  | answer    |
        | 1 to 3 | delivered |
