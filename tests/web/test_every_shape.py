"""Every shape: whatever form an entry is told in, it is told alike, and what is hidden in none."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import feedparser
import pytest
from icalendar import Calendar
from openpyxl import load_workbook
from sqlalchemy import Engine
from starlette.testclient import TestClient

from db.change_log import note_changes
from db.engine import writing
from db.labels import STATUSES, short_day
from db.opportunities import Opportunity
from db.projection import rebuild
from db.statements import Case, Evidence, Field, Standing
from db.values import Deadline
from db.vocabulary import DeadlineKind, Presence, Visibility
from tests.conftest import NOW, TODAY
from tests.notifier.samples import REGION, STATE, fixed, group, publish, values
from tests.stating import said
from tests.web.api.asking import program

DAY = timedelta(days=1)
SOON = TODAY + 9 * DAY
CLUBS = Case(words="Vereine", applicants=("association",))


def contested(on: date) -> Deadline:
    """A day that another source contradicts."""
    return Deadline(kind=DeadlineKind.FIXED, value=on.isoformat(), standing=Standing.CONTESTED)


@dataclass(frozen=True, kw_only=True)
class Expected:
    """What every shape must say of an entry: its status, its next day, and its days in all."""

    facts: dict[str, Any]
    status: str
    next_on: date | None = None
    days: tuple[date, ...] = ()
    award: float | None = None  # of a whole grant, for everybody


ENTRIES = {
    "Mit Stunde": Expected(
        facts={
            "deadlines": (
                Deadline(
                    kind=DeadlineKind.FIXED, value=SOON.isoformat(), at="12:00", stage="sketch"
                ),
            ),
            "award_max": None,
            "more": (said(Field.AWARD_MAX, 9_000, evidence=Evidence(quote="bis 9.000 Euro")),),
        },
        status="open",
        next_on=SOON,
        days=(SOON,),
        award=9_000,
    ),
    "Laufend nach einer Runde": Expected(
        facts={"deadlines": (fixed(TODAY - DAY), Deadline(kind=DeadlineKind.ROLLING))},
        status="open",
        award=40_000,
    ),
    "Heute zuletzt": Expected(
        facts={"deadlines": (fixed(TODAY),)},
        status="open",
        next_on=TODAY,
        days=(TODAY,),
        award=40_000,
    ),
    "Gestern vorbei": Expected(
        facts={"deadlines": (fixed(TODAY - DAY),)}, status="closed", award=40_000
    ),
    "Uneins": Expected(
        facts={"deadlines": (contested(SOON), contested(SOON + DAY))},
        status="open",
        days=(SOON, SOON + DAY),
        award=40_000,
    ),
    "Für einige": Expected(
        facts={
            "deadlines": (),
            "award_max": None,
            "stated_status": "open",
            "more": (said(Field.AWARD_MAX, 500, CLUBS),),
        },
        status="open",
    ),
    "Niemand sagt es": Expected(facts={"deadlines": ()}, status="unknown", award=40_000),
    "Fördertage": Expected(
        facts={
            "kind": "event",
            "deadlines": (),
            "award_max": None,
            "event_starts_on": SOON,
            "event_ends_on": SOON + 2 * DAY,
            "event_place": "Alsfeld",
        },
        status="unknown",
        days=(SOON,),
    ),
}


@pytest.fixture
def here(engine: Engine) -> TestClient:
    """A program before a site with these entries, numbered in their order."""
    for number, (title, one) in enumerate(ENTRIES.items(), 1):
        usual = {"award_max": 40_000, "rate_max": None, "url": f"https://example.org/{number}"}
        publish(engine, str(number), values(title=title, **usual | one.facts))
    note_changes(engine, NOW)
    return program(engine, base_url="https://landbote.example.org")


def exported(here: TestClient, ending: str) -> bytes:
    """An export of everything."""
    answer = here.get(f"/foerderungen.{ending}")
    assert answer.status_code == 200
    return answer.content


def test_every_shape_tells_the_same(here: TestClient) -> None:
    """Status, next deadline and whole sum, by number; each by a reader of its own."""
    lines = [json.loads(line) for line in exported(here, "jsonl").splitlines()]
    whole = json.loads(exported(here, "json"))["opportunities"]
    assert sorted(whole, key=str) == sorted(lines, key=str) and len(lines) == len(ENTRIES)
    table = csv.DictReader(io.StringIO(exported(here, "csv").decode("utf-8-sig")), delimiter=";")
    rows = {row["Titel"]: row for row in table}
    sheet = load_workbook(io.BytesIO(exported(here, "xlsx"))).worksheets[0]
    heads, *cells = sheet.iter_rows(values_only=True)
    books = {row["Titel"]: row for row in (dict(zip(heads, one, strict=True)) for one in cells)}
    protocol = here.get("/common-grants/opportunities?pageSize=100").json()["items"]
    grants = {one["title"]: one for one in protocol}
    own = {one["title"]: one for one in here.get("/api/v1/foerderungen?anzahl=100").json()["items"]}
    records = {one["title"]: one for one in lines}
    for title, one in ENTRIES.items():
        day = one.next_on.isoformat() if one.next_on else None
        assert (records[title]["status"], records[title]["next_deadline"]) == (one.status, day)
        assert (own[title]["status"], own[title]["next_deadline"]) == (one.status, day)
        assert own[title]["statements"] == records[title]["statements"]
        assert rows[title]["Stand"] == books[title]["Stand"] == STATUSES[one.status]
        assert rows[title]["Nächste Frist"] == (short_day(one.next_on) if one.next_on else "")
        found = books[title]["Nächste Frist"]
        assert (found.date() if found else None) == one.next_on
        grant = grants[title]
        assert (grant["status"].get("customValue") or grant["status"]["value"]) == one.status
        closing = grant.get("keyDates", {}).get("closeDate", {}).get("date")
        assert closing == day or (one.status == "closed" and closing < TODAY.isoformat())
        money = grant.get("funding", {}).get("maxAwardAmount", {}).get("amount")
        assert (float(money) if money else None) == one.award


def test_calendars_have_the_same_days(here: TestClient) -> None:
    """Of the export, of each entry and of the page; an hour is one in Berlin."""
    events = list(Calendar.from_ical(exported(here, "ics")).walk("VEVENT"))
    for number, (title, one) in enumerate(ENTRIES.items(), 1):
        of_it = [event for event in events if title in str(event["SUMMARY"])]
        begins = [event.decoded("DTSTART") for event in of_it]
        assert [getattr(on, "date", lambda on=on: on)() for on in begins] == list(one.days)
        alone = here.get(f"/foerderungen/{number}.ics")
        assert (alone.status_code == 200) >= bool(one.days)
        for on in one.days:
            assert title in here.get(f"/kalender?tag={on}").text
    hour = next(e for e in events if "Mit Stunde" in str(e["SUMMARY"])).decoded("DTSTART")
    assert (hour.hour, str(hour.tzinfo)) == (12, "Europe/Berlin")
    talk = next(e for e in events if "Fördertage" in str(e["SUMMARY"]))
    assert talk.decoded("DTEND") == SOON + 3 * DAY


def test_pages_say_the_same(here: TestClient) -> None:
    """The page of an entry, its record for search engines, and the comparison."""
    for number, one in enumerate(ENTRIES.values(), 1):
        page = here.get(f"/foerderungen/{number}").text
        badge = "Stand unbekannt" if one.status == "unknown" else STATUSES[one.status]
        at_a_glance = page.partition('"at-a-glance"')[2].partition("</dl>")[0]
        assert badge in at_a_glance
        block = re.search(r'ld\+json">(.*?)</script>', page)
        assert block and not {"amount", "validThrough"} & json.loads(block[1]).keys()
    beside = here.get("/vergleich?a=5&b=3").text
    assert "strittig" in beside or "weichen" in beside
    assert "500" not in here.get("/vergleich?a=6&b=3").text.partition("Fördersumme")[0]


def test_what_another_source_added_stands_with_its_licence(engine: Engine) -> None:
    """A gap that was filled is not under the terms of the entry's own source alone."""
    bare = values(title="Bürgerbus", award_max=None, deadlines=(fixed(SOON),))
    first = publish(engine, "1", bare)
    second = publish(engine, "2", values(title="Bürgerbusse"), source=REGION)
    group(engine, first, second)
    other = replace(REGION, licence="CC BY 4.0, Region")
    here = program(engine, sources={one.slug: one for one in (STATE, other)})
    own = here.get(f"/api/v1/foerderungen/{first}").json()
    assert own["award_max"] == 20_000
    grant = here.get("/common-grants/opportunities").json()["items"][0]
    record = json.loads(exported(here, "jsonl"))
    told = [own["licence"], record["licence"], grant["customFields"]["licence"]["value"]]
    line = f"{STATE.licence} Ergänzt aus {other.title}: {other.licence}"
    assert told == [line] * 3 and line in exported(here, "csv").decode()
    assert "CC BY 4.0" in exported(here, "ics").decode().replace("\r\n ", "")


EVERYWHERE = (
    "/",
    "/foerderungen",
    "/foerderungen?suche=Unterschlupf",
    "/foerderungen?suche=Unterschlupff",
    "/kalender",
    "/kalender?ansicht=liste",
    "/termine",
    "/datenquellen",
    "/regionen/06535",
    "/regionen/06535/einbetten",
    "/regionen/06535/atom",
    "/passt-zu-uns?gebiet=06535002",
    "/passt-zu-uns?gebiet=06535002&gruppe=vielleicht",
    "/vergleich?suche=Unterschlupf",
    "/sitemap.xml",
    "/api/v1/foerderungen?anzahl=100",
    "/api/v1/aenderungen?anzahl=100",
    "/common-grants/opportunities?pageSize=100",
    "/daten",
    *(f"/foerderungen.{ending}" for ending in ("csv", "json", "jsonl", "atom", "ics")),
)


def test_what_is_hidden_stands_in_no_shape(engine: Engine, here: TestClient) -> None:
    """It was told before: nothing that was held in memory, noted or counted tells it again."""
    secret = publish(
        engine, "x", values(title="Unterschlupf", summary="Unterschlupf", areas=("06",))
    )
    note_changes(engine, NOW)
    told = [path for path in EVERYWHERE if "Unterschlupf" in here.get(path).text]
    assert len(told) > 12  # so that looking for it means something
    number = f"/foerderungen/{secret}"
    with writing(engine) as session:
        session.get_one(Opportunity, secret).visibility = Visibility.HELD
        rebuild(session, [secret], TODAY)
    note_changes(engine, NOW + timedelta(minutes=1))
    for path in EVERYWHERE:
        answer = here.get(path)
        # What was asked for is said again; what is looked for instead is not.
        asked = path.rpartition("suche=")[2] if "suche=" in path else ""
        text = answer.text.replace(asked, "") if asked else answer.text
        assert answer.status_code == 200 and "Unterschlupf" not in text, path
        assert f'href="{number}' not in text, path
    gone = (number, f"{number}.ics", f"/vergleich?a={secret}", f"/hinweis?eintrag={secret}")
    for path in (*gone, f"/api/v1{number}", f"/api/v1{number}/revisionen"):
        assert "Unterschlupf" not in here.get(path).text, path
    assert feedparser.parse(exported(here, "atom")).entries
    with writing(engine) as session:
        one = session.get_one(Opportunity, secret)
        one.visibility, one.presence = Visibility.PUBLISHED, Presence.WITHDRAWN
        rebuild(session, [secret], TODAY)
    lists = [path for path in EVERYWHERE if "aenderungen" not in path and "suche=" not in path]
    assert not [path for path in lists if "Unterschlupf" in here.get(path).text]
    assert here.get(number).status_code == 410
