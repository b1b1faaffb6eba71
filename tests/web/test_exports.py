"""Exports: every format that is there, read back, with hostile content."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from html import unescape
from typing import Any

import pytest
from icalendar import Calendar
from openpyxl import load_workbook

from db.local_date import BERLIN
from db.queries.listing import Elsewhere, Listed
from db.statements import Case, Evidence, Field, Standing
from db.values import Deadline, Person, Reference, Values
from db.vocabulary import DeadlineKind
from tests.conftest import TODAY
from tests.stating import said, stated
from web.exports import Format, format_named, format_names
from web.exports.xlsx import COLUMNS, HEADINGS
from web.stock import Stock

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


def written(chosen: Format, *of: Listed, **names: Callable[[str], str]) -> bytes:
    """The bytes that a format makes of some opportunities."""
    out = io.BytesIO()
    chosen.write(Stock(listed=of, today=TODAY, **names), out)
    return out.getvalue()


def words_in(data: bytes) -> str:
    """All text in some bytes, whatever the format: an archive is opened, folded lines joined."""
    if data.startswith(b"PK"):
        archive = zipfile.ZipFile(io.BytesIO(data))
        assert archive.testzip() is None
        return "\n".join(unescape(archive.read(name).decode()) for name in archive.namelist())
    return data.decode().replace("\r\n ", "")


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
        assert not any(cell.startswith(("=", "+", "-", "@", "\t")) for cell in bad_row.values())
    if chosen.name == "xlsx":
        sheet = load_workbook(io.BytesIO(data)).worksheets[0]
        assert sheet.max_row == 3 and sheet["A3"].value == "title-marked"
        assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n", "d"}
        assert not any(cell.hyperlink for row in sheet.iter_rows() for cell in row)
    if chosen.name == "ics":
        assert len(Calendar.from_ical(data).events) == 2
    if chosen.name == "jsonl":
        assert len([json.loads(line) for line in data.split(b"\n") if line]) == 2


def csv_rows(data: bytes) -> list[dict[str, str]]:
    """The rows of a table by their headings, with cells as long as they may be."""
    usual = csv.field_size_limit(10_000_000)
    try:
        text = io.StringIO(data.decode("utf-8-sig"), newline="")
        return list(csv.DictReader(text, delimiter=";"))
    finally:
        csv.field_size_limit(usual)


def test_json_lines_are_exact() -> None:
    """One line is one opportunity, and every field is what it was."""
    rows = list(Stock(listed=(FULL, PLAIN), today=TODAY).rows())
    data = written(format_named("jsonl"), FULL, PLAIN)
    assert [json.loads(line) for line in data.decode().splitlines()] == rows
    assert (rows[0]["as_of"], rows[0]["next_deadline"]) == ("2026-11-22", "2027-02-01")


def test_csv_has_a_column_for_every_field() -> None:
    """Lists stand side by side, line breaks and quotation marks survive."""
    second = listed("2", summary="Zeile\nZwei; „drei“")
    read = csv_rows(written(format_named("csv"), FULL, second))
    assert set(read[0]) == set(next(Stock(listed=(FULL,), today=TODAY).rows()))
    assert (read[0]["next_deadline"], read[0]["areas"]) == ("2027-02-01", "06 | 07")
    assert read[1]["summary"] == "Zeile\nZwei; „drei“"


def workbook_rows(*of: Listed, **names: Callable[[str], str]) -> list[dict[str, Any]]:
    """The rows of a workbook by their headings, as a spreadsheet program reads them."""
    sheet = load_workbook(io.BytesIO(written(format_named("xlsx"), *of, **names))).worksheets[0]
    headings, *rows = sheet.iter_rows(values_only=True)
    assert len(set(headings)) == len(headings) == len(COLUMNS)
    return [dict(zip(map(str, headings), row, strict=True)) for row in rows]


def test_a_workbook_is_in_german_with_real_days_and_sums() -> None:
    """Headings and codes are German, days can be sorted, sums added, rates are percentages."""
    first, second = workbook_rows(
        *(FULL, PLAIN),
        area_name={"06": "Hessen", "07": "Rheinland-Pfalz"}.__getitem__,
        source_name=str.upper,
    )
    assert (first["Nächste Frist"], first["Frist"]) == (datetime(2027, 2, 1), "01.02.2027")
    assert first["Beginn der Antragstellung"] == datetime(2027, 1, 4)
    assert first["Stand vom"] == datetime(2026, 11, 22)
    assert (first["Höchstförderung"], first["Höchstfördersatz"]) == (45_000, 0.65)
    assert first["Fördergebiet"] == "Hessen; Rheinland-Pfalz"
    assert (first["Art"], first["Ebene"]) == ("Förderprogramm", "Land")
    assert first["Quelle"] == "HE_MUSTER"
    assert "Fördersatz: 65 %, „quote-marked“" in first["Angaben je Förderfall"].splitlines()
    assert (second["Nächste Frist"], second["Frist"]) == (None, "laufend")
    assert (first["Stand"], second["Stand"]) == ("angekündigt", "offen")


def test_a_workbook_says_what_is_contested() -> None:
    """A day that sources contradict is never alone in its cell, and no next deadline."""
    days = [fixed(f"2027-01-{day}", standing=Standing.CONTESTED) for day in (25, 29)]
    (row,) = workbook_rows(listed(deadlines=tuple(days)))
    said_of_both = "25.01.2027, Angaben weichen ab\n29.01.2027, Angaben weichen ab"
    assert (row["Frist"], row["Nächste Frist"]) == (said_of_both, None)
    assert row["Angaben je Förderfall"].count("Angaben weichen ab") == 2


def test_a_workbook_has_a_column_for_every_field() -> None:
    """A field that is added to the values has a heading and a column without further ado."""
    assert set(COLUMNS) == set(HEADINGS)
    assert {field for field in Values.__dataclass_fields__} <= set(COLUMNS)
    assert all(heading[0].isupper() for heading in HEADINGS.values())


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
