"""Opportunity: each case apart, each value with its words, and who contradicts whom."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine

from db.actors import AreaContact
from db.engine import writing
from db.opportunities import Opportunity, Revision
from db.projection import rebuild
from db.statements import Case, Evidence, Field, Unit
from db.vocabulary import Origin, Presence, Visibility, Withdrawal
from notifier.issue import Imprint
from tests.conftest import NOW, TODAY
from tests.notifier.samples import (
    FEDERAL,
    SENDER,
    SOURCES,
    STATE,
    TOPICS,
    TREE,
    change,
    fixed,
    group,
    publish,
    values,
)
from tests.stating import said
from tests.web.measured_stock import counted
from tests.web.public.visiting import DAY, main_of, part_of, stranger
from tests.web.test_groups import relatives
from web.structured import record, written

SMALL = Case(words="kleine Gemeinden", population_max=5_000)
SUM = Evidence(source=STATE.slug, part="Text", quote="bis zu 90.000 Euro")
SITES = {one.slug: one for one in (STATE, FEDERAL)}


def page_of(engine: Engine, number: int, asked: str = "") -> str:
    """The page of an entry, as a stranger sees it."""
    answer = stranger(engine, sources=SITES).get(f"/foerderungen/{number}{asked}")
    assert answer.status_code == 200
    return answer.text


def test_each_case_stands_by_itself_with_its_words(engine: Engine) -> None:
    """What is for some is under their heading; a case without words is called by what it is."""
    weak = Case(applicants=("municipality",), weak=True)
    more = (
        said(Field.AWARD_MAX, 90_000, SMALL, evidence=SUM, units=(Unit.PROJECT,)),
        said(Field.RATE_MAX, 95, weak, evidence=Evidence(quote="95 Prozent")),
    )
    number = publish(engine, "1", values(award_max=None, rate_max=None, more=more))
    text = part_of(page_of(engine, number), 'id="angaben"')
    general, small, poor = re.split("Nur für: ", text)
    assert "01.02.2027 „" not in general  # the marks are the style's
    assert "Anträge sind bis zum 1. Februar 2027 einzureichen." in general
    assert "90.000" not in general and "95" not in general
    assert small.startswith("kleine Gemeinden") and "90.000 €" in small
    assert "bis zu 90.000 Euro Text" in small and "95" not in small
    assert poor.startswith("Städte und Gemeinden, finanzschwache Kommunen") and "95 %" in poor
    assert "Was für einen Fall gilt, gilt nicht für die anderen." in text


@pytest.mark.parametrize(
    ("days", "state", "left"),
    [(0, "offen", "(noch 71 Tage)"), (71, "offen", "(endet heute)"), (72, "geschlossen", "")],
)
def test_status_and_next_deadline_stand_on_top(
    engine: Engine, days: int, state: str, left: str
) -> None:
    """As they are on the day somebody looks."""
    number = publish(engine, "1", values())
    page = stranger(engine, days).get(f"/foerderungen/{number}").text
    glance = main_of("<main>" + page.split("at-a-glance")[1].split("</section>")[0] + "</main>")
    assert state in glance and ("01.02.2027" in glance) is bool(left) and left in glance


def test_who_contradicts_whom_is_said(engine: Engine) -> None:
    """Each value with the source that states it, on the page of either; no day is counted down."""
    lead = publish(engine, "1", values(), source=STATE)
    later = values(deadlines=(fixed(TODAY + 90 * DAY, quote="Frist: 20. Februar 2027"),))
    from_federal = tuple(
        replace(one, evidence=replace(one.evidence, source=FEDERAL.slug))
        for one in later.statements
    )
    other = publish(engine, "2", replace(later, statements=from_federal), source=FEDERAL)
    group(engine, lead, other)
    for number in (lead, other):
        text = main_of(page_of(engine, number))
        assert "Die Angaben weichen voneinander ab" in text and "noch 71 Tage" not in text
        assert f"01.02.2027 laut {STATE.title}" in text or number == other
        assert f"20.02.2027 laut {FEDERAL.title}" in text
        assert STATE.licence in text and "wie es dort steht" in text


def test_what_changed_is_told_in_words(engine: Engine) -> None:
    """What was, what is and since when; a cosmetic change is none."""
    number = publish(engine, "1", values(), NOW - 9 * DAY)
    assert "seitdem hat sich nichts Wesentliches geändert" in page_of(engine, number)
    change(engine, number, values(), NOW, "Frist verlängert: 01.02.2027 → 01.03.2027")
    with writing(engine) as session:
        row = session.get_one(Opportunity, number)
        revision = session.get_one(Revision, row.revision_id)
        (one,) = revision.changes
        revision.changes = [{**one, "old": "01.02.2027", "new": "01.03.2027", "case": ""}]
    text = part_of(page_of(engine, number), 'id="verlauf"')
    assert "22.11.2026 Frist verlängert: bisher 01.02.2027, seitdem 01.03.2027" in text
    assert "13.11.2026 erstmals gelesen" in text


def test_a_person_who_vouches_is_told_with_the_day(engine: Engine) -> None:
    """At the value and for the whole; without anybody the page says so."""
    read = publish(engine, "1", values())
    checked = fixed(TODAY + 5 * DAY, origin=Origin.STAFF, checked_on=TODAY - 2 * DAY)
    vouched = publish(engine, "2", values(deadlines=(checked,)))
    assert "noch nicht" in part_of(page_of(engine, read), 'id="quelle"')
    page = page_of(engine, vouched)
    assert "ja, einzelne Angaben seit 20.11.2026" in part_of(page, 'id="quelle"')
    assert "geprüft am 20.11.2026" in part_of(page, 'id="angaben"')


def test_relatives_are_found_however_they_hang_together(engine: Engine) -> None:
    """By way of a third, too; one that is hidden is not named."""
    ids = [publish(engine, land, values(areas=(land,))) for land in ("06", "09", "06631", "06535")]
    relatives(engine, *ids)
    page = page_of(engine, ids[0])
    assert all(f'href="/foerderungen/{id}">' in page for id in ids[1:])
    with writing(engine) as session:
        session.get_one(Opportunity, ids[3]).visibility = Visibility.HELD
        rebuild(session, ids, TODAY)
    page = page_of(engine, ids[0])
    assert f'href="/foerderungen/{ids[2]}">' in page and f"/foerderungen/{ids[3]}" not in page


def test_the_page_asks_as_often_however_much_there_is(engine: Engine) -> None:
    """Many relatives and many revisions cost no more questions than one."""
    asked = []
    for number in (1, 4):
        ids = [publish(engine, f"{number}-{n}", values(title=f"{n}")) for n in range(number + 1)]
        relatives(engine, *ids)
        for n in range(number):
            change(engine, ids[n], values(title="neu"), NOW, "Frist: neu")
        browser = stranger(engine)
        browser.get("/foerderungen/1")
        with counted(engine) as so_far:
            browser.get(f"/foerderungen/{ids[0]}")
            asked.append(so_far())
    assert asked[0] == asked[1] < 25


def contacts(area: str) -> list[AreaContact]:
    """Whom to ask in the small country."""
    known = {
        "06535011": [
            AreaContact(name="Regionalmanagement", task="berät", website="https://r.example")
        ]
    }
    return known.get(area, [])


IMPRINT = Imprint(sender=SENDER, places=TREE, sources=SOURCES, topics=TOPICS, contacts=contacts)


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ("ort=Lauterbach (Hessen)", "Regionalmanagement : berät"),
        ("gebiet=06535011", "Regionalmanagement : berät"),
        ("gebiet=09571113", "Nach seinem Fördergebiet gilt dieser Eintrag dort nicht."),
        ("gebiet=06631013", "Für diesen Ort kennen wir keine Ansprechstelle."),
        ("gebiet=nirgends", "Diesen Ort kennen wir nicht."),
        ("ort=Nirgendheim", "Einen Ort „Nirgendheim“ kennen wir nicht."),
    ],
)
def test_a_visitor_is_told_whom_to_ask_at_home(engine: Engine, asked: str, words: str) -> None:
    """By name or key; for a place where the entry does not hold the page says that, too."""
    number = publish(engine, "1", values())
    pages = stranger(engine, imprint=lambda: IMPRINT, concerned_by=TREE.concerned_by)
    answer = pages.get(f"/foerderungen/{number}?{asked}")
    text = part_of(answer.text, 'id="kontakt"')
    assert answer.status_code == 200 and words in text
    assert "Regionalbüro, regionalbuero@example.org (laut Quelle)" in text.replace(" ,", ",")


def test_what_is_gone_says_so_and_what_is_hidden_is_not_there(engine: Engine) -> None:
    """Of what its source took away the page still tells, with a status that programs understand."""
    gone = publish(engine, "1", values(title="Bürgerbus"))
    hidden = publish(engine, "2", values())
    with writing(engine) as session:
        session.get_one(Opportunity, gone).presence = Presence.WITHDRAWN
        session.get_one(Opportunity, hidden).visibility = Visibility.HELD
        rebuild(session, [gone, hidden], TODAY)
    pages = stranger(engine)
    answer = pages.get(f"/foerderungen/{gone}")
    assert answer.status_code == 410 and "ETag" not in answer.headers
    assert "Dieser Eintrag gilt nicht mehr" in answer.text and "Bürgerbus" in answer.text
    assert "noch 71 Tage" not in answer.text and "ld+json" not in answer.text
    assert "Die Quelle führt ihn nicht mehr" in answer.text
    with writing(engine) as session:
        session.get_one(Opportunity, gone).withdrawn_why = Withdrawal.STAFF
    text = pages.get(f"/foerderungen/{gone}").text
    assert "Die Servicestelle hat ihn zurückgezogen" in text and "Die Quelle führt" not in text
    told = pages.get(f"/api/v1/foerderungen/{gone}").json()
    assert (told["withdrawn"], told["status"], told["next_deadline"]) == (True, "unknown", None)
    for path in (f"/foerderungen/{hidden}", "/foerderungen/77", f"/foerderungen/{gone}.ics"):
        assert pages.get(path).status_code == 404


def test_one_entry_goes_into_a_calendar(engine: Engine) -> None:
    """Read back by another program; what names no day has no file, and its page no link to one."""
    dated, undated = publish(engine, "1", values()), publish(engine, "2", values(deadlines=()))
    pages = stranger(engine, base_url="https://landbote.example.org")
    answer = pages.get(f"/foerderungen/{dated}.ics")
    assert answer.headers["content-type"].startswith("text/calendar")
    (event,) = vobject.readOne(answer.text).contents["vevent"]
    assert event.dtstart.value == TODAY + timedelta(days=71)
    assert "https://landbote.example.org/foerderungen/1" in event.description.value + str(event)
    assert f'href="/foerderungen/{dated}.ics"' in page_of(engine, dated)
    assert pages.get(f"/foerderungen/{undated}.ics").status_code == 404
    assert ".ics" not in page_of(engine, undated)


def structured(page: str) -> dict[str, object]:
    """What the page says for programs."""
    block = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert block
    found: dict[str, object] = json.loads(block[1])
    return found


def test_programs_are_told_what_it_is(engine: Engine) -> None:
    """A call, a programme and an event, each by its type; another language is named."""
    event = {"kind": "event", "deadlines": (), "event_starts_on": TODAY, "event_place": "Fulda"}
    call = publish(engine, "1", values())
    programme = publish(engine, "2", values(kind="programme", language="en", summary="A bus."))
    talk = publish(engine, "3", values(**event, stated_status="cancelled"))
    found = [structured(page_of(engine, number)) for number in (call, programme, talk)]
    assert [one["@type"] for one in found] == ["MonetaryGrant", "Service", "Event"]
    assert found[0]["funder"] == [{"@type": "Organization", "name": "Land Hessen"}]
    assert found[2]["startDate"] == "2026-11-22" and "Cancelled" in str(found[2]["eventStatus"])
    page = page_of(engine, programme)
    assert 'lang="en"' in page and '<meta name="description" content="A bus.">' in page
    assert '<meta property="og:type" content="article">' in page


def test_programs_are_told_no_more_than_is_said() -> None:
    """No money where none is named, no place of what is online, no day and organiser of no word."""

    def told(**facts: Any) -> dict[str, Any]:
        return record(values(**{"award_max": None, "rate_max": None} | facts), "", str)

    assert told(kind="call")["@type"] == "Grant"
    assert told(kind="call", instruments=("grant",))["@type"] == "MonetaryGrant"
    assert told(kind="call", instruments=("loan",))["@type"] == "Service"
    assert told(kind="notice")["@type"] == "CreativeWork"
    talk = told(kind="event", event_starts_on=TODAY, event_place="Online")
    assert talk["eventAttendanceMode"].endswith("OnlineEventAttendanceMode")
    assert not {"location", "organizer", "eventStatus"} & talk.keys() and talk["funder"]


@given(st.text(), st.text(alphabet="</script>!-<>&'\"\\\u2028 "))
def test_whatever_a_title_says_stays_a_string(title: str, hostile: str) -> None:
    """Nothing ends the element, opens another one or a comment, and programs read what was said."""
    told = replace(values(), title=title + hostile, summary=hostile)
    text = written(record(told, "https://landbote.example.org/foerderungen/1", str))
    assert not set("<>&'\u2028\u2029") & set(text)
    assert json.loads(text)["name"] == title + hostile
