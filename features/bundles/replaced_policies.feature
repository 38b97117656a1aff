@bundles @UC-08 @P1 @needs.control_plane @needs.token_budgets
Feature: Policies that are replaced

  Limits are raised and lowered while customers are at work. What was used stays
  used, or every new policy would be a present to those who had spent their budget.

  Background:
    Given the control plane has delivered policy 7, which allows Acme 6,000 tokens per minute

  Rule: What was used under the old policy stays used under the new one

    @BND-18 @RL-07 @needs.clock
    Example: The new policy allows more, and what came back before it came at the old rate
      Given Acme has used 4,000 tokens in this minute
      And 10 seconds have passed
      And policy 8 would allow Acme 12,000 tokens per minute
      And the control plane has delivered policy 8
      When Acme asks for up to 1,000 tokens
      Then Acme has 8,000 tokens left in this minute

    @BND-19 @RL-07
    Example: The new policy allows less than was used
      Given Acme has used 4,000 tokens in this minute
      And policy 8 would allow Acme 3,000 tokens per minute
      And the control plane has delivered policy 8
      When Acme asks for up to 100 tokens
      Then the request is refused because the minute budget is spent
      And it was decided under policy 8

  Rule: A bundle that changes nothing gives nothing back

    @BND-29 @needs.bundle_trust
    Example: A new policy was sent back
      Given Acme has used 4,000 tokens in this minute
      And the control plane has delivered policy 8 signed by a stranger
      When Acme asks for up to 1,000 tokens
      Then the request is answered under policy 7
      And Acme has 1,000 tokens left in this minute

    @BND-30
    Example: The same policy has come once more
      Given Acme has used 4,000 tokens in this minute
      And the control plane has delivered policy 7 once more
      When Acme asks for up to 1,000 tokens
      Then the request is answered under policy 7
      And Acme has 1,000 tokens left in this minute

  Rule: Callers whom the new policy does not know are strangers from then on

    @BND-31
    Example: Acme is no customer any more
      Given policy 8 would not know Acme
      And the control plane has delivered policy 8
      When Acme asks for up to 100 tokens
      Then the request is refused because the key is unknown
      And it was decided under policy 8
      And the model is not called

  Rule: Nobody has to tell the gateway that there is a new policy

    @BND-32 @needs.clock
    Example: A new policy lies ready
      Given policy 9 would allow Acme 12,000 tokens per minute
      And policy 9 is on offer
      When 10 seconds pass
      Then policy 9 is in force
