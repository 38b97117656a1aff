@bundles @UC-08 @P1 @needs.control_plane @needs.token_budgets
Feature: Slips of every kind

  Whatever a policy is about, a slip of the pen in it costs that policy alone. It
  is neither guessed what was meant, nor does anybody lose the limits beside it.

  Rule: A policy with a slip is left out, and the good ones beside it are taken up

    @BND-80
    Scenario Outline: Policy 8 would also have <slip>
      Given the control plane has delivered policy 7, which allows Acme 6,000 tokens per minute
      And policy 8 would allow Acme 12,000 tokens per minute
      And policy 8 would also have <slip>
      When the control plane delivers policy 8
      Then policy 8 is in force
      And the control plane is told every fault for which it was left out

      @needs.loop_detection
      Examples: Loops
        | slip                                    | because                             |
        | a watch for loops that counts to one    | who has asked once repeats nothing  |
        | a watch for loops that slows by nothing | slowing takes time                  |
        | two watches for loops                   | nobody knows which of the two holds |

      @needs.hop_limit
      Examples: Hops
        | slip               | because                              |
        | a limit of no hops | every request comes by at least once |

      @needs.crawlers
      Examples: Crawlers
        | slip                                            | because                               |
        | an allowance for a crawler who is named twice   | capitals do not make it another one   |
        | an allowance for a crawler from no network      | nobody could tell it from an impostor |
        | an allowance for crawlers with a misspelt stage | it may be a stage that slows          |

      @needs.passes
      Examples: Passes
        | slip                               | because             |
        | a key for passes that is too short | it could be guessed |

      @needs.clock_watch
      Examples: Clocks
        | slip                                             | because                    |
        | a watch for clocks that allows less than nothing | every clock would be wrong |

      @needs.request_limits
      Examples: Requests
        | slip                                   | because                                |
        | a limit for requests in no time        | nobody can say how many fit            |
        | two limits for requests under one name | nobody knows of which a caller is told |
        | a tier that is there twice             | nobody knows which of the two it has   |

      @needs.cost_budgets
      Examples: Money
        | slip                                  | because                      |
        | a budget of money that refuses nobody | it would be no budget        |
        | a price that nobody can name          | nothing could ever cost it   |
        | a price of a tenth of a millionth     | it would be rounded          |
        | a budget of a billion                 | so much is a slip of the pen |

      @needs.spend_breakers
      Examples: Money that runs out
        | slip                                               | because                           |
        | a breaker that closes while the money still counts | it would open again at once       |
        | a breaker that not even one request fits           | nothing would ever be let through |
