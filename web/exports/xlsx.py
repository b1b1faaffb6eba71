"""XLSX: a workbook with one opportunity a row, German headings, and days and sums that are such."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import partial

from xlsxwriter import Workbook
from xlsxwriter.format import Format as Style
from xlsxwriter.worksheet import Worksheet

from db import labels
from db.finding.filter import Order
from web.cells import fitted, writable
from web.exports import PIECE, Format
from web.stock import Stock, sources_in
from web.table import COLUMNS, Column, Kind, Value

# A program takes 65,530 links a sheet; each is held until the end, so only so many rows have some.
LINKED = 2_000
_SEVERAL_LINES = frozenset({"deadlines", "statements", "quotes", "links", "contacts", "elsewhere"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Styles:
    """How headings, numbers, days and links are shown."""

    heading: Style
    day: Style
    euro: Style
    percent: Style
    link: Style
    text: Style


def pieces(stock: Stock) -> Iterator[bytes]:
    """Yield the workbook; nothing in it is a formula, whatever a text looks like.

    It is written to the disk first: an archive begins with what is known at its end.
    """
    with tempfile.TemporaryFile() as file:
        with Workbook(
            file,
            {
                "constant_memory": True,
                "strings_to_formulas": False,
                "strings_to_numbers": False,
                "strings_to_urls": False,
            },
        ) as book:
            _write(book, stock)
        file.seek(0)
        yield from iter(partial(file.read, PIECE), b"")


def _write(book: Workbook, stock: Stock) -> None:
    book.set_properties(
        {"title": "Landbote: Förderungen", "created": datetime.combine(stock.today, time())}
    )
    styles = _Styles(
        heading=book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}),
        day=book.add_format({"num_format": "dd.mm.yyyy", "align": "left", "valign": "top"}),
        euro=book.add_format({"num_format": '#,##0.00 "€"', "valign": "top"}),
        percent=book.add_format({"num_format": "0.0%", "valign": "top"}),
        link=book.add_format({"font_color": "#0563C1", "underline": 1, "valign": "top"}),
        text=book.add_format({"valign": "top"}),
    )
    sheet = book.add_worksheet("Förderungen")
    _lay_out(sheet, styles)
    last, licences = 0, dict[str, str]()
    for last, one in enumerate(stock.told(), start=1):
        for source in map(stock.source, sources_in(one)):
            licences[source.title] = source.licence
        for place, column in enumerate(COLUMNS):
            _write_cell(sheet, last, place, column, column.of(one, stock), styles)
    sheet.autofilter(0, 0, last, len(COLUMNS) - 1)
    _explain(book.add_worksheet("Erläuterungen"), stock, last, licences, styles)


def _lay_out(sheet: Worksheet, styles: _Styles) -> None:
    sheet.freeze_panes(1, 2)  # the headings, and down to the title
    sheet.set_landscape()
    sheet.repeat_rows(0)
    for place, column in enumerate(COLUMNS):
        sheet.set_column(place, place, 40 if column.wide else 18)
        sheet.write_string(0, place, column.heading, styles.heading)


def _write_cell(
    sheet: Worksheet, row: int, place: int, column: Column, value: Value, styles: _Styles
) -> None:
    if value is None or value in ("", ()):
        return
    if isinstance(value, date):
        sheet.write_datetime(row, place, datetime.combine(value, time()), styles.day)
    elif isinstance(value, int | float):
        number = value / 100 if column.kind is Kind.PERCENT else value
        sheet.write_number(row, place, number, _style(column.kind, styles))
    elif isinstance(value, tuple):
        between = "\n" if column.name in _SEVERAL_LINES else "; "
        sheet.write_string(row, place, _text(between.join(value)), styles.text)
    elif column.kind is Kind.LINK and row <= LINKED:
        sheet.write_url(row, place, _text(value), styles.link)
    else:
        sheet.write_string(row, place, _text(value), styles.text)


def _style(kind: Kind, styles: _Styles) -> Style:
    return {Kind.EURO: styles.euro, Kind.PERCENT: styles.percent}.get(kind, styles.text)


def _text(words: str) -> str:
    return fitted(writable(words))


def _explain(
    sheet: Worksheet, stock: Stock, count: int, licences: dict[str, str], styles: _Styles
) -> None:
    """Write what the file is, from when, what its columns mean and what the sources ask for."""
    lines: list[tuple[str, str]] = [
        ("Landbote: Förderungen", ""),
        ("Stand vom", labels.short_day(stock.today)),
        ("Einträge", labels.number(count)),
        *(stock.wanted.items() or (("Auswahl", "alle veröffentlichten Einträge"),)),
        *([("Abgerufen von", stock.address)] if stock.address else []),
        ("Was gilt", "Maßgeblich ist der Text auf der Seite des Herausgebers."),
        ("Wie es gelesen ist", "Automatisch, außer wo „Geprüft“ etwas anderes sagt. Ohne Gewähr."),
        ("Leere Zellen", "Dazu ist nichts erkannt; das heißt nicht, dass es nichts gibt."),
    ]
    parts: tuple[tuple[str, list[tuple[str, str]]], ...] = (
        ("", lines),
        ("Spalte", [(column.heading, column.says) for column in COLUMNS]),
        ("Quelle", sorted(licences.items())),
    )
    sheet.set_column(0, 0, 32)
    sheet.set_column(1, 1, 90)
    row = 0
    for heading, said in parts:
        if heading:
            row += 1
            meaning = "Lizenz" if heading == "Quelle" else "Bedeutung"
            sheet.write_string(row, 0, heading, styles.heading)
            sheet.write_string(row, 1, meaning, styles.heading)
            row += 1
        for name, words in said:
            sheet.write_string(row, 0, _text(name), styles.text)
            sheet.write_string(row, 1, _text(words), styles.text)
            row += 1


FORMAT = Format(
    name="xlsx",
    label="Excel-Arbeitsmappe (XLSX)",
    says="Mit Filter, echten Tagen und Beträgen und einem Blatt, das die Spalten erklärt.",
    media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    suffix=".xlsx",
    pieces=pieces,
    order=Order.BEST,
    file_type="XLSX",
)
