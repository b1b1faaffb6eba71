"""Records: an opportunity as programs read it: English names, codes, ISO days, nothing cut."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from db.queries.listing import Listed
from db.statements import Statement, Subject
from db.values import to_json
from web.stock import Stock, checked_days

Record = dict[str, Any]
# What does not stand in the values themselves: what follows from the day, or from where it is.
OWN = (
    *("id", "source", "source_title", "licence", "key", "page", "as_of", "status"),
    *("next_deadline", "contested", "elsewhere", "checked_on", "revision", "changed_at"),
)


def records(stock: Stock) -> Iterator[Record]:
    """Yield each opportunity as plain JSON: every field, its status and next deadline that day."""
    for one in stock.told():
        yield record(one, stock)


def record(one: Listed, stock: Stock) -> Record:
    """Return an opportunity, of which only what may be told is left, as plain JSON."""
    source, coming = stock.source(one.source), one.values.next_deadline(stock.today)
    own: Record = {
        "id": one.id,
        "source": one.source,
        "source_title": source.title,
        "licence": source.licence,
        "key": one.key,
        "page": stock.page(one.id) or None,
        "as_of": stock.today.isoformat(),
        "status": one.values.status_on(stock.today).value,
        "next_deadline": coming[0].isoformat() if coming else None,
        "contested": [subject.value for subject in contested(one)],
        "elsewhere": [
            {"source": other.source, "url": other.url, "asked": other.asked}
            for other in one.elsewhere
        ],
        "checked_on": {
            subject.value: on.isoformat() for subject, on in checked_days(one.values).items()
        },
        "revision": one.revisions,
        "changed_at": one.changed_at.isoformat() if one.changed_at else None,
    }
    said = to_json(one.values)
    return own | said | {"statements": list(map(_statement, one.values.statements))}


def contested(one: Listed) -> list[Subject]:
    """Return on what sources or passages disagree, each once."""
    found = (said.subject for said in one.values.statements if said.told and not said.sure)
    return list(dict.fromkeys(found))


def _statement(one: Statement) -> Record:
    """Return a statement with its case, unit, standing and words; what is empty is left out."""
    evidence = one.evidence
    case: Record = _case_of(one)
    quoted = {
        "source": evidence.source,
        "key": evidence.key,
        "part": evidence.part,
        "quote": evidence.quote,
        "start": evidence.start,
        "end": evidence.end,
    }
    deadline = {"stage": one.deadline_stage, "at": one.at, "newcomers": one.newcomers}
    found: Record = {
        "field": one.field.value,
        "value": one.value,
        "units": [unit.value for unit in one.units],
        "unit_words": one.unit_words,
        "case": case,
        "standing": one.standing.value,
        "origin": one.origin.value,
        "evidence": quoted if evidence.quote else {},
        "checked_on": one.checked_on.isoformat() if one.checked_on else None,
    }
    if one.subject is Subject.DEADLINES:
        found["deadline"] = deadline
    return {name: value for name, value in found.items() if value not in (None, "", [], {})}


def _case_of(one: Statement) -> Record:
    if one.case.general:
        return {}
    case: Record = {
        "words": one.case.words,
        "applicants": list(one.case.applicants),
        "population_min": one.case.population_min,
        "population_max": one.case.population_max,
        "financially_weak_only": one.case.weak or None,
        "areas": list(one.case.areas),
        "measure": one.case.measure,
        "stage": one.case.stage,
        "round": one.case.round,
    }
    return {name: value for name, value in case.items() if value not in (None, "", [])}
