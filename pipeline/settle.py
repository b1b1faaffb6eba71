"""Settle: from what a source gives and what we read to statements that stand together.

All rules for choosing stand in this file. What the source gives as a value beats what we
read from its prose; a doubtful claim is a question and never a value; a passage that says
more (a unit, a case) speaks for one that says less; where two passages of one text disagree,
nothing is stated as a fact.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from crawlers.items import Contact, Kind, RawEntry
from crawlers.source import Source, Trust
from db.labels import statement_shown
from db.merged_values import contested_fields, same_unit
from db.statements import (
    EVERY_CASE,
    OTHER_END,
    Evidence,
    Field,
    Standing,
    Statement,
    Subject,
    Value,
)
from db.values import Person, Reference, Values
from db.vocabulary import ApplicantType, Origin
from pipeline.claim import Claim, Stage
from pipeline.parts import HEADLINES, summary_of
from pipeline.question import Question
from pipeline.reading.time.deadlines import OF_AN_EVENT, OF_REGISTRATION

SUMMARY_CHARACTERS = 1000  # enough for whoever shows the first sentences

# Of these a text states one value per case and unit; two of them are a disagreement.
_SINGLE: dict[Field, str] = {
    Field.AWARD_MIN: "Mindestförderung",
    Field.AWARD_MAX: "Höchstförderung",
    Field.COST_MIN: "Mindestkosten",
    Field.COST_MAX: "Höchstkosten",
    Field.BUDGET: "Gesamtbudget",
    Field.RATE_MIN: "Mindestfördersatz",
    Field.RATE_MAX: "Fördersatz",
    Field.OWN_SHARE: "Eigenanteil",
    Field.POPULATION_MIN: "Mindesteinwohnerzahl",
    Field.POPULATION_MAX: "Höchsteinwohnerzahl",
    Field.PARTNERS_MIN: "Mindestzahl der Partner",
}
_GIVEN_NUMBERS = (Field.AWARD_MIN, Field.AWARD_MAX, Field.BUDGET, Field.RATE_MAX)
_NARROWER: dict[str, str] = {ApplicantType.COMPANY: ApplicantType.MUNICIPAL_COMPANY}
CANCELLED = "cancelled"
_OF_EVENTS = frozenset({Field.EVENT_START, Field.EVENT_END, Field.EVENT_PLACE})
_STATUS_DOUBT = "Der Text sagt Verschiedenes über den Stand. Ist eine Antragstellung möglich?"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What one entry says: its frame, what the machine reads, and questions beside it."""

    frame: Values
    read: tuple[Statement, ...]
    questions: tuple[Question, ...]


def settle(
    raw: RawEntry, source: Source, claims: tuple[Claim, ...], topics: tuple[str, ...]
) -> Reading:
    """Let every statement of an entry stand as far as it may. Pure."""
    given = _given(raw, source, topics)
    read = [_statement(raw, claim) for claim in claims]
    read = _without_settled_doubts(_own(raw, read))
    given = _as_narrow_as_read(given, read)
    read = _beside_given(given, read)
    read = _disagreeing(_most_telling(read))
    fallback = _fallback(source, [*given, *read])
    return Reading(
        frame=_frame(raw, source),
        read=tuple(dict.fromkeys([*given, *read, *fallback])),
        questions=tuple(Question(field="source", text=note) for note in raw.given.notes),
    )


def questions_of(statements: Iterable[Statement]) -> tuple[Question, ...]:
    """Return what statements leave to staff: each doubt, and each disagreement once."""
    asked = [_question(one) for one in statements if one.standing is Standing.ASKED]
    contested: defaultdict[tuple[Subject, str, str], list[Statement]] = defaultdict(list)
    for one in statements:
        if one.standing is Standing.CONTESTED:
            # The days of a text are one matter, its numbers are one each.
            field = "" if one.subject is Subject.DEADLINES else one.field.value
            contested[one.subject, field, one.case.key].append(one)
    disagreements = [_disagreement(said) for said in contested.values()]
    return tuple(dict.fromkeys([*asked, *disagreements]))


def _frame(raw: RawEntry, source: Source) -> Values:
    return Values(
        title=" ".join(raw.title.split()),
        url=raw.url,
        kind=raw.kind.value,
        level=raw.given.level or source.level.value,
        language=raw.language,
        summary=summary_of(raw)[:SUMMARY_CHARACTERS].strip(),
        published_on=raw.published_on,
        contacts=tuple(map(_person, raw.given.contacts)),
        links=tuple(
            Reference(url=link.url, title=link.title, role=link.role) for link in raw.given.links
        ),
    )


def _person(contact: Contact) -> Person:
    return Person(
        organisation=contact.organisation,
        person=contact.person,
        street=contact.street,
        postcode=contact.postcode,
        town=contact.town,
        phone=contact.phone,
        email=contact.email,
        url=contact.url,
    )


def _given(raw: RawEntry, source: Source, topics: tuple[str, ...]) -> list[Statement]:
    """Return what the source gives as values, and what follows from what it is."""
    given, found = raw.given, list[Statement]()

    def say(field: Field, value: object) -> None:
        if value not in (None, ""):
            plain = value.isoformat() if isinstance(value, date) else value
            found.append(_of_source(raw, field, plain))  # type: ignore[arg-type]

    say(Field.KIND, raw.kind.value)
    for topic in topics:
        found.append(replace(_of_source(raw, Field.TOPIC, topic), origin=Origin.READ))
    for funder in given.funders:
        say(Field.FUNDER, funder)
    for instrument in given.instruments:
        say(Field.INSTRUMENT, instrument)
    for area in given.areas:
        say(Field.AREA, area)
    for code in given.applicants:
        say(Field.APPLICANT, code)
    for deadline in given.deadlines:
        stated = _of_source(raw, Field.DEADLINE, deadline.on.isoformat())
        stage, at = deadline.stage, deadline.at
        found.append(replace(stated, deadline_stage=stage, at=at, newcomers=deadline.newcomers))
    for field in _GIVEN_NUMBERS:
        say(field, getattr(given, field.value))
    say(Field.OPENS, given.opens_on)
    say(Field.STATUS, given.status)
    say(Field.EVENT_START, given.event_starts_on)
    say(Field.EVENT_END, given.event_ends_on)
    say(Field.EVENT_PLACE, given.event_place)
    return found


def _of_source(raw: RawEntry, field: Field, value: Value) -> Statement:
    evidence = Evidence(source=raw.source, key=raw.key)
    return Statement(field=field, value=value, origin=Origin.GIVEN, evidence=evidence)


def stand_in_funder(source: Source) -> str:
    """Return who funds the entries that name nobody: the publisher, or "" for a messenger."""
    return source.publisher if source.trust is Trust.PRIMARY and source.funds else ""


def _fallback(source: Source, said: Sequence[Statement]) -> list[Statement]:
    """Say for whom nobody says it: a source's publisher and area stand for its entries."""
    named = {one.field for one in said if one.sure}
    stand_in = {Field.FUNDER: stand_in_funder(source), Field.AREA: source.area}
    return [
        Statement(field=field, value=value, origin=Origin.GIVEN)
        for field, value in stand_in.items()
        if value and field not in named
    ]


def _statement(raw: RawEntry, claim: Claim) -> Statement:
    if raw.kind is Kind.EVENT and claim.doubt in OF_REGISTRATION:
        claim = replace(claim, doubt="")  # an event's own registration is no question
    return Statement(
        field=claim.field,
        value=claim.value,
        units=claim.units,
        unit_words=claim.unit_words,
        case=claim.case,
        standing=Standing.ASKED if claim.review else Standing.SURE,
        evidence=Evidence(
            source=raw.source,
            key=raw.key,
            part=claim.part,
            quote=claim.quote,
            start=claim.start,
            end=claim.end,
        ),
        deadline_stage=claim.stage.value if claim.stage else "",
        at=claim.at,
        question=claim.doubt,
        rule=claim.rule,
    )


def _own(raw: RawEntry, read: list[Statement]) -> list[Statement]:
    """Part the statements of a funding entry from those of an event that it mentions.

    A programme that offers a consultation hour is not over when one can no longer register
    for that hour; whether such a day counts for the funding is for staff to say.
    """
    sure = (one for one in read if one.sure)
    read = _cancelled(raw, read)
    if raw.kind is Kind.EVENT or not any(one.field in _OF_EVENTS for one in sure):
        return read
    return [
        one.standing_as(Standing.ASKED, OF_AN_EVENT)
        if one.sure and one.deadline_stage == Stage.REGISTRATION
        else one
        for one in read
        if not (one.sure and one.field in _OF_EVENTS)
    ]


def _cancelled(raw: RawEntry, read: list[Statement]) -> list[Statement]:
    """Let a cancelled event be that and nothing else; one that a call mentions is not the call."""
    cancelled = [one for one in read if one.field is Field.STATUS and one.value == CANCELLED]
    if not cancelled:
        return read
    # On which day it would have been is no question any more.
    others = [
        one
        for one in read
        if one.field is not Field.STATUS and (one.sure or one.field not in _OF_EVENTS)
    ]
    if raw.kind in (Kind.EVENT, Kind.NOTICE):
        return [*others, *cancelled]
    return [one for one in read if one not in cancelled]


def _without_settled_doubts(read: list[Statement]) -> list[Statement]:
    """Drop a doubt that another place settles: then nothing is left to ask."""
    known = {(one.field, one.value) for one in read if one.sure}
    return [one for one in read if one.sure or (one.field, one.value) not in known]


def _beside_given(given: list[Statement], read: list[Statement]) -> list[Statement]:
    """Leave to the source's own values what they say; ask where the prose says otherwise."""
    settled = {one.subject for one in given} - {Subject.KIND, Subject.TOPICS}
    days = {str(one.value) for one in given if one.field is Field.DEADLINE}
    kept = []
    for one in read:
        if one.subject not in settled or one.field is Field.EXCLUDED_APPLICANT or not one.sure:
            kept.append(one)
        elif one.field is Field.DEADLINE and one.value not in days:
            doubt = (
                f"Die Quelle gibt als Frist {_days(days)} an, im Text steht "
                f"{statement_shown(one)}. Was gilt?"
            )
            kept.append(one.standing_as(Standing.ASKED, doubt))
    return kept


def _as_narrow_as_read(given: list[Statement], read: Sequence[Statement]) -> list[Statement]:
    """Let a code of the source say no more than its text: its lists know only "Unternehmen"."""
    told = {str(one.value): one for one in read if one.field is Field.APPLICANT and one.sure}
    return [
        told[narrow]
        if one.field is Field.APPLICANT
        and (narrow := _NARROWER.get(str(one.value), "")) in told
        and one.value not in told
        else one
        for one in given
    ]


def _most_telling(read: list[Statement]) -> list[Statement]:
    """Drop what another passage says with its unit or its case, and what is said twice."""
    alike: defaultdict[tuple[object, ...], dict[object, Statement]] = defaultdict(dict)
    for one in read:
        if one.sure:
            alike[one.field, one.value][one.case, one.units] = one
    kept: dict[tuple[object, ...], Statement] = {}
    for one in read:
        rivals = alike[one.field, one.value].values()
        if one.sure and any(_says_more(other, one) for other in rivals):
            continue
        # The first place that says it is the quote; a repetition adds nothing.
        same = (*one.content, one.standing, one.question)
        if one.subject is Subject.DEADLINES:
            same = (one.field, one.value, one.case, one.standing, one.question)
        kept.setdefault(same, one)
    return list(kept.values())


def _says_more(other: Statement, one: Statement) -> bool:
    if (other.field, other.value) != (one.field, one.value) or one.field not in _SINGLE:
        return False
    more_case = one.case.general and not other.case.general
    more_unit = not one.units and bool(other.units)
    return (
        (more_case or more_unit) and same_unit(one, other) and (more_case or one.case == other.case)
    )


def _disagreeing(read: list[Statement]) -> list[Statement]:
    """Mark as contested what two passages of the text say differently."""
    contested = {id(one) for one in _numbers_that_differ(read)}
    contested |= {id(one) for one in _days_that_differ(read)}
    stated = [one.standing_as(Standing.CONTESTED) if id(one) in contested else one for one in read]
    statuses = [one for one in stated if one.field is Field.STATUS and one.sure]
    if len({one.value for one in statuses}) < 2:
        return stated
    return [one.standing_as(Standing.CONTESTED) if one in statuses else one for one in stated]


def _numbers_that_differ(read: Sequence[Statement]) -> list[Statement]:
    groups: defaultdict[tuple[Field, str], list[Statement]] = defaultdict(list)
    for one in read:
        if one.sure and one.field in _SINGLE:
            groups[one.field, one.case.key].append(one)
    at_odds = [
        one
        for said in groups.values()
        for one in said
        if any(other.value != one.value and same_unit(one, other) for other in said)
    ]
    ends = [
        end
        for one in at_odds
        if one.field in OTHER_END
        for end in groups.get((OTHER_END[one.field], one.case.key), ())
        if same_unit(one, end)
    ]
    return [*at_odds, *ends]


def _days_that_differ(read: Sequence[Statement]) -> list[Statement]:
    """Compare the days of the headlines with those of the text below them."""
    days = [one for one in read if one.subject is Subject.DEADLINES and one.sure]
    above = [one for one in days if one.evidence.part in HEADLINES]
    below = [one for one in days if one.evidence.part not in HEADLINES]
    if not above or not below:
        return []
    fields = contested_fields([above, below])
    return [one for one in days if one.field in fields]


def _question(one: Statement) -> Question:
    return Question(
        field=one.field.value,
        text=one.question,
        quote=one.evidence.quote,
        suggestion=str(one.value),
        proposed=(one,),
    )


def _disagreement(said: Sequence[Statement]) -> Question:
    first = said[0]
    quote = " · ".join(f"„{one.evidence.quote}“" for one in said)
    if first.field is Field.STATUS:
        return Question(field=first.field.value, text=_STATUS_DOUBT, quote=quote)
    values = " und ".join(dict.fromkeys(map(statement_shown, said)))
    days = first.subject is Subject.DEADLINES
    what = "Frist" if days else _SINGLE.get(first.field, first.field.value)
    whom = "" if first.case == EVERY_CASE else f" (Fall „{first.case.words}“)"
    asked = "Was gilt?" if days else "Für welchen Fall gilt welcher Wert?"
    return Question(
        field=first.field.value,
        text=f"Der Text nennt als {what}{whom} {values}. {asked}",
        quote=quote,
    )


def _days(days: Iterable[str]) -> str:
    return ", ".join(date.fromisoformat(day).strftime("%d.%m.%Y") for day in sorted(days))
