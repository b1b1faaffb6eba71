"""Labels: the German words for the codes of the vocabulary, and numbers as Germans write them.

They stand here because sentences are made in two places that may not know each other: a
change is told where it is found, a card where it is printed.
"""

from __future__ import annotations

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
