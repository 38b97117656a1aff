@shadow_mode @UC-18 @P2 @needs.policies @needs.fresh_state @needs.shadow_mode @needs.metrics
@needs.token_budgets
Feature: Token use that is watched before it is limited

  Nobody can set a sensible limit without knowing what is really used. A budget in
  shadow mode counts what the model says that its answers took, and changes nothing
  for those whose use it counts.

  Background:
    Given Acme may use 1,000 tokens per day
    And token budgets are in shadow mode

  Rule: What is counted is what the model has reported, and nothing else

    @WAT-1
    Example: Answers are shorter than was asked for
      Given the model's answers take 300 tokens, prompt included
      When Acme asks 3 times for up to 1,000 tokens
      Then every one of them is answered
      And the figures show 900 tokens of Acme

    @WAT-2
    Example: A stream is counted of which nobody wanted a report
      Given the model's answers take 300 tokens, prompt included
      When Acme asks for up to 1,000 tokens as a stream
      Then the figures show 300 tokens of Acme

    @WAT-3
    Example: More is used than the budget would allow
      Given Acme has used 1,000 tokens today
      When Acme asks for up to 2,500 tokens
      Then the request is answered
      And the figures show 3,500 tokens of Acme

    @WAT-4
    Example: The model does not say what an answer took
      Given Acme has used 700 tokens today
      And the model does not say how many tokens its answers took
      When Acme asks for up to 300 tokens
      Then the model is called once
      And the figures show 700 tokens of Acme

  Rule: Nothing is told of a budget that is only watched

    @WAT-5 @needs.clock
    Example: A caller asks for figures in vain
      Given Acme has used 1,000 tokens today
      When Acme asks for up to 200 tokens
      Then the request is answered
      And Acme is told nothing of any budget
