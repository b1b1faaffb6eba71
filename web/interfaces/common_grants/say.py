"""Say: a published opportunity in the words of CommonGrants, and nothing as a fact that is none."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from pydantic import HttpUrl, TypeAdapter, ValidationError

from db import labels
from db.queries.listing import Listed
from db.stable_ids import stable_id
from db.statements import Field, Statement, Subject, Unit, statements_to_json
from db.values import Deadline, Values
from db.vocabulary import ApplicantType, DeadlineKind, OpportunityStatus
from web.interfaces.changes import told
from web.stock import checked_days

Plain = dict[str, Any]
_STATUSES = {
    OpportunityStatus.FORECASTED: "forecasted",
    OpportunityStatus.OPEN: "open",
    OpportunityStatus.CLOSED: "closed",
}
# Only where the protocol's word says what ours says; the others are said in our own.
_APPLICANTS = {
    ApplicantType.MUNICIPALITY: "government_municipal",
    ApplicantType.DISTRICT: "government_county",
    ApplicantType.NONPROFIT: "nonprofit_without_501c3",
    ApplicantType.INDIVIDUAL: "individual",
}
_WHOLE_GRANT = frozenset({Unit.PROJECT, Unit.UNSAID})
_ALL_THERE_IS = frozenset({Unit.PROGRAMME, Unit.UNSAID})
_MONEY = (Subject.BUDGET, Subject.AWARD, Subject.RATE, Subject.COST)
_AT = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
_URL = TypeAdapter(HttpUrl)


def opportunity(
    one: Listed,
    today: date,
    created_at: datetime,
    modified_at: datetime,
    facts: Plain,
) -> Plain:
    """Return an opportunity; `facts` are what the protocol has no field for, by their names."""
    values = told(one.values)
    said: Plain = {
        "id": str(stable_id(one.source, one.key)),
        "title": values.title,
        "status": _status(values.status_on(today)),
        "description": values.summary or values.title,
        "keyDates": _dates(values, today),
        "customFields": {name: _custom(name, value) for name, value in facts.items()},
        "createdAt": created_at.isoformat(),
        "lastModifiedAt": modified_at.isoformat(),
    }
    if funding := _funding(values):
        said["funding"] = funding
    if _is_url(values.url):
        said["source"] = values.url
    if values.applicants:
        said["acceptedApplicantTypes"] = [_applicant(code) for code in values.applicants]
    return said


def own_facts(one: Listed, page: str, licence: str, aliases: Sequence[str]) -> Plain:
    """Return what the protocol lacks, and that nobody should do without."""
    values = told(one.values)
    contested = {said.subject for said in values.statements if not said.sure}
    return {
        "number": one.id,
        "page": page,
        "licence": licence,
        "sourceSlug": one.source,
        "aliases": list(aliases),
        "kind": values.kind,
        "level": values.level,
        "areas": list(values.areas),
        "topics": list(values.topics),
        "funders": list(values.funders),
        "instruments": list(values.instruments),
        "excludedApplicants": list(values.excluded),
        "checkedOn": {subject: on.isoformat() for subject, on in checked_days(values).items()},
        "contested": sorted(contested),
        "statements": statements_to_json(values.statements),
    }


def _status(status: OpportunityStatus) -> Plain:
    words = labels.STATUSES[status]
    if status in _STATUSES:
        return {"value": _STATUSES[status], "description": words}
    return {"value": "custom", "customValue": status.value, "description": words}


def _applicant(code: str) -> Plain:
    words = labels.label(labels.APPLICANTS, code)
    for ours, theirs in _APPLICANTS.items():
        if code == ours:
            return {"value": theirs, "description": words}
    return {"value": "custom", "customValue": code, "description": words}


def _funding(values: Values) -> Plain:
    said = [one for one in values.statements if one.subject in _MONEY]
    found: Plain = {}
    for name, field, units in (
        ("totalAmountAvailable", Field.BUDGET, _ALL_THERE_IS),
        ("minAwardAmount", Field.AWARD_MIN, _WHOLE_GRANT),
        ("maxAwardAmount", Field.AWARD_MAX, _WHOLE_GRANT),
    ):
        amount = _of_all(said, field, units)
        if amount is not None:
            found[name] = {"amount": amount, "currency": "EUR"}
    if lines := list(_lines(said)):
        found["details"] = "\n".join(lines)
    return found


def _of_all(said: Sequence[Statement], field: Field, units: frozenset[Unit]) -> str | None:
    """Return a sum that is told as a fact, once, and for every case; None for any other."""
    subject = [one for one in said if one.subject is _SUBJECTS[field]]
    own = [one for one in subject if one.field is field]
    if not own or not all(one.sure for one in subject):
        return None
    if not all(one.case.general and set(one.units) <= units for one in own):
        return None
    amounts = {float(one.value) for one in own}
    (amount, *others) = amounts
    if others or not math.isfinite(amount):
        return None
    return f"{amount:.0f}" if amount == int(amount) else f"{amount:.2f}"


_SUBJECTS = {
    Field.BUDGET: Subject.BUDGET,
    Field.AWARD_MIN: Subject.AWARD,
    Field.AWARD_MAX: Subject.AWARD,
}


def _lines(said: Sequence[Statement]) -> Iterator[str]:
    for one in said:
        case = f" ({one.case.words})" if one.case.words else ""
        shown = labels.statement_shown(one)
        contested = "" if one.sure else "; Angaben weichen ab"
        yield f"{labels.FIELDS[one.field]}{case}: {shown}{contested}"


def _dates(values: Values, today: date) -> Plain:
    sure = [one for one in values.deadlines if not _in_words(one) and one.newcomers]
    days = {on: one for one in sure if (on := closes_on(one, today))}
    ahead = sorted(on for on in days if on >= today)
    # What is not over has no day behind it on which it closed.
    over = values.status_on(today) is OpportunityStatus.CLOSED
    closing = ahead[0] if ahead else max(days, default=None) if over else None
    others: Plain = {}
    found: Plain = {}
    if values.published_on:
        found["postDate"] = _single("Veröffentlicht", values.published_on)
    if closing:
        found["closeDate"] = _closing(closing, days[closing])
    for place, one in enumerate(values.deadlines, 1):
        on = None if _in_words(one) else closes_on(one, today)
        if on is None:
            others[f"deadline{place}"] = _in_german(one)
        elif closing is None or on != closing or one is not days[closing]:
            others[f"deadline{place}"] = _closing(on, one)
    if values.opens_on:
        others["opens"] = _single(labels.FIELDS["opens_on"], values.opens_on)
    if starts_on := values.event_starts_on:
        ends_on = values.event_ends_on
        others["event"] = (
            {"eventType": "dateRange", "startDate": str(starts_on), "endDate": str(ends_on)}
            if ends_on and ends_on > starts_on
            else _single("", starts_on)
        ) | {"name": "Termin", "description": values.event_place or None}
    if others:
        found["otherDates"] = others
    return found


def _in_words(one: Deadline) -> bool:
    return one.standing != "sure" or one.kind not in (DeadlineKind.FIXED, DeadlineKind.ANNUAL)


def closes_on(one: Deadline, today: date) -> date | None:
    """Return the day of a deadline: the next one of a yearly, that of a fixed one also if over."""
    if one.kind is DeadlineKind.FIXED:
        return date.fromisoformat(one.value)
    return one.next_on(today)


def _single(name: str, on: date) -> Plain:
    return {"name": name, "eventType": "singleDate", "date": on.isoformat()}


def _closing(on: date, one: Deadline) -> Plain:
    return {
        **_single("Frist", on),
        **({"time": f"{one.at}:00"} if _AT.fullmatch(one.at) else {}),
        "description": _about(one) or None,
    }


def _in_german(one: Deadline) -> Plain:
    contested = "; Angaben weichen ab" if one.standing != "sure" else ""
    details = f"{labels.deadline_shown(one)}{contested}"
    described = {"description": _about(one) or None}
    return {"name": "Frist", "eventType": "other", "details": details, **described}


def _about(one: Deadline) -> str:
    """Return for whom and what a deadline holds, and the words it stands on."""
    newcomers = "" if one.newcomers else "nur für wen, der eine frühere Stufe bestanden hat"
    quote = f"„{one.quote}“" if one.quote else ""
    stage = labels.label(labels.STAGES, one.stage) if one.stage else ""
    return "; ".join(said for said in (stage, one.case.words, newcomers, quote) if said)


def _custom(name: str, value: object) -> Plain:
    types = {bool: "boolean", int: "integer", float: "number", str: "string", list: "array"}
    return {"name": name, "fieldType": types.get(type(value), "object"), "value": value}


def _is_url(url: str) -> bool:
    try:
        _URL.validate_python(url)
    except ValidationError:
        return False
    return True
