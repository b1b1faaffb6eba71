"""CSV: a table that German spreadsheet programs open as it is; its description stands beside it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import date

from db import labels
from db.finding.filter import Order
from web.cells import fitted, harmless, one_line, plain_number, writable
from web.exports import Format, gathered
from web.stock import Stock
from web.table import COLUMNS, Kind, Value, rows

DELIMITER, BETWEEN, LINE_END = ";", " | ", "\r\n"
# It tells the spreadsheet program that the text is UTF-8.
MARK = b"\xef\xbb\xbf"


def pieces(stock: Stock) -> Iterator[bytes]:
    """Yield the table with a line of headings; several values stand as "a | b"."""
    return gathered(_lines(stock))


def _lines(stock: Stock) -> Iterator[bytes]:
    yield MARK + _line(harmless(column.heading) for column in COLUMNS)
    for row in rows(stock):
        yield _line(cell(value) for value in row)


def _line(cells: Iterable[str]) -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=DELIMITER, lineterminator=LINE_END).writerow(cells)
    return out.getvalue().encode("utf-8", "replace")


def cell(value: Value) -> str:
    """Return a value as the text of one cell on one line, never as a formula."""
    match value:
        case None:
            return ""
        case date():
            return labels.short_day(value)
        case int() | float():
            return plain_number(value)
        case tuple():
            return _text(BETWEEN.join(one.replace(BETWEEN, " / ") for one in value))
    return _text(value)


def _text(words: str) -> str:
    return fitted(harmless(one_line(writable(words))))


def datatype(kind: Kind) -> dict[str, object]:
    """Return how CSV on the Web describes the cells of a column (W3C Tabular Metadata, 5.11)."""
    match kind:
        case Kind.DAY:
            return {"datatype": {"base": "date", "format": "dd.MM.yyyy"}}
        case Kind.COUNT:
            return {"datatype": "integer"}
        case Kind.EURO | Kind.PERCENT:
            return {"datatype": {"base": "decimal", "format": {"decimalChar": ","}}}
        case Kind.LINK:
            return {"datatype": "anyURI"}
        case Kind.SEVERAL:
            return {"datatype": "string", "separator": BETWEEN}
    return {"datatype": "string"}


FORMAT = Format(
    name="csv",
    label="CSV-Tabelle",
    says="Öffnet sich in jeder Tabellenkalkulation, auch in einem deutschen Excel.",
    media_type="text/csv",
    suffix=".csv",
    pieces=pieces,
    order=Order.BEST,
    file_type="CSV",
)
