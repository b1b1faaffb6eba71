"""Entry: what its page shows, and to whom."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

import pytest
from sqlalchemy import Engine

from db.engine import writing
from db.opportunities import Opportunity
from db.statements import Subject
from db.vocabulary import Role, Visibility
from pipeline.desk.aside import note
from pipeline.desk.confirm import confirm
from pipeline.run import Rules, process
from tests.conftest import NOW
from tests.pipeline.test_run import DAY, crawled
from tests.web.desk.entries import ASKED, BODY, OTHER, counted, number_of, questions_of, site_of
from tests.web.signing_in import Signed, signed_in


@pytest.fixture
def desk(engine: Engine, rules: Rules) -> Signed:
    """Somebody of the service desk, and two entries that were read."""
    crawled(engine, NOW, ASKED, OTHER)
    process(engine, rules, NOW)
    return signed_in(site_of(engine))


def page_of(desk: Signed, engine: Engine, key: str = "asked", query: str = "") -> str:
    """The page of an entry."""
    answer = desk.get(f"/eintraege/{number_of(engine, key)}{query}")
    assert answer.status_code == 200
    return answer.text


def test_the_question_stands_on_top_with_its_evidence(desk: Signed, engine: Engine) -> None:
    """The whole line of the quote, before the text and the values."""
    page = page_of(desk, engine)
    (item,) = (one for one in questions_of(engine, "asked") if "September" in one.quote)
    assert item.question in unescape(page)
    assert f"Ihr Projekt muss bis zum <mark>{item.quote}</mark> abgerechnet sein." in page
    assert page.index(item.question[:20]) < page.index("Text der Quelle") < page.index("Angaben")


def test_every_claim_is_a_mark_with_a_described_link_to_its_value(
    desk: Signed, engine: Engine
) -> None:
    """And each value links back; the places are those of the stored text, whatever is in it."""
    page = page_of(desk, engine)
    pins = set(re.findall(r'id="stelle-(\d+)" href="#angabe-(\d+)"', page))
    assert len(pins) >= 4 and all(one == other for one, other in pins)
    for number, _same in pins:
        assert page.count(f'id="angabe-{number}"') == 1
        assert f'href="#stelle-{number}"' in page
        assert f'aria-describedby="zu-{number}"' in page and f'id="zu-{number}"' in page
    for start, words in re.findall(r'<mark data-start="(\d+)"[^>]*>([^<]*)</mark>', page):
        assert unescape(words) in BODY[int(start) :] or unescape(words) in ASKED.summary
    assert "<h4>" in page and "Regel" in page


def test_hostile_words_show_as_text(desk: Signed, engine: Engine) -> None:
    """In the title as in the text."""
    page = page_of(desk, engine)
    assert "Aufruf &lt;b&gt;Dorfmitte" in page and "<b>Dorfmitte" not in page


@pytest.mark.parametrize("visibility", [Visibility.HELD, Visibility.NEVER])
def test_what_is_held_opens_for_staff_with_its_card(
    desk: Signed, engine: Engine, visibility: Visibility
) -> None:
    """The card is that of a mail, under the policy of every page."""
    number = number_of(engine, "asked")
    with writing(engine) as session:
        session.get_one(Opportunity, number).visibility = visibility
    assert "Veröffentlichen" in page_of(desk, engine)
    card = desk.get(f"/eintraege/{number}/karte")
    assert card.status_code == 200 and "Bis wann" in card.text and "31. März 2027" in card.text
    assert "default-src 'none'" in card.headers["Content-Security-Policy"]
    assert "<script" not in card.text


def test_what_does_not_exist_is_not_found(desk: Signed) -> None:
    """Neither a page nor a card, nor a card for a subscription that nobody has."""
    assert desk.get("/eintraege/99").status_code == 404
    assert desk.get("/eintraege/99/karte").status_code == 404
    assert desk.get("/eintraege/1/karte?fuer=77").status_code == 404


def test_a_reviewer_reads_what_another_authority_answers_for(desk: Signed, engine: Engine) -> None:
    """With the reason, without a single form that decides; and no form of his own counts."""
    site = site_of(engine)
    reviewer = signed_in(site, Role.REVIEWER, authority="Hessisches Ministerium der Finanzen")
    number = number_of(engine, "asked")
    page = unescape(reviewer.get(f"/eintraege/{number}").text)
    assert "Sie können ihn lesen, aber nicht entscheiden" in page
    assert "/sichtbar" not in page and "/annehmen" not in page and "/angabe" not in page
    answer = reviewer.act(f"/eintraege/{number}/sichtbar", gesehen="1-0", wie="zurueckziehen")
    assert answer.status_code == 403


def test_the_history_is_one_line(desk: Signed, engine: Engine) -> None:
    """What the source did and what people did, newest first, with who and why."""
    number = number_of(engine, "asked")
    with writing(engine) as session:
        confirm(session, number, Subject.DEADLINES, "a@example.org", NOW + DAY)
        note(session, number, "Rückruf zugesagt", "b@example.org", NOW + 2 * DAY)
    page = page_of(desk, engine)
    line = page[page.index('id="verlauf"') :]
    noted, confirmed, first = (
        line.index(words) for words in ("Rückruf zugesagt", "Frist: bestätigt", "erstmals gelesen")
    )
    assert noted < confirmed < first
    assert "geprüft am" in page


def test_the_number_of_queries_does_not_grow(desk: Signed, engine: Engine, rules: Rules) -> None:
    """Neither with claims and revisions nor with decisions and questions."""
    number = number_of(engine, "asked")
    with counted(engine) as before:
        desk.get(f"/eintraege/{number}")
    for days in range(1, 5):
        at = NOW + days * DAY
        body = f"{BODY}\nAnträge bis 1.{days}.2028. Abruf bis zum {days}. Mai 2028 möglich."
        crawled(engine, at, replace(ASKED, body=body))
        process(engine, rules, at)
        with writing(engine) as session:
            confirm(session, number, Subject.DEADLINES, "a@example.org", at)
            note(session, number, "eine Notiz", "a@example.org", at)
    with counted(engine) as after:
        page = desk.get(f"/eintraege/{number}").text
    assert page.count("eine Notiz") == 4
    # One more at most: old texts, where the source moved beneath a person's word.
    assert len(after) <= len(before) + 1
