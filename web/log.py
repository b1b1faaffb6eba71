"""Log: a decision in words, for the page and for both exports."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Any

from db.decisions import ISSUE_ACTS, Act, Decision
from db.labels import ACTS, CADENCES, STANDINGS, SUBJECTS, label, statement_shown
from db.local_date import BERLIN
from db.queries.decision_log import Logged
from db.statements import Statement, statements_from_json
from pipeline.desk.words import Names, plain_words
from web.cells import cell

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


def line(one: Logged, said: Said = statement_shown, area_name: Names = str) -> Line:
    """Return a decision in words."""
    row = one.decision
    ended = row.undone_at.astimezone(BERLIN).isoformat(timespec="seconds") if row.undone_at else ""
    return Line(
        number=row.id,
        at=row.decided_at.astimezone(BERLIN).isoformat(timespec="seconds"),
        by=row.decided_by,
        act=label(ACTS, row.act),
        subject=label(SUBJECTS, row.subject),
        old=_words(row, row.before, said, area_name),
        new=_words(row, row.value, said, area_name),
        quote=row.quote,
        why=row.why,
        entry=row.opportunity_id,
        title=one.title,
        source=one.source,
        other=row.other_id,
        about=_about(row),
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


def _about(row: Decision) -> str:
    if row.act == Act.UNDO:
        return f"Nr. {row.undoes}"
    if row.act in ISSUE_ACTS:
        return f"Ausgabe {label(CADENCES, row.about)}" if row.about else "alle Ausgaben"
    return row.about


def _words(row: Decision, value: list[Any], said: Said, area_name: Names) -> str:
    statements: list[object] = [one for one in value if isinstance(one, dict) and "field" in one]
    if statements:
        told = (_told(one, said) for one in statements_from_json(statements))
        return " · ".join(dict.fromkeys(told))
    return plain_words(Act(row.act), value, area_name)


def _told(one: Statement, said: Said) -> str:
    return said(one) if one.sure else f"{said(one)} ({STANDINGS[one.standing]})"
