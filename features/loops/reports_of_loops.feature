@loops @UC-13 @P1 @needs.policies @needs.fresh_state @needs.loop_detection @needs.clock
Feature: Who else hears of loops

  An agent that is stuck does not read what it is told. The people who run the
  gateway and those who pay for it hear of every repetition that something was
  done about, and of each just once.

  Rule: The control plane hears of each repetition that something was done about, once

    @LOOP-43 @needs.control_plane
    Example: A stuck agent was refused twice
      Given the same request 3 times within a minute counts as a loop
      And Acme's agent has sent the same request 2 times
      And Acme's agent has been refused 2 times since
      When 60 seconds pass
      Then the control plane has learnt of loops
        | whose | time | done    |
        | Acme  | 3rd  | refused |
        | Acme  | 3rd  | refused |

    @LOOP-44 @needs.control_plane
    Example: Agents of two organisations were warned
      Given the same request 3 times within a minute is answered with a warning
      And Acme's agent has sent the same request 4 times
      And Globex's agent has sent the very same request 3 times
      When 60 seconds pass
      Then the control plane has learnt of loops
        | whose  | time | done   |
        | Acme   | 3rd  | warned |
        | Acme   | 4th  | warned |
        | Globex | 3rd  | warned |

  Rule: The figures of the gateway tell how often something was done

    @LOOP-45 @needs.metrics
    Example: A stuck agent is refused
      Given the same request 3 times within a minute counts as a loop
      And Acme's agent has sent the same request 2 times
      When Acme's agent sends the same request 2 times
      Then the figures show 2 repetitions refused

    @LOOP-46 @needs.metrics
    Example: A stuck agent is warned
      Given the same request 3 times within a minute is answered with a warning
      And Acme's agent has sent the same request 2 times
      When Acme's agent sends the same request 4 times
      Then the figures show 4 repetitions warned of

    @LOOP-47 @needs.metrics @needs.held_back
    Example: A stuck agent is slowed
      Given the same request is slowed from the 3rd time within a minute on
      And it is slowed by 2 seconds more each time, up to 5 seconds
      And Acme's agent has sent the same request 2 times
      When Acme's agent sends it again
      Then the figures show 1 repetition slowed
