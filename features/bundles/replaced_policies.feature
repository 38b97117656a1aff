@bundles @UC-08 @P1 @needs.control_plane @needs.token_budgets
Feature: Policies that are replaced

  Limits are raised and lowered while customers are at work. What was used stays
  used, or every new policy would be a present to those who had spent their budget.

  Background:
    Given the control plane has delivered policy 7, which allows Acme 6,000 tokens per minute

  Rule: What was used under the old policy stays used under the new one

    @BND-18
    Example: The new policy allows more
      Given Acme has used 4,000 tokens in this minute
      And policy 8 would allow Acme 12,000 tokens per minute
      And the control plane has delivered policy 8
      When Acme asks for up to 1,000 tokens
      Then the request is answered under policy 8
      And Acme has 7,000 tokens left in this minute

    @BND-19
    Example: The new policy allows less than was used
      Given Acme has used 4,000 tokens in this minute
      And policy 8 would allow Acme 3,000 tokens per minute
      And the control plane has delivered policy 8
      When Acme asks for up to 100 tokens
      Then the request is refused because the minute budget is spent
      And it was decided under policy 8
