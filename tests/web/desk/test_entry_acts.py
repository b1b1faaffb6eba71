"""Entry acts: every button of the page of an entry, on a real database."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

import pytest
from httpx2 import Response
from sqlalchemy import Engine, select

from db.decisions import Decision
from db.engine import reading, writing
from db.opportunities import Opportunity
from db.reviews import ReviewItem
from db.statements import Subject
from db.vocabulary import Origin, ReviewState
from pipeline.desk.confirm import confirm
from pipeline.run import Rules, process
from tests.conftest import NOW
from tests.pipeline.test_run import DAY, crawled
from tests.web.desk.entries import (
    ASKED,
    BODY,
    OTHER,
    number_of,
    questions_of,
    seen_on,
    site_of,
    values_of,
)
from tests.web.signing_in import Signed, signed_in


class Desk:
    """A clerk at one entry."""

    def __init__(self, engine: Engine, browser: Signed) -> None:
        self.engine, self.browser = engine, browser
        self.number = number_of(engine, "asked")

    def page(self, query: str = "") -> str:
        """The page as it stands."""
        return unescape(self.browser.get(f"/eintraege/{self.number}{query}").text)

    def act(self, what: str, seen: str = "", **fields: str) -> Response:
        """Press a button of the page as it stands, or as it stood."""
        seen = seen or seen_on(self.page())
        return self.browser.act(f"/eintraege/{self.number}/{what}", gesehen=seen, **fields)

    def question(self) -> ReviewItem:
        """The question about the day by which money is called."""
        return next(one for one in questions_of(self.engine, "asked") if "Sept" in one.quote)

    def days(self) -> list[tuple[str, Origin]]:
        """The deadlines that stand, with who says so."""
        return [(one.value, one.origin) for one in values_of(self.engine, "asked").deadlines]

    def decisions(self) -> list[Decision]:
        """The log."""
        with reading(self.engine) as session:
            return list(session.scalars(select(Decision).order_by(Decision.id)))


@pytest.fixture
def desk(engine: Engine, rules: Rules) -> Desk:
    """A clerk at an entry with one question."""
    crawled(engine, NOW, ASKED, OTHER)
    process(engine, rules, NOW)
    return Desk(engine, signed_in(site_of(engine)))


def test_one_key_accepts_and_one_undoes(desk: Desk) -> None:
    """The day stands as a person's word, the next page says so and offers to take it back."""
    item = desk.question()
    answer = desk.act(f"fragen/{item.id}/annehmen")
    assert answer.status_code == 303
    assert ("2027-09-15", Origin.STAFF) in desk.days()
    page = desk.page()
    assert re.search(r"Frist angenommen ·\s*<button[^>]*data-key=\"u\">rückgängig machen", page)
    (made,) = desk.decisions()
    assert desk.act("rueckgaengig", entscheidung=str(made.id)).status_code == 303
    assert ("2027-09-15", Origin.STAFF) not in desk.days()
    assert desk.question().state == ReviewState.OPEN


def test_half_a_suggestion_leads_to_what_it_lacks(desk: Desk, rules: Rules) -> None:
    """A day without a year cannot be accepted: the form opens with it, to be typed on."""
    later = NOW + DAY
    body = BODY.replace("31. März 2027", "31. März")
    crawled(desk.engine, later, replace(ASKED, body=body, published_on=None))
    process(desk.engine, rules, later)
    page = desk.page()
    (link,) = re.findall(r'data-key="a" href="([^"]+)">Vorschlag ergänzen', page)
    form = unescape(desk.browser.get(link).text)
    assert 'name="wert" value="31.03."' in form
    refused = desk.act("angabe", feld="deadlines", wert="31.03.")
    assert refused.status_code == 422 and "nennt kein Jahr" in unescape(refused.text)


def test_a_rejected_day_is_not_asked_again(desk: Desk) -> None:
    """And nothing is stated of it."""
    assert desk.act(f"fragen/{desk.question().id}/ablehnen").status_code == 303
    assert "2027-09-15" not in dict(desk.days())
    assert desk.question().state == ReviewState.ANSWERED


def test_after_an_answer_comes_the_next_question_of_the_queue(desk: Desk) -> None:
    """The same form again, which knows its queue; while the entry asks, it stays there."""
    answer = desk.act(f"fragen/{desk.question().id}/annehmen", warteschlange="quelle=x")
    assert (answer.status_code, answer.headers["location"]) == (307, "/fragen/naechste")
    answer = desk.act("notiz", notiz="so")
    assert answer.headers["location"] == f"/eintraege/{desk.number}"


def test_a_question_that_waits_is_not_in_the_way(desk: Desk) -> None:
    """Until its day it stands aside, with what was asked of whom."""
    item = desk.question()
    assert desk.act(f"fragen/{item.id}/spaeter", bis="1.12.2026").status_code == 303
    page = desk.page()
    assert "Zurückgestellt: " in page and f'id="frage-{item.id}"' not in page
    later = Desk(desk.engine, signed_in(site_of(desk.engine, NOW + 10 * DAY)))
    assert f'id="frage-{item.id}"' in later.page()


def test_a_funder_is_asked_by_a_mail_that_is_written_already(desk: Desk) -> None:
    """With the words, the question and the address of the entry; what is sent is noted."""
    item, page = desk.question(), desk.page()
    assert 'href="mailto:dorf@example.org?subject=R%C3%BCckfrage' in page
    assert "Guten Tag Frau Muster," in page and f"„{item.quote}“" in page
    fields = {"frage": item.question, "an": "dorf@example.org", "bis": "2026-12-06"}
    assert desk.act(f"fragen/{item.id}/nachgefragt", **fields).status_code == 303
    assert "beim Förderer nachgefragt" in desk.page()
    refused = desk.act(f"fragen/{item.id}/nachgefragt", **{**fields, "bis": "gestern"})
    assert refused.status_code == 422 and "„gestern“ ist kein Tag" in unescape(refused.text)


def test_a_deadline_is_corrected_by_its_words(desk: Desk) -> None:
    """Selected in the text, found there, suggested by the reader, kept with their place."""
    page = desk.page("?feld=deadlines&wort=bis+zum+31.+M%C3%A4rz+2027")
    assert 'name="wert" value="31.03.2027"' in page
    fields = {
        name: re.search(rf'name="{name}" value="(\d+)"', page)[1]  # type: ignore[index]
        for name in ("teil", "von", "bis")
    }
    start, end = int(fields["von"]), int(fields["bis"])
    assert BODY[start:end] == "bis zum 31. März 2027"
    answer = desk.act(
        "angabe", feld="deadlines", wert="30.4.2027", wort="bis zum 31. März 2027", **fields
    )
    assert answer.status_code == 303
    (made,) = desk.decisions()
    (said,) = made.value
    assert (said["value"], said["evidence"]["start"]) == ("2027-04-30", start)
    assert desk.days() == [("2027-04-30", Origin.STAFF)]


def test_what_is_not_understood_is_said_and_stays(desk: Desk) -> None:
    """Beside the field, with all that was typed."""
    answer = desk.act("angabe", feld="award", wert="sehr viel", warum="am Telefon")
    page = unescape(answer.text)
    assert answer.status_code == 422
    assert "„sehr viel“ ist als Fördersumme nicht zu verstehen" in page
    assert 'value="sehr viel"' in page and 'value="am Telefon"' in page
    assert desk.decisions() == []


def test_words_that_stand_twice_are_asked_for(desk: Desk) -> None:
    """And those that stand nowhere are refused; a chosen place counts."""
    answer = desk.act("angabe", feld="deadlines", wert="laufend", wort="bis zum")
    page = unescape(answer.text)
    assert answer.status_code == 422 and page.count('name="stelle"') == 2
    choice = re.findall(r'name="stelle"[^>]*value="(\d+)"', page)[1]
    fields = {"feld": "deadlines", "wert": "laufend", "wort": "bis zum"}
    assert desk.act("angabe", **fields, stelle=choice).status_code == 303
    (said,) = desk.decisions()[0].value
    assert said["evidence"]["start"] == BODY.rindex("bis zum")
    lost = desk.act("angabe", **{**fields, "wort": "nirgends gesagt"})
    assert lost.status_code == 422 and "stehen so nicht im Text" in unescape(lost.text)


def test_who_comes_second_loses_nothing(desk: Desk) -> None:
    """The page comes again with what was typed, and says what happened meanwhile."""
    seen = seen_on(desk.page())
    with writing(desk.engine) as session:
        confirm(session, desk.number, Subject.DEADLINES, "andere@example.org", NOW)
    answer = desk.act("angabe", seen, feld="award", wert="bis 50.000 €", warum="laut Richtlinie")
    page = unescape(answer.text)
    assert answer.status_code == 409
    assert "inzwischen geändert" in page and "andere@example.org" in page
    assert 'value="bis 50.000 €"' in page and 'value="laut Richtlinie"' in page
    assert len(desk.decisions()) == 1


@pytest.mark.parametrize(
    ("wie", "visibility", "why"),
    [
        ("zurueckhalten", "held", ""),
        ("nicht-zeigen", "never", ""),
        ("zurueckziehen", "published", "staff"),
    ],
)
def test_who_sees_an_entry_is_decided_here(desk: Desk, wie: str, visibility: str, why: str) -> None:
    """And taken back from here."""
    assert desk.act("sichtbar", wie=wie, warum="so ist es").status_code == 303
    with reading(desk.engine) as session:
        one = session.get_one(Opportunity, desk.number)
        assert (one.visibility, one.withdrawn_why) == (visibility, why)
    assert "so ist es" in desk.page()


@pytest.mark.parametrize("kind", ["notice", "event", "prize"])
def test_what_an_entry_is_is_decided_here(desk: Desk, kind: str) -> None:
    """Whatever its source calls it."""
    assert desk.act("art", art=kind).status_code == 303
    assert values_of(desk.engine, "asked").kind == kind


def test_two_entries_are_parted_and_merged(desk: Desk) -> None:
    """Side by side, field by field, with what differs marked."""
    other = number_of(desk.engine, "other")
    assert desk.act("zusammenlegen", anderer=str(other)).status_code == 303
    page = desk.page()
    assert "Nebeneinander" in page and "verschieden" in page and "Bürgerbusse" in page
    assert "30.04.2027" in page
    assert desk.act("trennen", anderer=str(other)).status_code == 303
    assert "ein anderes Programm" in desk.page()
    lost = desk.act("zusammenlegen", anderer="99")
    assert lost.status_code == 422


def test_what_moved_beneath_a_persons_word_is_shown_word_by_word(desk: Desk, rules: Rules) -> None:
    """The old text against the new one, and what staff said."""
    desk.act("bestaetigen", feld="deadlines")
    later = NOW + DAY
    body = BODY.replace("31. März 2027", "30. April 2027")
    crawled(desk.engine, later, replace(ASKED, body=body))
    process(desk.engine, rules, later)
    page = desk.page()
    assert "<del>31. März</del><ins>30. April</ins>" in page
    assert "Bisheriges gilt weiter" in page and "Neuen Wert annehmen" in page


@pytest.mark.parametrize(
    ("what", "fields"),
    [
        ("angabe", {"feld": "quatsch"}),
        ("art", {"art": "quatsch"}),
        ("sichtbar", {"wie": "quatsch"}),
        ("bestaetigen", {"feld": "quatsch"}),
        ("rueckgaengig", {"entscheidung": "77"}),
        ("fragen/77/annehmen", {}),
        ("notiz", {"notiz": " "}),
        ("zusammenlegen", {"anderer": "x"}),
    ],
)
def test_what_no_form_sends_is_refused(desk: Desk, what: str, fields: dict[str, str]) -> None:
    """In German, and without a word in the log."""
    assert desk.act(what, **fields).status_code == 422
    assert desk.act(what, "unsinn", **fields).status_code == 422
    assert desk.decisions() == []
