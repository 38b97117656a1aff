@wire @identity @ID-04 @P0 @needs.house_dialect @needs.policies
Feature: Keys on the wire

  A key is shown as a bearer token. Whoever shows none is told how to, and whoever
  shows one that is not good is told that it is not: programs ask their owner then.

  Rule: Who shows no key is told how to show one, and nothing of what a good one would be

    @KEYWIRE-1 @cites.AUTH-01 @cites.RFC-6750
    Example: Nobody says who asks, to the letter
      When somebody asks without a key
      Then the request is refused because nobody says who asks
      And the whole answer reads
        """
        HTTP/1.1 401 Unauthorized
        Date: Wed, 23 Sep 2026 12:00:00 GMT
        X-Request-Id: req_...
        X-Gateway-Policy: 1
        Content-Type: application/json
        Cache-Control: no-store
        X-Gateway-Reason: no_credentials
        WWW-Authenticate: Bearer realm="gateway"
        Content-Length: ...

        {"error": {"message": "...", "type": "invalid_request_error", "param": null, "code": null}}
        """
      And the model is not called

  Rule: A key that is not known is answered with a challenge that says so

    @KEYWIRE-2 @cites.AUTH-02 @cites.RFC-6750
    Example: The key is unknown, to the letter
      When somebody asks with a key that was never given out
      Then the request is refused because the key is unknown
      And the whole answer reads
        """
        HTTP/1.1 401 Unauthorized
        Date: Wed, 23 Sep 2026 12:00:00 GMT
        X-Request-Id: req_...
        X-Gateway-Policy: 1
        Content-Type: application/json
        Cache-Control: no-store
        X-Gateway-Reason: unknown_key
        WWW-Authenticate: Bearer realm="gateway", error="invalid_token"
        Content-Length: ...

        {"error": {"message": "...", "type": "invalid_request_error", "param": null, "code": "invalid_api_key"}}
        """
      And the model is not called

  Rule: A good key counts in one form alone, and the word before it in any letters

    @KEYWIRE-3 @cites.AUTH-04
    Scenario Outline: Authorization: <shown>
      When Acme's key is shown as "<shown>"
      Then the request is answered

      Examples:
        | shown         |
        | Bearer (key)  |
        | bearer (key)  |
        | BEARER (key)  |
        | Bearer  (key) |

    @KEYWIRE-4 @cites.AUTH-03
    Scenario Outline: Authorization: <shown>, because <sentence>
      When Acme's key is shown as "<shown>"
      Then the request is refused because <sentence>
      And the model is not called

      Examples:
        | shown              | sentence             |
        | Bearer             | nobody says who asks |
        | (key)              | nobody says who asks |
        | Basic (key)        | nobody says who asks |
        | Bearers (key)      | nobody says who asks |
        | Bearer (key) (key) | the key is unknown   |
        | Bearer (key),      | the key is unknown   |
        | Bearer x(key)      | the key is unknown   |
        | Bearer (KEY)       | the key is unknown   |
