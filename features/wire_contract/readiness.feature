@wire @operations @EP-01 @P1 @needs.house_dialect @needs.control_plane
Feature: Live and ready on the wire

  Load balancers and orchestrators are set up against this page: two addresses,
  two answers each, and nothing that could be cached or taken for a policy.

  Rule: A gateway without a policy is alive, and says why it is not ready

    @READYWIRE-1
    Example: Nothing has come yet
      When the gateway is started for the first time
      Then whoever asks whether it is alive reads
        """
        HTTP/1.1 200 OK
        Date: Wed, 23 Sep 2026 12:00:00 GMT
        X-Request-Id: req_...
        Content-Type: application/json
        Content-Length: ...

        {"status": "live"}
        """
      And whoever asks whether it is ready reads
        """
        HTTP/1.1 503 Service Unavailable
        Date: Wed, 23 Sep 2026 12:00:00 GMT
        X-Request-Id: req_...
        Content-Type: application/json
        Content-Length: ...

        {"status": "not ready", "reason": "no_policy", "detail": "no bundle has been taken up yet"}
        """

      And whoever asks whether it is alive without the words reads
        """
        HTTP/1.1 200 OK
        Date: Wed, 23 Sep 2026 12:00:00 GMT
        X-Request-Id: req_...
        Content-Type: application/json
        Content-Length: ...
        """
      And whoever asks whether it is ready without the words reads
        """
        HTTP/1.1 503 Service Unavailable
        Date: Wed, 23 Sep 2026 12:00:00 GMT
        X-Request-Id: req_...
        Content-Type: application/json
        Content-Length: ...
        """

  Rule: A gateway with a policy is ready, and says which policy it is

    @READYWIRE-2
    Example: A policy is in force
      Given the gateway has been started for the first time
      When the control plane delivers policy 7
      Then whoever asks whether it is alive reads
        """
        HTTP/1.1 200 OK
        Date: Wed, 23 Sep 2026 12:00:00 GMT
        X-Request-Id: req_...
        X-Gateway-Policy: 7
        Content-Type: application/json
        Content-Length: ...

        {"status": "live"}
        """
      And whoever asks whether it is ready reads
        """
        HTTP/1.1 200 OK
        Date: Wed, 23 Sep 2026 12:00:00 GMT
        X-Request-Id: req_...
        X-Gateway-Policy: 7
        Content-Type: application/json
        Content-Length: ...

        {"status": "ready", "policy": 7}
        """
      And whoever asks whether it is ready without the words reads
        """
        HTTP/1.1 200 OK
        Date: Wed, 23 Sep 2026 12:00:00 GMT
        X-Request-Id: req_...
        X-Gateway-Policy: 7
        Content-Type: application/json
        Content-Length: ...
        """
