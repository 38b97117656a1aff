@budgets @UC-16 @P0 @needs.token_budgets @needs.policies @needs.still_clock
Feature: What a request counts before it is answered

  The prompt counts, and the longest answer that the request allows counts, as
  often as answers are asked for. Nobody gets more by asking in another way.

  Background:
    Given Acme may use 12,000 tokens per minute
    And an answer counts as 2,000 tokens where Acme names no longest one

  Rule: Every answer that is asked for counts

    @CNT-1 @cites.OAI-66
    Example: Three answers take exactly what is left
      Given Acme has used 8,000 tokens in this minute
      When Acme asks with a prompt of 1,000 tokens for 3 answers of up to 1,000 each
      Then the model is called once
      And Acme has 0 tokens left in this minute

    @CNT-2 @cites.OAI-66
    Example: The third answer does not fit
      Given Acme has used 8,001 tokens in this minute
      When Acme asks with a prompt of 1,000 tokens for 3 answers of up to 1,000 each
      Then the request is refused because the minute budget is spent
      And Acme is told to try again in 1 second
      And the model is not called

    @CNT-3 @cites.OAI-66
    Example: So many answers can never fit
      When Acme asks with a prompt of 1,000 tokens for 12 answers of up to 1,000 each
      Then the request is refused because it can never fit the budget
      And the model is not called

  Rule: Where two longest answers are named the longer one counts

    @CNT-4 @cites.OAI-65
    Scenario Outline: The old word says <old> tokens and the new word says <new>
      Given Acme has used 10,000 tokens in this minute
      When Acme names <old> tokens by the old word for the longest answer, <new> by the new
      Then the request is refused because the minute budget is spent
      And Acme is told to try again in 1 second
      And the model is not called

      Examples:
        | old   | new   | because                                     |
        | 1,200 | 100   | 1,000 for the prompt and 1,200 are too much |
        | 100   | 1,200 | it does not matter which of the words it is |

    @CNT-5 @cites.OAI-65
    Example: The two are not added up
      Given Acme has used 10,000 tokens in this minute
      When Acme names 1,000 tokens by the old word for the longest answer, 1,000 by the new
      Then the request is answered
      And Acme has 0 tokens left in this minute

  Rule: Where no longest answer is named the agreed one counts

    @CNT-6
    Example: The agreed length fits exactly
      Given Acme has used 9,000 tokens in this minute
      And the model does not say how many tokens its answers took
      When Acme asks with a prompt of 1,000 tokens and names no longest answer
      Then the model is called once
      And Acme has 0 tokens left in this minute

    @CNT-7
    Example: The agreed length does not fit
      Given Acme has used 9,001 tokens in this minute
      When Acme asks with a prompt of 1,000 tokens and names no longest answer
      Then the request is refused because the minute budget is spent
      And Acme is told to try again in 1 second
      And the model is not called

  Rule: A prompt counts the same however it is cut into pieces

    @CNT-8 @cites.OAI-67
    Scenario Outline: A prompt in 20 <parts> takes all of what is left
      Given Acme has used 10,000 tokens in this minute
      When Acme asks with a prompt of 1,000 tokens in 20 <parts>
      Then the request is answered
      And Acme has 0 tokens left in this minute

      Examples:
        | parts    | because                                  |
        | pieces   | pieces are what one text is cut into     |
        | messages | all that is said before counts each time |

    @CNT-9 @cites.OAI-67
    Scenario Outline: A prompt in 20 <parts> does not fit
      Given Acme has used 10,001 tokens in this minute
      When Acme asks with a prompt of 1,000 tokens in 20 <parts>
      Then the request is refused because the minute budget is spent
      And Acme is told to try again in 1 second
      And the model is not called

      Examples:
        | parts    | because                                  |
        | pieces   | pieces are what one text is cut into     |
        | messages | all that is said before counts each time |

    @CNT-13
    Example: A tool was called in between, and the model said nothing else
      Given Acme has used 10,000 tokens in this minute
      When Acme asks with a prompt of 1,000 tokens in which a tool was called
      Then the request is answered
      And Acme has 0 tokens left in this minute
