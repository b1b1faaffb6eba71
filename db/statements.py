"""Statements: what is said of an opportunity, for which case, in which unit, on which words.

A statement never stands alone: an amount without its unit, a rate without the people it
holds for, a date without its stage would be a wrong statement. What a source gives as a
value, what we read from its prose and what staff decide are records of this one shape.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cache

from pydantic import TypeAdapter

from db.vocabulary import Origin

Value = str | int | float


class Field(StrEnum):
    """What a statement is about; the values are those of `landbote read --jsonl`."""

    DEADLINE = "deadline"  # ISO date on which submissions close, any stage
    OPENS = "opens"  # ISO date from which submissions are possible
    ANNUAL_DEADLINE = "annual_deadline"  # MM-DD, every year
    DEADLINE_MONTH = "deadline_month"  # YYYY-MM where no day is given
    DEADLINE_RULE = "deadline_rule"  # rolling, until_exhausted, relative, announced_elsewhere
    STATUS = "status"  # open, closed, forecast; cancelled, of an event
    AWARD_MIN = "award_min"  # EUR, of one grant
    AWARD_MAX = "award_max"
    COST_MIN = "cost_min"  # EUR of eligible or total cost
    COST_MAX = "cost_max"
    BUDGET = "budget"  # EUR of the call or programme
    RATE_MIN = "rate_min"  # percent of the eligible cost
    RATE_MAX = "rate_max"
    OWN_SHARE = "own_share"
    APPLICANT = "applicant"
    EXCLUDED_APPLICANT = "excluded_applicant"
    POPULATION_MIN = "population_min"  # inhabitants
    POPULATION_MAX = "population_max"
    PARTNERS_MIN = "partners_min"
    AREA = "area"  # an area key: 06, 06531, 06531005, leader:<slug>, de, eu
    EVENT_START = "event_start"  # ISO date
    EVENT_END = "event_end"
    EVENT_PLACE = "event_place"
    KIND = "kind"  # programme, call, prize, event, notice, award
    TOPIC = "topic"  # a topic id
    FUNDER = "funder"
    INSTRUMENT = "instrument"


class Subject(StrEnum):
    """Fields that are said, replaced and decided together: half of a range is no range."""

    DEADLINES = "deadlines"
    OPENS = "opens"
    STATUS = "status"
    AWARD = "award"
    COST = "cost"
    BUDGET = "budget"
    RATE = "rate"
    APPLICANTS = "applicants"
    POPULATION = "population"
    PARTNERS = "partners"
    AREAS = "areas"
    EVENT = "event"
    KIND = "kind"
    TOPICS = "topics"
    FUNDERS = "funders"
    INSTRUMENTS = "instruments"


FIELDS_OF: dict[Subject, tuple[Field, ...]] = {
    Subject.DEADLINES: (
        Field.DEADLINE,
        Field.ANNUAL_DEADLINE,
        Field.DEADLINE_MONTH,
        Field.DEADLINE_RULE,
    ),
    Subject.OPENS: (Field.OPENS,),
    Subject.STATUS: (Field.STATUS,),
    Subject.AWARD: (Field.AWARD_MIN, Field.AWARD_MAX),
    Subject.COST: (Field.COST_MIN, Field.COST_MAX),
    Subject.BUDGET: (Field.BUDGET,),
    Subject.RATE: (Field.RATE_MIN, Field.RATE_MAX, Field.OWN_SHARE),
    Subject.APPLICANTS: (Field.APPLICANT, Field.EXCLUDED_APPLICANT),
    Subject.POPULATION: (Field.POPULATION_MIN, Field.POPULATION_MAX),
    Subject.PARTNERS: (Field.PARTNERS_MIN,),
    Subject.AREAS: (Field.AREA,),
    Subject.EVENT: (Field.EVENT_START, Field.EVENT_END, Field.EVENT_PLACE),
    Subject.KIND: (Field.KIND,),
    Subject.TOPICS: (Field.TOPIC,),
    Subject.FUNDERS: (Field.FUNDER,),
    Subject.INSTRUMENTS: (Field.INSTRUMENT,),
}
SUBJECT_OF: dict[Field, Subject] = {
    field: subject for subject, fields in FIELDS_OF.items() for field in fields
}


# The two ends of a range: where one is contested the other is no fact either.
_RANGES = (
    (Field.AWARD_MIN, Field.AWARD_MAX),
    (Field.COST_MIN, Field.COST_MAX),
    (Field.RATE_MIN, Field.RATE_MAX),
    (Field.POPULATION_MIN, Field.POPULATION_MAX),
)
OTHER_END: dict[Field, Field] = {
    one: other for pair in _RANGES for one, other in (pair, pair[::-1])
}


class Unit(StrEnum):
    """What one sum of money is for. An amount without a known unit says none."""

    UNSAID = ""
    PROJECT = "project"  # je Vorhaben, je Antrag
    PLACE = "place"  # je Ortsteil, Gemeinde, Region
    BUILDING = "building"  # je Gebäude, Wohneinheit
    PERSON = "person"  # je Teilnehmer, Mitglied, Stelle, Platz
    INHABITANT = "inhabitant"
    ORGANISATION = "organisation"  # je Verein, Unternehmen, Schule
    ITEM = "item"  # je Fahrzeug, Gerät, Baum
    LENGTH_OR_AREA = "length_or_area"  # je m², ha, km
    HOUR = "hour"
    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    PROGRAMME = "programme"  # all that the programme or call has to give
    PRIZE = "prize"  # one prize of a competition


class Standing(StrEnum):
    """How far a statement may be told."""

    SURE = "sure"
    CONTESTED = "contested"  # sources or passages disagree: told as a disagreement, never as fact
    ASKED = "asked"  # doubtful: a question to staff, and no value
    REJECTED = "rejected"  # staff say that it is not so


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """For whom or what a statement holds ("Förderfall"); all empty: for every case.

    `words` are the text's own; the rest is what we recognise in them. `applicants` are
    applicant codes, `population_*` inhabitants, `weak` means financially weak
    municipalities only, `areas` are area keys, `measure` is a kind of measure, `stage` a
    phase of the funding, `round` a call or year, each in the text's own words.
    """

    words: str = ""
    applicants: tuple[str, ...] = ()
    population_min: int | None = None
    population_max: int | None = None
    weak: bool = False
    areas: tuple[str, ...] = ()
    measure: str = ""
    stage: str = ""
    round: str = ""

    @property
    def general(self) -> bool:
        """Whether the statement holds for all."""
        return self is EVERY_CASE or self == EVERY_CASE

    @property
    def key(self) -> str:
        """What tells this case apart from others of one opportunity, spelling aside."""
        said = self.words or ("" if self.general else repr(self.codes))
        return " ".join(said.casefold().split())

    @property
    def codes(self) -> Case:
        """The case without the text's words: the same people under another name."""
        return replace(self, words="")


EVERY_CASE = Case()


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Where a statement was read: the part of an entry, and the words in it.

    `stored[start:end] == quote` holds for the text of that part as it is stored and shown;
    for a given or staff value `part` and `quote` may be empty.
    """

    source: str = ""
    key: str = ""
    part: str = ""
    quote: str = ""
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One value of one field, for one case.

    `units` is what a sum is for (several: "je Jahr und Verein"), `unit_words` the text's
    words for it. `deadline_stage`, `at` (HH:MM) and `newcomers` belong to deadlines.
    `question` is a German sentence to staff; it is filled exactly for what is asked or
    contested within one entry. `rule` names the grammar rule, for what was read. `checked_on`
    is the day on which a person vouched for it.
    """

    field: Field
    value: Value
    units: tuple[Unit, ...] = ()
    unit_words: str = ""
    case: Case = EVERY_CASE
    standing: Standing = Standing.SURE
    origin: Origin = Origin.READ
    evidence: Evidence = Evidence()
    deadline_stage: str = ""
    at: str = ""
    newcomers: bool = True
    question: str = ""
    rule: str = ""
    checked_on: date | None = None

    @property
    def subject(self) -> Subject:
        """The fields it is said and decided together with."""
        return SUBJECT_OF[self.field]

    @property
    def sure(self) -> bool:
        """Whether it may be told as a fact."""
        return self.standing is Standing.SURE

    @property
    def told(self) -> bool:
        """Whether a reader hears of it: as a fact, or as a disagreement."""
        return self.standing in (Standing.SURE, Standing.CONTESTED)

    @property
    def content(self) -> tuple[object, ...]:
        """What is said, without where it was read and how far it may be told."""
        return (
            self.field,
            self.value,
            self.units,
            self.case,
            self.deadline_stage,
            self.at,
            self.newcomers,
        )

    def standing_as(self, standing: Standing, question: str = "") -> Statement:
        """Return the statement with another standing."""
        return replace(self, standing=standing, question=question)


def digest_of(statements: Iterable[Statement]) -> str:
    """Return the mark of what some statements say: order, place and quote do not count."""
    said = sorted(repr((*one.content, one.standing)) for one in set(statements))
    return hashlib.sha256("\n".join(said).encode()).hexdigest()


@cache
def statements_adapter() -> TypeAdapter[tuple[Statement, ...]]:
    """Return the reader and writer of statements as JSON; building one is slow, so it is kept."""
    return TypeAdapter(tuple[Statement, ...])


def statements_to_json(statements: tuple[Statement, ...]) -> list[object]:
    """Return statements as plain JSON objects without what is empty, the form a row holds."""
    plain: list[object] = statements_adapter().dump_python(
        statements, mode="json", exclude_defaults=True
    )
    return plain


def statements_from_json(plain: list[object]) -> tuple[Statement, ...]:
    """Rebuild statements from `statements_to_json`. Raises pydantic's ValidationError."""
    return statements_adapter().validate_python(plain, strict=False)
