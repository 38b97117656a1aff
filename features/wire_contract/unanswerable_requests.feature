@wire @requests @ER-01 @P1 @needs.house_dialect @needs.policies
Feature: Requests that cannot be answered, on the wire

  Nothing is wrong with whoever asks, and there is no answer all the same. Programs
  decide by this page what to mend, whether to ask again, and whom to call.

  Rule: Where nothing is served, nothing is said of what is served elsewhere

    @NOWIRE-1 @cites.OAI-17
    Example: Nothing is served there, to the letter
      Given only the chat is served
      When Acme asks for up to 1,000 tokens to another place
      Then the request is refused because nothing is served there
      And the whole answer reads
        """
        HTTP/1.1 404 Not Found
        Date: Wed, 23 Sep 2026 12:00:00 GMT
        X-Request-Id: req_...
        X-Gateway-Policy: 1
        Content-Type: application/json
        Cache-Control: no-store
        X-Gateway-Reason: no_route
        Content-Length: ...

        {"error": {"message": "...", "type": "invalid_request_error", "param": null, "code": "no_route"}}
        """
      And the model is not called

  Rule: A question that cannot be understood is refused by name, and not to be tried again

    @NOWIRE-2 @cites.OAI-61
    Scenario Outline: Somebody asks <mistake>
      When Acme asks <mistake>
      Then the answer carries
        | part             | value            |
        | status           | 400              |
        | Content-Type     | application/json |
        | Cache-Control    | no-store         |
        | X-Gateway-Reason | bad_request      |
        | Retry-After      | absent           |
        | x-should-retry   | false            |
      And its body is an error object with
        | key     | value                 |
        | message | a sentence            |
        | type    | invalid_request_error |
        | param   | <param>               |
        | code    | <code>                |
      And the model is not called

      Examples:
        | mistake                                           | param                        | code                       |
        | in words that nobody can read                     | null                         | null                       |
        | without saying anything                           | messages                     | missing_required_parameter |
        | without a single word                             | messages                     | null                       |
        | without naming a model                            | model                        | missing_required_parameter |
        | for an answer of less than nothing                | max_tokens                   | null                       |
        | for an answer of half a word                      | max_tokens                   | null                       |
        | for an answer that may be long and is to be short | null                         | null                       |
        | two things in one question                        | null                         | null                       |
        | to hear the answer as something like a stream     | stream                       | null                       |
        | to be told in something like a yes what it took   | stream_options.include_usage | null                       |
        | in pieces that are none                           | messages                     | null                       |

  Rule: A model that is not there is the gateway's trouble, and to ask again may help

    @NOWIRE-3 @cites.OAI-18
    Example: The model cannot be reached, to the letter
      Given the model cannot be reached
      When Acme asks for up to 1,000 tokens
      Then the request is refused because the model cannot be reached
      And the whole answer reads
        """
        HTTP/1.1 502 Bad Gateway
        Date: Wed, 23 Sep 2026 12:00:00 GMT
        X-Request-Id: req_...
        X-Gateway-Policy: 1
        Content-Type: application/json
        Cache-Control: no-store
        X-Gateway-Reason: upstream_unreachable
        Content-Length: ...

        {"error": {"message": "...", "type": "server_error", "param": null, "code": "upstream_unreachable"}}
        """
