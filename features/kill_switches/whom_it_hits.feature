@kill_switches @UC-06 @P1 @needs.policies @needs.fresh_state @needs.kill_switches
Feature: Whom a freeze hits

  An operator who has to stop somebody has no time to think about the others. What
  is frozen stands still at once and costs nothing; everybody else goes on as if
  nothing had happened.

  Rule: Whoever and whatever is frozen is refused, and nothing behind the gateway hears of it

    @FRZ-1
    Example: Everything is frozen
      Given Acme's agent has sent a request
      And the operator has frozen everything
      When Acme's agent sends it again
      Then the request is refused because it is frozen until further notice
      And nothing behind the gateway is called
      And the gateway is ready

    @FRZ-2
    Example: A frozen caller comes where nobody is asked for a key
      Given the operator has frozen Acme
      When Acme's agent sends it by way of a page
      Then the request is refused because it is frozen until further notice
      And nothing behind the gateway is called

    @FRZ-5 @needs.passes
    Example: A frozen caller shows a pass instead of its key
      Given the gateway accepts the passes that Registry issues for Gatehouse
      And Acme has a pass
      And the operator has frozen Acme
      When Acme shows its pass
      Then the request is refused because it is frozen until further notice
      And the model is not called

  Rule: Whoever is not frozen notices nothing

    @FRZ-3 @needs.token_budgets @needs.clock
    Example: Another caller keeps the whole of its budget
      Given Acme and Globex may each use 12,000 tokens per minute
      And the operator has frozen Acme
      When Globex asks for up to 1,000 tokens
      Then the request is answered
      And Globex has 11,000 tokens left in this minute

    @FRZ-4
    Scenario Outline: Acme's agent sends something <other>
      Given the operator has frozen <what>
      When Acme's agent sends it <other>
      Then the request is answered

      Examples:
        | what     | other                              | because                        |
        | team Red | for team Blue                      | another team is not frozen     |
        | the chat | to a place of nearly the same name | only its beginning is the same |
        | all looks | for team Blue                     | whoever sends something does not look |

  Rule: What is refused by a freeze costs nothing and counts for nothing

    Background:
      Given each caller may send 1 request at once, and 1 more every 60 minutes

    @FRZ-6 @needs.token_budgets @needs.request_limits @needs.clock
    Example: A caller has its whole budget after the freeze
      Given Acme may use 12,000 tokens per day
      And the operator has frozen Acme for 30 seconds
      And Acme has been refused 3 times for asking for up to 12,000 tokens
      And 30 seconds have passed
      When Acme asks for up to 12,000 tokens
      Then the request is answered

    @FRZ-7 @needs.loop_detection @needs.request_limits
    Example: What was frozen does not count as repeated
      Given the same request 3 times within a minute counts as a loop
      And the operator has frozen everything
      And Acme's agent has been frozen out 3 times
      And the operator has lifted the freeze
      When Acme's agent sends it again
      Then the request is answered
