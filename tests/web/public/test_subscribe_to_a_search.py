"""Whoever comes from a search to the form for a subscription finds it filled in."""

from __future__ import annotations

from sqlalchemy import Engine
from starlette.testclient import TestClient

from tests.web.test_doors import site
from web.app import make_app


def test_a_search_fills_in_what_a_subscription_can_say(engine: Engine) -> None:
    """And says what it cannot."""
    browser = TestClient(make_app(site(engine)))
    query = "gebiet=06535&thema=mobilitaet&wer=association&suche=Radweg&art=grant&stand=offen"
    page = browser.get(f"/abonnieren?{query}").text
    for name, value in (("gebiet", "06535"), ("thema", "mobilitaet"), ("wer", "association")):
        assert f'name="{name}" type="checkbox" value="{value}" checked' in page, name
    assert 'value="Radweg"' in page
    assert "Förderart: Zuschuss" in page and "Stand: offen" in page
    assert "Aus Ihrer Suche" not in browser.get("/abonnieren").text


def test_a_place_that_nobody_knows_is_refused(engine: Engine) -> None:
    """As by every page that takes a filter."""
    browser = TestClient(make_app(site(engine)))
    assert browser.get("/abonnieren?gebiet=leader:nirgends").status_code == 422
