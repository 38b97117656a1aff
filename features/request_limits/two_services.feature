@request_limits @RL-05 @P2 @needs.policies @needs.request_limits @needs.clock @needs.still_clock
Feature: Limits of two services

  The model and the site behind one gateway are paid for one by one. Who has used
  up what may be sent to the one finds the other as it was.

  Background:
    Given each address may send 3 requests at once to the model, and 1 more every 60 seconds
    And each address may send 2 requests at once to the site, and 1 more every 60 seconds

  Rule: What is spent on one service leaves the other as it was

    @SVC-1
    Example: Pages are fetched after everything was spent on the model
      Given Acme has sent 3 requests
      When a reader with Chrome fetches 3 pages
      Then the pages are
        | pages  | answer                                 |
        | 1 to 2 | delivered                              |
        | 3      | refused because requests come too fast |

    @SVC-2
    Example: The model is asked after everything was spent on pages
      Given a reader with Chrome has fetched 2 pages
      When Acme sends 4 requests
      Then the first 3 are answered, and the other 1 is refused because requests come too fast
      And the model is called 3 times
