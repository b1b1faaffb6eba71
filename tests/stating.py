"""Values for tests, said in a few words and made of statements as the pipeline makes them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from db.derive import derive
from db.statements import EVERY_CASE, Case, Evidence, Field, Statement
from db.values import Deadline, Values
from db.vocabulary import DeadlineKind

FRAME = ("title", "url", "level", "language", "summary", "published_on", "contacts", "links")
DATED = {
    DeadlineKind.FIXED: Field.DEADLINE,
    DeadlineKind.ANNUAL: Field.ANNUAL_DEADLINE,
    DeadlineKind.MONTH: Field.DEADLINE_MONTH,
}
LISTS = {
    "areas": Field.AREA,
    "topics": Field.TOPIC,
    "funders": Field.FUNDER,
    "instruments": Field.INSTRUMENT,
    "applicants": Field.APPLICANT,
    "excluded": Field.EXCLUDED_APPLICANT,
}
NAMED = {
    "stated_status": Field.STATUS,
    "event_starts_on": Field.EVENT_START,
    "event_ends_on": Field.EVENT_END,
    "event_place": Field.EVENT_PLACE,
    "opens_on": Field.OPENS,
}


def stated(**facts: Any) -> Values:
    """Values as they follow from statements that say these facts of every case.

    `more` are further statements; `quotes` the words behind a field.
    """
    quotes = facts.pop("quotes", {})
    more: Iterable[Statement] = facts.pop("more", ())
    frame = {name: facts.pop(name) for name in FRAME if name in facts}
    kind = facts.pop("kind", "programme")
    said = [statement for name, fact in facts.items() for statement in _said(name, fact, quotes)]
    return derive(Values(**frame, kind=kind), [*said, *more])


def said(field: Field, value: Any, case: Case = EVERY_CASE, **more: Any) -> Statement:
    """One statement."""
    return Statement(field=field, value=value, case=case, **more)


def said_deadline(deadline: Deadline) -> Statement:
    """A deadline as a statement."""
    field = DATED.get(deadline.kind, Field.DEADLINE_RULE)
    return Statement(
        field=field,
        value=deadline.value or deadline.kind.value,
        deadline_stage=deadline.stage,
        at=deadline.at,
        newcomers=deadline.newcomers,
        origin=deadline.origin,
        case=deadline.case,
        standing=deadline.standing,
        checked_on=deadline.checked_on,
        evidence=Evidence(quote=deadline.quote),
    )


def _said(name: str, fact: Any, quotes: dict[str, str]) -> Iterator[Statement]:
    if name == "deadlines":
        yield from map(said_deadline, fact)
    elif name in LISTS:
        yield from (Statement(field=LISTS[name], value=value) for value in fact)
    elif fact is not None:
        field = NAMED.get(name) or Field(name)
        plain = fact.isoformat() if isinstance(fact, date) else fact
        quote = quotes.get(name, quotes.get(field.value, ""))
        yield Statement(field=field, value=plain, evidence=Evidence(quote=quote))
