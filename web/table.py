"""Table: an opportunity as a row that people read: German headings and words, real days and sums.

Each column is named once, for the CSV, the workbook, the description of the CSV for programs and
the page that explains them. A field of the values without a column is a fault that tests find.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from db import labels
from db.local_date import local_date
from db.queries.listing import Listed
from db.statements import Field, Standing, Statement, Subject
from db.values import Deadline, Person, Reference, Values
from db.vocabulary import OpportunityStatus
from notifier.mail.links import link_allowed
from web.records import contested
from web.stock import Stock, checked_days

Value = str | int | float | date | tuple[str, ...] | None
_DISSENT = labels.STANDINGS[Standing.CONTESTED]
# What stands in a column of its own anyhow, unless words or a case say more.
_PLAIN = frozenset(
    {Subject.KIND, Subject.TOPICS, Subject.FUNDERS, Subject.INSTRUMENTS, Subject.AREAS}
)


class Kind(StrEnum):
    """What the cells of a column hold, and how they are shown."""

    TEXT = "text"
    SEVERAL = "several"  # texts beside each other
    LINK = "link"
    DAY = "day"
    COUNT = "count"
    EURO = "euro"
    PERCENT = "percent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column. `name` is for programs, `heading` and `says` are for people."""

    name: str
    heading: str
    says: str
    kind: Kind
    of: Callable[[Listed, Stock], Value]

    @property
    def wide(self) -> bool:
        """Whether its cells hold much text."""
        return self.name in _WIDE


_WIDE = frozenset({"title", "summary", "deadlines", "statements", "funders", "quotes", "links"})


def rows(stock: Stock) -> Iterator[list[Value]]:
    """Yield each opportunity as the values of the columns."""
    for one in stock.told():
        yield [column.of(one, stock) for column in COLUMNS]


def _of(name: str) -> Callable[[Listed, Stock], Value]:
    def value(one: Listed, _stock: Stock) -> Value:
        found: Value = getattr(one.values, name)
        return found

    return value


def _coded(name: str, words: labels.Words) -> Callable[[Listed, Stock], Value]:
    def value(one: Listed, _stock: Stock) -> Value:
        codes = getattr(one.values, name)
        if isinstance(codes, str):
            return labels.label(words, codes) if codes else None
        return tuple(labels.label(words, code) for code in codes)

    return value


def _status(one: Listed, stock: Stock) -> Value:
    status: OpportunityStatus = one.values.status_on(stock.today)
    return labels.STATUSES[status]


def _next_deadline(one: Listed, stock: Stock) -> Value:
    coming = one.values.next_deadline(stock.today)
    return coming[0] if coming else None


def _speaking(one: Listed, stock: Stock) -> list[Deadline]:
    """Return the sure deadline that comes next, or else all that there are still."""
    coming = one.values.next_deadline(stock.today)
    if coming:
        return [coming[1]]
    return [d for d in one.values.deadlines if d.newcomers and not d.over(stock.today)]


def _deadline_kind(one: Listed, stock: Stock) -> Value:
    ahead = _speaking(one, stock)
    if any(deadline.standing is Standing.CONTESTED for deadline in ahead):
        return _DISSENT
    kinds = dict.fromkeys(labels.DEADLINE_KINDS[deadline.kind] for deadline in ahead)
    if not kinds and one.values.deadlines:
        return "abgelaufen"
    return ", ".join(kinds)


def _deadline_stage(one: Listed, stock: Stock) -> Value:
    coming = one.values.next_deadline(stock.today)
    return labels.label(labels.STAGES, coming[1].stage) if coming and coming[1].stage else None


def _deadline_hour(one: Listed, stock: Stock) -> Value:
    coming = one.values.next_deadline(stock.today)
    return coming[1].at if coming else None


def _deadlines(one: Listed, _stock: Stock) -> Value:
    return tuple(map(_deadline, one.values.deadlines))


def _deadline(one: Deadline) -> str:
    stage = f"{labels.label(labels.STAGES, one.stage)}: " if one.stage else ""
    hour = f", {one.at} Uhr" if one.at else ""
    known = "" if one.newcomers else ", nur für bereits Ausgewählte"
    return f"{stage}{labels.deadline_shown(one)}{hour}{known}{_doubt(one.standing)}"


def _doubt(standing: Standing) -> str:
    return "" if standing is Standing.SURE else f", {labels.STANDINGS[standing]}"


def _award_is_for(one: Listed, _stock: Stock) -> Value:
    """Return what the highest award is for: without that a sum says nothing."""
    most = one.values.award_max
    found = [
        said
        for said in one.values.statements
        if said.field is Field.AWARD_MAX and said.sure and float(said.value) == most
    ]
    words = (
        said.unit_words or ", ".join(labels.UNITS[unit] for unit in said.units) for said in found
    )
    cases = (said.case.words for said in found)
    return tuple(
        dict.fromkeys(
            " · ".join(filter(None, pair)) for pair in zip(words, cases, strict=True) if any(pair)
        )
    )


def _statements(one: Listed, stock: Stock) -> Value:
    return tuple(_stated(said, stock) for said in one.values.statements if _says_more(said))


def _says_more(one: Statement) -> bool:
    """Whether a statement says more than the column that its value stands in anyhow."""
    return one.subject not in _PLAIN or not one.case.general or bool(one.evidence.quote)


def _stated(one: Statement, stock: Stock) -> str:
    shown = labels.statement_shown(
        one, area_name=_named(stock.area_name), topic_name=stock.topic_name
    )
    case = f" ({one.case.words})" if one.case.words else ""
    quote = f", „{one.evidence.quote}“" if one.evidence.quote else ""
    return f"{labels.CLAIMS[one.field]}: {shown}{case}{_doubt(one.standing)}{quote}"


def _areas(one: Listed, stock: Stock) -> Value:
    return tuple(map(_named(stock.area_name), one.values.areas))


def _named(name: Callable[[str], str]) -> Callable[[str], str]:
    """Return what names an area, one that nobody knows any more by its key."""

    def named(key: str) -> str:
        try:
            return name(key)
        except LookupError:
            return key

    return named


def _persons(one: Listed, _stock: Stock) -> Value:
    return tuple(map(_person, one.values.contacts))


def _person(one: Person) -> str:
    place = " ".join(filter(None, (one.postcode, one.town)))
    said = (one.organisation, one.person, one.street, place, one.phone, one.email, one.url)
    return ", ".join(filter(None, said))


def _links(one: Listed, _stock: Stock) -> Value:
    return tuple(map(_link, one.values.links))


def _link(one: Reference) -> str:
    return f"{one.title}: {one.url}" if one.title else one.url


def _quotes(values: Values) -> Iterable[str]:
    for field, quote in values.quotes.items():
        yield f"{labels.label(labels.CLAIMS, field)}: „{quote}“"


def _address(one: Listed, _stock: Stock) -> Value:
    return one.values.url if link_allowed(one.values.url) else None


def _checked(one: Listed, _stock: Stock) -> Value:
    return tuple(
        f"{labels.SUBJECTS[subject]}: {labels.short_day(on)}"
        for subject, on in checked_days(one.values).items()
    )


def _field(name: str, kind: Kind, says: str, unit: str = "") -> Column:
    heading = f"{_HEADINGS.get(name, labels.FIELDS[name])}{unit}"
    return Column(name=name, heading=heading, says=says, kind=kind, of=_of(name))


# Where the word for a field would stand twice, or says less than a heading must.
_HEADINGS = {"rate_max": "Höchstfördersatz", "url": "Adresse beim Herausgeber"}
_WIDEST = "Von mehreren Förderfällen die weiteste Grenze; je Fall steht sie weiter hinten."

COLUMNS: tuple[Column, ...] = (
    Column(
        name="id",
        heading="Nummer",
        says="Die Nummer des Eintrags bei Landbote; sie bleibt.",
        kind=Kind.COUNT,
        of=lambda one, _stock: one.id,
    ),
    _field("title", Kind.TEXT, "Wie der Herausgeber es nennt."),
    Column(
        name="kind",
        heading=labels.FIELDS["kind"],
        says="Förderprogramm, Aufruf, Preis, Termin oder Mitteilung.",
        kind=Kind.TEXT,
        of=_coded("kind", labels.KINDS),
    ),
    Column(
        name="level",
        heading=labels.FIELDS["level"],
        says="Wer fördert: EU, Bund, Land oder Region.",
        kind=Kind.TEXT,
        of=_coded("level", labels.LEVELS),
    ),
    Column(
        name="status",
        heading="Stand",
        says="Ob es am Tag der Datei offen, angekündigt, geschlossen oder ausgesetzt ist.",
        kind=Kind.TEXT,
        of=_status,
    ),
    Column(
        name="next_deadline",
        heading="Nächste Frist",
        says="Der nächste Tag, an dem die Antragstellung endet. Leer, wo keiner sicher ist.",
        kind=Kind.DAY,
        of=_next_deadline,
    ),
    Column(
        name="deadline_at",
        heading="Uhrzeit der Frist",
        says="Bis wie viel Uhr an diesem Tag, wo eine Uhrzeit genannt ist.",
        kind=Kind.TEXT,
        of=_deadline_hour,
    ),
    Column(
        name="deadline_kind",
        heading="Art der Frist",
        says=f"Stichtag, jährlich, laufend und anderes; „{_DISSENT}“, wo Quellen verschiedene "
        "Tage nennen.",
        kind=Kind.TEXT,
        of=_deadline_kind,
    ),
    Column(
        name="deadline_stage",
        heading="Stufe der Frist",
        says="Wofür der Tag gilt: Skizze, Interessenbekundung, Antrag, Anmeldung.",
        kind=Kind.TEXT,
        of=_deadline_stage,
    ),
    Column(
        name="deadlines",
        heading="Alle Fristen",
        says="Jede Frist mit Stufe und Förderfall, auch vergangene und solche, über die Quellen "
        "uneins sind.",
        kind=Kind.SEVERAL,
        of=_deadlines,
    ),
    _field("opens_on", Kind.DAY, "Ab wann Anträge möglich sind."),
    Column(
        name="contested",
        heading="Angaben weichen ab bei",
        says="Worüber Quellen oder Textstellen uneins sind; das steht dann in keiner anderen "
        "Spalte als Tatsache.",
        kind=Kind.SEVERAL,
        of=lambda one, _stock: tuple(labels.SUBJECTS[subject] for subject in contested(one)),
    ),
    _field("funders", Kind.SEVERAL, "Wer das Geld gibt."),
    Column(
        name="instruments",
        heading=labels.FIELDS["instruments"],
        says="Zuschuss, Darlehen, Bürgschaft, Beteiligung, Preisgeld oder Sonstiges.",
        kind=Kind.SEVERAL,
        of=_coded("instruments", labels.INSTRUMENTS),
    ),
    Column(
        name="areas",
        heading=labels.FIELDS["areas"],
        says="Wo es gilt, mit Namen.",
        kind=Kind.SEVERAL,
        of=_areas,
    ),
    Column(
        name="area_keys",
        heading="Gebietsschlüssel",
        says="Dasselbe als amtlicher Gemeindeschlüssel (AGS); leader:… ist eine LEADER-Region.",
        kind=Kind.SEVERAL,
        of=_of("areas"),
    ),
    Column(
        name="topics",
        heading=labels.FIELDS["topics"],
        says="Wozu es passt; von Landbote zugeordnet.",
        kind=Kind.SEVERAL,
        of=lambda one, stock: tuple(map(stock.topic_name, one.values.topics)),
    ),
    Column(
        name="applicants",
        heading=labels.FIELDS["applicants"],
        says="Wer einen Antrag stellen kann. Leer heißt: nicht erkannt, nicht: niemand.",
        kind=Kind.SEVERAL,
        of=_coded("applicants", labels.APPLICANTS),
    ),
    Column(
        name="excluded",
        heading=labels.FIELDS["excluded"],
        says="Wer ausdrücklich nicht gefördert wird.",
        kind=Kind.SEVERAL,
        of=_coded("excluded", labels.APPLICANTS),
    ),
    _field("award_max", Kind.EURO, f"Wie viel es höchstens gibt. {_WIDEST}", " (€)"),
    Column(
        name="award_is_for",
        heading="Höchstförderung gilt",
        says="Wofür diese Summe gilt: je Vorhaben, je Ort, je Jahr, für wen.",
        kind=Kind.SEVERAL,
        of=_award_is_for,
    ),
    _field("award_min", Kind.EURO, f"Wie viel es mindestens gibt. {_WIDEST}", " (€)"),
    _field("rate_max", Kind.PERCENT, f"Welcher Teil höchstens bezahlt wird. {_WIDEST}", " (%)"),
    _field("rate_min", Kind.PERCENT, f"Welcher Teil mindestens bezahlt wird. {_WIDEST}", " (%)"),
    _field("own_share", Kind.PERCENT, "Was Antragsteller selbst tragen müssen.", " (%)"),
    _field("cost_min", Kind.EURO, "Was ein Vorhaben mindestens kosten muss.", " (€)"),
    _field("cost_max", Kind.EURO, "Was ein Vorhaben höchstens kosten darf.", " (€)"),
    _field("budget", Kind.EURO, "Was für alle zusammen da ist.", " (€)"),
    _field("population_min", Kind.COUNT, "Wie viele Einwohner eine Gemeinde haben muss."),
    _field("population_max", Kind.COUNT, "Wie viele Einwohner eine Gemeinde haben darf."),
    _field("partners_min", Kind.COUNT, "Wie viele Partner es mindestens braucht."),
    _field("event_starts_on", Kind.DAY, "Wann eine Veranstaltung beginnt."),
    _field("event_ends_on", Kind.DAY, "Wann eine Veranstaltung endet."),
    _field("event_place", Kind.TEXT, "Wo eine Veranstaltung ist."),
    Column(
        name="url",
        heading=_HEADINGS["url"],
        says="Die Seite, auf der es steht. Es gilt, was dort steht.",
        kind=Kind.LINK,
        of=_address,
    ),
    Column(
        name="page",
        heading="Seite bei Landbote",
        says="Dort steht jede Angabe mit ihrem Wortlaut.",
        kind=Kind.LINK,
        of=lambda one, stock: stock.page(one.id) or None,
    ),
    Column(
        name="contacts",
        heading=labels.FIELDS["contacts"],
        says="Wen man fragen kann, wie der Herausgeber es angibt.",
        kind=Kind.SEVERAL,
        of=_persons,
    ),
    Column(
        name="links",
        heading=labels.FIELDS["links"],
        says="Richtlinien, Formulare und anderes, worauf der Herausgeber verweist.",
        kind=Kind.SEVERAL,
        of=_links,
    ),
    _field("summary", Kind.TEXT, "Ein kurzer Text in den Worten des Herausgebers."),
    Column(
        name="statements",
        heading=labels.FIELDS["statements"],
        says="Jede Angabe mit Einheit, Förderfall und Wortlaut.",
        kind=Kind.SEVERAL,
        of=_statements,
    ),
    Column(
        name="quotes",
        heading=labels.FIELDS["quotes"],
        says="Die Worte, aus denen die Zahlen gelesen sind.",
        kind=Kind.SEVERAL,
        of=lambda one, _stock: tuple(_quotes(one.values)),
    ),
    Column(
        name="checked_on",
        heading="Geprüft",
        says="Wofür ein Mensch einsteht, und seit wann. Alles andere ist automatisch gelesen.",
        kind=Kind.SEVERAL,
        of=_checked,
    ),
    Column(
        name="stated_status",
        heading="Stand laut Quelle",
        says="Was der Herausgeber selbst über den Stand schreibt.",
        kind=Kind.TEXT,
        of=_coded("stated_status", labels.STATED_STATUSES),
    ),
    _field("published_on", Kind.DAY, "Wann der Herausgeber es veröffentlicht hat."),
    _field("language", Kind.TEXT, "In welcher Sprache der Text ist: de, en."),
    Column(
        name="source",
        heading="Quelle",
        says="Von welcher Seite Landbote es hat.",
        kind=Kind.TEXT,
        of=lambda one, stock: stock.source(one.source).title,
    ),
    Column(
        name="licence",
        heading="Lizenz der Quelle",
        says="Was die Quelle zu Rechten und Nennung verlangt. Bitte mit übernehmen.",
        kind=Kind.TEXT,
        of=lambda one, stock: stock.licence(one),
    ),
    Column(
        name="elsewhere",
        heading="Auch bei",
        says="Andere Seiten, auf denen dasselbe steht.",
        kind=Kind.SEVERAL,
        of=lambda one, _stock: tuple(
            f"{other.url} (vielleicht dasselbe)" if other.asked else other.url
            for other in one.elsewhere
        ),
    ),
    Column(
        name="source_key",
        heading="Kürzel der Quelle",
        says="Für Programme: wie die Quelle bei Landbote heißt.",
        kind=Kind.TEXT,
        of=lambda one, _stock: one.source,
    ),
    Column(
        name="key",
        heading="Kennung bei der Quelle",
        says="Für Programme: mit dem Kürzel der Quelle zusammen eindeutig.",
        kind=Kind.TEXT,
        of=lambda one, _stock: one.key,
    ),
    Column(
        name="changed_on",
        heading="Zuletzt geändert",
        says="Wann sich bei Landbote zuletzt etwas an dem Eintrag geändert hat.",
        kind=Kind.DAY,
        of=lambda one, _stock: local_date(one.changed_at) if one.changed_at else None,
    ),
    Column(
        name="as_of",
        heading="Datei vom",
        says="Der Tag, auf den sich Stand und nächste Frist beziehen.",
        kind=Kind.DAY,
        of=lambda _one, stock: stock.today,
    ),
)
