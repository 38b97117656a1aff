@wire @shadow_mode @UC-07 @P1 @needs.house_dialect @needs.policies @needs.fresh_state
@needs.shadow_mode @needs.metrics @needs.clock @needs.control_plane
Feature: Shadow mode on the wire

  Dashboards and alarms are written against this page. A request that would have
  been refused is counted and told by another name than one that was, so that no
  bill and no alarm takes the one for the other.

  Rule: What would have happened has figures and events of its own

    @SHAWIRE-1 @needs.token_budgets
    Example: A budget in shadow would have refused a request
      Given Acme may use 1,000 tokens per minute
      And token budgets are in shadow mode
      And Acme has used 1,001 tokens in this minute
      When the gateway reports to its control plane
      Then it tells of one event with
        | key    | value                    |
        | id     | a name of its own        |
        | kind   | would_refuse             |
        | caller | Acme                     |
        | policy | tokens of Acme           |
        | reason | request_too_large        |
        | path   | /v1/chat/completions     |
        | at     | 2026-09-23T12:00:00.000Z |
      And the figures have these lines
        """
        gateway_requests_total{caller="Acme",outcome="answered"} 1
        gateway_would_refuse_total{policy="tokens of Acme",reason="request_too_large"} 1
        """

    @SHAWIRE-2 @needs.crawlers
    Example: A crawler would have been warned and slowed
      Given each crawler may fetch 2 pages a day
      And crawlers are warned from 50%, slowed by half a second from 100% and refused above 100%
      And crawlers are in shadow mode
      And GPTBot has fetched 2 pages today
      When the gateway reports to its control plane
      Then the figures have these lines
        """
        gateway_would_slow_total{policy="crawlers"} 1
        gateway_would_warn_total{policy="crawlers"} 1
        """
