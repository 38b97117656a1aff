@crawlers @UC-19 @P1 @needs.policies @needs.fresh_state @needs.crawlers
Feature: Pages as the site has them

  Whoever counts pages is not the one who writes them. What a crawler wants of a
  page is for the site to hear, and what the site has to say about it is for the
  crawler, also where it is not the whole page.

  Background:
    Given each crawler may fetch 5 pages a day

  Rule: The site hears what is wanted, and the crawler what the site says

    @CRW-84 @cites.RFC-9110
    Scenario Outline: A crawler fetches <what>
      When GPTBot fetches <what>
      Then question and page are passed on unchanged

      Examples:
        | what                       | because                                |
        | a part of a page           | so a long one that broke off goes on   |
        | a page that it has already | so the same is not sent over and again |

    @CRW-85 @cites.RFC-9110 @cites.LOOP-09
    Scenario Outline: The site <trouble>
      Given the site <trouble>
      When GPTBot fetches a page
      Then question and page are passed on unchanged

      Examples:
        | trouble             | because                                      |
        | has moved its pages | whoever asked decides whether to go there    |
        | is broken           | whoever asked decides whether to ask again   |

    @CRW-94 @cites.RFC-9110
    Example: The site breaks off in the middle of a page
      Given the site breaks off in the middle of its pages
      When GPTBot fetches a page
      Then the page breaks off for the crawler as well
