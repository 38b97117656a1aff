@wire @crawlers @UC-19 @P1 @needs.house_dialect @needs.policies @needs.fresh_state @needs.crawlers
Feature: Claims of crawlers and reports about them on the wire

  A crawler's word about its own address is worth nothing, and what became of
  its pages can be read: by the control plane as events, by an operator as
  figures.

  Rule: An address is the one that the connection comes from, whatever is claimed

    @CRWWIRE-10 @cites.BOT-08 @needs.many_addresses
    Scenario Outline: Somebody claims GPTBot's address with <header>
      Given each crawler may fetch 5 pages a day
      And GPTBot's own addresses are 127.0.0.16 to 127.0.0.31
      When somebody at 127.0.0.1 fetches a page in GPTBot's name with "<header>: <claim>"
      Then the page is refused because the crawler is not who it says it is

      Examples:
        | header          | claim             |
        | X-Forwarded-For | 127.0.0.16        |
        | X-Real-IP       | 127.0.0.16        |
        | True-Client-IP  | 127.0.0.16        |
        | Forwarded       | for=127.0.0.16    |

  Rule: Events and figures count the pages of each crawler by stage

    @CRWWIRE-11 @needs.control_plane
    Example: The control plane is sent events of crawlers
      Given each crawler may fetch 5 pages a day
      And GPTBot has spent its allowance for today
      And GPTBot has come back 2 times in vain
      When the gateway reports to its control plane
      Then the crawler events that it sends carry
        | crawler | stage  | at                       |
        | GPTBot  | refuse | 2026-09-23T12:00:00.000Z |
        | GPTBot  | refuse | 2026-09-23T12:00:00.000Z |

    @CRWWIRE-12 @needs.metrics @needs.many_addresses @needs.clock @needs.held_back
    Example: The figures count pages by crawler and stage
      Given each crawler may fetch 5 pages a day
      And GPTBot's own addresses are 127.0.0.16 to 127.0.0.31
      And crawlers are warned from 80%, slowed by half a second from 100% and refused above 100%
      And somebody at 127.0.0.99 has come 3 times in GPTBot's name
      When GPTBot fetches 7 pages
      Then the figures of crawlers are
        """
        gateway_crawler_pages_total{crawler="GPTBot",stage="unverified"} 3
        gateway_crawler_pages_total{crawler="GPTBot",stage="none"} 3
        gateway_crawler_pages_total{crawler="GPTBot",stage="warn"} 1
        gateway_crawler_pages_total{crawler="GPTBot",stage="throttle"} 1
        gateway_crawler_pages_total{crawler="GPTBot",stage="refuse"} 2
        """
