@operations @RL-04 @P1 @needs.worker_processes @needs.policies @needs.still_clock
Feature: One limit for all processes of a gateway

  A gateway in earnest is several processes on one port, and nobody can tell which
  of them answers. A limit that each of them keeps for itself is a limit three times
  as high, and one that they look at together and write down one by one is none.

  Background:
    Given the gateway works in 3 processes

  Rule: Of many requests at once exactly as many pass as fit, whichever process they come to

    @PROC-1 @needs.token_budgets @cites.OAI-51
    Example: Twice as many agents ask as there are tokens for
      Given Acme may use 12,000 tokens per minute
      When 24 of Acme's agents ask for up to 1,000 tokens each at the same moment
      Then no more is let through than there is, in whatever order they came
      And 12 of them are answered, and 12 are refused because the minute budget is spent
      And the model is called 12 times
      And the requests were shared out among the 3 processes

    @PROC-2 @needs.request_limits @cites.OAI-51 @cites.RL-16
    Example: Twice as many agents send requests as may be sent at once
      Given each caller may send 12 requests at once, and 1 more every 2 seconds
      When 24 of Acme's agents send a request each at the same moment
      Then 12 of them are answered, and 12 are refused because requests come too fast
      And the model is called 12 times
      And the requests were shared out among the 3 processes

    @PROC-5 @UC-11 @needs.cost_budgets
    Example: Twice as many agents ask as there are dollars for
      Given each organisation may spend 120 dollars a day
      When 24 of Acme's agents ask something for 10 dollars each at the same moment
      Then 12 of them are answered, and 12 are refused because the cost budget is spent
      And the model is called 12 times
      And the requests were shared out among the 3 processes

    @PROC-6 @UC-19 @needs.crawlers
    Example: A crawler asks for twice its allowance
      Given each crawler may fetch 12 pages a day
      When GPTBot fetches 24 pages at the same moment
      Then 12 of the pages are delivered
      And 12 of the pages are refused because the crawler's allowance is spent
      And the requests were shared out among the 3 processes

  Rule: What any of them has charged is charged after a crash of all

    @PROC-3 @RL-03 @needs.token_budgets @needs.restart
    Example: The gateway is killed after a crowd, and another crowd comes
      Given Acme may use 24,000 tokens per minute
      And 12 of Acme's agents have asked for up to 1,000 tokens each at the same moment
      And the gateway has been killed and started again
      When 24 of Acme's agents ask for up to 1,000 tokens each at the same moment
      Then 12 of them are answered, and 12 are refused because the minute budget is spent
      And the requests were shared out among the 3 processes

  Rule: A new policy is in force in all of them before the control plane is told that it is

    @PROC-4 @UC-08 @needs.control_plane @needs.token_budgets
    Example: A crowd comes after a new policy
      Given the control plane has delivered policy 7, which allows Acme 6,000 tokens per minute
      And 24 of Acme's agents have asked for up to 100 tokens each at the same moment
      And the control plane has delivered policy 8
      When 24 of Acme's agents ask for up to 100 tokens each at the same moment
      Then nobody is served under an older policy than somebody before
      And the requests were shared out among the 3 processes

  Rule: What any of them has refused is reported by the one that speaks for all

    @PROC-7 @UC-09 @needs.control_plane @needs.token_budgets
    Example: A crowd has been refused, whichever process it came to
      Given Acme may use 12,000 tokens per minute
      And 24 of Acme's agents have asked for up to 1,000 tokens each at the same moment
      When a minute passes
      Then each refusal is reported once, and nothing else is
      And the requests were shared out among the 3 processes

  Rule: Whichever of them is asked for the figures, they are those of all

    @PROC-8 @EP-02 @needs.metrics @needs.token_budgets
    Example: The operator looks after a crowd
      Given Acme may use 12,000 tokens per minute
      When 24 of Acme's agents ask for up to 1,000 tokens each at the same moment
      Then the figures count these requests, and no others
        | caller | what became of it          | requests |
        | Acme   | answered                   | 12       |
        | Acme   | the minute budget is spent | 12       |
      And the figures count 12,000 tokens for Acme, and none for anybody else
      And the requests were shared out among the 3 processes

    @PROC-9 @EP-02 @needs.metrics @needs.token_budgets
    Example: The operator looks again and again
      Given Acme may use 12,000 tokens per minute
      And 24 of Acme's agents have asked for up to 1,000 tokens each at the same moment
      When the operator looks at the figures 30 times
      Then each look shows the same
