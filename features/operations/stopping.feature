@operations @OP-04 @P1 @needs.restart @needs.policies
Feature: A stop finishes what was begun

  We deploy several times a week. Whoever is in the middle of an answer at that
  moment hears it to its end, nobody new is let in, and a gateway that cannot
  finish in time says so and goes, instead of being killed half an hour later.

  Background:
    Given Acme has no budget

  Rule: Answers that have begun are heard to their end, and only then does the gateway leave

    @STOP-1
    Example: A deployment in the middle of a stream
      When the gateway is told to stop while Acme hears a stream
      Then the whole stream is heard, and nothing else
      And the gateway leaves in good order

    @STOP-2
    Example: A deployment while the model still thinks
      When the gateway is told to stop while the model thinks about Acme's question
      Then the request is answered
      And the gateway leaves in good order

    @STOP-3
    Example: Somebody is impatient and says it twice
      When the gateway is told to stop twice while Acme hears a stream
      Then the whole stream is heard, and nothing else
      And the gateway leaves in good order

  Rule: Who is kept back on purpose is not forgotten over it

    @STOP-30 @needs.loop_detection @needs.clock @needs.held_back
    Example: A deployment while a slowed agent is kept back
      Given the same request is slowed from the 2nd time within a minute on
      And it is slowed by 2 seconds more each time, up to 5 seconds
      And Acme's agent has sent the same request 1 time
      When the gateway is told to stop while Acme's agent is kept back for 2 seconds
      Then the request is answered with a warning that it repeats itself
      And the gateway leaves in good order

    @STOP-31 @needs.loop_detection @needs.clock @needs.held_back
    Example: An agent would be kept back for longer than the gateway stays
      Given the same request is slowed from the 2nd time within a minute on
      And it is slowed by 30 seconds more each time, up to 30 seconds
      And Acme's agent has sent the same request 1 time
      When the gateway is told to stop while Acme's agent is kept back for 20 seconds
      Then the request is refused because the gateway stops
      And the model is not called

  Rule: Nobody new is let in

    @STOP-4
    Example: Acme's colleague asks while a stream is heard to its end
      Given Globex has no budget
      And Acme has begun to hear a stream of 1,000 tokens of up to 1,000
      And the gateway has been told to stop
      When Globex asks for up to 1,000 tokens
      Then nobody takes the request
      And the model is not called

  Rule: After 20 seconds whoever is not done is told so, and the gateway leaves

    @STOP-5 @needs.clock @needs.held_back
    Example: The model stalls in the middle of a stream, and goes on just in time
      When the gateway is told to stop in a stream of Acme that goes on after 19 seconds
      Then the whole stream is heard, and nothing else
      And the gateway leaves in good order

    @STOP-6 @needs.clock @needs.held_back
    Example: The model stalls in the middle of a stream for too long
      When the gateway is told to stop in a stream of Acme that has not gone on for 20 seconds
      Then the stream breaks off, and says that it is because the gateway stops
      And the model is left in the middle of its answer
      And the gateway leaves in good order

    @STOP-7 @needs.clock @needs.held_back
    Example: The model thinks for too long
      When the gateway is told to stop while the model thinks about Acme's question for 20 seconds
      Then the request is refused because the gateway stops
      And the model is left in the middle of its answer
      And the gateway leaves in good order
