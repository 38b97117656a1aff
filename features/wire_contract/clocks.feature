@wire @clocks @UC-10 @P1 @needs.house_dialect @needs.clock_watch @needs.clock_corrections @needs.clock
Feature: Clocks on the wire

  Everything that the gateway dates, it dates by its own clock, be it right or
  wrong. Whoever reads its figures and reports finds here by which names they
  tell that it is wrong, and which way to count.

  Rule: The figures tell the difference in seconds, positive when the gateway is ahead

    @CLOCKWIRE-1 @needs.metrics
    Scenario Outline: The clock is <off>
      Given the gateway's clock is <off>
      When the gateway compares its clock with the control plane's
      Then the figures say, each once
        """
        # TYPE gateway_clock_skew_seconds gauge
        gateway_clock_skew_seconds <seconds>
        # TYPE gateway_clock_skewed gauge
        gateway_clock_skewed <wrong>
        """

      Examples:
        | off                 | seconds | wrong |
        | 31 seconds ahead    | 31      | 1     |
        | 31 seconds behind   | -31     | 1     |
        | 2.25 seconds behind | -2.25   | 0     |

  Rule: Answers and heartbeats are dated by the gateway's own clock

    @CLOCKWIRE-2 @cites.RFC-9110
    Scenario Outline: An answer by a clock that is <off>
      Given the gateway's clock is <off>
      When Acme asks for up to 100 tokens
      Then the request is answered
      And the answer carries
        | part | value  |
        | Date | <date> |

      Examples:
        | off          | date                          |
        | 1 hour ahead | Wed, 23 Sep 2026 13:00:00 GMT |
        | 1 day behind | Tue, 22 Sep 2026 12:00:00 GMT |

    @CLOCKWIRE-7
    Example: The clock was an hour ahead, and has been set right
      Given the gateway's clock is 1 hour ahead
      And Acme's agent has sent the same request 1 time
      And the gateway's clock has been set right
      When Acme asks for up to 100 tokens
      Then the answer carries
        | part | value                         |
        | Date | Wed, 23 Sep 2026 12:00:00 GMT |

    @CLOCKWIRE-3
    Example: A heartbeat ten seconds after noon, by a clock that is half a minute ahead
      Given the gateway's clock is 30 seconds ahead
      When the gateway compares its clock with the control plane's
      Then it sends one heartbeat with
        | key     | value                    |
        | policy  | 1                        |
        | sent_at | 2026-09-23T12:00:40.000Z |

  Rule: An event that happens while the clock counts as wrong bears two more keys, and no other

    @CLOCKWIRE-4 @needs.token_budgets
    Example: A refusal by a clock that is a minute behind
      Given Acme may use 12,000 tokens per minute
      And the gateway has noticed that its clock is 1 minute behind
      And Acme has been refused 1 time for asking for up to 13,000 tokens
      When the gateway makes its next report
      Then it tells of one event with
        | key                  | value                    |
        | id                   | a name of its own        |
        | kind                 | refused                  |
        | caller               | Acme                     |
        | reason               | request_too_large        |
        | path                 | /v1/chat/completions     |
        | at                   | 2026-09-23T11:59:10.000Z |
        | clock_skew_seconds   | 60                       |
        | clock_skew_direction | behind                   |

    @CLOCKWIRE-5 @needs.token_budgets
    Example: A refusal by a clock that is right
      Given Acme may use 12,000 tokens per minute
      And Acme has been refused 1 time for asking for up to 13,000 tokens
      When the gateway makes its next report
      Then it tells of one event with
        | key    | value                    |
        | id     | a name of its own        |
        | kind   | refused                  |
        | caller | Acme                     |
        | reason | request_too_large        |
        | path   | /v1/chat/completions     |
        | at     | 2026-09-23T12:00:00.000Z |
