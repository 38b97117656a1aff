@loops @UC-12 @P1 @needs.policies @needs.fresh_state @needs.hop_limit
Feature: Requests that come back to the gateway

  Two systems that call each other through the gateway go round for ever, and can
  spend a month's budget in an hour. The gateway recognises a request that has
  been in its hands before, and ends the circle.

  Background:
    Given a request may pass through the gateway 3 times

  Rule: A circle ends after the stated number of passages

    @HOP-1 @cites.LOOP-03 @cites.LOOP-04
    Example: A receiver sends everything back
      Given the receiver sends back to the gateway whatever it receives
      When Acme sends an event to the receiver
      Then the receiver is called 3 times
      And only the 3rd request of the receiver is refused because it has come back too often
      And the receiver is told that it had passed through the gateway 3 times
      And the event is delivered

    @HOP-2
    Scenario Outline: The policy allows <passages> passages
      Given a request may pass through the gateway <passages> times
      And the receiver sends back to the gateway whatever it receives
      When Acme sends an event to the receiver
      Then the receiver is called <passages> times
      And only the <last> request of the receiver is refused because it has come back too often

      Examples:
        | passages | last | because                             |
        | 1        | 1st  | nothing may come back at all        |
        | 2        | 2nd  | it may come back once               |
        | 10       | 10th | the policy decides, and not a habit |

    @HOP-10
    Example: Fewer passages are allowed from now on
      Given Acme has seen how the gateway signs what it passes on
      And the gateway has been told to allow 1 passage from now on
      When Acme sends an event that claims to have passed through the gateway 1 time
      Then the request is refused because it has come back too often
      And the receiver is not called

  Rule: The control plane hears of each circle that was ended

    @HOP-11 @needs.control_plane @needs.clock
    Example: A receiver has sent everything back
      Given the receiver sends back to the gateway whatever it receives
      And Acme has sent an event to the receiver 2 times
      When a minute passes
      Then each refusal is reported once, and nothing else is

  Rule: What does not come back is left alone

    @HOP-3
    Example: A receiver keeps what it receives
      When Acme sends an event to the receiver
      Then the event is passed on unchanged

    @HOP-4
    Example: The same event has been sent again and again
      Given Acme has sent an event to the receiver 5 times
      When Acme sends an event to the receiver
      Then the event is passed on unchanged

    @HOP-12
    Example: A receiver fails
      Given the receiver answers with an error of its own
      When Acme sends an event to the receiver
      Then the event is passed on unchanged

    @HOP-13
    Example: An event is a million letters long
      When Acme sends a very long event to the receiver
      Then the event is passed on unchanged

    @HOP-5
    Example: An event has come through gateways of other people
      When Acme sends an event to the receiver through 3 other gateways
      Then the event is passed on unchanged

  Rule: Who lies about the way of a request harms nobody else

    @HOP-6 @cites.LOOP-05
    Example: Somebody claims more passages than are allowed
      Given Acme has seen how the gateway signs what it passes on
      When Acme sends an event that claims to have passed through the gateway 5 times
      Then the request is refused because it has come back too often
      And the refusal says that it had passed through the gateway 5 times
      And the receiver is not called

    @HOP-7 @cites.LOOP-05
    Example: Somebody claims as many passages as are allowed
      Given Acme has seen how the gateway signs what it passes on
      When Acme sends an event that claims to have passed through the gateway 2 times
      Then the event is passed on unchanged

    @HOP-8 @cites.LOOP-05
    Example: An event comes after a forged one
      Given Acme has seen how the gateway signs what it passes on
      And Acme has been refused for claiming 3 passages
      When Globex sends an event to the receiver
      Then the event is passed on unchanged

    @HOP-9 @UC-13 @needs.loop_detection @needs.many_addresses @cites.LOOP-05
    Example: A receiver hides where its requests have been
      Given the receiver sends back whatever it receives, and hides where it has been
      And the same request 5 times within a minute counts as a loop
      When Acme sends an event to the receiver from an address of its own
      Then the receiver is called 5 times
      And only the 5th request of the receiver is refused because it repeats itself
