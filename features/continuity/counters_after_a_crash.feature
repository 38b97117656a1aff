@continuity @RL-03 @P1 @needs.token_budgets @needs.policies @needs.clock @needs.restart
Feature: Counters after a crash

  A restart must not hand out everybody's budget a second time. What was charged
  is kept before anybody hears of it; what was under way when the gateway died
  stays charged in full, because nobody can tell any more what it took.

  Background:
    Given Acme may use 600 tokens per minute

  Rule: Nothing that was charged is lost, however sudden the end

    @CRASH-1
    Example: The gateway is killed under load
      Given 4 of Acme's agents keep asking
      When the gateway is killed and started again, while they go on asking
      Then no more is let through than there is, in whatever order they came
      And nobody is refused for whom there is room, in whatever order they came

    @CRASH-2
    Scenario Outline: After a crash Acme asks for <tokens> tokens
      Given Acme has used 250 tokens in this minute
      And the gateway has been killed and started again
      When Acme asks for up to <tokens> tokens
      Then <answer>
      And Acme has <left> tokens left in this minute

      Examples:
        | tokens | answer                                                    | left | because             |
        | 350    | the request is answered                                   | 0    | it is what was left |
        | 351    | the request is refused because the minute budget is spent | 350  | it is one too many  |

  Rule: What was under way stays charged in full

    @CRASH-3
    Example: The gateway is killed while the model thinks
      Given Acme has asked for up to 250 tokens and has no answer yet
      And the gateway has been killed and started again
      And everybody has heard something by then
      When Acme asks for up to 351 tokens
      Then the request is refused because the minute budget is spent
      And the model is not called

  Rule: What comes back with time comes back also while no gateway is there

    @CRASH-5
    Example: Tokens were used up before the gateway was down for half a minute
      Given Acme has used 600 tokens in this minute
      And the gateway has been killed, and started again 30 seconds later
      When Acme asks for up to 100 tokens
      Then the request is answered
      And Acme has 200 tokens left in this minute

    @CRASH-6 @needs.request_limits
    Example: Requests were used up before the gateway was down for half a minute
      Given each caller may send 5 requests at once, and 1 more every 10 seconds
      And Acme has sent 5 requests
      And the gateway has been killed, and started again 30 seconds later
      When Acme sends a request
      Then the request is answered
      And Acme has 2 requests left

  Rule: A clean end settles everything first

    @CRASH-4
    Example: The gateway is stopped after a crowd
      Given the model's answers take 50 tokens, prompt included
      And 6 of Acme's agents have asked for up to 100 tokens each at the same moment
      And the gateway has been stopped and started again
      When Acme asks for up to 300 tokens
      Then Acme has 250 tokens left in this minute
      And no token is lost or made on the way
