"""The page of a mail, while its text is kept and afterwards."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import Engine

from db.deliveries import Delivery, DigestIssue
from db.engine import writing
from db.vocabulary import Cadence
from notifier.retention import forget_texts
from tests.conftest import NOW
from tests.notifier.samples import add_subscriber
from tests.web.signing_in import signed_in
from tests.web.test_doors import message, site


@pytest.mark.parametrize("kept", [True, False])
def test_a_mail_is_shown_as_long_as_its_text_is_kept(engine: Engine, kept: bool) -> None:
    """Afterwards its page says so, and who got it is still there."""
    reader = add_subscriber(engine, 1)
    with writing(engine) as session:
        issue = DigestIssue(cadence=Cadence.DAILY, issued_on=date(2026, 11, 23), created_at=NOW)
        session.add(issue)
        session.flush()
        session.add(
            Delivery(
                issue_id=issue.id,
                subscriber_id=reader,
                recipient="reader1@example.org",
                subject="Betreff",
                message_id="1@example.org",
                message=message("Der Text der Mail"),
                item_count=1,
                planned_at=NOW,
                settled_at=NOW,
            )
        )
    assert forget_texts(engine, NOW + (timedelta() if kept else timedelta(days=1))) == (not kept)
    browser = signed_in(site(engine))
    page = browser.get("/post/1")
    assert page.status_code == 200 and "reader1@example.org" in page.text
    assert ("Der Text der Mail" in page.text) is kept
    assert ("nicht mehr aufbewahrt" in page.text) is not kept
    for part in ("html", "text"):
        assert browser.get(f"/post/1/{part}").status_code == (200 if kept else 404)
