"""Shapes: what our own interface answers with, as its description says it."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from crawlers.source import Level
from db.change_log import ChangeKind
from db.statements import Statement, Subject
from db.values import Deadline, Person, Reference
from db.vocabulary import OpportunityStatus


class Shape(BaseModel):
    """An answer, or a part of one."""

    model_config = ConfigDict(use_attribute_docstrings=True)


class Elsewhere(Shape):
    """Dieselbe Förderung in einer anderen Quelle."""

    number: int
    id: UUID
    source: str
    title: str
    url: str
    asked: bool
    """Ob es dieselbe ist, prüft gerade die Servicestelle."""


class Stated(Shape):
    """Was zu einer Förderung gesagt ist; leer oder null heißt: nicht angegeben.

    Beträge in EUR, Anteile in Prozent. `statements` sind die Angaben selbst, jede mit Förderfall,
    Einheit und Beleg; die übrigen Felder folgen aus ihnen und dienen dem Filtern. Was in
    `statements` den `standing` `contested` hat, ist strittig und keine Tatsache.
    """

    title: str
    url: str
    kind: str
    level: str
    language: str
    summary: str
    published_on: date | None
    funders: list[str]
    areas: list[str]
    applicants: list[str]
    excluded: list[str]
    topics: list[str]
    instruments: list[str]
    deadlines: list[Deadline]
    opens_on: date | None
    stated_status: str
    award_min: float | None
    award_max: float | None
    cost_min: float | None
    cost_max: float | None
    budget: float | None
    rate_min: float | None
    rate_max: float | None
    own_share: float | None
    population_min: int | None
    population_max: int | None
    partners_min: int | None
    event_starts_on: date | None
    event_ends_on: date | None
    event_place: str
    contacts: list[Person]
    links: list[Reference]
    quotes: dict[str, str]
    statements: list[Statement]


class Entry(Stated):
    """Eine veröffentlichte Förderung mit allen Angaben, wie sie heute gelten."""

    number: int
    """Nummer hier; dieselbe wie in der Adresse der Seite."""
    id: UUID
    """Bleibt dieselbe, solange die Quelle den Eintrag führt; dieselbe wie bei CommonGrants."""
    page: str
    """Adresse der Seite bei uns."""
    source: str
    key: str
    licence: str
    """Zeile, die bei einer Wiedergabe stehen muss."""
    as_of: date
    status: OpportunityStatus
    """`unknown` auch für Zurückgezogenes, das nicht geschlossen ist."""
    next_deadline: date | None
    """Nächste unstrittige Frist, die auch Neuen offensteht."""
    contested: list[Subject]
    """Wozu sich Quellen oder Textstellen widersprechen: keine Tatsache."""
    revision: int
    changed_at: datetime | None
    checked_on: dict[Subject, date]
    """Wofür ein Mensch einsteht, und seit wann; alles andere ist maschinell gelesen."""
    elsewhere: list[Elsewhere]
    withdrawn: bool
    """Ob die Quelle den Eintrag nicht mehr führt, oder die Servicestelle ihn zurückgezogen hat."""


class Entries(Shape):
    """Eine Seite der Liste."""

    total: int
    page: int
    page_size: int
    pages: int
    instead: list[str]
    """Wonach statt der Suchwörter gesucht wurde, wo diese nirgends stehen."""
    items: list[Entry]


class FieldChange(Shape):
    """Ein Feld, das sich geändert hat."""

    field: str
    case: str
    old: str
    new: str
    material: bool
    sentence: str
    """Die Änderung als deutscher Satz, wenn sie für Leser erheblich ist."""
    lost: bool


class Revision(Shape):
    """Ein Stand einer Förderung: was von einem Augenblick an galt, wie die eine Quelle es sagt."""

    number: int
    made_at: datetime
    cause: str
    material: bool
    changes: list[FieldChange]
    values: Stated


class Revisions(Shape):
    """Alle Stände einer Förderung, der neueste zuerst."""

    number: int
    id: UUID
    total: int
    page: int
    page_size: int
    pages: int
    items: list[Revision]


class SourceFacts(Shape):
    """Eine Quelle mit ihrer Lizenzzeile, und wann sie zuletzt ganz gelesen wurde."""

    slug: str
    title: str
    publisher: str
    homepage: str
    level: Level
    area: str
    licence: str
    entries: int
    last_read_at: datetime | None


class SourceList(Shape):
    """Alle Quellen."""

    items: list[SourceFacts]


class Topic(Shape):
    """Ein Thema."""

    id: str
    label: str
    entries: int


class TopicList(Shape):
    """Alle Themen."""

    items: list[Topic]


class Place(Shape):
    """Ein Gebiet, das gemeint sein kann."""

    key: str
    """Schlüssel, wie ihn der Filter `gebiet` nimmt: amtlich, `leader:…`, `de` oder `eu`."""
    label: str
    exact: bool
    former: str
    """Der frühere Name, unter dem es gefunden wurde."""


class PlaceList(Shape):
    """Die Gebiete eines Namens, das wahrscheinlichste zuerst."""

    items: list[Place]


class ChangedField(Shape):
    """Ein Feld vorher und nachher; `old` und `new` in Worten, dazu die Angaben selbst."""

    field: str
    case: str
    old: str
    new: str
    sentence: str
    old_statements: list[Statement]
    new_statements: list[Statement]


class Leading(Shape):
    """Der Eintrag, unter dem eine Förderung aus mehreren Quellen heute steht."""

    opportunity: int
    id: UUID


class Change(Shape):
    """Eine Änderung an einem Eintrag, wie die eine Quelle ihn hat."""

    number: int
    """Zählt ohne Lücke; eine kleinere kommt nie nach."""
    kind: ChangeKind
    noted_at: datetime
    made_at: datetime
    why: str
    """Bei `withdrawn`: ended, absent, staff oder hidden."""
    id: UUID
    opportunity: int
    leading: Leading
    page: str
    source: str
    key: str
    licence: str
    title: str
    url: str
    revision: int
    fields: list[ChangedField]
    contested: list[Subject]
    """Wozu sich Quellen oder Textstellen heute widersprechen: keine Tatsache."""
    values: Stated | None
    """Der ganze Stand seither; null, wenn der Eintrag zurückgezogen ist."""


class Changes(Shape):
    """Die nächsten Änderungen nach einer Nummer."""

    last: int
    newest: int
    more: bool
    items: list[Change]
