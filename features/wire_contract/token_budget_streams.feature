@wire @budgets @UC-16 @RL-01 @P0 @needs.house_dialect @needs.token_budgets
@needs.policies @needs.still_clock
Feature: Streams under a token budget on the wire

  The head of a stream is sent before anybody knows what it will take, so it tells
  what is left after setting aside; what the model reports at the end is for the gateway.

  Rule: Streams tell in their head what is left after setting aside

    @LIMWIRE-5 @cites.OAI-36 @cites.OAI-70 @cites.OAI-76
    Example: A stream takes less than it might have
      Given Acme may use 12,000 tokens per minute
      And the model's answers take 3,000 tokens, prompt included
      When Acme asks for up to 5,000 tokens as a stream
      Then the whole answer reads
        """
        HTTP/1.1 200 OK
        Date: Wed, 23 Sep 2026 12:00:00 GMT
        X-Request-Id: req_...
        X-Gateway-Policy: 1
        Content-Type: text/event-stream; charset=utf-8
        X-Upstream-Request-Id: req_...
        Cache-Control: no-cache
        RateLimit-Policy: "tokens-per-minute";q=12000;w=60
        RateLimit: "tokens-per-minute";r=7000;t=25
        x-ratelimit-limit-tokens: 12000
        x-ratelimit-remaining-tokens: 7000
        x-ratelimit-reset-tokens: 25s
        Transfer-Encoding: chunked

        data: {...}

        data: [DONE]
        """

    @LIMWIRE-6 @cites.OAI-76 @cites.RFC-9110
    Example: The model is asked to report what a stream takes
      Given Acme may use 12,000 tokens per minute
      When Acme asks for up to 5,000 tokens as a stream without a report of its use
      Then the model is asked, and nothing else
        """
        POST /v1/chat/completions
        Host: 127.0.0.1:...
        Content-Type: application/json
        User-Agent: Acme/1.0
        Accept-Encoding: identity
        Via: 1.1 edge-1
        Content-Length: ...

        {"model": "gpt-4o-mini", ..."stream": true, "stream_options": {"include_usage": true, "include_obfuscation": false}}
        """

    @LIMWIRE-7 @cites.RFC-9110
    Example: The model is asked in the caller's own words, and in such a way that it can be counted
      Given Acme may use 12,000 tokens per minute
      When Acme asks for up to 1,000 tokens
      Then the model is asked, and nothing else
        """
        POST /v1/chat/completions
        Host: 127.0.0.1:...
        Content-Type: application/json
        User-Agent: Acme/1.0
        Accept-Encoding: identity
        Via: 1.1 edge-1
        Content-Length: ...

        {"model": "gpt-4o-mini", "messages": [{"role": "user", "content": "..."}], "max_tokens": 996}
        """
