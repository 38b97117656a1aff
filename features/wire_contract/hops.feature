@wire @loops @UC-12 @P1 @needs.house_dialect @needs.policies @needs.fresh_state @needs.hop_limit
Feature: Requests that come back on the wire

  Whoever stands between systems is asked to leave his name in Via. The gateway
  counts how often it finds its own, and adds it to whatever it passes on.

  Background:
    Given a request may pass through the gateway 2 times

  Rule: A request that has come back too often is not to be tried again

    @HOPWIRE-1 @cites.LOOP-03
    Example: The request is refused because it has come back too often
      When Acme sends an event to the receiver with
        | header | value                  |
        | Via    | 1.1 edge-1, 1.0 fred   |
        | Via    | 1.1 other, 1.1 edge-1  |
      Then the request is refused because it has come back too often
      And the whole answer reads
        """
        HTTP/1.1 508 Loop Detected
        Date: Wed, 23 Sep 2026 12:00:00 GMT
        X-Request-Id: req_...
        X-Gateway-Policy: 1
        Content-Type: application/json
        Cache-Control: no-store
        X-Gateway-Reason: hop_limit
        x-should-retry: false
        X-Gateway-Hops: 2
        Content-Length: ...

        {"error": {"message": "...", "type": "invalid_request_error", "param": null, "code": "hop_limit"}}
        """

  Rule: What is passed on is signed at the end, and earlier entries stay as they are

    @HOPWIRE-2 @cites.LOOP-01 @cites.RFC-9110
    Example: An event has come through others and through here
      When Acme sends an event to the receiver with
        | header | value                          |
        | Via    | 1.0 fred, 1.1 edge-1           |
        | Via    | HTTP/1.1 p.example.net (cache) |
      Then the receiver finds in Via
        | entry                          |
        | 1.0 fred                       |
        | 1.1 edge-1                     |
        | HTTP/1.1 p.example.net (cache) |
        | 1.1 edge-1                     |

    @HOPWIRE-3 @cites.LOOP-01 @cites.RFC-9110
    Example: An event comes straight from its sender
      When Acme sends an event to the receiver
      Then the receiver finds in Via
        | entry      |
        | 1.1 edge-1 |

  Rule: What has no body goes in circles as well

    @HOPWIRE-6 @cites.LOOP-01
    Example: Somebody only looks in
      When Acme looks in at the receiver
      Then the receiver finds in Via
        | entry      |
        | 1.1 edge-1 |

    @HOPWIRE-7 @cites.LOOP-03
    Example: Somebody has looked in too often
      When Acme looks in at the receiver with
        | header | value                  |
        | Via    | 1.1 edge-1, 1.1 edge-1 |
      Then the request is refused because it has come back too often

    @HOPWIRE-8 @cites.LOOP-03
    Example: A question to the model has come back too often
      When Acme's agent sends it with the line "Via: 1.1 edge-1, 1.1 edge-1"
      Then the request is refused because it has come back too often
      And the model is not called

  Rule: Only the whole name counts, in whatever letters

    @HOPWIRE-4 @cites.RFC-9110 @cites.LOOP-05
    Scenario Outline: Via says <via>
      Given a request may pass through the gateway 1 time
      When Acme sends an event to the receiver with
        | header | value |
        | Via    | <via> |
      Then the request is refused because it has come back too often

      Examples:
        | via                    |
        | 1.1 edge-1             |
        | HTTP/1.1 edge-1        |
        | 1.1 EDGE-1             |
        | 2 edge-1 (from abroad) |
        | 1.0 fred,1.1 edge-1    |

    @HOPWIRE-5 @cites.RFC-9110 @cites.LOOP-05
    Scenario Outline: Via says only <via>
      Given a request may pass through the gateway 1 time
      When Acme sends an event to the receiver with
        | header | value |
        | Via    | <via> |
      Then the event is passed on unchanged

      Examples:
        | via               |
        | 1.1 edge-10       |
        | 1.1 my-edge-1     |
        | 1.1 fred (edge-1) |
        | edge-1            |
