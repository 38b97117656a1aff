@wire @bundles @UC-08 @P1 @needs.house_dialect @needs.control_plane @needs.bundle_trust
Feature: Bundles on the wire

  Control planes are written against this page. Everywhere else a rejection is
  described in one sentence; here each of those sentences is spelled out.

  Background:
    Given Acme and Globex may each use 6,000 tokens per minute
    And policy 7 is in force
    And policy 8 would allow Acme and Globex 12,000 tokens per minute each

  Rule: Every bundle that was fetched is acknowledged with all that became of it

    @BNDWIRE-1
    Example: A bundle is applied
      When the control plane delivers policy 8
      Then the acknowledgement says
        | key      | value                                 |
        | version  | 8                                     |
        | result   | "applied"                             |
        | reason   | null                                  |
        | applied  | ["tokens of Acme", "tokens of Globex"] |
        | rejected | []                                    |
        | faults   | []                                    |
        | in_force | 8                                     |

    @BNDWIRE-2
    Example: A bundle is applied in part
      Given Globex's budget in policy 8 is wrong in two ways
      When the control plane delivers policy 8
      Then the acknowledgement says
        | key      | value                                 |
        | version  | 8                                     |
        | result   | "applied_in_part"                     |
        | reason   | null                                  |
        | applied  | ["tokens of Acme"]                    |
        | rejected | [{"policy": "tokens of Globex", "faults": ["policies[1].tokens_per_minute: must be a whole number of at least 1, was -5", "policies[1].tokens_per_day: must be a whole number of at least 1, was 0.5"]}] |
        | faults   | ["policies[1].tokens_per_minute: must be a whole number of at least 1, was -5", "policies[1].tokens_per_day: must be a whole number of at least 1, was 0.5"] |
        | in_force | 8                                     |

    @BNDWIRE-3
    Example: The bundle in force arrives once more
      When the control plane delivers policy 7 once more
      Then the acknowledgement says
        | key      | value                                 |
        | version  | 7                                     |
        | result   | "unchanged"                           |
        | reason   | null                                  |
        | applied  | ["tokens of Acme", "tokens of Globex"] |
        | rejected | []                                    |
        | faults   | []                                    |
        | in_force | 7                                     |

    @BNDWIRE-4
    Scenario Outline: Policy <number> is rejected, which arrives <damage>
      When the control plane delivers policy <number> <damage>
      Then the control plane is told that policy <number> was rejected because it <sentence>
      And the acknowledgement says
        | key      | value      |
        | version  | <version>  |
        | result   | "rejected" |
        | reason   | "<reason>" |
        | applied  | []         |
        | rejected | []         |
        | faults   | [<fault>]  |
        | in_force | 7          |

      Examples:
        | number | damage                            | sentence                           | version | reason     | fault                                                                      |
        | 8      | without a signature               | cannot be trusted                  | null    | untrusted  | "bundle: the signature is missing..."                                      |
        | 8      | signed by a stranger              | cannot be trusted                  | null    | untrusted  | "bundle: the signature is missing or wrong"                                |
        | 8      | that is a web page                | cannot be read                     | null    | unreadable | "bundle: is not JSON: ..."                                                 |
        | 8      | in another alphabet               | cannot be read                     | null    | unreadable | "bundle: is not UTF-8 ..."                                                 |
        | 8      | that is a list                    | breaks the rules                   | null    | invalid    | "bundle: must be an object, was ..."                                       |
        | 8      | without a number                  | breaks the rules                   | null    | invalid    | "version: is missing"                                                      |
        | 8      | with a broken number              | breaks the rules                   | null    | invalid    | "version: must be a whole number of at least 1, was 8.5"                   |
        | 8      | with an expiry that is no time    | breaks the rules                   | 8       | invalid    | "expires_at: must be a moment in UTC such as 2026-09-23T12:00:00Z, was ..." |
        | 8      | without any list of policies      | breaks the rules                   | 8       | invalid    | "policies: is missing"                                                     |
        | 8      | with one policy instead of a list | breaks the rules                   | 8       | invalid    | "policies: must be a list, was {..."                                       |
        | 8      | with an entry that nobody knows   | breaks the rules                   | 8       | invalid    | "unlimited: is not a key of a bundle; ..."                                 |
        | 7      | with other limits                 | is not newer than the one in force | 7       | older      | "version: 7 ..."                                                           |

  Rule: The figures count each bundle once, by what became of it

    @BNDWIRE-10 @EP-02 @needs.metrics @cites.Prometheus-0.0.4
    Example: One is whole, one is not, that one comes again, and one is none
      Given Globex's budget in policy 8 is wrong in two ways
      And the control plane has delivered policy 8
      And the control plane has delivered policy 8 once more
      When the control plane delivers policy 9 without any list of policies
      Then the figures have these lines
        """
        gateway_policy_version 8
        # HELP gateway_bundles_total Bundles received, by what became of them.
        # TYPE gateway_bundles_total counter
        gateway_bundles_total{result="applied"} 1
        gateway_bundles_total{result="applied_in_part"} 1
        gateway_bundles_total{result="unchanged"} 1
        gateway_bundles_total{result="rejected"} 1
        """
