@cost_budgets @UC-11 @P1 @needs.policies @needs.fresh_state @needs.cost_budgets @needs.clock @needs.still_clock
Feature: Edges of periods

  Budgets are kept by the calendar, so that they agree with the books: in UTC, by
  days that begin at midnight, weeks that begin on Monday, and months as long as
  they are. Whoever is refused is told when the next period begins.

  Rule: The whole budget is back with the first second of the next period, and not before

    @PER-1 @cites.RL-14 @cites.RL-05
    Scenario Outline: A budget <period> is spent two seconds before the end of its <part>
      Given each organisation may spend 100 dollars <period>
      And it is <time> on <date>
      And Acme has spent 100 dollars
      When Acme asks 3 things, a second apart, for 100 dollars each
      Then Acme is told to try again in 2 then 1 seconds, and then answered

      Examples:
        | period          | part        | time     | date              | because                          |
        | every 5 minutes | 5 minutes   | 12:04:58 | 23 September 2026 | they begin at full minutes       |
        | an hour         | hour        | 12:59:58 | 23 September 2026 | hours begin with minute 0        |
        | a day           | day         | 23:59:58 | 23 September 2026 | days begin at midnight           |
        | a week          | week        | 23:59:58 | 27 September 2026 | that is a Sunday                 |
        | a month         | month       | 23:59:58 | 30 September 2026 | September has 30 days            |
        | a month         | month       | 23:59:58 | 31 December 2026  | December has 31, and the year ends |
        | a month         | month       | 23:59:58 | 28 February 2027  | February has 28 days             |
        | a month         | month       | 23:59:58 | 29 February 2028  | and 29 in a leap year            |

    @PER-2
    Scenario Outline: A budget <period> is spent in its first second
      Given each organisation may spend 100 dollars <period>
      And it is 00:00:00 on <date>
      And Acme has spent 100 dollars
      When Acme asks something for 1 dollar
      Then the request is refused because the cost budget is spent
      And Acme is told to try again in <told>

      Examples:
        | period          | date             | told      | because                           |
        | a week          | 5 October 2026   | 7 days    | that is a Monday                  |
        | a month         | 1 October 2026   | 31 days   | October has 31 days               |

    @PER-3
    Example: Half a second before midnight
      Given each organisation may spend 100 dollars a day
      And it is 23:59:59 on 23 September 2026
      And half a second has passed
      And Acme has spent 100 dollars
      When Acme asks something for 1 dollar
      Then Acme is told to try again in 1 second

  Rule: A new period begins with the whole budget, and with no more than that

    @PER-4
    Example: Nothing is saved up from an hour without spending
      Given each organisation may spend 100 dollars an hour
      And Acme has spent 1 dollar
      And 3 hours have passed
      When Acme asks 2 things for 60 dollars each
      Then the answers are
        | requests | answer                                   |
        | 1        | answered                                 |
        | 2        | refused because the cost budget is spent |

    @PER-5 @needs.held_back
    Example: Neither warnings nor late answers outlast their day
      Given each organisation may spend 100 dollars a day
      And organisations are warned from 80%, slowed by half a second from 95% and refused above 100%
      And Acme has spent 100 dollars
      And 12 hours have passed
      When Acme asks something for 79 dollars
      Then Acme is answered
