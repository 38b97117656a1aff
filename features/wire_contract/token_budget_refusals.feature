@wire @budgets @UC-16 @P0 @needs.house_dialect @needs.token_budgets @needs.policies @needs.still_clock
Feature: Refusals of token budgets on the wire

  Client libraries are written against this page. Everywhere else such a refusal
  is described in one sentence; here each of those sentences is spelled out.

  Background:
    Given Acme may use 12,000 tokens per minute

  Rule: What can be tried again later says when

    @BDGWIRE-1 @cites.OAI-40 @cites.OAI-43 @cites.RFC-9110 @cites.RL-05
    Example: The minute budget is spent
      Given Acme has used 12,000 tokens in this minute
      When Acme asks for up to 1,000 tokens
      Then the request is refused because the minute budget is spent
      And the answer carries
        | part             | value                       |
        | status           | 429                         |
        | Content-Type     | application/json            |
        | Cache-Control    | no-store                    |
        | X-Gateway-Reason | tpm_exceeded                |
        | Retry-After      | 5                           |
        | RateLimit        | "tokens-per-minute";r=0;t=5 |
        | x-should-retry   | absent                      |
      And its body is an error object with
        | key     | value               |
        | message | a sentence          |
        | type    | tokens              |
        | param   | null                |
        | code    | rate_limit_exceeded |

    @BDGWIRE-2 @cites.OAI-40 @cites.OAI-43 @cites.RL-05
    Example: The day budget is spent
      Given Acme may use 10,000 tokens per day
      And Acme has used 10,000 tokens today
      When Acme asks for up to 1,000 tokens
      Then the request is refused because the day budget is spent
      And the answer carries
        | part             | value                                                             |
        | status           | 429                                                               |
        | Content-Type     | application/json                                                  |
        | Cache-Control    | no-store                                                          |
        | X-Gateway-Reason | tpd_exceeded                                                      |
        | Retry-After      | 43200                                                             |
        | RateLimit        | "tokens-per-minute";r=2000;t=50, "tokens-per-day";r=0;t=43200     |
        | x-should-retry   | absent                                                            |
      And its body is an error object with
        | key     | value               |
        | message | a sentence          |
        | type    | tokens              |
        | param   | null                |
        | code    | rate_limit_exceeded |

  Rule: What can never be answered says that trying again is of no use

    @BDGWIRE-3 @cites.OAI-47 @cites.OAI-100
    Example: A request can never fit the budget
      When Acme asks for up to 12,001 tokens
      Then the request is refused because it can never fit the budget
      And the answer carries
        | part             | value             |
        | status           | 429               |
        | Content-Type     | application/json  |
        | Cache-Control    | no-store          |
        | X-Gateway-Reason | request_too_large |
        | Retry-After      | absent            |
        | x-should-retry   | false             |
        | x-ratelimit-reset-tokens | 0s        |
      And its body is an error object with
        | key     | value             |
        | message | a sentence        |
        | type    | tokens            |
        | param   | null              |
        | code    | request_too_large |

    @BDGWIRE-4 @cites.OAI-14
    Example: The prompt is too long
      Given Acme's prompts may be up to 1,000 tokens long
      When Acme asks with a prompt of 1,001 tokens for an answer of up to 100
      Then the request is refused because the prompt is too long
      And the answer carries
        | part             | value            |
        | status           | 400              |
        | Content-Type     | application/json |
        | Cache-Control    | no-store         |
        | X-Gateway-Reason | prompt_too_long  |
        | Retry-After      | absent           |
        | x-should-retry   | false            |
      And its body is an error object with
        | key     | value                   |
        | message | a sentence              |
        | type    | invalid_request_error   |
        | param   | messages                |
        | code    | context_length_exceeded |
