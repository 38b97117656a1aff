@streaming @RL-06 @P2 @needs.policies @needs.clock
Feature: A stream counts once

  Nobody pays more for the same answer because it arrives in pieces. A stream is one
  request however many pieces it has, and takes as many tokens as a whole answer does.

  Rule: A stream is one request, from its head to its last word

    @ONCE-1 @needs.request_limits @cites.OAI-36
    Example: What is left is told before the first word
      Given each caller may send 5 requests at once, and 1 more every 60 seconds
      And the model speaks 18 words of 1 token each
      When Acme listens to a stream
      Then the whole stream is heard, and nothing else
      And Acme has 4 requests left

    @ONCE-2 @needs.request_limits
    Example: A request comes after a stream of many words
      Given each caller may send 5 requests at once, and 1 more every 60 seconds
      And the model speaks 18 words of 1 token each
      And Acme has listened to a stream
      When Acme sends a request
      Then the request is answered
      And Acme has 3 requests left

    @ONCE-3 @needs.request_limits @cites.OAI-48
    Example: A stream is one request too many
      Given each caller may send 5 requests at once, and 1 more every 60 seconds
      And Acme has sent 5 requests
      When Acme asks for up to 1,000 tokens as a stream
      Then the request is refused because requests come too fast
      And Acme is told to try again in 60 seconds
      And the model is not called

  Rule: A stream takes the tokens that its last report says, once

    @ONCE-4 @needs.token_budgets @cites.OAI-93
    Example: The model reports with each of its words
      Given Acme may use 2,000 tokens per day
      And the model speaks 16 words of 1 token each, which it counts as 1 each
      And Acme has listened to a stream
      When Acme asks for up to 1,000 tokens
      Then Acme has 980 tokens left today

    @ONCE-5 @needs.token_budgets @cites.OAI-81
    Example: A whole answer of the same length comes after a stream
      Given Acme may use 12,000 tokens per day
      And Acme has heard a stream of 3,000 tokens of up to 5,000
      And the model's answers take 3,000 tokens, prompt included
      When Acme asks for up to 5,000 tokens
      Then the request is answered
      And Acme has 6,000 tokens left today
