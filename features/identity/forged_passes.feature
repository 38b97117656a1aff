@identity @ID-04 @P0 @needs.passes @needs.token_budgets
Feature: Passes that cannot be trusted

  A pass is believed because of its signature and for nothing else. Whoever can
  make one that is believed is every customer at once, so whatever is not exactly
  as the issuer signed it is refused, and the model never hears of it.

  Background:
    Given the gateway accepts the passes that Registry issues for Gatehouse
    And Acme may use 12,000 tokens per minute
    And Globex may use 12,000 tokens per minute

  Rule: An honest pass is as good as a key, for the budget of its owner and no other

    @FORGE-1
    Example: Acme shows an honest pass
      Given Acme has a pass
      When Acme shows its pass
      Then the request is answered

    @FORGE-2
    Example: Acme's budget has been used up with its key
      Given Acme has used 12,000 tokens in this minute
      And Acme has a pass
      When Acme shows its pass
      Then the request is refused because the minute budget is spent
      And the model is not called

    @FORGE-3
    Example: Somebody else's budget has been used up
      Given Globex has used 12,000 tokens in this minute
      And Acme has a pass
      When Acme shows its pass
      Then the request is answered

  Rule: A pass that is not exactly as its issuer signed it is refused

    @FORGE-4 @cites.AUTH-10 @cites.AUTH-12 @cites.AUTH-15
    Scenario Outline: A pass <forgery>
      Given Acme has a pass
      And Acme has been answered with its pass
      When Acme shows a pass that <forgery>
      Then the request is refused because the pass cannot be trusted
      And the model is not called

      Examples:
        | forgery                                           | because                                       |
        | is not signed                                     | anybody can write down a name                 |
        | has lost its signature                            | nothing is not a signature                    |
        | was signed by a stranger                          | only the issuer's signature counts            |
        | was signed with a key that it brings along        | a key is trusted beforehand or not at all     |
        | was signed in another way                         | one way of signing is agreed, and no other    |
        | was given another day after it was signed         | the issuer did not sign that day              |
        | was made out to somebody else after it was signed | the issuer did not sign that name             |

  Rule: A pass that does not say what it has to say is refused, however well it is signed

    @FORGE-5 @cites.AUTH-08 @cites.AUTH-14
    Scenario Outline: A signed pass that <lacks something>
      When Acme shows a pass that <lacks something>
      Then the request is refused because the pass cannot be trusted
      And the model is not called

      Examples:
        | lacks something                               | because                                      |
        | never ends                                    | a pass without an end cannot be taken back   |
        | names nobody                                  | it is nobody's                               |
        | names somebody whom the gateway does not know | it may be a customer of another gateway      |
        | demands what the gateway does not understand  | it may restrict what the pass is good for    |
        | was issued by somebody else                   | only Registry is believed                    |
        | does not say who issued it                    | it may be anybody's                          |
        | was issued for another gateway                | it was stolen there, or shown here by mistake |
        | does not say which gateway it is for          | it may be for another                        |

  Rule: Where passes are not accepted an honest one is an unknown key

    @FORGE-6
    Example: The gateway does not accept passes any more
      Given Acme has a pass
      And Acme has been answered with its pass
      And the gateway does not accept passes any more
      When Acme shows its pass
      Then the request is refused because the key is unknown
      And the model is not called
