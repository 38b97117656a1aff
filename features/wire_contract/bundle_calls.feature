@wire @bundles @UC-08 @P1 @needs.house_dialect @needs.control_plane @needs.bundle_trust
Feature: Calls for bundles on the wire

  How a gateway asks for its bundle, how it says what became of it, and how its
  callers are told under which bundle they were served.

  Background:
    Given Acme may use 6,000 tokens per minute
    And policy 7 is in force
    And policy 8 would allow Acme 12,000 tokens per minute

  Rule: The gateway says which bundle it has when it asks for a newer one

    @BNDWIRE-5 @cites.RFC-9110
    Example: There is nothing newer
      When the gateway looks for a newer policy
      Then its call for a bundle carries
        | part          | value                       |
        | call          | GET /v1/edges/edge-1/config |
        | Authorization | Bearer ...                  |
        | If-None-Match | "..."                       |
      And it names the tag of the bundle in force
      And the control plane is told nothing about any policy

    @BNDWIRE-6 @cites.RFC-9110
    Example: After a rejection it still says what it has in force
      Given the control plane has delivered policy 8 signed by a stranger
      When the control plane delivers policy 8
      Then its call for a bundle carries
        | part          | value                       |
        | call          | GET /v1/edges/edge-1/config |
        | If-None-Match | "..."                       |
      And it names the tag of the bundle in force

    @BNDWIRE-7
    Example: What became of a bundle is told to whoever sent it
      When the control plane delivers policy 8
      Then its acknowledgement carries
        | part          | value                                 |
        | call          | POST /v1/edges/edge-1/acknowledgements |
        | Authorization | Bearer ...                            |
        | Content-Type  | application/json                      |

  Rule: Each answer names the bundle that has decided it

    @BNDWIRE-8
    Example: Acme is served under a new bundle
      Given the control plane has delivered policy 8
      When Acme asks for up to 1,000 tokens
      Then the answer carries
        | part                         | value                           |
        | status                       | 200                             |
        | X-Gateway-Policy             | 8                               |
        | RateLimit-Policy             | "tokens-per-minute";q=12000;w=60 |
        | RateLimit                    | "tokens-per-minute";r=11000;t=5 |
        | x-ratelimit-limit-tokens     | 12000                           |
        | x-ratelimit-remaining-tokens | 11000                           |

    @BNDWIRE-9
    Example: A refusal, too, names the bundle that has decided it
      Given the control plane has delivered policy 8
      When Acme asks for up to 12,001 tokens
      Then the request is refused because it can never fit the budget
      And the answer carries
        | part                         | value                           |
        | X-Gateway-Policy             | 8                               |
        | RateLimit-Policy             | "tokens-per-minute";q=12000;w=60 |
        | x-ratelimit-limit-tokens     | 12000                           |
