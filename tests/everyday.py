"""Everyday: which tests are run on PostgreSQL every day, and which in the long form alone.

What is asked of a database is tested in `tests/db`, on both; so is what holds for whatever happens.
Of the rooms above them those modules and tests are run on both every day in which every page is
opened, a day is lived through by hand, or two are at work at once.
"""

from __future__ import annotations

from pathlib import Path

import pytest

HERE = Path(__file__).parent
ABOVE = tuple(
    HERE / room
    for room in ("browser", "faults", "journeys", "landbote", "notifier", "pipeline", "web")
)
ON_BOTH = frozenset(
    str(HERE / name)
    for name in (
        "faults/test_delivery_faults.py::test_two_services_at_once",
        "faults/test_killed.py::test_killed_while_matching_building_and_sending",
        "faults/test_letter_faults.py::test_two_write_and_two_send_at_once",
        "faults/test_outbox_faults.py::test_killed_while_planning",
        "faults/test_outbox_faults.py::test_two_planners_at_once",
        "faults/test_outbox_faults.py::test_two_senders_at_once",
        "landbote/crawling/test_crawl.py::test_a_good_visit_is_stored_and_the_next_changes_nothing",
        "landbote/crawling/test_crawl.py::test_a_source_is_crawled_by_one_process_at_a_time",
        "landbote/test_cli.py::test_a_day_from_page_to_mail_by_hand",
        "landbote/test_source_orders.py::test_an_order_does_not_kill_for_ever",
        "landbote/test_source_orders.py::test_two_services_carry_an_order_out_once",
        "landbote/test_source_orders.py::test_who_lost_an_order_does_not_settle_it",
        "landbote/test_steady_clock.py::test_a_moment_in_another_year_does_nothing",
        "landbote/test_webhooks.py::test_each_change_that_fits_arrives_once_and_signed",
        "landbote/test_webhooks.py::test_several_may_send_at_once",
        "notifier/news/test_narrowed.py",
        "notifier/selections/test_send.py",
        "notifier/subscribing/test_request_confirm.py",
        "notifier/test_letters.py",
        "notifier/test_outbox.py",
        "notifier/test_planning.py",
        "pipeline/desk/test_acts.py",
        "pipeline/desk/test_two_at_once.py",
        "pipeline/duplicates/test_relate.py",
        "pipeline/duplicates/test_short_writes.py",
        "pipeline/test_run.py",
        "pipeline/test_store.py",
        "pipeline/visit/test_absence.py",
        "web/doors/test_links.py::test_two_that_use_a_link_at_once",
        "web/doors/test_sessions.py::test_what_opens_nothing_any_more_is_forgotten",
        "web/test_doors.py::test_the_desk_comes_in",
        "web/test_doors.py::test_what_is_public_is_open_and_says_nothing_private",
    )
)


def is_seldom(item: pytest.Item) -> bool:
    """Whether a test is run on PostgreSQL in the long form alone."""
    asked = getattr(item, "callspec", None)
    if asked is None or asked.params.get("database_url") != "postgresql":
        return False
    names = {str(item.path), f"{item.path}::{getattr(item, 'originalname', '')}"}
    return names.isdisjoint(ON_BOTH) and any(map(item.path.is_relative_to, ABOVE))
