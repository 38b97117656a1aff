@bundles @UC-08 @P1 @needs.control_plane @needs.token_budgets
Feature: Bundles whose transfer breaks off

  A bundle that has not come over whole is none, even if everything that is
  missing is the word that it was all. Nobody is told that it was bad: it was not,
  and the gateway asks for it again.

  Background:
    Given the control plane has delivered policy 7, which allows Acme 6,000 tokens per minute
    And policy 8 would allow Acme 12,000 tokens per minute

  Rule: A bundle that has not come over whole changes nothing

    @BND-34 @cites.RFC-9112
    Scenario Outline: The transfer of policy 8 <breaks off>
      When policy 8 is on offer, and its transfer <breaks off>
      Then policy 7 is still in force
      And the control plane is told nothing about any policy

      Examples:
        | breaks off                       | because                                      |
        | ends before the announced length | half of it is missing                        |
        | never says that it is over       | nobody can know that nothing more is to come |
