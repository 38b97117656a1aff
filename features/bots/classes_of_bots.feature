@bots @UC-02 @P1 @needs.policies @needs.fresh_state @needs.request_limits
Feature: Classes of bots

  Nobody can list every bot by hand. A class takes in the crawlers that everybody
  knows, and leaves alone whoever is not one of them.

  Background:
    Given AI crawlers may together fetch 3 pages at once, and 1 more every 60 seconds

  Rule: A class takes in who is known to belong to it, and nobody else

    @BOTS-20 @cites.BOT-02
    Example: Another crawler comes after the first one has spent everything
      Given GPTBot has fetched 3 pages today
      When meta-externalagent fetches a page
      Then the page is refused because requests come too fast
