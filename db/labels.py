"""Labels: the German words for the codes of every vocabulary, and numbers as Germans write them.

They stand here because sentences are made in places that may not know each other: a change
is told where it is found, a card where it is printed, a state on a page and on the command
line. Codes of the crawlers and of the pipeline stand as plain words, since nothing here may
know them; the tests see that none is missing. Where a table and a sentence need different
words on purpose, the two tables stand beside each other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from db.area import AreaKind
from db.decisions import Act
from db.statements import Field, Standing, Statement, Subject, Unit
from db.terms import Fit
from db.values import Deadline
from db.vocabulary import (
    SELECTION,
    ApplicantType,
    BounceKind,
    Cadence,
    DeadlineKind,
    DeliveryState,
    FindingKind,
    LetterKind,
    MailEnd,
    OpportunityStatus,
    OrderAct,
    OrderState,
    Origin,
    Presence,
    Reason,
    Relation,
    ReviewState,
    RunOutcome,
    TipEnd,
    Visibility,
    Withdrawal,
)

Words = dict[str, str]
NOT_STATED = "keine Angabe"

# What an entry is, and who funds how.

KINDS: Words = {
    "programme": "Förderprogramm",
    "call": "Aufruf",
    "prize": "Preis",
    "event": "Termin",
    "notice": "Mitteilung",
    "award": "Bewilligung",
}
KINDS_WITH_ARTICLE: Words = {
    "programme": "das Programm",
    "call": "der Aufruf",
    "prize": "der Preis",
    "event": "der Termin",
    "notice": "die Mitteilung",
    "award": "die Bewilligung",
}
LEVELS: Words = {
    "eu": "EU",
    "federal": "Bund",
    "state": "Land",
    "region": "Region",
}
TRUSTS: Words = {
    "primary": "Förderer selbst",
    "relay": "zitiert den Förderer",
    "secondary": "berichtet über den Förderer",
}
INSTRUMENTS: Words = {
    "grant": "Zuschuss",
    "loan": "Darlehen",
    "guarantee": "Bürgschaft",
    "equity": "Beteiligung",
    "prize": "Preisgeld",
    "other": "Sonstiges",
}
APPLICANTS: Words = {
    ApplicantType.MUNICIPALITY: "Städte und Gemeinden",
    ApplicantType.DISTRICT: "Landkreise",
    ApplicantType.MUNICIPAL_ASSOCIATION: "kommunale Zusammenschlüsse",
    ApplicantType.MUNICIPAL_COMPANY: "kommunale Unternehmen",
    ApplicantType.LEADER_GROUP: "LEADER-Aktionsgruppen",
    ApplicantType.PUBLIC_BODY: "öffentliche Einrichtungen",
    ApplicantType.ASSOCIATION: "Vereine und Verbände",
    ApplicantType.FOUNDATION: "Stiftungen",
    ApplicantType.NONPROFIT: "gemeinnützige Organisationen",
    ApplicantType.INITIATIVE: "Initiativen",
    ApplicantType.COMPANY: "Unternehmen",
    ApplicantType.INDIVIDUAL: "Privatpersonen",
    ApplicantType.RESEARCH: "Forschungseinrichtungen",
    ApplicantType.EDUCATION: "Bildungseinrichtungen",
}
AREA_KINDS: Words = {
    AreaKind.UNION: "Europäische Union",
    AreaKind.COUNTRY: "Staat",
    AreaKind.STATE: "Land",
    AreaKind.GOVERNMENT_REGION: "Regierungsbezirk",
    AreaKind.DISTRICT: "Landkreis",
    AreaKind.INDEPENDENT_CITY: "kreisfreie Stadt",
    AreaKind.TOWN: "Stadt",
    AreaKind.MARKET: "Markt",
    AreaKind.MUNICIPALITY: "Gemeinde",
    AreaKind.LEADER_REGION: "LEADER-Region",
}

# Where it stands, and until when.

STATUSES: Words = {
    OpportunityStatus.FORECASTED: "angekündigt",
    OpportunityStatus.OPEN: "offen",
    OpportunityStatus.CLOSED: "geschlossen",
    OpportunityStatus.SUSPENDED: "ausgesetzt",
    OpportunityStatus.UNKNOWN: "unbekannt",
}
# What a source says of itself, in a sentence of its own.
STATED_STATUSES: Words = {
    "open": "Antragstellung möglich",
    "closed": "geschlossen",
    "suspended": "ausgesetzt",
    "forecast": "angekündigt",
    "cancelled": "abgesagt",
    "": NOT_STATED,
}
STAGES: Words = {
    "sketch": "Skizze",
    "interest": "Interessenbekundung",
    "application": "Antrag",
    "registration": "Anmeldung",
}
DEADLINE_KINDS: Words = {
    DeadlineKind.FIXED: "Stichtag",
    DeadlineKind.ANNUAL: "jährlich",
    DeadlineKind.MONTH: "nur der Monat ist bekannt",
    DeadlineKind.ROLLING: "laufend",
    DeadlineKind.UNTIL_EXHAUSTED: "bis die Mittel ausgeschöpft sind",
    DeadlineKind.RELATIVE: "vor Beginn des Vorhabens",
    DeadlineKind.ANNOUNCED_ELSEWHERE: "wird bekannt gegeben",
}
# The same for a line that stands by itself, for those kinds that have no day to name.
DEADLINES_WITHOUT_DAY: Words = {
    DeadlineKind.ROLLING: "laufend, ohne feste Frist",
    DeadlineKind.UNTIL_EXHAUSTED: "solange Mittel da sind; früh beantragen",
    DeadlineKind.RELATIVE: "vor Beginn des Vorhabens",
    DeadlineKind.ANNOUNCED_ELSEWHERE: "wird vom Förderer gesondert bekannt gegeben",
}
ORIGINS: Words = {
    Origin.GIVEN: "laut Quelle",
    Origin.READ: "automatisch gelesen",
    Origin.STAFF: "geprüft",
}
UNITS: Words = {
    Unit.UNSAID: "ohne Angabe wofür",
    Unit.PROJECT: "je Vorhaben",
    Unit.PLACE: "je Ort",
    Unit.BUILDING: "je Gebäude",
    Unit.PERSON: "je Person",
    Unit.INHABITANT: "je Einwohner",
    Unit.ORGANISATION: "je Antragsteller",
    Unit.ITEM: "je Stück",
    Unit.LENGTH_OR_AREA: "je Längen- oder Flächeneinheit",
    Unit.HOUR: "je Stunde",
    Unit.DAY: "je Tag",
    Unit.MONTH: "je Monat",
    Unit.YEAR: "je Jahr",
    Unit.PROGRAMME: "insgesamt",
    Unit.PRIZE: "Preisgeld",
}
FITS: Words = {
    Fit.YES: "trifft zu",
    Fit.PERHAPS: "bitte prüfen",
    Fit.NO: "trifft nicht zu",
}
ACTS: Words = {
    Act.CORRECT: "berichtigt",
    Act.ACCEPT: "angenommen",
    Act.CONFIRM: "bestätigt",
    Act.SHOW: "Sichtbarkeit entschieden",
    Act.WITHDRAW: "zurückgezogen",
    Act.RESTORE: "wieder aufgenommen",
    Act.SAME: "zusammengelegt",
    Act.DIFFERENT: "getrennt",
    Act.REJECT: "abgelehnt",
    Act.DISMISS: "ohne Wert abgelegt",
    Act.POSTPONE: "zurückgestellt",
    Act.ASK_FUNDER: "beim Förderer nachgefragt",
    Act.NOTE: "angemerkt",
    Act.HOLD_BACK: "aus der Ausgabe genommen",
    Act.LIFT: "in der Ausgabe vorangestellt",
    Act.INTRODUCE: "der Ausgabe vorangeschickt",
    Act.WATCH: "Seite beobachtet",
    Act.PAUSE: "Quelle angehalten",
    Act.FULL_TEXT: "über den Volltext entschieden",
    Act.RUN: "Abruf verlangt",
    Act.CHECK: "Prüfung verlangt",
    Act.WRITE: "von Hand erfasst",
    Act.SETTLE_TIP: "Hinweis erledigt",
    Act.SETTLE_MAIL: "Mail geklärt",
    Act.ACKNOWLEDGE: "Befund zur Kenntnis genommen",
    Act.UNDO: "zurückgenommen",
}
STANDINGS: Words = {
    Standing.SURE: "sicher gelesen",
    Standing.CONTESTED: "Angaben weichen ab",
    Standing.ASKED: "offene Frage",
    Standing.REJECTED: "trifft nicht zu",
}

# What is stated: the fields of an opportunity, and those of a single reading.

FIELDS: Words = {
    "title": "Titel",
    "url": "Adresse",
    "kind": "Art",
    "level": "Ebene",
    "language": "Sprache",
    "summary": "Kurztext",
    "published_on": "Tag der Veröffentlichung",
    "funders": "Förderer",
    "areas": "Fördergebiet",
    "applicants": "Antragsberechtigte",
    "excluded": "Ausgeschlossene",
    "topics": "Themen",
    "instruments": "Förderart",
    "deadlines": "Frist",
    "opens_on": "Beginn der Antragstellung",
    "stated_status": "Stand",
    "award_min": "Mindestförderung",
    "award_max": "Höchstförderung",
    "cost_min": "Mindestkosten",
    "cost_max": "Höchstkosten",
    "budget": "Gesamtbudget",
    "rate_min": "Mindestfördersatz",
    "rate_max": "Fördersatz",
    "own_share": "Eigenanteil",
    "population_min": "Mindesteinwohnerzahl",
    "population_max": "Höchsteinwohnerzahl",
    "partners_min": "Mindestzahl der Partner",
    "event_starts_on": "Termin",
    "event_ends_on": "Ende des Termins",
    "event_place": "Ort",
    "contacts": "Ansprechstellen",
    "links": "Verweise",
    "quotes": "Wortlaut",
    "statements": "Angaben je Förderfall",
}
# The same of an entry as its source gives it, before anything is read from its text.
ENTRY_FIELDS: Words = {
    "summary": "Kurztext",
    "body": "Text",
    "fields": "Angaben mit Überschrift",
    "published_on": "Datum der Veröffentlichung",
    "level": "Ebene",
    "deadlines": "Frist als Angabe der Quelle",
    "opens_on": "Beginn der Antragstellung",
    "status": "Stand",
    "award_min": "Mindestförderung",
    "award_max": "Höchstförderung",
    "budget": "Gesamtbudget",
    "rate_max": "Fördersatz",
    "applicants": "Antragsberechtigte",
    "areas": "Fördergebiet",
    "instruments": "Förderart",
    "subjects": "Themen der Quelle",
    "funders": "Förderer",
    "contacts": "Ansprechstelle",
    "links": "Verweise",
    "event_starts_on": "Termin",
    "event_ends_on": "Ende des Termins",
    "event_place": "Ort",
    "notes": "Fragen zur Quelle",
}
CLAIMS: Words = {
    "deadline": "Frist",
    "opens": "Beginn der Antragstellung",
    "annual_deadline": "jährliche Frist",
    "deadline_month": "Monat der Frist",
    "deadline_rule": "Art der Frist",
    "status": "Stand",
    "award_min": "Mindestförderung",
    "award_max": "Höchstförderung",
    "cost_min": "Mindestkosten",
    "cost_max": "Höchstkosten",
    "budget": "Gesamtbudget",
    "rate_min": "Mindestfördersatz",
    "rate_max": "Fördersatz",
    "own_share": "Eigenanteil",
    "applicant": "Antragsberechtigte",
    "excluded_applicant": "Ausgeschlossene",
    "population_min": "Mindesteinwohnerzahl",
    "population_max": "Höchsteinwohnerzahl",
    "partners_min": "Mindestzahl der Partner",
    "area": "Fördergebiet",
    "event_start": "Termin",
    "event_end": "Ende des Termins",
    "event_place": "Ort",
    "kind": "Art",
    "topic": "Thema",
    "funder": "Förderer",
    "instrument": "Förderart",
}
SUBJECTS: Words = {
    Subject.DEADLINES: "Frist",
    Subject.OPENS: "Beginn der Antragstellung",
    Subject.STATUS: "Stand",
    Subject.AWARD: "Fördersumme",
    Subject.COST: "Förderfähige Kosten",
    Subject.BUDGET: "Gesamtbudget",
    Subject.RATE: "Fördersatz",
    Subject.APPLICANTS: "Antragsberechtigte",
    Subject.POPULATION: "Einwohnerzahl",
    Subject.PARTNERS: "Partner",
    Subject.AREAS: "Fördergebiet",
    Subject.EVENT: "Termin",
    Subject.KIND: "Art des Eintrags",
    Subject.TOPICS: "Thema",
    Subject.FUNDERS: "Förderer",
    Subject.INSTRUMENTS: "Förderart",
}
# What a question to staff may be about: all that is stated, and three things more.
ASKED_ABOUT: Words = {
    **FIELDS,
    **CLAIMS,
    "source": "Angabe der Quelle",
    "same_as": "Doppelter Eintrag",
    "reading": "Lesen des Eintrags",
}

# What became of an entry: who sees it, whether it is still listed, what is asked, what changed.

VISIBILITIES: Words = {
    Visibility.PUBLISHED: "veröffentlicht",
    Visibility.HELD: "zurückgehalten, bis jemand entscheidet",
    Visibility.NEVER: "nicht gezeigt",
}
TIP_ENDS: Words = {
    TipEnd.ENTRY: "daraus wurde ein Eintrag",
    TipEnd.QUESTION: "daraus wurde eine Frage zu einem Eintrag",
    TipEnd.DONE: "erledigt",
}
PRESENCES: Words = {
    Presence.PRESENT: "von der Quelle geführt",
    Presence.MISSING: "beim letzten Abruf nicht geführt",
    Presence.WITHDRAWN: "zurückgezogen: die Quelle führt den Eintrag nicht mehr",
}
WITHDRAWALS: Words = {
    Withdrawal.ENDED: "Frist abgelaufen und nicht mehr geführt",
    Withdrawal.ABSENT: "seit mehreren guten Abrufen nicht mehr geführt",
    Withdrawal.STAFF: "von der Servicestelle zurückgezogen",
}
REVIEW_STATES: Words = {
    ReviewState.OPEN: "offen",
    ReviewState.ANSWERED: "beantwortet",
    ReviewState.MOOT: "hinfällig",
}
RAISED_BY: Words = {
    "reading": "Im Text unklar",
    "relating": "Quellen abgleichen",
    "losing": "Angabe verschwunden",
    "sampling": "Stichprobe",
    "tip": "Fundstelle gemeldet",
}
RELATIONS: Words = {
    Relation.SAME: "dasselbe Programm",
    Relation.LIKELY: "vielleicht dasselbe Programm",
    Relation.FAMILY: "dasselbe Programm für ein anderes Gebiet",
    Relation.ROUND: "eine andere Runde",
    Relation.DIFFERENT: "ein anderes Programm",
}
CAUSES: Words = {
    "first": "erstmals gelesen",
    "aside": "noch nicht gelesen",
    "source": "Quelle geändert",
    "reread": "neu gelesen",
    "staff": "von der Servicestelle geändert",
}
# The same seen from a run of the pipeline, which also counts what it left as it was.
READINGS: Words = {
    "new": "neu",
    "changed": "wesentlich geändert",
    "cosmetic": "unwesentlich geändert",
    "reread": "nach neuen Regeln gelesen",
    "same": "unverändert",
    "aside": "beiseitegelegt",
}

# How the visits go, and the mail.

OUTCOMES: Words = {
    RunOutcome.RUNNING: "läuft",
    RunOutcome.OK: "in Ordnung",
    RunOutcome.UNCHANGED: "unverändert",
    RunOutcome.BROKEN: "Seite geändert",
    RunOutcome.UNREACHABLE: "nicht erreichbar",
    RunOutcome.FAILED: "fehlgeschlagen",
    RunOutcome.BLOCKED: "abgewiesen",
    RunOutcome.ROBOTS: "durch robots.txt untersagt",
    RunOutcome.TIMEOUT: "Zeit überschritten",
    RunOutcome.TOO_FEW: "zu wenige Einträge",
    RunOutcome.INTERRUPTED: "unterbrochen",
}
_OF_NO_RUN: Words = {
    FindingKind.INCOMPLETE: "einzelnes nicht gelesen",
    FindingKind.SILENT: "verstummt",
    FindingKind.UNSENT: "Mails warten",
    FindingKind.LATE: "Ausgabe verspätet",
    FindingKind.UNWANTED: "Mails unerwünscht",
    FindingKind.CLOCK: "Uhr gesprungen",
    FindingKind.UNCLEAR: "Mails ungeklärt",
}
FINDINGS: Words = {kind: _OF_NO_RUN.get(kind) or OUTCOMES[kind.value] for kind in FindingKind}
ORDER_ACTS: Words = {
    OrderAct.RUN: "Abruf",
    OrderAct.CHECK: "Prüfung",
    OrderAct.LOOK: "Ansicht einer Seite",
}
ORDER_STATES: Words = {
    OrderState.WAITING: "wartet",
    OrderState.RUNNING: "läuft",
    OrderState.DONE: "erledigt",
    OrderState.FAILED: "gescheitert",
}
# How a source that can be read in several ways was read.
WAYS: Words = {
    "wordpress": "Schnittstelle der Website",
    "feed": "Feed",
    "sitemap": "Sitemap",
    "page": "Startseite",
}
CADENCES: Words = {
    Cadence.AT_ONCE: "sofort",
    Cadence.DAILY: "täglich",
    Cadence.WEEKLY: "wöchentlich",
    Cadence.FORTNIGHTLY: "alle zwei Wochen",
    Cadence.MONTHLY: "monatlich",
}
# What an issue may be: one of a cadence, or what a regional manager sends.
ISSUES: Words = {**CADENCES, SELECTION: "Auswahl einer Region"}
REASONS: Words = {
    Reason.NEW: "neu",
    Reason.OPEN: "gerade offen",
    Reason.CHANGED: "geändert",
    Reason.OVER: "vorbei",
    Reason.CLOSING: "endet bald",
    Reason.EVENT: "Termin",
    Reason.SELECTED: "ausgewählt",
}
DELIVERY_STATES: Words = {
    DeliveryState.PLANNED: "geplant",
    DeliveryState.SENDING: "wird versandt",
    DeliveryState.SENT: "zugestellt",
    DeliveryState.DEFERRED: "aufgeschoben",
    DeliveryState.UNCLEAR: "ungeklärt",
    DeliveryState.FAILED: "abgelehnt",
    DeliveryState.SUPPRESSED: "gesperrt",
}
MAIL_ENDS: Words = {
    MailEnd.AGAIN: "noch einmal senden",
    MailEnd.ARRIVED: "gilt als angekommen",
    MailEnd.LOST: "gilt als verloren",
}
BOUNCES: Words = {
    BounceKind.HARD: "Adresse gibt es nicht",
    BounceKind.SOFT: "nicht zustellbar",
    BounceKind.UNWANTED: "als unerwünscht abgewiesen",
    BounceKind.COMPLAINT: "Beschwerde",
    BounceKind.DELAYED: "noch unterwegs",
    BounceKind.AWAY: "Abwesenheit",
    BounceKind.UNSUBSCRIBE: "abbestellt",
    BounceKind.NONE: "nicht zuzuordnen",
}

# A format of exports by the ending of its files: those for people first.
FILES: Words = {
    "xlsx": "Excel",
    "csv": "CSV",
    "ics": "iCalendar",
    "atom": "Atom",
    "json": "JSON",
    "jsonl": "JSON Lines",
}
WEEKDAYS = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")
MONTHS = (
    *("Januar", "Februar", "März", "April", "Mai", "Juni"),
    *("Juli", "August", "September", "Oktober", "November", "Dezember"),
)


LETTER_KINDS: Words = {
    LetterKind.SIGN_IN: "Anmeldung",
    LetterKind.FINDINGS: "neue Befunde",
    LetterKind.CONFIRM: "Bestätigung eines Abonnements",
    LetterKind.OWN_LINK: "Zugang zum Abonnement",
    LetterKind.LATE: "verspätete Ausgabe",
    LetterKind.CLOCK: "gesprungene Uhr",
    LetterKind.UNCLEAR: "ungeklärte Mails",
    LetterKind.WEBHOOK: "angehaltener Webhook",
    LetterKind.LEFT: "Abmeldung im Auftrag",
    LetterKind.LIST: "Bestätigung für einen Verteiler",
    LetterKind.TRIAL: "Auswahl zur Probe",
}
ROLES: Words = {
    "staff": "Servicestelle",
    "reviewer": "Ressort",
    "manager": "LEADER-Management",
    "admin": "Verwaltung",
}
SIGN_IN_WAYS = {
    "link": "mit einem Link",
    "password": "mit Kennwort",
    "passkey": "mit Passkey",
    "oidc": "über den Anmeldedienst",
}


def label(words: Mapping[str, str], code: str) -> str:
    """Return the German word for a code; what is no code, a publisher's word, stands as it is."""
    return words.get(code, code)


def number(value: float) -> str:
    """Return a number as Germans write it: 1234.5 is "1.234,5"."""
    text = f"{value:,.2f}".rstrip("0").rstrip(".")
    return text.translate(str.maketrans(",.", ".,"))


def money(euros: float) -> str:
    """Return "20.000 €", and whole hundred thousands from a million on as "1,5 Mio. €"."""
    for unit, word in ((1e9, "Mrd."), (1e6, "Mio.")):
        if euros >= unit and euros % (unit / 10) == 0:
            return f"{number(euros / unit)} {word} €"
    return f"{number(euros)} €"


def percent(rate: float) -> str:
    """Return "80 %"."""
    return f"{number(rate)} %"


def span(low: str, high: str) -> str:
    """Return "5.000 € bis 20.000 €", "bis 20.000 €" or "ab 5.000 €" for what is known."""
    if low and high:
        return high if low == high else f"{low} bis {high}"
    if high:
        return f"bis {high}"
    return f"ab {low}" if low else ""


def day(on: date) -> str:
    """Return "1. Februar 2027"."""
    return f"{on.day}. {MONTHS[on.month - 1]} {on.year}"


def short_day(on: date) -> str:
    """Return "01.02.2027"."""
    return on.strftime("%d.%m.%Y")


def long_day(on: date) -> str:
    """Return "Montag, 1. Februar 2027"."""
    return f"{WEEKDAYS[on.weekday()]}, {day(on)}"


def days(first: date, last: date | None) -> str:
    """Return one long day, or "12. bis 14. März 2027" for several."""
    if last is None or last <= first:
        return long_day(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}. bis {day(last)}"
    return f"{day(first)} bis {day(last)}"


def days_left(on: date, today: date) -> str:
    """Return "endet heute", "endet morgen" or "noch 5 Tage"."""
    left = (on - today).days
    return {0: "endet heute", 1: "endet morgen"}.get(left, f"noch {left} Tage")


_BEGUN = ("Je ", "Für ", "Pro ", "Im ", "Jährlich")
_PERCENT = frozenset({Field.RATE_MIN, Field.RATE_MAX, Field.OWN_SHARE})
_COUNT = frozenset({Field.POPULATION_MIN, Field.POPULATION_MAX, Field.PARTNERS_MIN})
_EURO = frozenset({Field.AWARD_MIN, Field.AWARD_MAX, Field.COST_MIN, Field.COST_MAX, Field.BUDGET})
_DATES = frozenset(
    {Field.DEADLINE, Field.OPENS, Field.EVENT_START, Field.EVENT_END, Field.DEADLINE_MONTH}
)


def unit_shown(words: str) -> str:
    """Return what a sum is for as it stands behind the sum, not as it began a sentence."""
    return words[:1].lower() + words[1:] if words.startswith(_BEGUN) else words


def statement_shown(
    statement: Statement,
    *,
    area_name: Callable[[str], str] = str,
    topic_name: Callable[[str], str] = str,
) -> str:
    """Return the value of a statement as Germans write it, a sum with its unit.

    Areas and topics are rows and files, not codes; who knows their names passes them in.
    """
    field, value = statement.field, statement.value
    if field in _PERCENT:
        return percent(float(value))
    if field in _COUNT:
        return number(float(value))
    if field in _EURO:
        return f"{money(float(value))} {unit_shown(statement.unit_words)}".strip()
    text = str(value)
    if field in _DATES:
        return _dated(text)
    if field is Field.ANNUAL_DEADLINE:
        return _yearly(text)
    if field is Field.AREA:
        return area_name(text)
    return topic_name(text) if field is Field.TOPIC else label(_words_for(field), text)


def _words_for(field: Field) -> Words:
    match field:
        case Field.DEADLINE_RULE:
            return DEADLINE_KINDS
        case Field.APPLICANT | Field.EXCLUDED_APPLICANT:
            return APPLICANTS
        case Field.STATUS:
            return STATED_STATUSES
        case Field.KIND:
            return KINDS
        case Field.INSTRUMENT:
            return INSTRUMENTS
    return {}


def vouched_on(on: date | None) -> str:
    """Return "geprüft am 01.02.2027", or without a day where nobody knows it."""
    word = ORIGINS[Origin.STAFF]
    return f"{word} am {short_day(on)}" if on else word


def vouched(statements: Iterable[Statement]) -> str:
    """Return since when a person vouches for all of these that a person set; "" for none."""
    staff = [one for one in statements if one.sure and one.origin is Origin.STAFF]
    days = [one.checked_on for one in staff if one.checked_on]
    return vouched_on(min(days, default=None)) if staff else ""


def deadline_shown(deadline: Deadline) -> str:
    """Return a deadline in few words, with the case it is of."""
    words = deadline.case.words
    return f"{_ends(deadline)} ({words})" if words else _ends(deadline)


def _ends(deadline: Deadline) -> str:
    if deadline.kind is DeadlineKind.ANNUAL:
        return _yearly(deadline.value)
    return _dated(deadline.value) if deadline.value else DEADLINE_KINDS[deadline.kind]


def _yearly(text: str) -> str:
    month, day_of_month = text.split("-")
    return f"jährlich am {day_of_month}.{month}."


def _dated(text: str) -> str:
    if len(text) == 10:
        return short_day(date.fromisoformat(text))
    if text.startswith("--"):  # a question: the text names no year
        return f"{text[5:]}.{text[2:4]}. ohne Jahr"
    year, month = text.split("-")
    return f"{month}/{year}"
