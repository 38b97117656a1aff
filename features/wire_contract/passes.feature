@wire @clocks @UC-10 @ID-04 @P0 @needs.house_dialect @needs.passes
Feature: Passes on the wire

  A pass is a JSON Web Token, signed with HMAC-SHA256 and shown as a bearer
  token. Client libraries decide by this page whether to fetch a new one.

  Background:
    Given the gateway forgives passes a difference of 30 seconds

  Rule: A pass that is not accepted is answered with a challenge that says so

    @PASSWIRE-1 @cites.AUTH-02 @cites.RFC-6750
    Scenario Outline: Because <sentence>
      Given Acme's pass <is>
      When Acme shows its pass
      Then the request is refused because <sentence>
      And the answer carries
        | part             | value                                         |
        | status           | 401                                           |
        | WWW-Authenticate | Bearer realm="gateway", error="invalid_token" |
        | Content-Type     | application/json                              |
        | Cache-Control    | no-store                                      |
        | X-Gateway-Reason | <reason>                                      |
        | Retry-After      | absent                                        |
        | x-should-retry   | absent                                        |
      And its body is an error object with
        | key     | value                 |
        | message | a sentence            |
        | type    | invalid_request_error |
        | param   | null                  |
        | code    | <reason>              |
      And the model is not called

      Examples:
        | sentence                  | is                     | reason             |
        | the pass has expired      | expired 30 seconds ago | pass_expired       |
        | the pass is not valid yet | begins in 31 seconds   | pass_not_yet_valid |

    @PASSWIRE-2 @cites.AUTH-02 @cites.RFC-6750
    Example: Because the pass cannot be trusted, to the letter
      When Acme shows a pass that was signed by a stranger
      Then the request is refused because the pass cannot be trusted
      And the whole answer reads
        """
        HTTP/1.1 401 Unauthorized
        Date: Wed, 23 Sep 2026 12:00:00 GMT
        X-Request-Id: req_...
        X-Gateway-Policy: 1
        Content-Type: application/json
        Cache-Control: no-store
        X-Gateway-Reason: pass_invalid
        WWW-Authenticate: Bearer realm="gateway", error="invalid_token"
        Content-Length: ...

        {"error": {"message": "...", "type": "invalid_request_error", "param": null, "code": "pass_invalid"}}
        """
      And the model is not called

  Rule: The one method of signing is HS256, in exactly this spelling

    @PASSWIRE-3 @cites.AUTH-10 @cites.AUTH-11 @cites.RFC-8725
    Scenario Outline: The header says "alg": "<method>"
      When Acme shows a pass under the method <method>
      Then the request is refused because the pass cannot be trusted
      And the model is not called

      Examples:
        | method |
        | none   |
        | None   |
        | NONE   |
        | nOnE   |
        | hs256  |
        | HS512  |
        | RS256  |

  Rule: Moments are numbers of seconds since 1970, and nothing else is a moment

    @PASSWIRE-4 @cites.AUTH-09 @cites.RFC-7519
    Scenario Outline: "<claim>": <value>
      When Acme shows a pass that says
        | claim   | value   |
        | <claim> | <value> |
      Then the request is <outcome>
      And the model is <called>

      Examples:
        | claim | value        | outcome                                       | called      |
        | exp   | 1790164770.5 | answered                                      | called once |
        | exp   | 1e12         | answered                                      | called once |
        | exp   | 1e13         | refused because the pass cannot be trusted    | not called  |
        | exp   | 0            | refused because the pass has expired          | not called  |
        | exp   | -1           | refused because the pass has expired          | not called  |
        | exp   | "1790168400" | refused because the pass cannot be trusted    | not called  |
        | exp   | null         | refused because the pass cannot be trusted    | not called  |
        | exp   | true         | refused because the pass cannot be trusted    | not called  |
        | exp   | [1790168400] | refused because the pass cannot be trusted    | not called  |
        | exp   | 1e309        | refused because the pass cannot be trusted    | not called  |
        | exp   | Infinity     | refused because the pass cannot be trusted    | not called  |
        | nbf   | 1790164830   | answered                                      | called once |
        | nbf   | 1790164830.5 | refused because the pass is not valid yet     | not called  |
        | nbf   | "1790164800" | refused because the pass cannot be trusted    | not called  |
        | iat   | 1790164830.5 | refused because the pass is not valid yet     | not called  |
        | iat   | NaN          | refused because the pass cannot be trusted    | not called  |
