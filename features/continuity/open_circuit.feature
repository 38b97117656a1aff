@continuity @UC-09 @P0 @needs.control_plane @needs.clock @needs.metrics
Feature: While the circuit is open

  For 30 seconds nothing at all is sent to the control plane. Then one try decides:
  it closes the circuit, or opens it for another 30 seconds.

  Background:
    Given Acme may use 12,000 tokens per day
    And policy 7 is in force
    And 5 tries in a row have failed because it answers with errors

  Rule: Nothing is sent for 30 seconds, and then one try is made

    @OPEN-1
    Example: The half minute is not over yet
      When 29 seconds pass
      Then the control plane is not called
      And the circuit to the control plane is open

    @OPEN-2
    Example: The half minute is over, and the try fails
      When 30 seconds pass
      Then the control plane is called once
      And the circuit to the control plane is open
      And the control plane is shown as out of reach

    @OPEN-3
    Example: After a try that failed it is left in peace for as long again
      When 59 seconds pass
      Then the control plane is called once

    @OPEN-4
    Example: The operator is impatient
      When the operator asks for the newest bundle
      Then the control plane is not called

    @OPEN-5
    Example: A caller is refused meanwhile
      Given Acme has used 12,000 tokens today
      When Acme asks for up to 1,000 tokens
      Then the request is refused because the day budget is spent
      And the control plane is not called
      And the figures count these requests, and no others
        | caller | what became of it       | requests |
        | Acme   | answered                | 1        |
        | Acme   | the day budget is spent | 1        |

  Rule: The one try decides

    @OPEN-6 @needs.links
    Example: The try is still under way
      Given the answers of the control plane come too late from now on
      When 32 seconds pass
      Then the circuit to the control plane is half open
      And the control plane is shown as out of reach
      And the control plane is called once

    @OPEN-7
    Example: The try succeeds
      When the control plane is back for 31 seconds
      Then the circuit to the control plane is closed
      And the control plane is shown as within reach

    @OPEN-8
    Example: After a try that succeeded the old rhythm is taken up
      When the control plane is back for 61 seconds
      Then it hears a sign of life every 10 seconds
