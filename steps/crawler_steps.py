"""Sentences about crawlers and people who read the site's pages."""

from behave import given, then, when
from behave.runner import Context
from hamcrest import assert_that

from support.drivers.user_agents import CRAWLERS
from support.evidence.pages import pages_since_mark
from support.language.context import world
from support.language.stretches import stretches
from support.language.tables import counted, quoted, rows
from support.matchers.crawler_reports import crawler_events_carry, crawler_figures_are, has_learnt
from support.matchers.pages import Treatment, is_treated, so_many, treated_in_turn
from support.matchers.passing_on import broken_off, passed_on
from support.matchers.robots import all_readable, readable_robots


@given("each crawler may fetch {count} pages a day")
def each_may_fetch(context: Context, pages: int) -> None:
    world(context).crawler_policy.allow(pages)


@given("each crawler that collects for training may fetch {count} pages a day")
def each_trainer_may_fetch(context: Context, pages: int) -> None:
    world(context).crawler_policy.allow(pages, "training")


@given(
    "crawlers are warned from {percent}, slowed by {duration} from {percent}"
    " and refused above {percent}"
)
def answered_in_stages(
    context: Context, warned: int, delay: float, slowed: int, refused: int
) -> None:
    world(context).crawler_policy.answer_in_stages(warned, slowed, delay, refused)


@given("{crawler}'s own addresses are {address} to {address}")
def own_addresses(context: Context, crawler: str, first: str, last: str) -> None:
    world(context).crawler_policy.has_addresses(crawler, first, last)


@given("whoever uses a crawler's name from elsewhere counts as that crawler")
def impostors_count(context: Context) -> None:
    world(context).crawler_policy.impostors_count_as_crawlers()


@given("{crawler} has fetched {count} page(s) today")
def has_fetched(context: Context, crawler: str, pages: int) -> None:
    world(context).visitors.crawler(crawler).has_fetched(pages)


@given("{crawler} has fetched {count} page(s) today, naming itself {guise}")
def has_fetched_as(context: Context, crawler: str, pages: int, guise: str) -> None:
    world(context).visitors.crawler(crawler, guise=guise).has_fetched(pages)


@given("the site {trouble}")
def site_suffers(context: Context, trouble: str) -> None:
    world(context).neighbours.site.suffers(trouble)


@given("{crawler} has asked for {count} pages today that the site did not give")
def has_fetched_in_vain(context: Context, crawler: str, pages: int) -> None:
    world(context).visitors.crawler(crawler).has_fetched_in_vain(pages)


@given("{crawler} has fetched {count} pages today {way_of_fetching}")
def has_fetched_in_a_way(context: Context, crawler: str, pages: int, way: str) -> None:
    world(context).visitors.crawler(crawler).has_fetched_in(way, pages)


@given("{crawler} has spent its allowance for today")
def has_spent(context: Context, crawler: str) -> None:
    seen = world(context)
    seen.visitors.crawler(crawler).has_fetched(seen.crawler_policy.rule.pages_per_day)


@given("every crawler has spent its allowance for today")
def all_have_spent(context: Context) -> None:
    seen = world(context)
    seen.visitors.all_have_fetched(seen.crawler_policy.rule.pages_per_day)


@given("the allowance has been raised to {count} pages a day")
@given("the allowance has been lowered to {count} pages a day")
def is_changed(context: Context, pages: int) -> None:
    world(context).crawler_policy.change_to(pages)


@given("{crawler} has come back {count} time(s) in vain")
def has_come_back(context: Context, crawler: str, times: int) -> None:
    world(context).visitors.crawler(crawler).has_been_refused(times)


@given("{crawler} has read robots.txt {count} time(s)")
def has_read_robots(context: Context, crawler: str, times: int) -> None:
    world(context).visitors.crawler(crawler).has_read_robots(times)


@given("somebody at {address} has come {count} time(s) in {crawler}'s name")
def impostor_has_come(context: Context, address: str, times: int, crawler: str) -> None:
    world(context).visitors.crawler(crawler, address).has_been_refused(times)


@when("{crawler} fetches a page")
def fetches(context: Context, crawler: str) -> None:
    world(context).visitors.crawler(crawler).fetch()


@when("{crawler} fetches a page by HTTP 1.0")
def fetches_by_http_1_0(context: Context, crawler: str) -> None:
    world(context).visitors.crawler(crawler).fetch_by_http_1_0()


@when("{crawler} fetches {wish}")
def fetches_wanting(context: Context, crawler: str, wish: str) -> None:
    world(context).visitors.crawler(crawler).fetch_wanting(wish)


@when("{crawler} fetches a page, naming itself {guise}")
def fetches_as(context: Context, crawler: str, guise: str) -> None:
    world(context).visitors.crawler(crawler, guise=guise).fetch()


@when("{crawler} fetches {count} pages")
def fetches_many(context: Context, crawler: str, pages: int) -> None:
    world(context).visitors.crawler(crawler).fetch_many(pages)


@when("{crawler} fetches {count} pages {way_of_fetching}")
def fetches_in_a_way(context: Context, crawler: str, pages: int, way: str) -> None:
    world(context).visitors.crawler(crawler).fetch_in(way, pages)


@when("{crawler} fetches {count} pages at the same moment")
def fetches_at_once(context: Context, crawler: str, pages: int) -> None:
    world(context).visitors.crawler(crawler).fetch_at_once(pages)


@when("{person} fetches {count} pages")
def person_fetches_many(context: Context, person: str, pages: int) -> None:
    world(context).visitors.person(person).fetch_many(pages)


@when("{crawler} and {person} fetch the same page at the same moment")
def fetch_the_same(context: Context, crawler: str, person: str) -> None:
    visitors = world(context).visitors
    visitors.meet(visitors.crawler(crawler), visitors.person(person))


@when("somebody at {address} fetches a page in {crawler}'s name")
def impostor_fetches(context: Context, address: str, crawler: str) -> None:
    world(context).visitors.crawler(crawler, address).fetch()


@when("somebody at {address} fetches {count} pages in {crawler}'s name")
def impostor_fetches_many(context: Context, address: str, pages: int, crawler: str) -> None:
    world(context).visitors.crawler(crawler, address).fetch_many(pages)


@when('somebody at {address} fetches a page in {crawler}\'s name with "{word}: {word}"')
def impostor_claims(context: Context, address: str, crawler: str, header: str, claim: str) -> None:
    world(context).visitors.crawler(crawler, address).fetch((header, claim))


@when("the gateway reports to its control plane")
def gateway_reports(context: Context) -> None:
    world(context).time.passes(world(context).neighbours.control_plane.heartbeat_seconds)


@when("{crawler} reads robots.txt")
def reads_robots(context: Context, crawler: str) -> None:
    world(context).visitors.crawler(crawler).read_robots()


@when("every crawler reads robots.txt")
def all_read_robots(context: Context) -> None:
    world(context).visitors.all_read_robots()


@when("somebody at {address} reads robots.txt in {crawler}'s name")
def impostor_reads_robots(context: Context, address: str, crawler: str) -> None:
    world(context).visitors.crawler(crawler, address).read_robots()


@then("the page is {treatment}")
def page_is(context: Context, treatment: Treatment) -> None:
    seen = world(context)
    [page] = pages_since_mark(seen.ledger)
    assert_that(page, is_treated(treatment, seen.dialect))


@then("question and page are passed on unchanged")
def page_is_passed_on(context: Context) -> None:
    assert_that(world(context).outcome(), passed_on("the site", world(context).calls_to_site()))


@then("the page breaks off for the crawler as well")
def page_breaks_off(context: Context) -> None:
    assert_that(world(context).outcome(), broken_off("the site", world(context).calls_to_site()))


@then("for {crawler} the page is {treatment}")
@then("for {person} the page is {treatment}")
def page_is_for(context: Context, who: str, treatment: Treatment) -> None:
    seen = world(context)
    [page] = pages_since_mark(seen.ledger, who)
    assert_that(page, is_treated(treatment, seen.dialect))


@then("the pages are")
def pages_are(context: Context) -> None:
    seen = world(context)
    wanted = treated_in_turn(stretches(context, "pages"), seen.dialect)
    assert_that(pages_since_mark(seen.ledger), wanted)


@then("{count} of the pages are {treatment}")
def so_many_are(context: Context, pages: int, treatment: Treatment) -> None:
    seen = world(context)
    assert_that(pages_since_mark(seen.ledger), so_many(pages, treatment, seen.dialect))


@then("robots.txt can be read")
def robots_can_be_read(context: Context) -> None:
    assert_that(world(context).outcome(), readable_robots(world(context).dialect))


@then("each of them can read it")
def all_can_read_robots(context: Context) -> None:
    seen = world(context)
    found = seen.ledger.since_mark("caller to gateway")
    assert_that(found, all_readable(len(CRAWLERS), seen.dialect))


@then("the control plane has learnt that pages of crawlers were")
def control_plane_has_learnt(context: Context) -> None:
    calls = world(context).ledger.exchanges("gateway to control plane")
    assert_that(calls, has_learnt(counted(context, "crawler", "answer", "times")))


@then("the crawler events that it sends carry")
def events_carry(context: Context) -> None:
    calls = world(context).ledger.exchanges("gateway to control plane")
    assert_that(calls, crawler_events_carry(rows(context, "crawler", "stage", "at")))


@then("the figures of crawlers are")
def figures_are(context: Context) -> None:
    figures = world(context).operator.looks_at_figures()
    assert_that(figures, crawler_figures_are(quoted(context)))
