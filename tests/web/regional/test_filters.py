"""Saved filters, as their pages show them and take them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import Engine, event, select

from db.engine import reading, writing
from db.opportunities import Opportunity
from db.projection import rebuild
from db.saved_filters import SavedFilter
from db.vocabulary import Role
from tests.conftest import NOW, TODAY
from tests.notifier.samples import fixed, publish, values
from tests.web.signing_in import Signed, signed_in
from tests.web.test_doors import site
from web.app import make_app

BUSES = "/filter/neu?thema=mobilitaet"
MOBILE = ("mobilitaet",)


@pytest.fixture
def browser(engine: Engine) -> Signed:
    """A browser of a regional manager, where two calls for buses and one for villages are."""
    publish(engine, "1", values(title="Busse im Dorf", topics=MOBILE))
    soon = (fixed(TODAY + timedelta(9)),)
    publish(engine, "2", values(title="Bus auf Abruf", topics=MOBILE, deadlines=soon))
    publish(engine, "3", values(title="Dorfplatz", topics=("kultur",)))
    return signed_in(site(engine), Role.MANAGER, area="leader:vogelsberg")


def saved(engine: Engine) -> list[tuple[str, dict[str, object]]]:
    """Names and filters that are stored."""
    with reading(engine) as session:
        query = select(SavedFilter).order_by(SavedFilter.id)
        return [(one.name, one.wanted) for one in session.scalars(query)]


def test_a_search_is_kept_and_shown_with_what_it_gives(engine: Engine, browser: Signed) -> None:
    """The list says how many fit and what closes next, and its link is the search."""
    asked = browser.get(BUSES)
    assert asked.status_code == 200 and 'value="Mobilität' in asked.text
    assert browser.act(BUSES, name="Busse").headers["location"] == "/filter?fertig=neu"
    assert saved(engine) == [("Busse", {"topics": ["mobilitaet"]})]
    page = browser.get("/filter").text
    assert 'href="/foerderungen?thema=mobilitaet">Busse' in page
    assert 'data-label="Treffer">2<' in page
    assert (TODAY + timedelta(9)).strftime("%d.%m.%Y") in page
    assert "Themen: Mobilität" in page


def test_only_what_moved_lately_counts_as_new(engine: Engine, browser: Signed) -> None:
    """What was told more than a week ago is no news; the rest is."""
    with writing(engine) as session:
        first = session.scalars(select(Opportunity).where(Opportunity.key == "1")).one()
        first.news_at = NOW - timedelta(days=8)
        rebuild(session, [first.id], TODAY)
    browser.act(BUSES, name="Busse")
    assert '7 Tagen">1<' in browser.get("/filter").text


def test_what_is_wrong_stands_beside_its_field(engine: Engine, browser: Signed) -> None:
    """A name that is taken, and a search that is kept already, are refused with what was typed."""
    browser.act(BUSES, name="Busse")
    taken = browser.act("/filter/neu?thema=kultur", name="busse")
    assert taken.status_code == 422
    assert 'id="f-name-error"' in taken.text and 'value="busse"' in taken.text
    again = browser.act(BUSES, name="Anders")
    assert again.status_code == 422 and "schon gemerkt: „Busse“" in again.text
    assert len(saved(engine)) == 1


def test_a_filter_takes_the_place_of_another(engine: Engine, browser: Signed) -> None:
    """The name stays, the filter is the new one."""
    browser.act(BUSES, name="Busse")
    browser.act("/filter/neu?thema=kultur&suche=Dorf", name="", statt="1")
    assert saved(engine) == [("Busse", {"topics": ["kultur"], "words": "Dorf"})]
    gone = browser.act("/filter/neu?suche=x", statt="77")
    assert gone.status_code == 422 and 'id="f-statt-error"' in gone.text


def test_a_filter_is_renamed_and_deleted_when_confirmed(engine: Engine, browser: Signed) -> None:
    """Deleting is asked first; a link alone deletes nothing."""
    browser.act(BUSES, name="Busse")
    assert 'href="/foerderungen?thema=mobilitaet"' in browser.get("/filter/1").text
    assert browser.act("/filter/1", name=" ").status_code == 422
    assert browser.act("/filter/1", name="Bus und Bahn").status_code == 303
    assert "„Bus und Bahn“" in browser.get("/filter/1/loeschen").text
    assert saved(engine) == [("Bus und Bahn", {"topics": ["mobilitaet"]})]
    assert browser.act("/filter/1/loeschen").headers["location"] == "/filter?fertig=geloescht"
    assert saved(engine) == []


def test_nobody_sees_or_changes_another_ones_filter(engine: Engine, browser: Signed) -> None:
    """To others it is as good as none."""
    browser.act(BUSES, name="Busse")
    other = signed_in(site(engine), Role.STAFF)
    assert "Busse" not in other.get("/filter").text
    assert other.get("/filter/1").status_code == 404
    assert other.act("/filter/1", name="Meins").status_code == 404
    assert other.act("/filter/1/loeschen").status_code == 404
    assert other.act("/filter/neu?suche=x", statt="1").status_code == 422
    assert saved(engine) == [("Busse", {"topics": ["mobilitaet"]})]


@pytest.mark.parametrize("role", Role)
def test_whoever_signs_in_may_keep_filters(engine: Engine, role: Role) -> None:
    """Every role has the page, empty at first, with a word on how to begin."""
    page = signed_in(site(engine), role).get("/filter")
    assert page.status_code == 200 and "noch keinen Filter gemerkt" in page.text


def test_an_unknown_area_is_kept_by_nobody(engine: Engine, browser: Signed) -> None:
    """A key that no register has makes no filter."""
    assert browser.get("/filter/neu?gebiet=leader:nirgends").status_code == 404
    assert browser.act("/filter/neu?gebiet=leader:nirgends", name="x").status_code == 404
    assert saved(engine) == []


def test_the_list_asks_the_database_as_often_for_two_as_for_one(engine: Engine) -> None:
    """But for finding itself, which each filter needs."""
    app = make_app(site(engine))
    browser = signed_in(site(engine), Role.MANAGER, app=app)
    counted = []
    for word in ("eins", "zwei", "drei"):
        browser.act(f"/filter/neu?suche={word}", name=word)
        asked: list[str] = []
        event.listen(engine, "before_cursor_execute", lambda *args, to=asked: to.append(args[2]))
        browser.get("/filter")
        counted.append(len(asked))
    assert counted[2] - counted[1] == counted[1] - counted[0] <= 3


def test_an_account_that_ends_takes_its_filters_along(engine: Engine, browser: Signed) -> None:
    """Nobody is left whose they are."""
    browser.act(BUSES, name="Busse")
    signed_in(site(engine), Role.ADMIN).act("/konten/entfernen", address="manager@example.org")
    assert saved(engine) == []
