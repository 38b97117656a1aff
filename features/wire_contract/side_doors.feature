@wire @identity @ID-04 @P0 @needs.house_dialect @needs.policies
Feature: No side doors

  Who shows no key has no business behind the gateway, however the way to it is
  written. And a key is shown in one place, once: not where two could differ, and
  not in an address, which everybody on the way writes down.

  Rule: Who shows no key does not get in by another spelling of the way

    @DOORWIRE-1
    Scenario Outline: Somebody asks without a key <spelling>
      When somebody asks without a key <spelling>
      Then the model is not called

      Examples:
        | spelling                 | because                              |
        | with every slash doubled | there is nothing between the slashes |
        | by way of a page         | it ends where it was to end          |

    @DOORWIRE-2
    Example: The way to the documents begins where anybody may send events
      When somebody hands in a document without a key, as if it were an event
      Then the request is refused because nobody says who asks
      And the receiver is not called

  Rule: A key that is shown twice, or in another place, is not shown

    @DOORWIRE-3 @cites.AUTH-03 @cites.AUTH-05
    Scenario Outline: Acme asks <shown>
      When Acme asks for up to 1,000 tokens <shown>
      Then the request is refused because <sentence>
      And the model is not called

      Examples:
        | shown                       | sentence             |
        | with its key on two lines   | the key is unknown   |
        | with its key in its address | nobody says who asks |
