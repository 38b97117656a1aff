@wire @cost_budgets @UC-15 @P2 @needs.house_dialect @needs.policies @needs.fresh_state
@needs.cost_budgets @needs.clock @needs.still_clock
Feature: Prices on the wire

  Where a policy lets requests name their price, this is where they do: one line
  in the head, or one part of the query. Both are passed on as they came.

  Background:
    Given each organisation may spend 100 dollars a day

  Rule: A price stands once, in plain digits

    @PRICEWIRE-1
    Example: The price is in the head
      Given a request may name its price in its head, and costs 5 dollars otherwise
      When Acme asks something for 12.5 dollars
      Then the request carried
        | part    | value |
        | X-Price | 12.5  |
      And the answer carries
        | part             | value                    |
        | RateLimit-Policy | "spending";q=100;w=86400 |
        | RateLimit        | "spending";r=87;t=43200  |

    @PRICEWIRE-2
    Example: The price is in the address
      Given a request may name its price in its address, and costs 5 dollars otherwise
      When Acme asks something for 12.5 dollars
      Then the answer carries
        | part      | value                   |
        | RateLimit | "spending";r=87;t=43200 |
      And the model is asked, and nothing else
        """
        POST /v1/chat/completions?X-Price=12.5
        Host: ...
        Content-Type: application/json
        User-Agent: Acme/1.0
        Accept-Encoding: identity
        Via: 1.1 edge-1
        Content-Length: ...

        {"model": "gpt-4o-mini", "messages": [...}
        """
