@tenants @UC-03 @P1 @needs.policies @needs.request_limits @needs.clock @needs.still_clock
Feature: Tenants that requests name

  An organisation resells the gateway and says with each request for which of its
  own customers it is. Two names are two customers, however much they look alike,
  or one of them pays for the other.

  Background:
    Given each tenant that requests name may send 3 requests at once, and 1 more every 60 seconds

  Rule: Each name has a limit of its own, and one name has one

    @TNAME-1
    Example: The name counts, not who sends the request
      Given Acme has sent 2 requests for tenant "north"
      When Globex sends a request for tenant "north"
      Then the request is answered
      And Globex has 0 requests left

    @TNAME-2 @cites.OAI-50
    Scenario Outline: A tenant called <other> stands beside one called north
      Given Acme has sent 3 requests for tenant "north"
      When Acme sends a request for tenant "<other>"
      Then the request is answered
      And Acme has 2 requests left

      Examples:
        | other        | because                                         |
        | North        | capitals are other letters                      |
        | north:eu     | a colon does not end a name                     |
        | north\|eu    | a stroke does not end a name                    |
        | north;eu     | a semicolon does not end a name                 |
        | north eu     | a space does not end a name                     |
        | north/eu     | a path does not end a name                      |
        | north%00     | what stands for no letter does not end a name   |
        | nor%74h      | what is written in another way is another name  |

    @TNAME-6
    Example: The letters of two names begin alike and end in something like a space
      Given Acme has sent 3 requests for tenant "Å"
      When Acme sends a request for tenant "à"
      Then the request is answered
      And Acme has 2 requests left

  Rule: A request that names nobody is nobody's, and is refused

    @TNAME-3
    Scenario Outline: A request for <nobody>
      When Acme sends a request for <nobody>
      Then the request is refused because it does not say whose it is
      And the model is not called

      Examples:
        | nobody           | because                                   |
        | no tenant        | nothing is said                           |
        | an empty tenant  | nothing is a name of nobody               |
        | two tenants      | nobody can say which of them is to pay    |

  Rule: Where nobody need be named, such requests go by without being counted

    @TNAME-4
    Example: More requests name nobody than any tenant may send, or than all together
      Given everybody together may send 4 requests at once to the chat, and 1 more every 60 seconds
      And requests that name nobody are not counted
      When Acme sends 5 requests
      Then the first 4 are answered, and the other 1 is refused because requests come too fast
      And the model is called 4 times

    @TNAME-5
    Example: There is nothing to be told of them
      Given requests that name nobody are not counted
      When Acme sends a request for no tenant
      Then the request is answered
      And Acme is told nothing of any budget
