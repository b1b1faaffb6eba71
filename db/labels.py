"""Labels: the German words for the codes of the vocabulary, and numbers as Germans write them.

They stand here because sentences are made in two places that may not know each other: a
change is told where it is found, a card where it is printed.
"""

from __future__ import annotations

from datetime import date

from db.statements import Field, Statement, Subject
from db.vocabulary import ApplicantType, OpportunityStatus

APPLICANTS: dict[str, str] = {
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
STATUSES: dict[str, str] = {
    OpportunityStatus.FORECASTED: "angekündigt",
    OpportunityStatus.OPEN: "offen",
    OpportunityStatus.CLOSED: "geschlossen",
    OpportunityStatus.SUSPENDED: "ausgesetzt",
    OpportunityStatus.UNKNOWN: "unbekannt",
}


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


_PERCENT = frozenset({Field.RATE_MIN, Field.RATE_MAX, Field.OWN_SHARE})
_COUNT = frozenset({Field.POPULATION_MIN, Field.POPULATION_MAX, Field.PARTNERS_MIN})
_EURO = frozenset({Field.AWARD_MIN, Field.AWARD_MAX, Field.COST_MIN, Field.COST_MAX, Field.BUDGET})
_DATES = frozenset(
    {Field.DEADLINE, Field.OPENS, Field.EVENT_START, Field.EVENT_END, Field.DEADLINE_MONTH}
)
SUBJECTS: dict[str, str] = {
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
RULES: dict[str, str] = {
    "rolling": "laufend",
    "until_exhausted": "bis die Mittel ausgeschöpft sind",
    "relative": "vor Beginn des Vorhabens",
    "announced_elsewhere": "wird bekannt gegeben",
}


def statement_shown(statement: Statement) -> str:
    """Return the value of a statement as Germans write it, a sum with its unit."""
    field, value = statement.field, statement.value
    if field in _PERCENT:
        return percent(float(value))
    if field in _COUNT:
        return number(float(value))
    if field in _EURO:
        return f"{money(float(value))} {statement.unit_words}".strip()
    text = str(value)
    if field in _DATES:
        return _day(text)
    if field is Field.ANNUAL_DEADLINE:
        month, day = text.split("-")
        return f"jährlich am {day}.{month}."
    return {**RULES, **APPLICANTS}.get(text, text)


def _day(text: str) -> str:
    if len(text) == 10:
        return date.fromisoformat(text).strftime("%d.%m.%Y")
    year, month = text.split("-")
    return f"{month}/{year}"
