"""Everyday: which tests are run on PostgreSQL every day, and which in the long form alone.

What is asked of a database is tested in `tests/db`, on both; so is what fails, and what holds for
whatever happens. Of the rooms above them those modules are run on both every day in which every
page is opened, every command and job is run, or two are at work at once.
"""

from __future__ import annotations

from pathlib import Path

import pytest

HERE = Path(__file__).parent
ABOVE = tuple(
    HERE / room for room in ("browser", "journeys", "landbote", "notifier", "pipeline", "web")
)
ON_BOTH = frozenset(
    HERE / name
    for name in (
        "landbote/crawling/test_crawl.py",
        "landbote/test_cli.py",
        "landbote/test_source_orders.py",
        "landbote/test_steady_clock.py",
        "landbote/test_webhooks.py",
        "landbote/test_working.py",
        "notifier/news/test_narrowed.py",
        "notifier/subscribing/test_request_confirm.py",
        "notifier/test_letters.py",
        "pipeline/desk/test_two_at_once.py",
        "pipeline/duplicates/test_short_writes.py",
        "pipeline/test_run.py",
        "pipeline/test_store.py",
        "web/doors/test_links.py",
        "web/doors/test_sessions.py",
        "web/test_doors.py",
    )
)

# Of these modules some tests are: those of two at once, of whoever is erased meanwhile, and one
# of each thing that is done.
SOME_ON_BOTH = {
    HERE / "notifier/selections/test_send.py": (
        "test_it_goes_to_whoever_confirmed_on_this_list_alone",
        "test_two_at_once_send_once",
    ),
    HERE / "notifier/test_outbox.py": (
        "test_planned_then_sent",
        "test_planning_goes_on_after_a_crash",
        "test_who_is_erased_while_a_mail_is_on_its_way_takes_nobody_along",
        "test_abandoned_claim_is_taken_over",
        "test_late_worker_changes_nothing",
        "test_two_claims_never_meet",
    ),
    HERE / "notifier/test_planning.py": (
        "test_one_address_gets_one_mail_with_all_that_is_due",
        "test_several_planners_share_an_issue",
    ),
    HERE / "pipeline/desk/test_acts.py": ("test_accepting_states_what_was_asked",),
    HERE / "pipeline/duplicates/test_relate.py": (
        "test_three_sources_become_one_opportunity",
        "test_answering_settles_the_question",
    ),
    HERE / "pipeline/visit/test_absence.py": ("test_absence_is_missing_then_withdrawn",),
}


def is_seldom(item: pytest.Item) -> bool:
    """Whether a test is run on PostgreSQL in the long form alone."""
    asked = getattr(item, "callspec", None)
    if asked is None or asked.params.get("database_url") != "postgresql":
        return False
    name = getattr(item, "originalname", item.name)
    daily = item.path in ON_BOTH or name in SOME_ON_BOTH.get(item.path, ())
    return not daily and any(map(item.path.is_relative_to, ABOVE))
