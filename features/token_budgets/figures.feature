@budgets @RL-01 @P0 @needs.token_budgets @needs.policies @needs.clock @needs.still_clock
Feature: Figures that callers are told

  Well-behaved programs pace themselves by what they are told: the size of their
  budget, what is left of it, and when it is whole again. All of it must be true.

  Background:
    Given Acme may use 12,000 tokens per minute, which is 200 every second

  Rule: What is left falls by exactly what was taken

    @FIG-1 @cites.OAI-31
    Example: Five answers of the same size
      When Acme asks 5 times for up to 1,000 tokens
      Then what is left in this minute is told as 11,000 then 10,000 then 9,000 then 8,000 then 7,000
      And everything that is told of budgets agrees

    @FIG-2 @cites.RL-15
    Example: A refusal takes nothing
      When Acme asks 3 times for up to 5,000 tokens
      Then what is left in this minute is told as 7,000 then 2,000 then 2,000
      And everything that is told of budgets agrees

    @FIG-3
    Example: Every second brings back its share
      When Acme asks 4 times, a second apart, for up to 4,000 tokens
      Then what is left in this minute is told as 8,000 then 4,200 then 400 then 600
      And everything that is told of budgets agrees

    @FIG-4 @cites.OAI-31
    Example: Nothing is left, and that is as low as it gets
      Given the model's answers take 13,000 tokens, prompt included
      When Acme asks 2 times for up to 12,000 tokens
      Then what is left in this minute is told as 0 then 0
      And everything that is told of budgets agrees

    @FIG-9 @cites.OAI-31
    Example: A budget that is whole is not more than whole
      Given the model's answers take 1,000 tokens, prompt included
      And Acme has used 5,000 tokens in this minute
      And 2 minutes have passed
      When Acme asks 2 times for up to 5,000 tokens
      Then what is left in this minute is told as 11,000 then 10,000
      And everything that is told of budgets agrees

  Rule: Each budget is told by its size, and by when it is whole again

    @FIG-5 @cites.OAI-33 @cites.RL-02
    Example: A quarter of the minute is used
      Given the model's answers take 3,000 tokens, prompt included
      When Acme asks for up to 5,000 tokens
      Then Acme is told that its minute has 12,000 tokens
      And Acme is told that the minute is whole again in 15 seconds

    @FIG-6 @cites.RL-01 @cites.RL-02
    Example: There is a day budget besides
      Given it is 23:58:00
      And Acme may use 100,000 tokens per day
      When Acme asks for up to 5,000 tokens
      Then Acme is told that its day has 100,000 tokens
      And Acme is told that the day is whole again in 2 minutes
      And everything that is told of budgets agrees

  Rule: Callers hear of their own budget and of nobody else's

    @FIG-7
    Example: A caller has no budget
      Given Globex has no budget
      And Acme has used 6,000 tokens in this minute
      When Globex asks for up to 1,000 tokens
      Then the request is answered
      And Globex is told nothing of any budget

    @FIG-8 @cites.OAI-35
    Example: The model has figures of its own
      Given the model says that 7 of its own 500 tokens are left
      When Acme asks for up to 1,000 tokens
      Then Acme is told that its minute has 12,000 tokens
      And Acme has 11,000 tokens left in this minute
      And everything that is told of budgets agrees

    @FIG-11 @cites.OAI-35
    Example: The model has figures of its own, and answers as a stream
      Given the model says that 7 of its own 500 tokens are left
      When Acme begins to hear a stream of up to 1,000 tokens
      Then Acme has 11,000 tokens left in this minute
      And everything that is told of budgets agrees

    @FIG-10
    Scenario Outline: The model has figures of its own, and a caller without a budget asks <how>
      Given Globex has no budget
      And the model says that 7 of its own 500 tokens are left
      When Globex asks for up to 1,000 tokens <how>
      Then question and answer are passed on unchanged

      Examples:
        | how                                | because                           |
        | as a stream                        | nobody has to count what it takes |
        | with its letters spelt another way | nothing is put into other words   |
