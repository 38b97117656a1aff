@kill_switches @UC-06 @P1 @needs.policies @needs.fresh_state @needs.kill_switches
Feature: Nobody escapes a freeze by another spelling

  One and the same request can be written in many ways, and whoever sits behind the
  gateway understands most of them. A freeze that knows only one of them stops the
  honest callers and nobody else.

  Rule: The same place in another spelling is frozen as well

    @FRZ-40
    Scenario Outline: An agent sends its request <spelling>
      Given Acme's agent has sent a request
      And the operator has frozen the chat
      When Acme's agent sends it <spelling>
      Then the request is refused because it is frozen until further notice
      And nothing behind the gateway is called

      Examples:
        | spelling                                     | because                                              |
        | with a note in its address                   | what is asked of a place is not the place            |
        | with a slash at the end                      | there is nothing behind the slash                    |
        | with every slash doubled                     | there is nothing between the slashes                 |
        | with its address encoded twice               | two systems may each decode once                     |
        | in capital letters                           | many systems do not tell them apart                  |
        | by way of a page                             | it ends where it was to end                          |
        | as a look without a body                     | another verb at the same place                       |
        | as a question what is allowed                | browsers ask that before they send                   |
        | with notes on its segments                   | some systems take them off again                     |
        | by way of a page with a slash in its name    | some systems walk before they decode, and some after |
        | by way of a page with a question in its name | a sign for a question mark asks nothing yet          |
        | by way of a place without a name             | some systems take nothing for a place                |

  Rule: The same deed in another word is frozen as well

    @FRZ-42
    Example: An agent has its question taken for a look
      Given Acme's agent has sent a request
      And the operator has frozen all looks
      When Acme's agent sends it as a question to be taken for a look
      Then the request is refused because it is frozen until further notice
      And nothing behind the gateway is called

  Rule: The same name in another spelling is frozen as well

    @FRZ-41
    Scenario Outline: An agent sends its request <spelling>
      Given Acme's agent has sent a request
      And the operator has frozen team Red
      When Acme's agent sends it <spelling>
      Then the request is refused because it is frozen until further notice
      And nothing behind the gateway is called

      Examples:
        | spelling                                | because                               |
        | for team RED                            | it is the same team                   |
        | for teams Blue and Red in one breath    | one of the two is frozen              |
        | for team Blue, and then for team Red    | the second line counts like the first |
        | for team Red, in the last of many lines | it is there, however late             |
