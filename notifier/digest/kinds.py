"""Kinds: applicants as our labels have them, and as the text does where it means fewer.

"Sportvereine" are not all associations, "Hochschulen" not all that teach: a label that says more
than the text has the text's words beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from db.labels import APPLICANTS, label
from db.statements import Field, Statement
from db.vocabulary import ApplicantType
from notifier.digest.wording import one_line

MAX_CHARACTERS = 48
# Words that say the same as our label; whatever else stands before or in them makes it fewer.
_ADJECTIVE = r"(?:(?:kommunal|öffentlich|eingetragen|lokal|regional|örtlich)\w* |local |public )*"
_TOWNS = r"städten?|stadt|gemeinden?|kommunen?|gebietskörperschaft(?:en)?"
_AUTHORITIES = r"(?:authorit|government|bod|entit)(?:y|ies|s)"
_PEOPLE = r"(?:privat|einzel|natürliche[nr]? )?personen|private|bürger(?:innen)?(?: und bürgern?)?"
_BY_LAW = r"(?:juristische\w* personen|körperschaften)(?: und \w+)*(?: des .*)?"
_SAME: Mapping[str, str] = {
    ApplicantType.MUNICIPALITY: rf"{_TOWNS}|städten? und gemeinden?|municipal\w*|{_AUTHORITIES}",
    ApplicantType.DISTRICT: rf"(?:land)?kreisen?|{_TOWNS}|districts?|counties|{_AUTHORITIES}",
    ApplicantType.MUNICIPAL_ASSOCIATION: r"zusammenschl[uü]ss\w*|gemeindeverb[aä]nd\w*",
    ApplicantType.MUNICIPAL_COMPANY: r"unternehmen|betrieben?",
    ApplicantType.LEADER_GROUP: r".*",
    ApplicantType.PUBLIC_BODY: rf"einrichtungen|träger[ns]?|stellen|{_AUTHORITIES}|{_BY_LAW}",
    ApplicantType.ASSOCIATION: r"vereinen?|verb[aä]nden?|vereinigungen|associations?"
    r"|vereine und verbände",
    ApplicantType.FOUNDATION: r"stiftung(?:en)?|foundations?",
    ApplicantType.NONPROFIT: r"(?:gemeinnützig\w*|non-?profit)(?: .*)?|zivilgesellschaft\w*|ngos?",
    ApplicantType.INITIATIVE: r"initiativen?|(?:bürger|personen)?gruppen|gruppierungen",
    ApplicantType.COMPANY: r"unternehmen|betrieben?|firmen|wirtschaft|compan(?:y|ies)|enterprises?",
    ApplicantType.INDIVIDUAL: rf"{_PEOPLE}|individuals?|natural persons?",
    ApplicantType.RESEARCH: r"forschungs(?:einrichtungen|institutionen)|research.*",
    ApplicantType.EDUCATION: r"bildungs(?:einrichtungen|träger\w*|stätten)|education.*",
}
_PLAIN = {code: re.compile(_ADJECTIVE + f"(?:{said})", re.I) for code, said in _SAME.items()}


def words_of_kinds(statements: Iterable[Statement], field: Field) -> dict[str, str]:
    """Return by code the words of the text where they may mean fewer than our label says."""
    found: dict[str, list[str]] = {}
    for one in statements:
        if one.field is field and one.told:
            found.setdefault(str(one.value), []).append(one_line(one.evidence.quote))
    return {
        code: quotes[0] if len(quotes[0]) <= MAX_CHARACTERS else ""
        for code, quotes in found.items()
        if all(quote and not _PLAIN[code].fullmatch(quote) for quote in quotes)
    }


def kinds_called(codes: Iterable[str], words: Mapping[str, str]) -> str:
    """Return "Städte und Gemeinden, Vereine und Verbände (genannt: „Sportvereine“)"."""
    return ", ".join(
        f"{label(APPLICANTS, code)} (genannt: „{words[code]}“)"
        if words.get(code)
        else label(APPLICANTS, code)
        for code in codes
    )
