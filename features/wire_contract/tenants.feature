@wire @tenants @UC-03 @P1 @needs.house_dialect @needs.policies @needs.request_limits
Feature: Tenants on the wire

  Whoever resells the gateway names the tenant in a header of each request. What it
  looks like where that is missing, client libraries have to know.

  Background:
    Given each tenant that requests name may send 3 requests at once, and 1 more every 60 seconds

  Rule: A request that names nobody is refused for good

    @TENWIRE-1 @cites.OAI-47
    Example: The header is not there
      When Acme sends a request for no tenant
      Then the request is refused because it does not say whose it is
      And the answer carries
        | part             | value             |
        | status           | 400               |
        | Content-Type     | application/json  |
        | Cache-Control    | no-store          |
        | X-Gateway-Reason | limit_key_missing |
        | Retry-After      | absent            |
        | x-should-retry   | false             |
        | RateLimit        | absent            |
      And its body is an error object with
        | key     | value                 |
        | message | a sentence            |
        | type    | invalid_request_error |
        | param   | null                  |
        | code    | limit_key_missing     |
      And the model is not called
