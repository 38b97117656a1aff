@streaming @UC-17 @P0 @needs.policies @needs.fresh_state @needs.stream_limits @needs.shadow_mode
Feature: Streams that would be ended

  Whoever is about to end streams wants to know first whose, and how many. A rule in
  shadow mode measures every stream and ends none.

  Background:
    Given Acme's streams end politely after 16 tokens
    And token budgets are in shadow mode

  Rule: A stream that would be ended comes whole, and is counted

    @SHC-1
    Example: A caller listens to the end
      Given the model speaks 18 words of 1 token each
      When Acme listens to a stream with a report of its use
      Then the whole stream is heard, with a report of 22 tokens

    @SHC-2 @needs.metrics
    Example: The operator looks at the figures
      Given the model speaks 20 words of 1 token each
      When Acme listens to a stream with a report of its use
      Then 1 request would have been refused because the stream has become too long

    @SHC-3 @needs.metrics
    Example: A stream of exactly the longest length is none of them
      Given the model speaks 16 words of 1 token each
      When Acme listens to a stream with a report of its use
      Then 0 requests would have been refused because the stream has become too long

  Rule: What was heard is charged, and not what would have been

    @SHC-4 @needs.metrics
    Example: The operator looks at the use
      Given the model speaks 18 words of 1 token each
      When Acme listens to a stream with a report of its use
      Then the figures show 22 tokens of Acme
