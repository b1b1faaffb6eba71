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
        "web/doors/test_links.py",
        "web/doors/test_sessions.py",
        "web/test_doors.py",
    )
)


def is_seldom(item: pytest.Item) -> bool:
    """Whether a test is run on PostgreSQL in the long form alone."""
    asked = getattr(item, "callspec", None)
    if asked is None or asked.params.get("database_url") != "postgresql":
        return False
    return item.path not in ON_BOTH and any(map(item.path.is_relative_to, ABOVE))
