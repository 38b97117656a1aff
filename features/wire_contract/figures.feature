@wire @operations @EP-02 @P2 @needs.house_dialect @needs.metrics @needs.policies
@needs.fresh_state @needs.token_budgets
Feature: Counts on the wire

  Whoever draws curves or writes bills reads this page: how requests and tokens are
  counted, by which labels, and how a name is written that would break a line.

  Rule: Requests are counted by caller and outcome, tokens by caller, and names are escaped

    @COUNTWIRE-1 @cites.Prometheus-0.0.4
    Example: Two callers have asked, and one of them has a troublesome name
      Given a caller has a name with quotation marks, a backslash and a line break in it
      And Acme may use 12,000 tokens per minute
      And Acme has used 1,000 tokens in this minute
      And Acme has been refused 2 times for asking for up to 13,000 tokens
      When the caller with that name asks 3 times for up to 1,000 tokens
      Then the figures have these lines
        """
        # HELP gateway_requests_total Requests to a route, by caller and outcome.
        # TYPE gateway_requests_total counter
        gateway_requests_total{caller="Acme",outcome="answered"} 1
        gateway_requests_total{caller="Acme",outcome="request_too_large"} 2
        gateway_requests_total{caller="\"Fish\" \\ Sons\nLtd",outcome="answered"} 3
        # HELP gateway_tokens_total Tokens charged to a caller.
        # TYPE gateway_tokens_total counter
        gateway_tokens_total{caller="Acme"} 1000
        gateway_tokens_total{caller="\"Fish\" \\ Sons\nLtd"} 3000
        """

  Rule: Several processes tell one count and one state

    @COUNTWIRE-2 @needs.worker_processes @needs.control_plane @cites.Prometheus-0.0.4
    Example: A crowd has asked a gateway of three processes
      Given the gateway works in 3 processes
      And the control plane has delivered policy 7, which allows Acme 12,000 tokens per minute
      When 24 of Acme's agents ask for up to 1,000 tokens each at the same moment
      Then the figures have these lines
        """
        # TYPE gateway_requests_total counter
        gateway_requests_total{caller="Acme",outcome="answered"} 12
        # TYPE gateway_tokens_total counter
        gateway_tokens_total{caller="Acme"} 12000
        # TYPE gateway_policy_version gauge
        gateway_policy_version 7
        # TYPE gateway_control_plane_circuit gauge
        gateway_control_plane_circuit{state="closed"} 1
        # TYPE gateway_events_waiting gauge
        gateway_events_waiting 12
        """
