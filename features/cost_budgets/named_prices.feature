@cost_budgets @UC-15 @P2 @needs.policies @needs.fresh_state @needs.cost_budgets @needs.clock
@needs.still_clock
Feature: Named prices

  Some things are worth what the program says they are: a conversion its pages, a
  search its sources. A price can be named by the request, and is taken as it
  stands there. Nothing is guessed: what is no price costs what is usual.

  Background:
    Given each organisation may spend 100 dollars a day

  Rule: A price in plain digits is what the request costs

    @NAME-1
    Scenario Outline: Prices are named <place>
      Given a request may name its price <place>, and costs 5 dollars otherwise
      When Acme names as the price
        | price      | because                                     |
        | 12         | a whole number                              |
        | 0.5        | a part of one                               |
        | 007.5      | zeros in front change nothing               |
        | 0.000001   | the smallest price that there is            |
        | 79.999999  | together with the last one, 80 to the digit |
      Then what is left to be spent is told as 88 then 87 then 80 then 79 then 0

      Examples:
        | place          | because                        |
        | in its head    | whoever sends it can add a line |
        | in its address | some programs can only do that |

  Rule: Whatever is no price, or more than one, costs what is usual

    @NAME-2
    Scenario Outline: What stands <place> is no price
      Given a request may name its price <place>, and costs 5 dollars otherwise
      When Acme names as the price
        | price              | because                                    |
        | nothing at all     | many programs do not know of prices        |
        | an empty word      | a line without a number                    |
        | cheap              | it is no number                            |
        | -1                 | nobody is paid for asking                  |
        | +1                 | it has a sign                              |
        | 0                  | nothing is for nothing                     |
        | NaN                | it is not a number, as it says             |
        | Infinity           | it has no end                              |
        | 1e0                | it is a formula                            |
        | 0x1                | it is not decimal                          |
        | 1,5                | in some countries that is one and a half   |
        | 1 2                | it is two numbers                          |
        | .5                 | a digit is missing                         |
        | 0.0000001          | it has more digits than are counted        |
        | 1000000000         | it is a slip, or a joke                    |
        | 1, and once more 1 | nobody says twice what is meant once       |
        | 1, and besides 2   | it cannot be both                          |
      Then all 17 of them cost 5 dollars each

      Examples:
        | place          | because                             |
        | in its head    | each of them can be written there   |
        | in its address | the same rules hold in both places  |
