@streaming @UC-17 @P0 @needs.stream_limits @needs.policies
Feature: Streams that become too long

  An answer that breaks off without a word looks like a fault and is asked for again,
  at full price. So a stream that becomes too long is ended as a model ends an
  answer of the longest length: every program can read that, and knows what happened.

  Rule: A stream is heard up to its longest length, and to no token more

    @CUT-1 @cites.OAI-73 @cites.OAI-74 @cites.OAI-88
    Example: The model goes on
      Given Acme's streams end politely after 16 tokens
      And the model speaks 18 words of 1 token each
      When Acme listens to a stream
      Then the first 16 words are heard as they were spoken, then a polite end
      And the gateway hangs up on the model

    @CUT-2 @cites.OAI-76
    Example: The model ends at exactly that length
      Given Acme's streams end politely after 16 tokens
      And the model speaks 16 words of 1 token each
      When Acme listens to a stream
      Then the whole stream is heard, and nothing else

    @CUT-3
    Example: A word that fits in part is not heard at all
      Given Acme's streams end politely after 16 tokens
      And the model speaks 7 words of 3 tokens each
      When Acme listens to a stream
      Then the first 5 words are heard as they were spoken, then a polite end
      And the gateway hangs up on the model

    @CUT-4
    Scenario Outline: The model counts aloud and its words are <words>
      Given Acme's streams end politely after 16 tokens
      And the model speaks 18 words of <tokens> each, which it counts as <count> each
      When Acme listens to a stream
      Then the first <heard> words are heard as they were spoken, then a polite end

      Examples:
        | words                  | tokens   | count | heard | because                           |
        | dearer than they seem  | 1 token  | 4     | 4     | whoever makes words can count them |
        | cheaper than they seem | 3 tokens | 1     | 16    | a guess gives way to a count      |

  Rule: Whoever asks for a report is told what was heard, and is charged no more

    @CUT-5 @cites.OAI-75 @cites.OAI-93
    Example: A report is asked for
      Given Acme's streams end politely after 16 tokens
      And the model speaks 18 words of 1 token each
      When Acme listens to a stream with a report of its use
      Then the first 16 words are heard as they were spoken, then a polite end with a report of 20 tokens
      And the gateway hangs up on the model

    @CUT-6 @needs.token_budgets @needs.clock
    Scenario Outline: The stream has ended <end>
      Given Acme may use 2,000 tokens per day
      And Acme's streams end <end> after 16 tokens
      And the model speaks 18 words of 1 token each
      And Acme has listened to a stream
      When Acme asks for up to 1,000 tokens
      Then Acme has 980 tokens left today

      Examples:
        | end           | because                                                  |
        | politely      | a prompt of 4 and 16 that were heard are 20              |
        | with an error | what was heard is paid for, however the stream has ended |

  Rule: Where an error is wished for, it is one that nobody takes for an end

    @CUT-7 @cites.OAI-83 @cites.OAI-84
    Example: The model goes on
      Given Acme's streams end with an error after 16 tokens
      And the model speaks 18 words of 1 token each
      When Acme listens to a stream with a report of its use
      Then the first 16 words are heard as they were spoken, then an error because the stream has become too long
      And the gateway hangs up on the model

    @CUT-8
    Example: The model ends at exactly that length
      Given Acme's streams end with an error after 16 tokens
      And the model speaks 16 words of 1 token each
      When Acme listens to a stream
      Then the whole stream is heard, and nothing else
