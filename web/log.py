"""Log: a decision in words, for the page and for both exports."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Any

from db.decisions import Act
from db.labels import ACTS, SUBJECTS, VISIBILITIES, label, statement_shown
from db.local_date import BERLIN
from db.queries.decision_log import Logged
from db.statements import Statement, statements_from_json
from web.exports.csv import cell

Said = Callable[[Statement], str]

COLUMNS = {
    "number": "Nummer",
    "at": "Zeitpunkt",
    "by": "Wer",
    "act": "Was",
    "subject": "Angabe",
    "old": "vorher",
    "new": "nachher",
    "quote": "Wortlaut",
    "why": "Grund",
    "entry": "Eintrag",
    "title": "Titel",
    "source": "Quelle",
    "other": "anderer Eintrag",
    "about": "betrifft",
    "undone_at": "endete",
    "undone_by": "beendet von",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One act as people read it; `undone_at` is when something later ended it."""

    number: int
    at: str
    by: str
    act: str
    subject: str
    old: str
    new: str
    quote: str
    why: str
    entry: int | None
    title: str
    source: str
    other: int | None
    about: str
    undone_at: str
    undone_by: str


def line(one: Logged, said: Said = statement_shown) -> Line:
    """Return a decision in words."""
    row = one.decision
    ended = row.undone_at.astimezone(BERLIN).isoformat(timespec="seconds") if row.undone_at else ""
    return Line(
        number=row.id,
        at=row.decided_at.astimezone(BERLIN).isoformat(timespec="seconds"),
        by=row.decided_by,
        act=label(ACTS, row.act),
        subject=label(SUBJECTS, row.subject),
        old=_words(row.before, said),
        new=_words(row.value, said),
        quote=row.quote,
        why=row.why,
        entry=row.opportunity_id,
        title=one.title,
        source=one.source,
        other=row.other_id,
        about=f"Nr. {row.undoes}" if row.act == Act.UNDO else row.about,
        undone_at=ended,
        undone_by=row.undone_by,
    )


def as_csv(lines: Iterable[Line]) -> Iterator[bytes]:
    """Yield a table that German spreadsheet programs open; nothing in it is run as a formula."""
    yield "\ufeff".encode() + _row(COLUMNS.values())
    for one in lines:
        yield _row(map(cell, asdict(one).values()))


def as_jsonl(lines: Iterable[Line]) -> Iterator[bytes]:
    """Yield one JSON object a line."""
    for one in lines:
        yield json.dumps(asdict(one), ensure_ascii=False).encode("utf-8", "replace") + b"\n"


def _row(cells: Iterable[str]) -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=";", lineterminator="\r\n").writerow(cells)
    return out.getvalue().encode("utf-8", "replace")


def _words(value: list[Any], said: Said) -> str:
    statements: list[object] = [one for one in value if isinstance(one, dict) and "field" in one]
    if statements:
        told = map(said, statements_from_json(statements))
        return " · ".join(dict.fromkeys(told))
    plain = (one if isinstance(one, str) else json.dumps(one, ensure_ascii=False) for one in value)
    return " · ".join(label(VISIBILITIES, one) for one in plain)
