@wire @streaming @UC-17 @P0 @needs.house_dialect @needs.stream_limits @needs.policies @needs.clock
Feature: Streams that become too long, on the wire

  The head of a stream has said 200 long before anybody knows that it becomes too long.
  So its end is told in the stream itself, in events that client libraries know.

  Rule: A polite end is that of an answer of the longest length

    @CUTWIRE-11 @cites.OAI-70 @cites.OAI-73 @cites.OAI-74
    Example: No report is asked for
      Given Acme's streams end politely after 1 token
      And the model speaks 2 words of 1 token each
      When Acme listens to a stream
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

        data: {..."choices": [{"index": 0, "delta": {"content": "ö"}, "logprobs": null, "finish_reason": null}]...}

        data: {"id": "chatcmpl-...", "object": "chat.completion.chunk", "created": ..., "model": "gpt-4o-mini", "service_tier": "default", "system_fingerprint": null, "choices": [{"index": 0, "delta": {}, "logprobs": null, "finish_reason": "length"}]}

        data: [DONE]
        """

    @CUTWIRE-12 @cites.OAI-75 @cites.OAI-93
    Example: A report is asked for, and the model has not counted aloud
      Given Acme's streams end politely after 1 token
      And the model speaks 2 words of 1 token each
      When Acme listens to a stream with a report of its use
      Then the last events of the stream read
        """
        data: {..."choices": [{"index": 0, "delta": {}, "logprobs": null, "finish_reason": "length"}], "usage": null}

        data: {"id": "chatcmpl-...", "object": "chat.completion.chunk", "created": ..., "choices": [], "usage": {"prompt_tokens": 4, "completion_tokens": 1, "total_tokens": 5, "estimated": true}}

        data: [DONE]
        """

    @CUTWIRE-13
    Example: A report is asked for, and the model has counted aloud
      Given Acme's streams end politely after 1 token
      And the model speaks 2 words of 1 token each, which it counts as 1 each
      When Acme listens to a stream with a report of its use
      Then the last events of the stream read
        """
        data: {..."choices": [], "usage": {"prompt_tokens": 4, "completion_tokens": 1, "total_tokens": 5}}

        data: [DONE]
        """

  Rule: An error stands where the next word would be, and is the last event

    @CUTWIRE-14 @cites.OAI-83 @cites.OAI-84
    Example: The model goes on
      Given Acme's streams end with an error after 1 token
      And the model speaks 2 words of 1 token each
      When Acme listens to a stream
      Then the last events of the stream read
        """
        data: {..."choices": [{"index": 0, "delta": {"content": "ö"}, "logprobs": null, "finish_reason": null}]...}

        data: {"error": {"message": "This stream has reached its longest length, and ends here. Ask for a shorter answer.", "type": "tokens", "param": null, "code": "stream_too_long"}}
        """

  Rule: A stream that was ended is counted by the reason

    @CUTWIRE-15 @needs.metrics @cites.Prometheus-0.0.4
    Example: The monitor looks at the figures
      Given Acme's streams end politely after 1 token
      And the model speaks 2 words of 1 token each
      When Acme listens to a stream
      Then the figures have these lines
        """
        gateway_requests_total{caller="Acme",outcome="stream_too_long"} 1
        gateway_tokens_total{caller="Acme"} 5
        """
