@wire @operations @OP-04 @P1 @needs.house_dialect @needs.restart @needs.policies @needs.clock
@needs.held_back
Feature: A stop on the wire

  What callers read who were still waiting for an answer, or in the middle of one,
  when the gateway had to leave. Their libraries ask again, and somebody else answers.

  Background:
    Given Acme has no budget

  Rule: Whoever has no word of an answer yet is refused, and told to come back at once

    @STOPWIRE-1
    Example: The model thinks for too long
      When the gateway is told to stop while the model thinks about Acme's question for 20 seconds
      Then the answer carries
        | part             | value            |
        | status           | 503              |
        | Content-Type     | application/json |
        | Cache-Control    | no-store         |
        | X-Gateway-Reason | stopping         |
        | X-Gateway-Policy | 1                |
        | Retry-After      | 1                |
        | x-should-retry   | absent           |
      And its body is an error object with
        | key     | value                     |
        | message | a sentence                |
        | type    | service_unavailable_error |
        | param   | null                      |
        | code    | stopping                  |

  Rule: A stream that has begun ends with one more event, which says why, and without its own end

    @STOPWIRE-2
    Example: The model stalls in the middle of a stream for too long
      When the gateway is told to stop in a stream of Acme that has not gone on for 20 seconds
      Then the whole answer reads
        """
        HTTP/1.1 200 OK
        Date: Wed, 23 Sep 2026 12:00:00 GMT
        X-Request-Id: req_...
        X-Gateway-Policy: 1
        Content-Type: text/event-stream; charset=utf-8
        X-Upstream-Request-Id: req_...
        Cache-Control: no-cache
        Transfer-Encoding: chunked

        data: {"error": {"message": "...", "type": "service_unavailable_error", "param": null, "code": "stopping"}}
        """
