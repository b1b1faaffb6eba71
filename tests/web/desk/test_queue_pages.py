"""The queue's pages: who sees what, taking, snoozing, answering many at once, few statements."""

from __future__ import annotations

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from threading import Barrier
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from sqlalchemy import Engine, event, select

from db.accounts import Account
from db.decisions import Act, Decision
from db.engine import reading, writing
from db.findings import note
from db.opportunities import Opportunity
from db.reviews import ReviewItem, TakenEntry
from db.statements import Field, statements_to_json
from db.vocabulary import FindingKind, ReviewState, Role, Visibility
from pipeline.desk.taking import take
from tests.conftest import NOW, TODAY
from tests.notifier.samples import FEDERAL, REGION, add_subscriber
from tests.stating import said
from tests.web.desk.queue_samples import ask, asked, site, weighed
from tests.web.signing_in import Signed, signed_in
from web.app import make_app
from web.doors.session import cookie_name
from web.doors.sessions import open_session

DAY = timedelta(days=1)
STAFF = "staff@example.org"


@pytest.fixture
def desk(engine: Engine) -> Signed:
    """A browser of the service desk."""
    return signed_in(site(engine))


def titles(page: str) -> list[str]:
    """The titles of the cards of a page, in their order."""
    return re.findall(r'<h3><a href="[^"]+">([^<]+)</a>', page)


def counted(page: str, facet: str) -> dict[str, int]:
    """What a page offers of a facet, with its counts."""
    select_box = re.search(rf'name="{facet}">(.*?)</select>', page, re.S)
    assert select_box
    options = re.findall(r'value="([^"]+)"[^>]*>[^<]* \((\d+)\)', select_box[1])
    return {value: int(count) for value, count in options}


@contextmanager
def statements(engine: Engine) -> Iterator[list[str]]:
    """Count what is asked of the database."""
    seen: list[str] = []

    def note_it(_c: object, _cur: object, statement: str, *_more: object) -> None:
        seen.append(statement)

    event.listen(engine, "before_cursor_execute", note_it)
    yield seen
    event.remove(engine, "before_cursor_execute", note_it)


def test_the_most_urgent_stands_first_and_says_why(engine: Engine, desk: Signed) -> None:
    """Near and of somebody's concern before far and nobody's."""
    asked(engine, "Fern", "kind", in_days=200)
    asked(engine, "Nah", "kind", "topics", in_days=9)
    asked(engine, "Nah, für niemand", "kind", in_days=9, topics=("climate",))
    add_subscriber(engine, 1)
    weighed(engine)
    page = desk.get("/fragen").text
    assert titles(page) == ["Nah", "Nah, für niemand", "Fern"]
    assert "Frist in 9 Tagen · betrifft 1 Abonnement · Quelle verlässlich" in page
    assert ">3 Einträge</h2>" in page and page.count("Was gilt für topics?") == 1
    assert "<q>bis zum 1. März</q>" in page and "data-row" in page and 'data-key="n"' in page


def test_filters_combine_and_their_counts_hold(engine: Engine, desk: Signed) -> None:
    """Each count is what the page shows if one chooses it."""
    asked(engine, "Bus", "kind", "topics")
    asked(engine, "Laden", "topics", source=REGION)
    asked(engine, "Wärme", "topics", topics=("climate",), source=REGION)
    ask(engine, asked(engine, "Probe"), "kind", raised_by="sampling")
    weighed(engine)
    for chosen in ("", "quelle=region", "quelle=region&angabe=topics", "angabe=kind"):
        page = desk.get(f"/fragen?{chosen}").text
        for facet in ("quelle", "thema", "angabe", "anlass", "gebiet", "ressort"):
            for value, count in counted(page, facet).items():
                others = [one for one in chosen.split("&") if not one.startswith(f"{facet}=")]
                query = "&".join(filter(None, [*others, f"{facet}={value}"]))
                assert len(titles(desk.get(f"/fragen?{query}").text)) == count, query
    assert titles(desk.get("/fragen?anlass=sampling").text) == ["Probe"]
    assert titles(desk.get("/fragen?suche=LADEN").text) == ["Laden"]
    assert "Nichts, was dazu passt" in desk.get("/fragen?quelle=gibtesnicht").text


def test_the_next_question_is_taken_and_shown_to_others(engine: Engine, desk: Signed) -> None:
    """By its form, with the filter kept; the others see by whom, and get the one behind it."""
    asked(engine, "Eins", "kind", in_days=2)
    asked(engine, "Zwei", "kind", in_days=5)
    asked(engine, "Drei", "topics", in_days=1)
    weighed(engine)
    with writing(engine) as session:
        take(session, 1, "andere@example.org", NOW)
    answer = desk.act("/fragen/naechste", warteschlange="angabe=kind")
    place = urlsplit(answer.headers["Location"])
    assert answer.status_code == 303 and place.path == "/eintraege/2"
    assert parse_qs(place.query) == {"warteschlange": ["angabe=kind"]}
    page = desk.get("/fragen").text
    assert "in Arbeit bei andere@example.org" in page and page.count("bei Ihnen") == 1
    assert titles(desk.get("/fragen?bei=mir").text) == ["Zwei"]
    assert titles(desk.get("/fragen?bei=niemandem").text) == ["Drei"]
    other = desk.act("/fragen/naechste", warteschlange="angabe=kind", ausser="2")
    assert other.headers["Location"] == "/fragen?angabe=kind"
    assert desk.act("/fragen/2/freigeben").headers["Location"] == "/fragen"
    assert titles(desk.get("/fragen?bei=mir").text) == []


def test_an_entry_opened_from_the_queue_is_in_work(engine: Engine, desk: Signed) -> None:
    """By the link of its card; one that is looked at otherwise is not, nor one that is none."""
    for title in ("Eins", "Zwei"):
        asked(engine, title, "kind")
    links = re.findall(r'<h3><a href="([^"]+)">', desk.get("/fragen").text)
    assert desk.get(links[0]).status_code == 200
    assert desk.get("/eintraege/2").status_code == 200
    assert desk.get("/eintraege/99?warteschlange=alle").status_code == 404
    assert titles(desk.get("/fragen?bei=mir").text) == ["Eins"]


def test_clerks_who_press_at_once_get_different_entries(engine: Engine) -> None:
    """Six browsers, six entries: none is handed out twice."""
    for number in range(6):
        asked(engine, f"Eintrag {number}", "kind")
    country = site(engine)
    app = make_app(country)
    browsers = []
    first = signed_in(country, app=app)
    with writing(engine) as session:
        for number in range(6):
            row = Account(address=f"c{number}@example.org", name="C", role="staff", created_at=NOW)
            session.add(row)
            session.flush()
            secret = open_session(session, row, "link", NOW)
            browser = Signed(app, raise_server_exceptions=False)
            browser.cookies.set(cookie_name(country), secret)
            browsers.append(browser)
    assert first.token
    for browser in browsers:
        found = re.search(r'name="token" value="(\w+)"', browser.get("/").text)
        assert found
        browser.token = found[1]
    together = Barrier(len(browsers))

    def press(browser: Signed) -> str:
        together.wait()
        return browser.act("/fragen/naechste").headers["Location"]

    with ThreadPoolExecutor(len(browsers)) as threads:
        places = list(threads.map(press, browsers))
    assert len({urlsplit(place).path for place in places}) == len(browsers), places
    with reading(engine) as session:
        assert len(session.scalars(select(TakenEntry)).all()) == len(browsers)


def test_what_is_put_off_comes_back_on_its_day(engine: Engine, desk: Signed) -> None:
    """Until then it stands apart, as does what waits for a funder; each with its count."""
    asked(engine, "Später", "kind", "topics")
    waiting = ask(engine, asked(engine, "Wartet"), "kind", awaits_answer=True)
    with writing(engine) as session:
        session.get_one(ReviewItem, waiting).asleep_until_on = TODAY + 14 * DAY
    assert desk.act("/fragen/1/spaeter", bis="woche").status_code == 303
    assert "Alles beantwortet" in desk.get("/fragen").text
    assert titles(desk.get("/fragen?zustand=schlaeft").text) == ["Später"]
    assert titles(desk.get("/fragen?zustand=wartet").text) == ["Wartet"]
    overview = desk.get("/arbeitsplatz").text
    assert "1 zurückgestellt" in overview and "1 wartet auf Antwort" in overview
    week = replace(site(engine), today=lambda: TODAY + 7 * DAY)
    assert titles(signed_in(week).get("/fragen").text) == ["Später"]
    with reading(engine) as session:
        acts = session.scalars(select(Decision.act)).all()
    assert acts == [Act.POSTPONE, Act.POSTPONE]
    for day in ("gestern", "2020-01-01"):
        assert desk.act("/fragen/2/spaeter", tag=day).status_code == 422


def test_what_today_needs_stands_on_top_with_its_hour(engine: Engine, desk: Signed) -> None:
    """And when it is done the page is calm."""
    assert "ist für die nächste Ausgabe nichts zu entscheiden" in desk.get("/arbeitsplatz").text
    add_subscriber(engine, 1)
    held = asked(engine, "Gehalten", "kind")
    asked(engine, "Neu", "topics")
    asked(engine, "Für niemand", "topics", topics=("climate",))
    with writing(engine) as session:
        session.get_one(Opportunity, held).visibility = Visibility.HELD
        note(session, "state", FindingKind.BROKEN, "Seite umgebaut", "", NOW)
        take(session, 3, STAFF, NOW)
    weighed(engine)
    until = "Bis morgen, 06:30 Uhr: 2 Einträge mit Fragen betreffen die nächste Ausgabe."
    page = desk.get("/arbeitsplatz").text
    assert until in page and titles(page) == ["Gehalten", "Neu", "Für niemand"]
    assert "Seite umgebaut" in page and "3 Einträge mit offenen Fragen" in page
    assert until in desk.get("/fragen").text


@pytest.mark.parametrize(
    ("role", "facts", "sees"),
    [
        (Role.STAFF, {}, {"Land", "Bund"}),
        (Role.ADMIN, {}, {"Land", "Bund"}),
        (Role.REVIEWER, {"authority": "he_staatskanzlei"}, {"Land"}),
        (Role.REVIEWER, {"authority": "Hessische Staatskanzlei"}, {"Land"}),
        (Role.REVIEWER, {"authority": ""}, set()),
        (Role.MANAGER, {"area": "06535"}, {"Land"}),
        (Role.MANAGER, {"area": ""}, set()),
    ],
)
def test_each_is_asked_what_is_their_business(
    engine: Engine, role: Role, facts: dict[str, Any], sees: set[str]
) -> None:
    """A reviewer the own body's, a manager the own region's; and nobody gets others' handed out."""
    asked(engine, "Land", "kind", funders=("Hessische Staatskanzlei",), areas=("06535011",))
    asked(engine, "Bund", "kind", funders=("BMEL",), areas=("de",), source=FEDERAL)
    weighed(engine)
    browser = signed_in(site(engine), role, **facts)
    assert set(titles(browser.get("/fragen").text)) == sees
    assert browser.get("/arbeitsplatz").status_code == 200
    answer = browser.act("/fragen/naechste", warteschlange="quelle=federal")
    assert answer.headers["Location"].startswith("/eintraege/") is ("Bund" in sees)
    later = browser.act("/fragen/2/spaeter", bis="morgen")
    assert later.status_code == (303 if "Bund" in sees else 403)


def test_technical_matters_are_for_administrators(engine: Engine, desk: Signed) -> None:
    """The desk is shown none of them; who looks after the readers sees how many there are."""
    for title in ("Eins", "Zwei"):
        number = asked(engine, title)
        ask(engine, number, "reading", question="ValueError: <b>kaputt</b>. Was gilt?")
    assert (
        "Technik" not in desk.get("/fragen").text
        and "Alles beantwortet" in desk.get("/fragen").text
    )
    assert desk.get("/fragen/technik").status_code == 403
    admin = signed_in(site(engine), Role.ADMIN)
    assert "Technik: 2 offen" in admin.get("/fragen").text
    page = admin.get("/fragen/technik").text
    assert "Eins" in page and "Zwei" in page and "&lt;b&gt;kaputt" in page


def test_no_page_asks_more_the_more_rows_there_are(engine: Engine, desk: Signed) -> None:
    """Few entries or many, on each page of the queue and when the next question is asked for."""
    add_subscriber(engine, 1)
    pages = ["/arbeitsplatz", "/fragen", "/fragen?angabe=kind&thema=mobility", "/fragen/gleiche"]
    pages += ["/fragen/gleiche/1"]
    counts = []
    for more in (4, 16):
        for number in range(more):
            asked(engine, f"Eintrag {more} {number}", "kind", "topics")
        weighed(engine)
        with statements(engine) as seen:
            desk.act("/fragen/naechste")
        taken = [len(seen)]
        for path in pages:
            with statements(engine) as seen:
                assert desk.get(path).status_code == 200
            taken.append(len(seen))
        counts.append(taken)
    assert counts[0] == counts[1] and max(counts[0]) < 30


def ticked(page: str) -> list[str]:
    """The values of the boxes of a page, all of which are ticked."""
    return re.findall(r'name="frage" value="([^"]+)" checked', page)


def test_one_answer_for_twenty_that_are_alike(engine: Engine, desk: Signed) -> None:
    """Each by a decision of its own; what moved meanwhile is left as it is, and said."""
    day = statements_to_json((said(Field.DEADLINE, "2027-03-01"),))
    for number in range(21):
        entry = asked(engine, f"Programm {number}", in_days=None)
        ask(engine, entry, "deadline", question="Gilt dieser Tag?", proposed=day, suggestion="1.3.")
    ask(engine, asked(engine, "Anders"), "deadline", question="Gilt dieser Monat?")
    groups = desk.get("/fragen/gleiche").text
    assert "21 Mal: Frist" in groups and "Gilt dieser Monat?" not in groups
    page = desk.get("/fragen/gleiche/1").text
    assert len(ticked(page)) == 21 and "21 Einträge" in page
    alone = desk.act("/fragen/gleiche/7", frage=ticked(page)[6:7], antwort="annehmen").text
    assert "1 beantwortet" in alone and "geändert" not in alone
    result = desk.act("/fragen/gleiche/1", frage=ticked(page), antwort="annehmen").text
    assert "20 beantwortet, 1 hat sich inzwischen geändert" in result
    with reading(engine) as session:
        acts = session.execute(select(Decision.act, Decision.opportunity_id)).all()
        asked_still = select(ReviewItem.id).where(ReviewItem.state == "open", ReviewItem.id < 23)
        open_now = session.scalars(asked_still).all()
    assert sorted((act, id) for act, id in acts) == [(Act.ACCEPT, n) for n in range(1, 22)]
    assert list(open_now) == [22]


@pytest.mark.parametrize(
    ("way", "more", "act"),
    [
        ("art", {"art": "call"}, Act.CORRECT),
        ("themen", {"thema": ["mobilitaet", "kultur"]}, Act.CORRECT),
        ("ablegen", {"grund": "steht nicht da"}, Act.DISMISS),
    ],
)
def test_every_way_to_answer_many(
    engine: Engine, desk: Signed, way: str, more: dict[str, str | list[str]], act: Act
) -> None:
    """A kind, topics, nothing to state: written down for each entry by whom it was."""
    field = "topics" if way == "themen" else "kind"
    for title in ("Eins", "Zwei"):
        asked(engine, title, field)
    boxes = ticked(desk.get("/fragen/gleiche/1").text)
    refused = desk.act("/fragen/gleiche/1", frage=boxes, antwort="annehmen").text
    assert "0 beantwortet, 2 nicht beantwortet" in refused
    result = desk.act("/fragen/gleiche/1", frage=boxes, antwort=way, **more).text
    assert "2 beantwortet" in result
    with reading(engine) as session:
        rows = session.scalars(select(Decision).order_by(Decision.id)).all()
        states = set(session.scalars(select(ReviewItem.state).where(ReviewItem.id < 3)))
    assert [(row.act, row.opportunity_id, row.decided_by) for row in rows] == [
        (act, 1, STAFF),
        (act, 2, STAFF),
    ]
    assert states == {ReviewState.ANSWERED}


def test_a_reviewer_answers_nothing_of_others(engine: Engine, desk: Signed) -> None:
    """Though the boxes of somebody else's page are sent."""
    for title in ("Eins", "Zwei"):
        asked(engine, title, "kind", funders=("BMEL",))
    weighed(engine)
    boxes = ticked(desk.get("/fragen/gleiche/1").text)
    reviewer = signed_in(site(engine), Role.REVIEWER, authority="he_staatskanzlei")
    assert ticked(reviewer.get("/fragen/gleiche/1").text) == [] and len(boxes) == 2
    sent = reviewer.act("/fragen/gleiche/1", frage=boxes, antwort="art", art="call").text
    assert "0 beantwortet" in sent
    with reading(engine) as session:
        assert session.scalars(select(Decision)).all() == []
    assert reviewer.act("/fragen/gleiche/1", frage="1:unsinn").status_code == 422
