@bundles @UC-08 @P1 @needs.control_plane @needs.token_budgets
Feature: Replacing a policy under load

  A gateway never has a quiet moment in which its policy could be exchanged. An
  answer that is counted by one policy and limited by another is fair to nobody
  and cannot be explained to anybody afterwards.

  Background:
    Given the control plane has delivered policy 7, which allows Acme 6,000 tokens per minute
    And policies 8 to 12 would each allow Acme 1,000 tokens per minute more

  Rule: A request belongs to the policy that was in force when it came

    @BND-22
    Example: A policy is replaced while many answers are under way
      Given 50 of Acme's agents are waiting for their answers
      When the control plane delivers policy 8
      Then the control plane is told that policy 8 was applied
      And each of the 50 agents is answered under policy 7
      And policy 8 is in force

    @BND-23
    Example: New requests come while old ones are still under way
      Given 10 of Acme's agents are waiting for their answers
      And the control plane has delivered policy 8
      When 10 more of Acme's agents ask
      Then each of the first 10 agents is answered under policy 7
      And each of the other 10 agents is answered under policy 8

  Rule: However quickly policies follow one another, no answer is a mixture

    @BND-24
    Example: Five new policies arrive while agents keep asking
      Given 4 of Acme's agents keep asking
      When the control plane delivers policies 8 to 12, one after the other
      Then each answer belongs to one whole policy, and no agent falls back to an older one
      And policy 12 is in force
