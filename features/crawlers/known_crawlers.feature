@crawlers @UC-19 @P1 @needs.policies @needs.fresh_state @needs.crawlers @needs.clock @needs.held_back
Feature: The crawlers of this world

  Crawlers name themselves in many styles: inside or outside of brackets, with
  a version or without, alone or behind the name of a browser. Each of them
  meets every stage, by the very words that it sends.

  Rule: Each crawler meets every stage at its threshold

    @CRW-10 @cites.BOT-02
    Scenario Outline: <crawler> is warned, slowed and refused
      Given each crawler may fetch 10 pages a day
      And crawlers are warned from 80%, slowed by half a second from 95% and refused above 100%
      When <crawler> fetches 11 pages
      Then the pages are
        | pages  | answer                                           |
        | 1 to 7 | delivered                                        |
        | 8 to 9 | delivered and warned                             |
        | 10     | delivered half a second late and warned          |
        | 11     | refused because the crawler's allowance is spent |

      Examples: Crawlers that collect for training
        | crawler            | because                                       |
        | GPTBot             | OpenAI collects with it                       |
        | ClaudeBot          | Anthropic collects with it                    |
        | CCBot              | Common Crawl collects with it, for anybody    |
        | meta-externalagent | Meta collects with it, and writes it small    |
        | Bytespider         | ByteDance collects with it, without a version |
        | Amazonbot          | Amazon collects with it, as if with a browser |
        | PetalBot           | Huawei collects with it, without any spaces   |

      Examples: Crawlers that fill the index of a search engine
        | crawler       | because                                        |
        | OAI-SearchBot | OpenAI's search names itself behind a bracket  |
        | PerplexityBot | Perplexity's search names itself inside of one |
        | Applebot      | Apple's search names itself behind a browser   |

      Examples: Fetchers that are sent by a reader's question
        | crawler         | because                                       |
        | ChatGPT-User    | a reader of ChatGPT has asked                 |
        | Claude-User     | a reader of Claude has asked                  |
        | Perplexity-User | a reader of Perplexity has asked              |
        | DuckAssistBot   | a reader of DuckDuckGo has asked              |
