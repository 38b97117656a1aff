@crawlers @UC-19 @P1 @needs.policies @needs.fresh_state @needs.crawlers
Feature: People notice nothing of crawlers

  The allowance is there for the sake of people: while a crawler is slowed or
  refused, whoever reads the same page with a browser gets it at once.

  Background:
    Given each crawler may fetch 5 pages a day

  Rule: Whatever a crawler is answered, people get the same page at once

    @CRW-40
    Example: A crawler is refused the page that a reader opens
      Given GPTBot has spent its allowance for today
      When GPTBot and a reader with Chrome fetch the same page at the same moment
      Then for GPTBot the page is refused because the crawler's allowance is spent
      And for a reader with Chrome the page is delivered

    @CRW-41 @cites.BOT-16 @needs.clock @needs.held_back
    Example: A crawler is slowed on the page that a reader opens
      Given crawlers are warned from 80%, slowed by half a second from 100% and refused above 100%
      And GPTBot has fetched 4 pages today
      When GPTBot and a reader with an iPhone fetch the same page at the same moment
      Then for GPTBot the page is delivered half a second late and warned
      And for a reader with an iPhone the page is delivered

  Rule: People have no allowance

    @CRW-42
    Example: A reader opens more pages than a crawler may
      Given GPTBot has spent its allowance for today
      When a reader with Chrome fetches 7 pages
      Then the pages are
        | pages  | answer    |
        | 1 to 7 | delivered |
