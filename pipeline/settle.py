"""Settle: from what a source states and what we read to one value per field.

All rules for choosing stand in this file: what the source states as a value beats what we
read from its prose; a doubtful claim is a question and never a value; of several amounts the
widest bounds hold, because an opportunity must not look smaller than it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from crawlers.items import Kind, RawEntry
from crawlers.source import Source
from db.values import Deadline, Person, Reference, Values
from db.vocabulary import DeadlineKind, Origin
from pipeline.claim import Claim, Field, Stage

SUMMARY_CHARACTERS = 1000  # enough for whoever shows the first sentences

_DATED = {
    Field.DEADLINE: DeadlineKind.FIXED,
    Field.ANNUAL_DEADLINE: DeadlineKind.ANNUAL,
    Field.DEADLINE_MONTH: DeadlineKind.MONTH,
}
# Which of several certain claims becomes the value of a number field.
_CHOICE: dict[Field, Callable[[Iterable[float]], float]] = {
    Field.AWARD_MIN: min,
    Field.AWARD_MAX: max,
    Field.COST_MIN: min,
    Field.COST_MAX: max,
    Field.BUDGET: max,
    Field.RATE_MIN: min,
    Field.RATE_MAX: max,
    Field.OWN_SHARE: min,
    Field.POPULATION_MIN: min,
    Field.POPULATION_MAX: max,
    Field.PARTNERS_MIN: min,
}
_WHOLE = frozenset({Field.POPULATION_MIN, Field.POPULATION_MAX, Field.PARTNERS_MIN})


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Something only a person can decide, in German."""

    field: str
    text: str
    quote: str = ""
    suggestion: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """The values of one entry and what had to be left open."""

    values: Values
    questions: tuple[Question, ...]


def settle(
    raw: RawEntry, source: Source, claims: tuple[Claim, ...], topics: tuple[str, ...]
) -> Settled:
    """Choose one value per field. Pure: the same entry and claims give the same values."""
    sure = tuple(claim for claim in claims if not claim.review)
    sure, beside = _own_claims(raw, sure)
    given = raw.given
    # What is doubtful in one place may be certain in another: then nothing is left to ask.
    known = {(claim.field, claim.value) for claim in sure}
    doubtful = [c for c in claims if c.review and (c.field, c.value) not in known]
    questions = [_question(claim) for claim in doubtful]
    questions += [Question(field="source", text=note) for note in given.notes]
    questions += beside
    questions += _disagreements(raw, sure)
    status, doubt = _status(raw, sure)
    questions += doubt
    numbers, quotes = _numbers(raw, sure)
    excluded = _distinct(sure, Field.EXCLUDED_APPLICANT)
    applicants = given.applicants or _distinct(sure, Field.APPLICANT)
    values = Values(
        title=" ".join(raw.title.split()),
        url=raw.url,
        kind=raw.kind.value,
        level=given.level or source.level.value,
        language=raw.language,
        summary=(raw.summary or raw.body)[:SUMMARY_CHARACTERS].strip(),
        published_on=raw.published_on,
        funders=given.funders or (source.publisher,),
        areas=given.areas or _distinct(sure, Field.AREA) or (source.area,),
        applicants=tuple(code for code in applicants if code not in excluded),
        excluded=excluded,
        topics=topics,
        instruments=given.instruments,
        deadlines=_given_deadlines(raw) or _read_deadlines(sure),
        opens_on=given.opens_on or _first_day(sure, Field.OPENS),
        stated_status=status,
        event_starts_on=given.event_starts_on or _first_day(sure, Field.EVENT_START),
        event_ends_on=given.event_ends_on or _first_day(sure, Field.EVENT_END),
        event_place=given.event_place or _first_text(sure, Field.EVENT_PLACE),
        contacts=tuple(Person(**asdict(contact)) for contact in given.contacts),
        links=tuple(Reference(**asdict(link)) for link in given.links),
        quotes=_status_quote(sure, status) | quotes,
        **numbers,
    )
    return Settled(values=values, questions=_without_repeats(questions))


_OF_EVENTS = frozenset({Field.EVENT_START, Field.EVENT_END, Field.EVENT_PLACE})


def _own_claims(
    raw: RawEntry, claims: tuple[Claim, ...]
) -> tuple[tuple[Claim, ...], list[Question]]:
    """Part the claims of a funding entry from those of an event that it mentions.

    A programme that offers a consultation hour is not over when one can no longer register
    for that hour; whether such a day counts for the funding is for staff to say.
    """
    if raw.kind is Kind.EVENT or not any(claim.field in _OF_EVENTS for claim in claims):
        return claims, []
    own = [claim for claim in claims if claim.field not in _OF_EVENTS]
    registrations = [claim for claim in own if claim.stage is Stage.REGISTRATION]
    text = "Gilt diese Anmeldefrist für die Förderung oder nur für eine Veranstaltung?"
    questions = [
        Question(field=claim.field, text=text, quote=claim.quote, suggestion=str(claim.value))
        for claim in registrations
    ]
    return tuple(claim for claim in own if claim not in registrations), questions


def _given_deadlines(raw: RawEntry) -> tuple[Deadline, ...]:
    return tuple(
        Deadline(
            kind=DeadlineKind.FIXED,
            value=deadline.on.isoformat(),
            stage=deadline.stage,
            at=deadline.at,
            origin=Origin.GIVEN,
            newcomers=deadline.newcomers,
        )
        for deadline in raw.given.deadlines
    )


def _read_deadlines(claims: tuple[Claim, ...]) -> tuple[Deadline, ...]:
    found: dict[tuple[DeadlineKind, str], Deadline] = {}
    for claim in claims:
        if claim.field in _DATED:
            kind, value = _DATED[claim.field], str(claim.value)
        elif claim.field is Field.DEADLINE_RULE:
            kind, value = DeadlineKind(str(claim.value)), ""
        else:
            continue
        # The first place that says it is the quote; a repetition adds nothing.
        found.setdefault(
            (kind, value),
            Deadline(
                kind=kind,
                value=value,
                stage=claim.stage.value if claim.stage else "",
                at=claim.at,
                quote=" ".join(claim.quote.split()),
            ),
        )
    return tuple(sorted(found.values(), key=lambda deadline: (deadline.kind, deadline.value)))


def _disagreements(raw: RawEntry, claims: tuple[Claim, ...]) -> list[Question]:
    """Ask where the prose names a fixed date that the source's own values do not have."""
    stated = {deadline.on.isoformat() for deadline in raw.given.deadlines}
    if not stated:
        return []
    return [
        Question(
            field=Field.DEADLINE,
            text=f"Die Quelle gibt als Frist {_german(stated)} an, im Text steht "
            f"{_german([str(claim.value)])}. Was gilt?",
            quote=claim.quote,
            suggestion=str(claim.value),
        )
        for claim in claims
        if claim.field is Field.DEADLINE and claim.value not in stated
    ]


def _status(raw: RawEntry, claims: tuple[Claim, ...]) -> tuple[str, list[Question]]:
    if raw.given.status:
        return raw.given.status, []
    said = {str(claim.value): claim for claim in claims if claim.field is Field.STATUS}
    if len(said) < 2:
        return next(iter(said), ""), []
    quotes = " · ".join(f"„{claim.quote}“" for claim in said.values())
    text = "Der Text sagt Verschiedenes über den Stand. Ist eine Antragstellung möglich?"
    return "", [Question(field=Field.STATUS, text=text, quote=quotes)]


def _status_quote(claims: tuple[Claim, ...], status: str) -> dict[str, str]:
    for claim in claims:
        if claim.field is Field.STATUS and claim.value == status:
            return {Field.STATUS.value: claim.quote}
    return {}


def _numbers(raw: RawEntry, claims: tuple[Claim, ...]) -> tuple[dict[str, Any], dict[str, str]]:
    numbers: dict[str, Any] = {}
    quotes: dict[str, str] = {}
    for field, choose in _CHOICE.items():
        own = [claim for claim in claims if claim.field is field]
        given = getattr(raw.given, field.value, None)
        if given is not None:
            numbers[field.value] = given
        elif own:
            value = choose(float(claim.value) for claim in own)
            numbers[field.value] = int(value) if field in _WHOLE else value
            quotes[field.value] = next(c.quote for c in own if float(c.value) == value)
    return numbers, quotes


def _distinct(claims: tuple[Claim, ...], field: Field) -> tuple[str, ...]:
    return tuple(dict.fromkeys(str(claim.value) for claim in claims if claim.field is field))


def _first_text(claims: tuple[Claim, ...], field: Field) -> str:
    return next((str(claim.value) for claim in claims if claim.field is field), "")


def _first_day(claims: tuple[Claim, ...], field: Field) -> date | None:
    days = sorted(str(claim.value) for claim in claims if claim.field is field)
    # A month alone ("ab Juni 2027") is no day.
    return next((date.fromisoformat(day) for day in days if len(day) == 10), None)


def _question(claim: Claim) -> Question:
    return Question(
        field=claim.field.value, text=claim.doubt, quote=claim.quote, suggestion=str(claim.value)
    )


def _without_repeats(questions: list[Question]) -> tuple[Question, ...]:
    return tuple(dict.fromkeys(questions))


def _german(days: Iterable[str]) -> str:
    return ", ".join(date.fromisoformat(day).strftime("%d.%m.%Y") for day in sorted(days))
