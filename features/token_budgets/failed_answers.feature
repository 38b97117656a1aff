@budgets @UC-16 @P0 @needs.token_budgets @needs.policies @needs.clock
Feature: Answers that fail or say nothing of their cost

  Whoever got no answer pays for none. Whoever got an answer pays for it, also
  when the model forgets to say how much it took.

  Background:
    Given Acme may use 100,000 tokens per day

  Rule: A request that the model fails costs nothing

    @FAIL-1
    Scenario Outline: The model <mishap>
      Given the model <mishap>
      When Acme asks for up to 60,000 tokens
      Then Acme has 100,000 tokens left today

      Examples:
        | mishap                                 | because                                |
        | cannot be reached                      | nobody was asked                       |
        | breaks off in the middle of its answer | half an answer is as good as none      |

    @FAIL-6 @cites.OAI-14 @cites.OAI-15 @cites.OAI-101
    Scenario Outline: The model <mishap>, and says so
      Given the model <mishap>
      When Acme asks for up to 60,000 tokens
      Then question and answer are passed on unchanged
      And Acme has 100,000 tokens left today

      Examples:
        | mishap                           | because                                |
        | answers with an error of its own | an error is no answer                  |
        | refuses by a limit of its own    | what the model limits is not used here |
        | finds the question too long      | it has not answered it                 |
        | is too busy to answer            | it is another error than the others    |

    @FAIL-5
    Example: The model answers with an error where a stream was asked for
      Given the model answers with an error of its own
      When Acme asks for up to 60,000 tokens as a stream
      Then Acme has 100,000 tokens left today

    @FAIL-2
    Example: What was set aside for an answer that never came can be used
      Given Acme has asked for up to 60,000 tokens and has no answer yet
      And 30 seconds have passed
      And everybody has heard something by then
      When Acme asks for up to 100,000 tokens
      Then the request is answered
      And Acme has 0 tokens left today

  Rule: An answer that does not say what it took costs what was set aside

    @FAIL-3 @cites.OAI-93
    Example: The model reports no usage
      Given the model does not say how many tokens its answers took
      When Acme asks for up to 60,000 tokens
      Then the model is called once
      And Acme has 40,000 tokens left today

    @FAIL-8
    Example: The model says that its answer took nothing
      Given the model's answers take 0 tokens, prompt included
      When Acme asks for up to 60,000 tokens
      Then the model is called once
      And Acme has 100,000 tokens left today

    @FAIL-9
    Scenario Outline: The model <says nonsense>
      Given the model <says nonsense>
      When Acme asks for up to 60,000 tokens
      Then the model is called once
      And Acme has 40,000 tokens left today

      Examples:
        | says nonsense                                | because                       |
        | says that its answers took less than nothing | no answer gives anything back |
        | says in words what its answers took          | words cannot be added up      |

    @FAIL-4
    Example: A stream breaks off before it has said what it took
      Given the model breaks off in the middle of its stream
      And Acme has heard a stream of up to 60,000 tokens break off
      When Acme asks for up to 40,001 tokens
      Then the request is refused because the day budget is spent
      And Acme has 40,000 tokens left today

  Rule: What it says last is what it costs, also where it breaks off afterwards

    @FAIL-7
    Example: A stream breaks off once it has said what it took
      Given the model breaks off once it has said that its stream took 10,000 tokens
      And Acme has heard a stream of up to 60,000 tokens break off
      When Acme asks for up to 90,001 tokens
      Then the request is refused because the day budget is spent
      And Acme has 90,000 tokens left today
