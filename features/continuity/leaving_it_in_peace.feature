@continuity @UC-09 @P0 @needs.control_plane @needs.links @needs.clock @needs.metrics
Feature: Leaving a control plane in peace

  A control plane that has fallen is trampled on by a thousand gateways that all
  call again and again. Ours calls every 10 seconds, tries again ever more slowly
  when that fails, and after 5 failures in a row leaves it alone for 30 seconds.

  Background:
    Given Acme may use 12,000 tokens per day
    And policy 7 is in force

  Rule: The fifth failure in a row opens the circuit, and not the fourth, whatever fails

    @PEACE-1
    Scenario Outline: The circuit after <time>, while <partition>
      When the control plane is out of reach for <time> because <partition>
      Then the circuit to the control plane is <circuit>
      And the control plane is shown as out of reach

      Examples:
        | partition                        | time       | circuit | because                                  |
        | connections are refused          | 20 seconds | closed  | tries fail at 10, 11, 13 and 17 seconds  |
        | connections are refused          | 30 seconds | open    | the fifth fails at 25 seconds            |
        | connections are reset            | 20 seconds | closed  | tries fail at 10, 11, 13 and 17 seconds  |
        | connections are reset            | 30 seconds | open    | the fifth fails at 25 seconds            |
        | it answers with errors           | 20 seconds | closed  | tries fail at 10, 11, 13 and 17 seconds  |
        | it answers with errors           | 30 seconds | open    | the fifth fails at 25 seconds            |
        | its answers are garbage          | 20 seconds | closed  | tries fail at 10, 11, 13 and 17 seconds  |
        | its answers are garbage          | 30 seconds | open    | the fifth fails at 25 seconds            |
        | whatever it is sent is swallowed | 42 seconds | closed  | tries fail at 15, 21, 28 and 37 seconds  |
        | whatever it is sent is swallowed | 60 seconds | open    | the fifth fails at 50 seconds            |
        | whatever it answers is swallowed | 42 seconds | closed  | tries fail at 15, 21, 28 and 37 seconds  |
        | whatever it answers is swallowed | 60 seconds | open    | the fifth fails at 50 seconds            |
        | its answers come too late        | 42 seconds | closed  | tries fail at 15, 21, 28 and 37 seconds  |
        | its answers come too late        | 60 seconds | open    | the fifth fails at 50 seconds            |
        | it knows nothing of what it is asked | 30 seconds | open | the fifth fails at 25 seconds           |

    @PEACE-2
    Example: A success between failures starts the count afresh
      Given 4 tries in a row have failed because it answers with errors
      And the control plane has been back for 20 seconds
      When 4 more tries fail because it answers with errors
      Then the circuit to the control plane is closed
      And the control plane is shown as out of reach

  Rule: One failure is enough for the control plane to be shown as out of reach

    @PEACE-3
    Example: The first try has just failed
      When 1 try fails because it answers with errors
      Then the control plane is shown as out of reach
      And the circuit to the control plane is closed

    @PEACE-4
    Example: Nothing has ever failed
      When a minute passes
      Then the control plane is shown as within reach
      And the circuit to the control plane is closed

  Rule: An answer that comes within 5 seconds is no failure

    @PEACE-5
    Example: The control plane takes its time
      When the control plane answers after 4 seconds
      Then the control plane is shown as within reach

    @PEACE-8
    Example: The control plane takes too long
      When the control plane answers after 5.5 seconds
      Then the control plane is shown as out of reach

    @PEACE-9
    Example: Signs of life are answered without a word about policies
      Given the control plane does not say with its answers which policy is the newest
      When a minute passes
      Then the control plane is shown as within reach
      And the circuit to the control plane is closed

  Rule: The pause after each failure is twice as long as the one before, and a tenth more at most

    @PEACE-6
    Scenario Outline: Tries fail again and again, because <partition>
      When the control plane is out of reach for 2 minutes because <partition>
      Then the pauses between its first tries were 1, 2, 4, 8 and 30 seconds

      Examples:
        | partition                                | because                                             |
        | it answers with errors                   | every try ends at once                              |
        | its answers are garbage                  | what cannot be read is a failure too                |
        | connections are reset                    | a connection that was accepted is not yet an answer |
        | its answers come too late                | a try ends when it is given up, five seconds later  |
        | its answers open brackets and close none | nor can be read what goes so deep                   |
        | it answers in another protocol           | nobody has asked for another one                    |

    @PEACE-7
    Example: After a success the pauses begin afresh
      Given 4 tries in a row have failed because it answers with errors
      And the control plane has been back for 20 seconds
      When 4 more tries fail because it answers with errors
      Then the pauses between its first tries were 1, 2 and 4 seconds
