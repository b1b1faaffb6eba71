"""XLSX: a workbook with one opportunity a row, German headings, and dates that are dates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date, datetime, time
from io import BytesIO
from typing import Any, BinaryIO

from xlsxwriter import Workbook
from xlsxwriter.format import Format as Style
from xlsxwriter.worksheet import Worksheet

from db import labels
from db.queries.listing import Listed
from db.statements import Standing, Statement, Subject
from db.values import Person, Reference, Values
from web.exports import Format
from web.stock import Stock, checked_days

# What is no field of its own but follows from the day or from where an entry was found.
OWN = {
    "status": "Stand",
    "next_deadline": "Nächste Frist",
    "source": "Quelle",
    "elsewhere": "Auch bei",
    "key": "Kennung bei der Quelle",
    "checked_on": "Geprüft",
    "as_of": "Stand vom",
}
HEADINGS = {
    **labels.FIELDS,
    "stated_status": "Stand laut Quelle",
    "rate_max": "Höchstfördersatz",
    **OWN,
}
_FIRST = ("title", "kind", "level", "status", "next_deadline", "deadlines", "statements")
_LAST = ("checked_on", "source", "elsewhere", "key", "as_of")
_BETWEEN = tuple(field.name for field in fields(Values) if field.name not in _FIRST)
COLUMNS = (*_FIRST, *_BETWEEN, *_LAST)
EURO = frozenset({"award_min", "award_max", "cost_min", "cost_max", "budget"})
PERCENT = frozenset({"rate_min", "rate_max", "own_share"})
WIDE = frozenset({"title", "summary", "deadlines", "statements", "funders", "quotes", "links"})

_PLAIN = frozenset(
    {Subject.KIND, Subject.TOPICS, Subject.FUNDERS, Subject.INSTRUMENTS, Subject.AREAS}
)
CELL = 32_767  # characters; a program refuses a workbook with more in one cell
# Characters that XML cannot hold.
_UNWRITABLE = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Styles:
    """How numbers and days are shown."""

    heading: Style
    day: Style
    euro: Style
    percent: Style


def write(stock: Stock, out: BinaryIO) -> None:
    """Write the workbook; nothing in it is a formula, whatever a text looks like."""
    # Written elsewhere first, since a ZIP archive goes back in its file.
    written = BytesIO()
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
    }
    with Workbook(written, options) as book:
        book.set_properties(
            {"title": "Landbote: Förderungen", "created": datetime.combine(stock.today, time())}
        )
        styles = _Styles(
            heading=book.add_format({"bold": True, "bottom": 1}),
            day=book.add_format({"num_format": "dd.mm.yyyy", "align": "left"}),
            euro=book.add_format({"num_format": '#,##0.00 "€"'}),
            percent=book.add_format({"num_format": "0.0%"}),
        )
        sheet = book.add_worksheet("Förderungen")
        _lay_out(sheet, styles)
        last = 0
        for last, one in enumerate(stock.told(), start=1):
            for column, name in enumerate(COLUMNS):
                _write_cell(sheet, last, column, name, _value(name, one, stock), styles)
        sheet.autofilter(0, 0, last, len(COLUMNS) - 1)
    out.write(written.getbuffer())


def _lay_out(sheet: Worksheet, styles: _Styles) -> None:
    sheet.freeze_panes(1, 1)
    sheet.set_landscape()
    sheet.repeat_rows(0)
    for column, name in enumerate(COLUMNS):
        sheet.set_column(column, column, 40 if name in WIDE else 18)
        sheet.write_string(0, column, HEADINGS[name], styles.heading)


def _write_cell(
    sheet: Worksheet, row: int, column: int, name: str, value: Any, styles: _Styles
) -> None:
    if value is None or value == "":
        return
    if isinstance(value, date):
        sheet.write_datetime(row, column, datetime.combine(value, time()), styles.day)
    elif name in PERCENT:
        sheet.write_number(row, column, value / 100, styles.percent)
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value, styles.euro if name in EURO else None)
    else:
        sheet.write_string(row, column, fitted(str(value)))


def fitted(text: str) -> str:
    """Return a text as a cell can hold it: nothing that XML cannot, and not too long."""
    plain = _UNWRITABLE.sub("", text)
    return plain if len(plain) <= CELL else plain[: CELL - 2] + " …"


def _value(name: str, listed: Listed, stock: Stock) -> Any:
    values = listed.values
    match name:
        case "status":
            return labels.STATUSES[values.status_on(stock.today)]
        case "next_deadline":
            coming = values.next_deadline(stock.today)
            return coming[0] if coming else None
        case "source":
            return stock.source_name(listed.source)
        case "elsewhere":
            return "\n".join(other.url for other in listed.elsewhere)
        case "key":
            return listed.key
        case "as_of":
            return stock.today
        case "checked_on":
            return "\n".join(
                f"{labels.SUBJECTS[subject]}: {labels.short_day(on)}"
                for subject, on in checked_days(values).items()
            )
        case "kind":
            return labels.label(labels.KINDS, values.kind)
        case "level":
            return labels.label(labels.LEVELS, values.level)
        case "stated_status":
            stated = values.stated_status
            return labels.label(labels.STATED_STATUSES, stated) if stated else None
        case "areas":
            return "; ".join(map(stock.area_name, values.areas))
        case "topics":
            return "; ".join(map(stock.topic_name, values.topics))
        case "applicants" | "excluded":
            codes: tuple[str, ...] = getattr(values, name)
            return "; ".join(labels.label(labels.APPLICANTS, code) for code in codes)
        case "instruments":
            return "; ".join(labels.label(labels.INSTRUMENTS, code) for code in values.instruments)
        case "deadlines":
            return "\n".join(
                labels.deadline_shown(one) + _doubt(one.standing) for one in values.deadlines
            )
        case "statements":
            return "\n".join(_stated(one, stock) for one in values.statements if _says_more(one))
        case "contacts":
            return "\n".join(map(_person, values.contacts))
        case "links":
            return "\n".join(map(_link, values.links))
        case "quotes":
            return "\n".join(f"{field}: „{quote}“" for field, quote in _quotes(values))
    value = getattr(values, name)
    return "; ".join(map(str, value)) if isinstance(value, tuple) else value


def _doubt(standing: Standing) -> str:
    return "" if standing is Standing.SURE else f", {labels.STANDINGS[standing]}"


def _says_more(one: Statement) -> bool:
    """Whether a statement says more than the column that its value stands in anyhow."""
    return one.subject not in _PLAIN or not one.case.general or bool(one.evidence.quote)


def _stated(one: Statement, stock: Stock) -> str:
    shown = labels.statement_shown(one, area_name=stock.area_name, topic_name=stock.topic_name)
    case = f" ({one.case.words})" if one.case.words else ""
    quote = f", „{one.evidence.quote}“" if one.evidence.quote else ""
    return f"{labels.CLAIMS[one.field]}: {shown}{case}{_doubt(one.standing)}{quote}"


def _person(one: Person) -> str:
    place = " ".join(filter(None, (one.postcode, one.town)))
    said = (one.organisation, one.person, one.street, place, one.phone, one.email, one.url)
    return ", ".join(filter(None, said))


def _link(one: Reference) -> str:
    return f"{one.title}: {one.url}" if one.title else one.url


def _quotes(values: Values) -> Iterator[tuple[str, str]]:
    for field, quote in values.quotes.items():
        yield labels.label(labels.CLAIMS, field), quote


FORMAT = Format(
    name="xlsx",
    media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    suffix=".xlsx",
    write=write,
)
