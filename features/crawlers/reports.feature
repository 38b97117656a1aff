@crawlers @UC-19 @P1 @needs.policies @needs.fresh_state @needs.crawlers @needs.control_plane
Feature: Reports about crawlers

  Whoever decides about allowances wants to know which crawlers meet them, and
  how often, before a crawler's operator calls.

  Background:
    Given each crawler may fetch 5 pages a day

  Rule: The control plane learns of every page that met a stage, once

    @CRW-80 @needs.clock @needs.held_back
    Example: One crawler meets every stage and another one none
      Given crawlers are warned from 60%, slowed by half a second from 100% and refused above 100%
      And GPTBot has fetched 5 pages today
      And GPTBot has come back 4 times in vain
      And ClaudeBot has fetched 2 pages today
      When the gateway reports to its control plane
      Then the control plane has learnt that pages of crawlers were
        | crawler | answer  | times |
        | GPTBot  | warned  | 2     |
        | GPTBot  | slowed  | 1     |
        | GPTBot  | refused | 4     |

    @CRW-81 @needs.many_addresses
    Example: Somebody has used a crawler's name
      Given GPTBot's own addresses are 127.0.0.16 to 127.0.0.31
      And somebody at 127.0.0.99 has come 3 times in GPTBot's name
      When the gateway reports to its control plane
      Then the control plane has learnt that pages of crawlers were
        | crawler | answer                   | times |
        | GPTBot  | refused to somebody else | 3     |
