@clocks @UC-10 @P1 @needs.passes @needs.still_clock
Feature: How long a pass is good

  A pass says from when and until when it is good, by the clock of whoever issued
  it. No two clocks agree to the second, so a small difference is forgiven. What
  is forgiven to an honest caller is not given to an old pass for ever.

  Rule: A pass that has expired is accepted for as long as is forgiven, and no longer

    @PASS-1 @cites.AUTH-06
    Scenario Outline: The pass expired <moment>
      Given the gateway forgives passes a difference of 30 seconds
      And Acme's pass expired <moment>
      When Acme shows its pass
      Then the request is answered

      Examples:
        | moment           | because                               |
        | at this moment   | nothing of what is forgiven is used   |
        | 29 seconds ago   | a second is left of what is forgiven  |
        | 29.5 seconds ago | half a second is left of it           |

    @PASS-2 @cites.AUTH-06
    Scenario Outline: The pass expired <moment>, which is too long ago
      Given the gateway forgives passes a difference of 30 seconds
      And Acme's pass expired <moment>
      When Acme shows its pass
      Then the request is refused because the pass has expired
      And the model is not called

      Examples:
        | moment           | because                                       |
        | 30 seconds ago   | what is forgiven is over to the second        |
        | 31 seconds ago   | it was over a second ago                      |
        | 1 day ago        | nothing is forgiven to yesterday's pass       |

  Rule: A pass from the future is accepted when no more is missing than is forgiven

    @PASS-3 @cites.AUTH-07
    Scenario Outline: The pass begins <moment>
      Given the gateway forgives passes a difference of 30 seconds
      And Acme's pass begins <moment>
      When Acme shows its pass
      Then the request is answered

      Examples:
        | moment        | because                                     |
        | in 29 seconds | no more is missing than is forgiven         |
        | in 30 seconds | exactly as much is missing as is forgiven   |

    @PASS-4 @cites.AUTH-07
    Example: The pass begins too late
      Given the gateway forgives passes a difference of 30 seconds
      And Acme's pass begins in 31 seconds
      When Acme shows its pass
      Then the request is refused because the pass is not valid yet
      And the model is not called

    @PASS-5 @cites.AUTH-07
    Scenario Outline: The issuer's clock is <difference> ahead
      Given the gateway forgives passes a difference of 30 seconds
      And Acme's pass was issued by a clock that is <difference> ahead
      When Acme shows its pass
      Then the request is <outcome>

      Examples:
        | difference   | outcome                                   | because                       |
        | 29 seconds   | answered                                  | it is within what is forgiven |
        | 30 seconds   | answered                                  | it is exactly what is forgiven |
        | 31 seconds   | refused because the pass is not valid yet | it is more than is forgiven   |

  Rule: Where nothing is forgiven a pass is good from its first second to before its last

    @PASS-6 @cites.AUTH-06 @cites.AUTH-07
    Scenario Outline: A pass that <begins or expires>
      Given the gateway forgives passes no difference
      And Acme's pass <begins or expires>
      When Acme shows its pass
      Then the request is <outcome>

      Examples:
        | begins or expires      | outcome                                   | because                         |
        | begins at this moment  | answered                                  | its first moment belongs to it  |
        | begins in 1 second     | refused because the pass is not valid yet | it is a second too early        |
        | expires in 1 second    | answered                                  | a second is left                |
        | expires at this moment | refused because the pass has expired      | it is good before its end       |
