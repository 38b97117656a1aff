@tenants @UC-04 @P2 @needs.policies @needs.request_limits @needs.passes @needs.clock
@needs.still_clock
Feature: Tiers that are paid for

  People get what they pay for, by what the issuer has signed and by nothing else.
  Nobody talks themselves into a higher tier, and nobody loses one by chance.

  Background:
    Given the gateway accepts the passes that Registry issues for Gatehouse
    And the tier on a pass decides how fast each caller may send requests
      | tier       | at once | more | every      |
      | free       | 2       | 1    | 60 seconds |
      | pro        | 4       | 2    | 60 seconds |
      | enterprise | 6       | 3    | 60 seconds |
      | any other  | 1       | 1    | 60 seconds |

  Rule: Each tier has its own limit on the same route

    @TIER-1
    Scenario Outline: A caller of tier <tier> sends one request too many
      Given Acme's pass names tier "<tier>"
      When Acme sends <requests> requests
      Then the first <allowed> are answered, and the other 1 is refused because requests come too fast
      And the model is called <allowed> times

      Examples:
        | tier       | requests | allowed | because                  |
        | free       | 3        | 2       | a free caller may send 2 |
        | pro        | 5        | 4       | pro is twice as much     |
        | enterprise | 7        | 6       | enterprise is most of all |

    @TIER-2
    Example: Callers of two tiers take turns
      Given Acme's pass names tier "enterprise"
      And Globex's pass names tier "free"
      When Acme and Globex take turns and send 3 requests each
      Then what Acme has left is told as 5 then 4 then 3
      And what Globex has left is told as 1 then 0 then 0

  Rule: Whoever has no tier that is known gets the limit of all others

    @TIER-3
    Scenario Outline: A pass <that>
      Given Acme's pass <that>
      When Acme sends 2 requests
      Then the first 1 is answered, and the other 1 is refused because requests come too fast

      Examples:
        | that                            | because                              |
        | names no tier                   | nobody has said what was paid for    |
        | names tier "gold"               | nobody has agreed on such a tier     |
        | names tier "Pro"                | the name of the tier is another word |

  Rule: A pass that is not believed earns no tier

    @TIER-4 @ID-04 @cites.AUTH-10 @cites.AUTH-15
    Scenario Outline: A pass for enterprise that <forgery>
      When Acme shows a pass for tier "enterprise" that <forgery>
      Then the request is refused because <reason>
      And Acme is told nothing of any budget
      And the model is not called

      Examples:
        | forgery                                  | reason                     | because                          |
        | is not signed                            | the pass cannot be trusted | anybody can write down a tier    |
        | was given another tier after it was signed | the pass cannot be trusted | the issuer did not sign the tier |
        | has expired                              | the pass has expired       | what was paid for is over        |

  Rule: Who changes tier has the new limit at once, less what was used already

    @TIER-5
    Example: A free caller buys more
      Given Acme's pass names tier "free"
      And Acme has sent 2 requests
      And Acme's pass names tier "pro"
      When Acme sends a request
      Then the request is answered
      And Acme has 1 request left

    @TIER-6
    Scenario Outline: After the better pass a caller shows one that <that>
      Given Acme's pass names tier "pro"
      And Acme has sent 3 requests
      And Acme's pass <that>
      When Acme sends a request
      Then the request is refused because requests come too fast
      And Acme is told to try again in <told>

      Examples:
        | that              | told      | because                             |
        | names tier "free" | 2 minutes | three were sent, and two are free   |
        | names no tier     | 3 minutes | what was paid for is on a pass only |
