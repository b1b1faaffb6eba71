"""Records: an opportunity as programs read it: English names, codes, ISO days, nothing cut.

A statement has one shape everywhere, that of `db.statements`: what is usual is left out, so that
one without a `standing` is sure and one without an `origin` was read.
"""

from __future__ import annotations

from collections.abc import Iterator

from db.queries.listing import Listed
from db.statements import Subject
from web.stock import Row as Record
from web.stock import Stock


def records(stock: Stock) -> Iterator[Record]:
    """Yield each opportunity as plain JSON: every field, its status and next deadline that day."""
    for one in stock.told():
        yield record(one, stock)


def record(one: Listed, stock: Stock) -> Record:
    """Return an opportunity, of which only what may be told is left, as plain JSON."""
    source = stock.source(one.source)
    row: Record = stock.row(one)
    return row | {
        "id": one.id,
        "source_title": source.title,
        "licence": stock.licence(one),
        "page": stock.page(one.id) or None,
        "contested": [subject.value for subject in contested(one)],
        "elsewhere": [
            {"source": other.source, "url": other.url, "asked": other.asked}
            for other in one.elsewhere
        ],
        "revision": one.revisions,
        "changed_at": one.changed_at.isoformat() if one.changed_at else None,
    }


def contested(one: Listed) -> list[Subject]:
    """Return on what sources or passages disagree, each once."""
    found = (said.subject for said in one.values.statements if said.told and not said.sure)
    return list(dict.fromkeys(found))
