"""Foreign: what a call in another language is, said in German from its fields alone."""

from __future__ import annotations

from collections.abc import Mapping

from db.labels import APPLICANTS, INSTRUMENTS, KINDS, LEVELS, label
from db.values import Values
from notifier.digest.wording import joined, one_line

GERMAN = "de"
MAX_NAMED = 3
LANGUAGES = {"en": "Englisch", "fr": "Französisch", "it": "Italienisch", "es": "Spanisch"}
# Types of action that are paid as grants, whatever their programme.
_GRANTS_OF_THE_EU = ("innovation action", "support action", "cofund action")
_INSTRUMENTS = ("grant", "loan", "guarantee", "equity", "prize")


def kind_of_money(word: str) -> str:
    """Return "Zuschuss" for a code as for "LIFE Project Grants"; else the publisher's word."""
    written = word.casefold()
    named = next((code for code in _INSTRUMENTS if code in written), word)
    if any(action in written for action in _GRANTS_OF_THE_EU):
        named = "grant"
    return one_line(label(INSTRUMENTS, named), 80)


def in_german(values: Values, topics: Mapping[str, str]) -> str:
    """Return "EU-Aufruf auf Englisch: Zuschuss für Städte und Gemeinden, Thema „Mobilität“".

    Nothing for an entry in German. No word of the entry itself stands in it.
    """
    if values.language == GERMAN:
        return ""
    known = LANGUAGES.get(values.language)
    language = f"auf {known}" if known else f"(Sprache: {one_line(values.language, 8)})"
    kind = label(KINDS, values.kind)
    what = f"{LEVELS['eu']}-{kind}" if values.level == "eu" else kind
    about = _about(values, topics)
    return f"{what} {language}" + (f": {about}" if about else "")


def _about(values: Values, topics: Mapping[str, str]) -> str:
    kinds = (kind_of_money(word) for word in values.instruments)
    money = joined([kind for kind in dict.fromkeys(kinds) if kind in INSTRUMENTS.values()])
    whom = ", ".join(label(APPLICANTS, code) for code in values.applicants[:MAX_NAMED])
    named = [f"„{topics[topic]}“" for topic in values.topics if topic in topics][:MAX_NAMED]
    for_whom = f"{money or 'Förderung'} für {whom}" if whom else money
    theme = f"{'Themen' if len(named) > 1 else 'Thema'} {joined(named)}" if named else ""
    return ", ".join(part for part in (for_whom, theme) if part)
