"""Everyday: which tests are run on which database every day, and on which in the long form alone.

What is asked of a database is tested in `tests/db`, on both; so is what holds for whatever happens.
Of the rooms above them those modules and tests are run on both every day in which every page is
opened, or two are at work at once. A day by hand, and one on which all is killed, are lived through
on PostgreSQL.
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
        "faults/test_letter_faults.py::test_two_write_and_two_send_at_once",
        "faults/test_outbox_faults.py::test_killed_while_planning",
        "faults/test_outbox_faults.py::test_two_planners_at_once",
        "faults/test_outbox_faults.py::test_two_senders_at_once",
        "landbote/crawling/test_crawl.py::test_a_good_visit_is_stored_and_the_next_changes_nothing",
        "landbote/crawling/test_crawl.py::test_a_source_is_crawled_by_one_process_at_a_time",
        "landbote/test_source_orders.py::test_an_order_does_not_kill_for_ever",
        "landbote/test_source_orders.py::test_two_services_carry_an_order_out_once",
        "landbote/test_source_orders.py::test_who_lost_an_order_does_not_settle_it",
        "landbote/test_steady_clock.py::test_a_moment_in_another_year_does_nothing",
        "landbote/test_webhooks.py::test_each_change_that_fits_arrives_once_and_signed",
        "landbote/test_webhooks.py::test_several_may_send_at_once",
        "notifier/news/test_narrowed.py",
        "notifier/selections/test_send.py::test_it_goes_to_whoever_confirmed_on_this_list_alone",
        "notifier/selections/test_send.py::test_two_at_once_send_once",
        "notifier/subscribing/test_request_confirm.py::test_a_request_becomes_a_subscription_with_its_proof",
        "notifier/subscribing/test_request_confirm.py::test_of_two_that_ask_at_once_one_mail_is_written",
        "notifier/subscribing/test_request_confirm.py::test_of_two_that_confirm_at_once_one_does",
        "notifier/test_letters.py::test_a_letter_arrives_as_it_was_written",
        "notifier/test_letters.py::test_a_letter_whose_transaction_fails_was_never_written",
        "notifier/test_outbox.py::test_abandoned_claim_is_taken_over",
        "notifier/test_outbox.py::test_late_worker_changes_nothing",
        "notifier/test_outbox.py::test_planned_then_sent",
        "notifier/test_outbox.py::test_planning_goes_on_after_a_crash",
        "notifier/test_outbox.py::test_two_claims_never_meet",
        "notifier/test_outbox.py::test_who_is_erased_while_a_mail_is_on_its_way_takes_nobody_along",
        "notifier/test_planning.py::test_one_address_gets_one_mail_with_all_that_is_due",
        "notifier/test_planning.py::test_several_planners_share_an_issue",
        "pipeline/desk/test_acts.py::test_accepting_states_what_was_asked",
        "pipeline/desk/test_two_at_once.py",
        "pipeline/duplicates/test_relate.py::test_answering_settles_the_question",
        "pipeline/duplicates/test_relate.py::test_three_sources_become_one_opportunity",
        "pipeline/duplicates/test_short_writes.py",
        "pipeline/test_run.py::test_a_question_is_put_once_and_falls_with_its_cause",
        "pipeline/test_run.py::test_entries_become_opportunities_with_quotes",
        "pipeline/test_run.py::test_the_same_input_again_writes_nothing",
        "pipeline/test_store.py",
        "pipeline/visit/test_absence.py::test_absence_is_missing_then_withdrawn",
        "web/doors/test_links.py::test_two_that_use_a_link_at_once",
        "web/doors/test_sessions.py::test_what_opens_nothing_any_more_is_forgotten",
        "web/test_doors.py::test_the_desk_comes_in",
        "web/test_doors.py::test_what_is_public_is_open_and_says_nothing_private",
    )
)
# On SQLite each part of it is asked by a test that is smaller.
ON_POSTGRESQL = frozenset(
    str(HERE / name)
    for name in (
        "faults/test_killed.py::test_killed_while_matching_building_and_sending",
        "landbote/test_cli.py::test_a_day_from_page_to_mail_by_hand",
    )
)


def is_seldom(item: pytest.Item) -> bool:
    """Whether a test is run on the database that it is given in the long form alone."""
    asked = getattr(item, "callspec", None)
    if asked is None or "database_url" not in asked.params:
        return False
    names = {str(item.path), f"{item.path}::{getattr(item, 'originalname', '')}"}
    if asked.params["database_url"] == "sqlite":
        return not names.isdisjoint(ON_POSTGRESQL)
    on_postgresql = ON_BOTH | ON_POSTGRESQL
    return names.isdisjoint(on_postgresql) and any(map(item.path.is_relative_to, ABOVE))
