"""Exports: every format that is there, read back, with hostile content."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from dataclasses import replace
from datetime import date, datetime
from html import unescape
from typing import Any

import feedparser
import pytest
import vobject
from icalendar import Calendar
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from db import labels
from db.local_date import BERLIN
from db.queries.listing import Elsewhere, Listed
from db.statements import Case, Evidence, Field, Standing, Unit
from db.values import Deadline, Person, Reference, Values
from db.vocabulary import DeadlineKind
from notifier.mail.links import link_allowed
from tests.conftest import TODAY
from tests.notifier.samples import STATE
from tests.stating import said, stated
from web.cells import harmless
from web.exports import Format, format_named, format_names, xlsx
from web.records import records
from web.stock import Stock
from web.table import COLUMNS

FORMATS = [format_named(name) for name in format_names()]
named = pytest.mark.parametrize("chosen", FORMATS, ids=lambda one: one.name)
# What a spreadsheet, a calendar or an archive would take for something else than words.
HOSTILE = (
    "=HYPERLINK(1)",
    "{=SUM(A1)}",
    "+49",
    "-1",
    "@SUM(A1)",
    "\tx",
    "=cmd|' /C calc'!A0",
    "https://example.org/",
    "0049",
    "</t></is><f>1+1</f>",
    "x\r\nEND:VEVENT\r\nEND:VCALENDAR",
    "a;b,c\\n\"d\"\n'e'",
    "\x00\x0b\x1b\ufffe",
    "\ud800",
    "ä" * 100,
    "x" * 40_000,
)


def fixed(on: str, **more: Any) -> Deadline:
    """A deadline on one day."""
    return Deadline(kind=DeadlineKind.FIXED, value=on, **more)


def listed(key: str = "1", **more: Any) -> Listed:
    """A published opportunity."""
    facts = {"title": "Dorfladen", "url": "https://example.org/1", "level": "state"} | more
    return Listed(id=1, source="he_muster", key=key, values=stated(**facts), revisions=1)


# Every field that holds somebody's words says its own name, so that none can be left out.
MARKED = {
    "title": "title-marked",
    "url": "https://example.org/url-marked",
    "summary": "summary-marked",
    "funders": ("funders-marked", "funders-marked-2"),
    "event_place": "place-marked",
    "contacts": (Person(organisation="organisation-marked", email="email-marked@example.org"),),
    "links": (Reference(url="https://example.org/link-marked", title="reference-marked"),),
    "rate_max": 65,
    "quotes": {"rate_max": "quote-marked"},
}
FULL = listed(
    "key-marked",
    **MARKED,
    deadlines=(fixed("2027-02-01", quote="deadline-marked"),),
    areas=("06", "07"),
    award_max=45_000,
    opens_on=date(2027, 1, 4),
)
PLAIN = listed("2", title="Ohne Frist", deadlines=(Deadline(kind=DeadlineKind.ROLLING),))


def written(chosen: Format, *of: Listed, **more: Any) -> bytes:
    """The bytes that a format makes of some opportunities."""
    return b"".join(chosen.pieces(Stock(listed=of, today=TODAY, **more)))


def words_in(data: bytes) -> str:
    """All text in some bytes, whatever the format: an archive is opened, folded lines joined."""
    if data.startswith(b"PK"):
        archive = zipfile.ZipFile(io.BytesIO(data))
        assert archive.testzip() is None
        return "\n".join(unescape(archive.read(name).decode()) for name in archive.namelist())
    return data.decode().replace("\r\n ", "")


def test_every_format_has_a_name_on_pages() -> None:
    """A search, a saved filter and a selection offer all of them, under the same names."""
    assert sorted(labels.FILES) == format_names()


@named
def test_a_format_says_what_it_is(chosen: Format) -> None:
    """It is called like its file, and has a media type and an ending of its own."""
    assert format_named(chosen.name) is chosen
    assert re.fullmatch(r"[a-z]+/[a-z0-9.+-]+", chosen.media_type)
    assert re.fullmatch(r"\.[a-z0-9]+", chosen.suffix)
    for what in ("name", "media_type", "suffix"):
        assert [getattr(one, what) for one in FORMATS].count(getattr(chosen, what)) == 1


@named
def test_a_format_holds_whatever_it_takes(chosen: Format) -> None:
    """Every opportunity that it says it takes is in it, whole if it says so, and no other."""
    words = words_in(written(chosen, FULL, PLAIN))
    assert [one.values.title in words for one in (FULL, PLAIN)] == [
        chosen.takes(one, TODAY) for one in (FULL, PLAIN)
    ]
    assert chosen.label and chosen.says.endswith(".")
    if chosen.complete:
        marks = re.findall(r"[\w/.:@-]*-marked[\w@.-]*", repr(FULL))
        assert len(marks) > 10 and [mark for mark in marks if mark not in words] == []


@named
def test_a_format_writes_the_same_twice(chosen: Format) -> None:
    """Time is passed in, so that two exports of one stock are equal byte for byte."""
    assert written(chosen, FULL, PLAIN) == written(chosen, FULL, PLAIN)
    assert written(chosen, FULL) != written(chosen, PLAIN)


@named
def test_an_empty_stock_is_a_file_all_the_same(chosen: Format) -> None:
    """Nothing published is no fault."""
    assert "title-marked" not in words_in(written(chosen))


@named
def test_nothing_asked_is_exported(chosen: Format) -> None:
    """Whoever takes an export would use it as a value; what is contested is told as such."""
    doubt = said(
        *(Field.RATE_MAX, 99),
        standing=Standing.ASKED,
        question="Frage an die Servicestelle?",
        evidence=Evidence(quote="bis zu 99 Prozent"),
    )
    asked = listed(deadlines=(fixed("2027-02-01"),), more=(doubt,))
    words = words_in(written(chosen, asked))
    assert "Dorfladen" in words
    assert "Servicestelle" not in words and "99 Prozent" not in words


@named
@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_words_stay_words(chosen: Format, text: str) -> None:
    """Whatever a page says, the file can be read, and the next opportunity is unharmed."""
    deadline = fixed("2027-02-01", quote=text, stage=text, case=Case(words=text))
    bad = listed(
        *(text,),
        title=text,
        summary=text,
        funders=(text,),
        contacts=(Person(person=text),),
        links=(Reference(url=text, title=text),),
        deadlines=(deadline,),
        url=text,
    )
    data = written(chosen, bad, FULL)
    assert "title-marked" in words_in(data)
    if chosen.name == "csv":
        bad_row, _full = csv_rows(data)
        assert not any(
            re.match(r"[\s'\"]*[=+@-]", cell) and cell[0] != "'" for cell in bad_row.values()
        )
        assert data.count(b"\n") == data.count(b"\r\n") == 3
    if chosen.name == "xlsx":
        sheet = load_workbook(io.BytesIO(data)).worksheets[0]
        assert sheet.max_row == 3 and sheet["B3"].value == "title-marked"
        assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n", "d"}
        linked = [
            cell.hyperlink.target for row in sheet.iter_rows() for cell in row if cell.hyperlink
        ]
        assert all(link_allowed(target) for target in linked)
    if chosen.name == "ics":
        assert len(Calendar.from_ical(data).events) == 2
        assert len(list(vobject.readOne(data.decode()).vevent_list)) == 2
    if chosen.name == "jsonl":
        assert len([json.loads(line) for line in data.split(b"\n") if line]) == 2
    if chosen.name == "json":
        assert len(json.loads(data)["opportunities"]) == 2
    if chosen.name == "atom":
        feed = feedparser.parse(data)
        assert not feed.bozo and len(feed.entries) == 2


def csv_rows(data: bytes) -> list[dict[str, str]]:
    """The rows of a table by their headings, with cells as long as they may be."""
    usual = csv.field_size_limit(10_000_000)
    try:
        text = io.StringIO(data.decode("utf-8-sig"), newline="")
        return list(csv.DictReader(text, delimiter=";"))
    finally:
        csv.field_size_limit(usual)


@pytest.mark.parametrize("name", ["json", "jsonl"])
def test_what_programs_read_is_exact(name: str) -> None:
    """Every field is what it was, with codes and ISO days."""
    rows = list(records(Stock(listed=(FULL, PLAIN), today=TODAY)))
    data = written(format_named(name), FULL, PLAIN).decode()
    whole = [json.loads(line) for line in data.splitlines()] if name == "jsonl" else None
    assert (whole or json.loads(data)["opportunities"]) == rows
    assert (rows[0]["as_of"], rows[0]["next_deadline"]) == ("2026-11-22", "2027-02-01")
    assert set(Values.__dataclass_fields__) < set(rows[0])


def test_programs_read_each_statement_with_its_case_unit_words_and_standing() -> None:
    """A sum without what it is for would be a wrong one; our own questions are nobody's matter."""
    per_place = said(
        *(Field.AWARD_MAX, 45_000, Case(words="Private", applicants=("individual",))),
        units=(Unit.PLACE,),
        unit_words="je Ortsteil",
        evidence=Evidence(part="body", quote="45.000 Euro je Ortsteil", start=7, end=30),
    )
    doubt = said(Field.RATE_MAX, 75, standing=Standing.CONTESTED, question="Was gilt?")
    (row,) = records(Stock(listed=[listed(more=(per_place, doubt))], today=TODAY))
    found = {one["field"]: one for one in row["statements"]}
    assert found["award_max"] == {
        "field": "award_max",
        "value": 45_000,
        "units": ["place"],
        "unit_words": "je Ortsteil",
        "case": {"words": "Private", "applicants": ["individual"]},
        "evidence": {"part": "body", "quote": "45.000 Euro je Ortsteil", "start": 7, "end": 30},
    }
    assert found["rate_max"]["standing"] == "contested" and row["rate_max"] is None
    assert row["contested"] == ["rate"] and "Was gilt?" not in json.dumps(row)


def test_a_json_document_says_what_it_is() -> None:
    """From when it is, what it is narrowed to and where it is to be had, before all entries."""
    document = json.loads(
        written(
            *(format_named("json"), PLAIN),
            wanted={"Gebiet": "Hessen"},
            address="https://landbote.example.org/foerderungen.json?gebiet=06",
        )
    )
    assert (document["as_of"], document["filter"]) == ("2026-11-22", {"Gebiet": "Hessen"})
    assert document["address"].endswith("?gebiet=06") and "url" in document["terms"]


def test_a_csv_is_in_german() -> None:
    """Headings, labels, names of areas, days and decimals are as a German office reads them."""
    second = listed(
        "2",
        summary="Zeile\nZwei; „drei“",
        award_max=1234.5,
        deadlines=(fixed("2027-02-01", stage="sketch", at="12:00"),),
    )
    data = written(
        *(format_named("csv"), FULL, second),
        area_name={"06": "Hessen", "07": "Rheinland-Pfalz"}.__getitem__,
        base_url="https://landbote.example.org",
    )
    assert data.startswith(b"\xef\xbb\xbfNummer;Titel;")
    first, row = csv_rows(data)
    assert list(first) == [column.heading for column in COLUMNS]
    assert (first["Nächste Frist"], first["Art der Frist"]) == ("01.02.2027", "Stichtag")
    assert (row["Stufe der Frist"], row["Uhrzeit der Frist"]) == ("Skizze", "12:00")
    assert first["Fördergebiet"] == "Hessen | Rheinland-Pfalz"
    assert (first["Gebietsschlüssel"], first["Kennung bei der Quelle"]) == ("06 | 07", "key-marked")
    assert (first["Höchstförderung (€)"], row["Höchstförderung (€)"]) == ("45000", "1234,5")
    assert (first["Stand"], first["Höchstfördersatz (%)"]) == ("angekündigt", "65")
    assert row["Kurztext"] == "Zeile Zwei; „drei“"
    assert row["Seite bei Landbote"] == "https://landbote.example.org/foerderungen/1"


@pytest.mark.parametrize(
    "text",
    [
        *("=1+1", "+1", "-1", "@x", " =1", "\t=1", "\r=1", "\n=1", "\u00a0=1", "\u200b=1", "＝1"),
        *('"=1', "'=1", "\x00=1", "\ufeff=1", "|cmd", "%0A=1"),
    ],
)
def test_nothing_in_a_csv_is_run(text: str) -> None:
    """Not even behind blanks, quotation marks or what nobody sees, nor as a heading."""
    (row,) = csv_rows(written(format_named("csv"), listed(title=text, funders=(text, text))))
    assert row["Titel"].startswith("'") and row["Förderer"].startswith("'")
    assert all(harmless(column.heading) == column.heading for column in COLUMNS)


def test_a_sum_says_what_it_is_for() -> None:
    """A table that says 45.000 € and not „je Ortsteil“ would mislead who plans with it."""
    award = said(
        *(Field.AWARD_MAX, 45_000, Case(words="Private")),
        units=(Unit.PLACE,),
        unit_words="je Ortsteil",
    )
    (row,) = csv_rows(written(format_named("csv"), listed(more=(award,))))
    assert row["Höchstförderung (€)"] == "45000"
    assert row["Höchstförderung gilt"] == "je Ortsteil · Private"


def workbook_rows(*of: Listed, **more: Any) -> list[dict[str, Any]]:
    """The rows of a workbook by their headings, as a spreadsheet program reads them."""
    sheet = load_workbook(io.BytesIO(written(format_named("xlsx"), *of, **more))).worksheets[0]
    headings, *rows = sheet.iter_rows(values_only=True)
    assert len(set(headings)) == len(headings) == len(COLUMNS)
    return [dict(zip(map(str, headings), row, strict=True)) for row in rows]


def test_a_workbook_is_in_german_with_real_days_and_sums() -> None:
    """Headings and codes are German, days can be sorted, sums added, rates are percentages."""
    first, second = workbook_rows(
        *(FULL, PLAIN),
        area_name={"06": "Hessen", "07": "Rheinland-Pfalz"}.__getitem__,
        sources={"he_muster": STATE},
    )
    assert (first["Nächste Frist"], first["Alle Fristen"]) == (datetime(2027, 2, 1), "01.02.2027")
    assert first["Beginn der Antragstellung"] == datetime(2027, 1, 4)
    assert first["Datei vom"] == datetime(2026, 11, 22)
    assert (first["Höchstförderung (€)"], first["Höchstfördersatz (%)"]) == (45_000, 0.65)
    assert first["Fördergebiet"] == "Hessen; Rheinland-Pfalz"
    assert (first["Art"], first["Ebene"]) == ("Förderprogramm", "Land")
    assert (first["Quelle"], first["Lizenz der Quelle"]) == (STATE.title, STATE.licence)
    assert "Fördersatz: 65 %, „quote-marked“" in first["Angaben je Förderfall"].splitlines()
    assert (second["Nächste Frist"], second["Art der Frist"]) == (None, "laufend")
    assert (first["Stand"], second["Stand"]) == ("angekündigt", "offen")


def test_a_workbook_says_what_is_contested() -> None:
    """A day that sources contradict is never alone in its cell, and no next deadline."""
    days = [fixed(f"2027-01-{day}", standing=Standing.CONTESTED) for day in (25, 29)]
    (row,) = workbook_rows(listed(deadlines=tuple(days)))
    said_of_both = "25.01.2027, Angaben weichen ab\n29.01.2027, Angaben weichen ab"
    assert (row["Alle Fristen"], row["Nächste Frist"]) == (said_of_both, None)
    assert (row["Art der Frist"], row["Angaben weichen ab bei"]) == ("Angaben weichen ab", "Frist")
    assert row["Angaben je Förderfall"].count("Angaben weichen ab") == 2


def test_a_workbook_explains_itself() -> None:
    """The second sheet says from when it is, what its columns mean and what sources ask for."""
    data = written(
        *(format_named("xlsx"), FULL),
        sources={"he_muster": STATE},
        wanted={"Gebiet": "Vogelsbergkreis"},
        address="https://landbote.example.org/foerderungen.xlsx?gebiet=06535",
    )
    book = load_workbook(io.BytesIO(data))
    said_there = dict(book["Erläuterungen"].iter_rows(values_only=True, max_col=2))
    assert book.sheetnames == ["Förderungen", "Erläuterungen"]
    assert (said_there["Stand vom"], said_there["Einträge"]) == ("22.11.2026", "1")
    assert said_there["Gebiet"] == "Vogelsbergkreis" and STATE.licence in said_there.values()
    assert {column.heading for column in COLUMNS} <= set(said_there)
    sheet = book["Förderungen"]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == (
        "C2",
        f"A1:{get_column_letter(len(COLUMNS))}2",
    )


def test_a_table_has_a_column_for_every_field() -> None:
    """A field that is added to the values needs one, with a heading, a name and an explanation."""
    assert {field for field in Values.__dataclass_fields__} <= {column.name for column in COLUMNS}
    for what in ("name", "heading"):
        assert len({getattr(column, what) for column in COLUMNS}) == len(COLUMNS)
    assert all(column.heading[0].isupper() and column.says.endswith(".") for column in COLUMNS)


def test_a_workbook_has_no_more_links_than_can_be_held(monkeypatch: pytest.MonkeyPatch) -> None:
    """Further down addresses are text; a program would refuse a sheet with too many links."""
    monkeypatch.setattr(xlsx, "LINKED", 1)
    data = written(format_named("xlsx"), FULL, PLAIN)
    sheet = load_workbook(io.BytesIO(data)).worksheets[0]
    linked = [cell.row for row in sheet.iter_rows() for cell in row if cell.hyperlink]
    assert linked == [2] and xlsx.LINKED < 65_530
    assert PLAIN.values.url in [cell.value for cell in sheet[3]]


def test_a_long_text_is_cut_where_a_cell_ends() -> None:
    """A spreadsheet program would refuse the whole file."""
    (row,) = workbook_rows(listed(summary="ab " * 20_000))
    assert len(row["Kurztext"]) <= 32_767 and row["Kurztext"].endswith("…")


def events(*of: Listed) -> list[Any]:
    """The events of a calendar as a calendar program reads them."""
    return list(Calendar.from_ical(written(format_named("ics"), *of)).events)


def test_a_calendar_has_the_days_ahead() -> None:
    """Days and hours that block nothing, with their words; what is over or closed is not there."""
    deadlines = (
        fixed("2027-02-01", at="12:00", quote="bis zum 1. Februar", stage="sketch"),
        fixed("2027-06-01", newcomers=False),
        fixed("2026-01-01"),
        Deadline(kind=DeadlineKind.ANNUAL, value="03-15", case=Case(words="Vereine")),
        Deadline(kind=DeadlineKind.ROLLING),
    )
    first, second = events(listed(deadlines=deadlines), PLAIN)
    assert first.start == datetime(2027, 2, 1, 12, tzinfo=BERLIN)
    assert (second.start, second.end) == (date(2027, 3, 15), date(2027, 3, 16))
    assert first["summary"] == "Frist (Skizze): Dorfladen"
    assert first["url"] == "https://example.org/1" and first["transp"] == "TRANSPARENT"
    for words in ("Bis 12:00 Uhr", "„bis zum 1. Februar“", "he_muster", "22.11.2026"):
        assert words in first["description"]
    assert "Gilt für: Vereine" in second["description"]


def test_a_contested_day_is_in_the_calendar_as_contested() -> None:
    """Both days are there, and neither is told as a fact."""
    days = (
        fixed("2027-01-25", standing=Standing.CONTESTED),
        fixed("2027-01-29", standing=Standing.CONTESTED),
    )
    found = events(listed(deadlines=days))
    assert [one.start.day for one in found] == [25, 29]
    assert all(one["summary"] == "Frist, Angaben weichen ab: Dorfladen" for one in found)


def test_every_event_has_an_identity_that_lasts() -> None:
    """The same day of the same case keeps it from export to export, another has another."""
    several = (
        fixed("2027-02-01", quote="bis zum 1. Februar"),
        fixed("2027-02-01", quote="Einsendeschluss: 1.2.2027", at="12:00"),
        fixed("2027-02-01", stage="sketch"),
        fixed("2027-02-02", stage="sketch"),
        fixed("2027-02-02", case=Case(words="Vereine")),
    )
    first = replace(PLAIN, values=replace(PLAIN.values, deadlines=several))
    one, again = (events(first, replace(first, key="3")) for _ in "ab")
    identities = [event["uid"] for event in one]
    assert identities == [event["uid"] for event in again]
    assert len(set(identities)) == len(identities) == 8


def test_an_unsafe_address_is_no_link_in_a_calendar() -> None:
    """A calendar program opens what an event calls its address."""
    (event,) = events(listed(url="javascript:alert(1)", deadlines=(fixed("2027-02-01"),)))
    assert "url" not in event


def test_other_addresses_are_exported() -> None:
    """What stands in two sources is one row that names both."""
    both = Elsewhere(id=2, source="bund", title="Dorfladen", url="https://example.org/b")
    one = Listed(id=1, source="land", key="1", values=PLAIN.values, revisions=1, elsewhere=(both,))
    for chosen in FORMATS:
        if chosen.complete:
            assert "https://example.org/b" in words_in(written(chosen, one)), chosen.name


def test_an_unknown_format_names_those_that_there_are() -> None:
    """Whoever mistypes need not search the handbook."""
    with pytest.raises(LookupError, match="xlsx"):
        format_named("xls")
