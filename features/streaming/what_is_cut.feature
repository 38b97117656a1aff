@streaming @UC-17 @P0 @needs.stream_limits @needs.policies
Feature: What becomes too long, and what does not

  A stream can carry more than words: calls of tools, several answers at once. All of
  it is paid by the token, so all of it counts; but what fits must come through unharmed.

  Rule: Calls of tools, and whatever else the model says, are measured like words

    @CUT-11 @cites.OAI-78
    Example: A call of exactly the longest length
      Given Acme's streams end politely after 16 tokens
      And the model calls a tool in 16 pieces of 1 token each
      When Acme listens to a stream
      Then the whole stream is heard, and nothing else

    @CUT-12
    Scenario Outline: The model <speaks>, and goes on
      Given Acme's streams end politely after 16 tokens
      And the model <speaks> in 18 pieces of 1 token each
      When Acme listens to a stream
      Then the first 16 words are heard as they were spoken, then a polite end
      And the gateway hangs up on the model

      Examples:
        | speaks           | because                                         |
        | calls a tool     | a call is made of tokens                        |
        | thinks aloud     | thoughts are paid for, like what is said        |
        | declines         | so is a refusal, and some of them are long      |
        | calls a function | programs of before call their tools so, and pay |

  Rule: Answers in one stream are measured together, and each of them ends once

    @CUT-13 @cites.OAI-94
    Example: Both answers go on
      Given Acme's streams end politely after 16 tokens
      And the model speaks 18 words of 1 token each
      When Acme listens to 2 answers in one stream
      Then the first 16 words are heard as they were spoken, then a polite end
      And the gateway hangs up on the model

    @CUT-14 @cites.OAI-73
    Example: One of them has ended by itself
      Given Acme's streams end politely after 16 tokens
      And the first of the model's answers ends after 4 of 18 words
      When Acme listens to 2 answers in one stream
      Then the first 16 words are heard as they were spoken, then a polite end
      And the gateway hangs up on the model

  Rule: Nothing else is shortened, and nobody else

    @CUT-15
    Example: Another organisation listens
      Given Acme's streams end politely after 16 tokens
      And Globex may use 12,000 tokens per day
      And the model speaks 18 words of 1 token each
      When Globex listens to a stream
      Then the whole stream is heard, and nothing else

    @CUT-16
    Example: The answer is no stream
      Given Acme's streams end politely after 16 tokens
      When Acme asks for up to 1,000 tokens
      Then the request is answered
      And the model is called once

  Rule: A stream that breaks off is not passed off as one that has ended

    @CUT-17 @cites.OAI-85
    Scenario Outline: The model <is gone> after one word
      Given Acme's streams end politely after 16 tokens
      And the model <is gone>
      When Acme asks for up to 1,000 tokens as a stream
      Then the first 1 word are heard as they were spoken, then an error because the model cannot be reached

      Examples:
        | is gone                                   | because                                    |
        | breaks off in the middle of its stream    | the line is cut, and the next word with it |
        | ends its stream in the middle of an event | it never said that this was all            |
