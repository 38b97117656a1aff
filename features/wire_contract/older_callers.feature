@wire @loops @UC-12 @P1 @needs.house_dialect @needs.policies @needs.fresh_state @needs.hop_limit
Feature: Callers who speak HTTP/1.0

  Some programs have not been touched for twenty years. Their events go in
  circles like others, whoever follows one wants to read where it came from, and
  they understand what was understood when they were written.

  Rule: What comes by HTTP 1.0 is signed as such, and is counted like everything else

    @HOPWIRE-9 @cites.LOOP-01 @cites.LOOP-02 @cites.RFC-9110
    Example: An event comes straight from its sender
      Given a request may pass through the gateway 2 times
      When Acme sends an event to the receiver by HTTP 1.0
      Then the receiver finds in Via
        | entry      |
        | 1.0 edge-1 |
      And the event is passed on unchanged

    @HOPWIRE-10 @cites.LOOP-03
    Example: An event has come back too often
      Given a request may pass through the gateway 2 times
      When Acme sends an event to the receiver by HTTP 1.0 with
        | header | value                  |
        | Via    | 1.0 edge-1, 1.1 edge-1 |
      Then the request is refused because it has come back too often
      And the receiver is not called

  @crawlers @UC-19
  Rule: Who speaks HTTP/1.0 is answered without chunks, and the end of the answer is its end

    @CRWWIRE-6 @needs.crawlers @cites.RFC-9110
    Example: The site has not said how long its page is
      Given each crawler may fetch 5 pages a day
      And the site does not say how long its pages are
      When CCBot fetches a page by HTTP 1.0
      Then question and page are passed on unchanged
