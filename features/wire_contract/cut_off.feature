@wire @continuity @UC-09 @P0 @needs.house_dialect @needs.control_plane @needs.clock @needs.links
Feature: A gateway that is cut off, on the wire

  Load balancers, monitors and callers read this page: what a gateway says of itself
  while its control plane is out of reach, with a policy and without one.

  Background:
    Given Acme may use 12,000 tokens per day

  Rule: Without a policy every request is refused in one way, and the gateway is not ready

    @CUTWIRE-1
    Example: Acme asks
      Given the gateway has been started for the first time while connections are refused
      When Acme asks for up to 1,000 tokens
      Then the answer carries
        | part             | value            |
        | status           | 503              |
        | Content-Type     | application/json |
        | Cache-Control    | no-store         |
        | X-Gateway-Reason | no_policy        |
        | X-Gateway-Policy | absent           |
        | Retry-After      | absent           |
        | x-should-retry   | absent           |
      And its body is an error object with
        | key     | value                     |
        | message | a sentence                |
        | type    | service_unavailable_error |
        | param   | null                      |
        | code    | no_policy                 |

    @CUTWIRE-2
    Example: The load balancer asks
      When the gateway is started for the first time while connections are refused
      Then whoever asks whether it is ready reads
        """
        HTTP/1.1 503 Service Unavailable
        Date: Wed, 23 Sep 2026 12:00:00 GMT
        X-Request-Id: ...
        Content-Type: application/json
        Content-Length: ...

        {"status": "not ready", "reason": "no_policy", "detail": "..."}
        """

    @CUTWIRE-3
    Example: The control plane does not know the gateway
      When the gateway is started for the first time as a stranger to the control plane
      Then whoever asks whether it is ready reads
        """
        HTTP/1.1 503 Service Unavailable
        Date: Wed, 23 Sep 2026 12:00:00 GMT
        X-Request-Id: ...
        Content-Type: application/json
        Content-Length: ...

        {"status": "not ready", "reason": "registration_refused", "detail": "..."}
        """

  Rule: With a policy it stays ready, and its figures tell what is the matter

    @CUTWIRE-4
    Example: The load balancer asks
      Given policy 7 is in force
      When the control plane is out of reach for a minute because connections are refused
      Then whoever asks whether it is ready reads
        """
        HTTP/1.1 200 OK
        Date: Wed, 23 Sep 2026 12:01:00 GMT
        X-Request-Id: ...
        X-Gateway-Policy: 7
        Content-Type: application/json
        Content-Length: ...

        {"status": "ready", "policy": 7}
        """

    @CUTWIRE-5 @needs.metrics @cites.Prometheus-0.0.4
    Example: The monitor looks at the figures
      Given policy 7 is in force
      When the control plane is out of reach for a minute because connections are refused
      Then the figures have these lines
        """
        # TYPE gateway_policy_version gauge
        gateway_policy_version 7
        # TYPE gateway_control_plane_reachable gauge
        gateway_control_plane_reachable 0
        # TYPE gateway_control_plane_circuit gauge
        gateway_control_plane_circuit{state="closed"} 0
        gateway_control_plane_circuit{state="open"} 1
        gateway_control_plane_circuit{state="half_open"} 0
        # TYPE gateway_events_waiting gauge
        gateway_events_waiting 0
        """
