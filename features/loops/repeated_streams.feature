@loops @UC-13 @P1 @needs.policies @needs.fresh_state @needs.loop_detection
Feature: Repeated streams

  Agents like to hear their answers word by word. A loop of streams is as costly
  as any other, and what is done about it must not spoil a single word.

  Rule: A stream that repeats itself is warned of in its head, and is the same in every word

    @LOOP-48
    Example: A stuck agent hears a stream and is warned
      Given the same request 3 times within a minute is answered with a warning
      And Acme's agent asks for streams
      And Acme's agent has sent the same request 2 times
      When Acme's agent sends it again
      Then the stream comes with a warning that it repeats itself
      And the whole stream is heard, and nothing else

  Rule: A stream that is slowed begins later, and is the same in every word

    Background:
      Given the same request is slowed from the 3rd time within a minute on
      And it is slowed by 2 seconds more each time, up to 5 seconds

    @LOOP-49 @needs.clock @needs.held_back
    Example: A stuck agent hears a stream later
      Given Acme's agent asks for streams
      And Acme's agent has sent the same request 2 times
      When Acme's agent sends it again
      Then the answer is 2 seconds late
      And the stream comes with a warning that it repeats itself
      And the whole stream is heard, and nothing else
