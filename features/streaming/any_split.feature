@streaming @UC-17 @P0 @needs.stream_limits @needs.policies
Feature: Streams in any pieces

  Networks split a stream wherever they like: inside a word, a character, the end
  of a line. A gateway that reads streams by the piece works until the day on which
  a piece ends in the wrong place.

  Rule: A stream is ended in the same place however it is split

    @SPLIT-1 @cites.OAI-89 @cites.SSE-11
    Scenario Outline: Lines end with <line ends>
      Given Acme's streams end politely after 2 tokens
      And the model's lines end with <line ends>
      When Acme listens to the same stream split at each of its places in turn
      Then each time the first 2 words are heard as they were spoken, then a polite end
      And the gateway hangs up on the model

      Examples:
        | line ends                       | because                                   |
        | line feeds                      | nearly everybody sends these              |
        | carriage returns and line feeds | the end of an event may be split in three |

  Rule: A stream that fits is the same to the byte however it is split

    @SPLIT-2 @cites.OAI-81
    Example: A stream takes exactly what it may
      Given Acme's streams end politely after 3 tokens
      And the model's lines end with carriage returns and line feeds
      When Acme listens to the same stream split at each place of its end in turn
      Then each time the whole stream is heard as it was spoken
