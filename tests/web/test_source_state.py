"""What the pages say of a source that is broken, and of an entry that is gone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from html import unescape

import pytest
from sqlalchemy import Engine
from starlette.testclient import TestClient

from db.crawls import CrawlRun
from db.engine import writing
from db.findings import note
from db.opportunities import Opportunity
from db.vocabulary import FindingKind, Presence, RunOutcome
from pipeline.desk.visibility import withdraw
from tests.conftest import NOW
from tests.notifier.samples import REGION, STATE, TREE, publish, values
from tests.web.signing_in import signed_in
from web.site import Site


@pytest.fixture
def browser(engine: Engine, today: date) -> TestClient:
    """A browser on the pages of two sources."""
    sources = {source.slug: source for source in (STATE, REGION)}
    site = Site(
        engine=engine,
        sources=sources,
        area_label=TREE.label,
        today=lambda: today,
        now=lambda: NOW,
    )
    return signed_in(site)


def test_a_broken_source_is_named_with_its_page(
    browser: TestClient, engine: Engine, now: datetime
) -> None:
    """The finding stands above the table, escaped, with a link only to a web address."""
    assert "<h2>Befunde" not in browser.get("/quellen").text
    with writing(engine) as session:
        good = CrawlRun(source="state", started_at=now, outcome=RunOutcome.OK, entries=30)
        later = now + timedelta(days=1)
        bad = CrawlRun(source="state", started_at=later, outcome=RunOutcome.BROKEN)
        session.add_all([good, bad])
        reason = "Seite geändert: https://example.org/liste: „<h1>“ erwartet genau einmal."
        note(session, "state", FindingKind.BROKEN, reason, "", later)
        note(session, "region", FindingKind.SILENT, "Still.", "javascript:alert(1)", later)
    page = browser.get("/quellen").text
    assert "Befunde" in page and "verstummt" in page
    assert '<a href="https://example.org/liste" rel="noreferrer">Seite ansehen</a>' in page
    assert "javascript:" not in page and "<h1>“" not in page
    assert "23.11.2026, 06:30 Uhr" in page
    assert "22.11.2026, 06:30 Uhr" in browser.get("/quellen/state").text
    assert reason in unescape(page)


@pytest.mark.parametrize("presence", [Presence.MISSING, Presence.WITHDRAWN])
def test_what_is_gone_is_not_listed(
    browser: TestClient, engine: Engine, now: datetime, presence: Presence
) -> None:
    """A missing entry is shown as before; a withdrawn one only on its own page, as such."""
    stays = publish(engine, "1", replace(values(), title="Dorfladen"))
    goes = publish(engine, "2", replace(values(), title="Bürgerbus"))
    with writing(engine) as session:
        if presence is Presence.WITHDRAWN:
            withdraw(session, goes, "Servicestelle", now)
        session.get_one(Opportunity, goes).presence = presence
    page = browser.get("/foerderungen").text
    assert ">Dorfladen</a>" in page
    assert (">Bürgerbus</a>" in page) is (presence is Presence.MISSING)
    own, other = (browser.get(f"/foerderungen/{number}").text for number in (goes, stays))
    assert ("zurückgezogen" in own) is (presence is Presence.WITHDRAWN)
    assert "zurückgezogen" not in other
