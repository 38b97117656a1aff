@kill_switches @UC-06 @P1 @needs.policies @needs.fresh_state @needs.kill_switches
Feature: Exceptions from a freeze

  While everything stands still, somebody has to look for the cause, and the most
  important customer has to go on. An exception lets them through, and nobody who
  only pretends to be meant.

  Rule: Whoever is excepted is let through, and nobody else

    @FRZ-31
    Example: Another caller comes while one is excepted
      Given the operator has frozen everything, but not Acme
      When Globex asks for up to 1,000 tokens
      Then the request is refused because it is frozen until further notice
      And the model is not called

    @FRZ-32
    Example: The exception is made while the freeze lasts
      Given the operator has frozen everything
      And Acme has been refused 1 time for asking for up to 1,000 tokens
      And the operator has made an exception for Acme
      When Acme asks for up to 1,000 tokens
      Then the request is answered

    @FRZ-34
    Example: An exception from one freeze is none from another
      Given the operator has frozen everything, but not Acme
      And the operator has frozen the chat
      And the operator has frozen Acme for 30 seconds
      When Acme asks for up to 1,000 tokens
      Then the request is refused because it is frozen until further notice
      And the model is not called

  Rule: An exception is for those who are meant beyond doubt

    @FRZ-33
    Scenario Outline: Everything but <exception> is frozen, and an agent comes <another way>
      Given the operator has frozen everything, but not <exception>
      When Acme's agent sends it <another way>
      Then the request is refused because it is frozen until further notice
      And nothing behind the gateway is called

      Examples:
        | exception | another way                          | because                          |
        | the pages | by way of a page                     | it only walks through on its way |
        | team Red  | for team Blue, and then for team Red | it says one thing and another    |
