"""Exports over the web: every format of any filter, streamed, and nothing held for who is slow."""

from __future__ import annotations

import asyncio
import csv
import gc
import io
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from urllib.parse import urlsplit

import feedparser
import pytest
from httpx2 import Response
from icalendar import Calendar
from openpyxl import load_workbook
from sqlalchemy import Engine
from sqlalchemy.pool import QueuePool
from starlette.testclient import TestClient

from tests.conftest import NOW, TODAY
from tests.multiplied import most_held, multiply
from tests.notifier.samples import FEDERAL, STATE, TREE, fixed, publish, values
from web import exports, stock
from web.app import make_app
from web.exports import Format, format_named, format_names
from web.exports import atom as atom_format
from web.exports import csv as csv_format
from web.exports import xlsx as xlsx_format
from web.site import Site
from web.stock import Stock, listed_by_turns

BASE = "https://landbote.example.org"
named = pytest.mark.parametrize("name", format_names())


def site(engine: Engine) -> Site:
    """A site of two sources with a small country."""
    return Site(
        engine=engine,
        sources={source.slug: source for source in (STATE, FEDERAL)},
        area_label=TREE.label,
        concerned_by=TREE.concerned_by,
        today=lambda: TODAY,
        now=lambda: NOW,
        base_url=BASE,
    )


@pytest.fixture
def pages(engine: Engine) -> TestClient:
    """A stranger's program, before two programmes of two topics."""
    for key, topic, area in (("1", "mobilitaet", "06"), ("2", "klima", "06535")):
        publish(engine, key, values(title=f"Programm {topic}", topics=(topic,), areas=(area,)))
    return TestClient(make_app(site(engine)), raise_server_exceptions=False)


@named
def test_each_format_is_served_as_what_it_is(pages: TestClient, name: str) -> None:
    """With its media type and encoding, a German name for the file, and the titles of all."""
    chosen = format_named(name)
    answer = pages.get(f"/foerderungen.{name}")
    assert (answer.status_code, answer.headers["content-type"]) == (200, chosen.content_type)
    disposition = answer.headers["content-disposition"]
    assert disposition.startswith("attachment" if chosen.attached else "inline")
    assert f'filename="Foerderungen-2026-11-22{chosen.suffix}"' in disposition
    assert "filename*=UTF-8''F%C3%B6rderungen-2026-11-22" in disposition
    assert answer.headers["x-robots-tag"] == "noindex"
    assert titles(name, answer) == {"Programm mobilitaet", "Programm klima"}


def titles(name: str, answer: Response) -> set[str]:
    """The titles in a file."""
    if name == "xlsx":
        rows = load_workbook(io.BytesIO(answer.content)).worksheets[0].iter_rows(min_row=2)
        return {str(row[1].value) for row in rows}
    if name == "csv":
        text = io.StringIO(answer.content.decode("utf-8-sig"), newline="")
        return {row["Titel"] for row in csv.DictReader(text, delimiter=";")}
    if name == "atom":
        return {entry.title for entry in feedparser.parse(answer.content).entries}
    if name == "ics":
        calendar: Any = Calendar.from_ical(answer.content)
        return {str(one["summary"]).removeprefix("Frist: ") for one in calendar.events}
    if name == "json":
        return {one["title"] for one in answer.json()["opportunities"]}
    return {json.loads(line)["title"] for line in answer.text.splitlines()}


@named
def test_the_filter_is_that_of_the_list(pages: TestClient, name: str) -> None:
    """A file holds what the address asks for, and what nothing fits is an empty file."""
    narrowed = pages.get(f"/foerderungen.{name}", params={"thema": "klima"})
    assert titles(name, narrowed) == {"Programm klima"}
    none = pages.get(f"/foerderungen.{name}", params={"thema": "klima", "quelle": "federal"})
    assert (none.status_code, titles(name, none)) == (200, set())


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        ("/foerderungen.doc", 404, "Dieses Format gibt es nicht."),
        ("/foerderungen.csv?gebiet=99", 422, "Dieses Gebiet kennen wir nicht."),
        ("/foerderungen.csv?frist_ab=morgen", 422, "„morgen“ ist kein Tag."),
    ],
)
def test_what_cannot_be_answered_is_answered_with_a_page(
    pages: TestClient, path: str, status: int, said: str
) -> None:
    """In German, and not with a file that holds an error."""
    answer = pages.get(path)
    assert answer.status_code == status and said in answer.text
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert "content-disposition" not in answer.headers


def test_a_fault_before_the_first_byte_is_a_page(
    pages: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody saves half a file that is called whole."""

    def failing(_stock: Stock) -> Iterator[bytes]:
        raise OSError("no space left on device")
        yield b""

    broken = replace(format_named("csv"), pieces=failing)
    monkeypatch.setattr(csv_format, "FORMAT", broken)
    answer = pages.get("/foerderungen.csv")
    assert answer.status_code == 500 and "liegt bei uns" in answer.text


def test_who_asks_how_a_file_would_be_answered_makes_none(
    pages: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A link checker's HEAD costs nothing, and says the same headers."""

    def never(_stock: Stock) -> Iterator[bytes]:
        raise AssertionError("made for nobody")

    shown = pages.get("/foerderungen.csv").headers
    monkeypatch.setattr(csv_format, "FORMAT", replace(format_named("csv"), pieces=never))
    answer = pages.head("/foerderungen.csv")
    assert answer.status_code == 200 and answer.content == b""
    for header in ("content-type", "content-disposition", "etag"):
        assert answer.headers[header] == shown[header]


def test_a_file_that_is_as_it_was_is_not_sent_again(engine: Engine, pages: TestClient) -> None:
    """A calendar program that looks twice a day loads what changed, and nothing else."""
    tag = pages.get("/foerderungen.ics").headers["etag"]
    assert pages.get("/foerderungen.ics", headers={"If-None-Match": tag}).status_code == 304
    publish(engine, "3", values(title="Neu"))
    assert pages.get("/foerderungen.ics", headers={"If-None-Match": tag}).status_code == 200


def test_a_feed_has_what_is_newest_first_in_parts_that_name_each_other(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """RFC 5005's links lead through all parts, and each entry is there once."""
    assert format_named("atom").at_once == 100
    monkeypatch.setattr(atom_format, "FORMAT", replace(format_named("atom"), at_once=3))
    for number in range(5):
        publish(engine, str(number), values(title=f"P{number}"), at=NOW + timedelta(hours=number))
    pages = TestClient(make_app(site(engine)))
    feed = feedparser.parse(pages.get("/foerderungen.atom").content)
    assert [entry.title for entry in feed.entries] == ["P4", "P3", "P2"]
    assert feed.feed.updated_parsed == feed.entries[0].updated_parsed
    links = {link.rel: link.href for link in feed.feed.links}
    assert links["self"] == f"{BASE}/foerderungen.atom"
    assert links["next"] == links["last"] == f"{BASE}/foerderungen.atom?seite=2"
    assert "previous" not in links
    second = feedparser.parse(pages.get(links["next"].removeprefix(BASE)).content)
    assert {link.rel for link in second.feed.links} >= {"first", "previous"}
    ids = [entry.id for entry in (*feed.entries, *second.entries)]
    assert len(set(ids)) == len(ids) == 5
    assert all(urlsplit(entry.link).path.startswith("/foerderungen/") for entry in second.entries)


def test_a_calendar_can_be_subscribed_to(engine: Engine) -> None:
    """It says how often to look again and where; an entry keeps its name when its day moves."""
    on = TODAY + timedelta(days=30)
    publish(engine, "1", values(title="Bürgerbus", deadlines=(fixed(on),)))
    publish(
        *(engine, "2"),
        values(title="Tag der Dörfer", kind="event", deadlines=(), event_starts_on=on),
    )
    pages = TestClient(make_app(site(engine)))
    calendar: Any = Calendar.from_ical(pages.get("/foerderungen.ics?gebiet=06").content)
    assert calendar["refresh-interval"].dt == timedelta(hours=12)
    assert calendar["x-wr-calname"] == "Landbote: Fristen und Termine (was für Hessen gilt)"
    assert str(calendar["source"]) == f"{BASE}/foerderungen.ics?gebiet=06"
    first, second = calendar.events
    assert {str(first["summary"]), str(second["summary"])} == {"Frist: Bürgerbus", "Tag der Dörfer"}
    for one in (first, second):
        assert one.start == on and one["dtstart"].params["VALUE"] == "DATE"
        assert one["dtstamp"].dt == NOW and one["sequence"] == 0
        assert f"{BASE}/foerderungen/" in one["description"]


@named
def test_a_client_that_goes_away_frees_all(engine: Engine, name: str) -> None:
    """Whoever closes a half-read file holds no connection, and while they wait none either."""
    ids = multiply(engine, publish(engine, "1", values(summary="Dorf. " * 200)), 400)
    pool = engine.pool
    assert isinstance(pool, QueuePool)
    pieces = format_named(name).pieces(
        Stock(listed=listed_by_turns(engine, ids), today=TODAY, made_at=NOW)
    )
    assert next(pieces) and pool.checkedout() == 0
    pieces.close()  # type: ignore[attr-defined]
    assert pool.checkedout() == 0


def test_who_closes_the_connection_ends_the_making_of_the_file(engine: Engine) -> None:
    """The server is told by the disconnect, and what was begun is closed."""
    publish(engine, "1", values())
    closed: list[str] = []

    def endless(_stock: Stock) -> Iterator[bytes]:
        try:
            while True:
                yield b"x" * 1000
        finally:
            closed.append("closed")

    app = make_app(site(engine))
    original = csv_format.FORMAT
    csv_format.FORMAT = replace(original, pieces=endless)
    sent: list[int] = []

    async def ask() -> None:
        gone = asyncio.Event()

        said = iter([{"type": "http.request", "body": b"", "more_body": False}])

        async def receive() -> dict[str, Any]:
            for message in said:
                return message
            await gone.wait()
            return {"type": "http.disconnect"}

        async def send(message: Mapping[str, Any]) -> None:
            sent.append(len(message.get("body", b"")))
            if len(sent) > 5:
                gone.set()
            await asyncio.sleep(0)

        scope = {
            **{"type": "http", "asgi": {"version": "3.0", "spec_version": "2.3"}},
            **{"http_version": "1.1", "method": "GET", "scheme": "http", "root_path": ""},
            **{"path": "/foerderungen.csv", "raw_path": b"/foerderungen.csv"},
            **{"query_string": b"", "headers": [(b"host", b"landbote.example.org")]},
            **{"client": ("127.0.0.1", 1), "server": ("127.0.0.1", 80)},
        }
        await asyncio.wait_for(app(scope, receive, send), timeout=60)
        gc.collect()
        for _turn in range(200):  # its thread may have to wait for a busy machine
            await asyncio.sleep(0.05 if not closed else 0)

    try:
        asyncio.run(ask())
    finally:
        csv_format.FORMAT = original
    assert closed == ["closed"] and len(sent) > 5


@named
def test_a_file_takes_no_more_memory_for_more(
    engine: Engine, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """Twice as many entries need no more: what is written is held by nobody."""
    monkeypatch.setattr(xlsx_format, "LINKED", 40)
    monkeypatch.setattr(stock, "TOGETHER", 40)
    for module in (exports, xlsx_format):
        monkeypatch.setattr(module, "PIECE", 4096)
    chosen = format_named(name)
    ids = multiply(engine, publish(engine, "1", values()), 160)
    peak(engine, chosen, ids[:40])  # what is read once for all
    few, many = peak(engine, chosen, ids[:80]), peak(engine, chosen, ids)
    print(name, few, many, many / few)
    assert many < few * 1.25  # kept, they would be twice as much


def peak(engine: Engine, chosen: Format, ids: list[int]) -> int:
    """How many bytes are held at most while a file of some entries is written."""

    def write() -> None:
        listed = listed_by_turns(engine, ids)
        written = chosen.pieces(Stock(listed=listed, today=TODAY, made_at=NOW))
        assert sum(map(len, written)) > len(ids) * 100

    return most_held(write)


def test_the_csv_is_as_its_description_says(engine: Engine) -> None:
    """Read by nothing but the description: every column, every cell of its type."""
    publish(engine, "1", values(title="Dorf; „laden“\nzwei", award_max=1234.5, rate_max=62.5))
    publish(engine, "2", values(url="javascript:alert(1)", deadlines=(), contacts=()))
    pages = TestClient(make_app(site(engine)))
    answer = pages.get("/foerderungen.csv?gebiet=06")
    link = re.fullmatch(r"<(.+)>; rel=\"describedby\"; type=\"(.+)\"", answer.headers["link"])
    assert link
    description = pages.get(link[1])
    assert description.headers["content-type"] == link[2] == "application/csvm+json"
    table = description.json()
    assert table["url"] == f"{BASE}/foerderungen.csv?gebiet=06"
    assert table["@context"][0] == "http://www.w3.org/ns/csvw"
    rows = read_by(table, answer.content)
    assert len(rows) == 2
    one = next(row for row in rows if row["award_max"])
    assert (one["award_max"], one["rate_max"]) == (Decimal("1234.5"), Decimal("62.5"))
    assert one["next_deadline"] == TODAY + timedelta(days=71) and one["area_keys"] == ["06"]


def read_by(table: dict[str, Any], data: bytes) -> list[dict[str, Any]]:
    """The rows of a CSV, read by its description alone; a cell of another type is an error."""
    dialect, columns = table["dialect"], table["tableSchema"]["columns"]
    text = data.decode(dialect["encoding"]).removeprefix("\ufeff")
    reader = csv.reader(
        io.StringIO(text, newline=""),
        delimiter=dialect["delimiter"],
        quotechar=dialect["quoteChar"],
        doublequote=dialect["doubleQuote"],
        strict=True,
    )
    assert dialect["lineTerminators"] == ["\r\n"] and text.endswith("\r\n")
    headings, *lines = reader
    assert headings == [column["titles"] for column in columns]
    names = [column["name"] for column in columns]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[a-z][a-z_]*", name) for name in names)
    assert table["tableSchema"]["primaryKey"] in names
    return [
        {column["name"]: typed(column, cell) for column, cell in zip(columns, line, strict=True)}
        for line in lines
    ]


def typed(column: dict[str, Any], cell: str) -> Any:
    """The value of a cell by what its column is said to hold."""
    if cell == column["null"]:
        assert not column["required"], column["name"]
        return [] if "separator" in column else None
    kind = column["datatype"]
    if "separator" in column:
        return cell.split(column["separator"])
    if kind == "integer":
        assert re.fullmatch(r"-?\d+", cell)
        return int(cell)
    if kind == "anyURI":
        assert urlsplit(cell).scheme in ("http", "https")
        return cell
    if kind == "string":
        return cell
    if kind["base"] == "date":
        assert kind["format"] == "dd.MM.yyyy" and re.fullmatch(r"\d\d\.\d\d\.\d{4}", cell)
        return date(int(cell[6:]), int(cell[3:5]), int(cell[:2]))
    assert kind == {"base": "decimal", "format": {"decimalChar": ","}}
    assert re.fullmatch(r"-?\d+(,\d+)?", cell)
    return Decimal(cell.replace(",", "."))
