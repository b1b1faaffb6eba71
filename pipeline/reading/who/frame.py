"""A frame: a phrase that says who may apply, and the words such phrases share."""

from __future__ import annotations

import re
from enum import Enum
from typing import NamedTuple


class Side(Enum):
    """Where the applicants of a frame stand, seen from its phrase."""

    AFTER = "after"
    BEFORE = "before"
    HEAD = "head"  # after, and only where an applicant is the first noun there
    SUBJECT = "subject"  # before, and only where the sentence begins with an applicant
    PHRASE = "phrase"  # like head, but only up to the next verb or preposition
    NAMED = "named"  # directly after "als", up to the next small word


class Frame(NamedTuple):
    """A phrase that governs applicants; `agent` is the preposition that names them in it."""

    name: str
    side: Side
    pattern: re.Pattern[str]
    needs: frozenset[str]  # in lower case: without any of them the frame cannot match
    also: tuple[str, ...]  # likewise, where `needs` alone are too common; or empty
    excludes: bool = False
    agent: str = ""
    people: bool = True  # whether it can speak of private people; some address them otherwise


_STEMS = (
    "antrags", "zuwendungs", "zuschuss", "förder", "förderungs", "bewerbungs", "teilnahme",
    "bezugs", "anspruchs", "vorschlags", "einreich", "einreichungs", "gesuchs",
)  # fmt: skip
# "antragsberechtigt", but not "nicht antragsberechtigt"; beginning with the letters themselves
# an expression is searched many times faster than beginning with a condition.
TRULY_ENTITLED = "|".join(
    f"{written}(?<!nicht {written})(?<!Nicht {written})"
    for stem in _STEMS
    for written in (stem, stem.capitalize())
)
ENTITLED = (
    r"(?:[Aa]ntrags|[Zz]uwendungs|[Ff]örder(?:ungs)?|[Bb]ewerbungs|[Tt]eilnahme|[Bb]ezugs"
    r"|[Aa]nspruchs"
    r"|[Vv]orschlags|[Ee]inreich(?:ungs)?|[Gg]esuchs)"
    r"(?:berechtigt|befugt)"
)
RECEIVER = (
    r"(?:Zuwendungsempfänger|Zuwendungsempfangende|Fördermittelempfänger|Letztempfänger"
    r"|Erstempfänger|(?:Letzt|Erst)empfangende|Begünstigte|Antrags?steller|Antragstellende"
    r"|Antragsberechtigte"
    r"|Förderberechtigte|Förderempfänger|Fördernehmende|Fördernehmer|Leistungsempfänger"
    r"|Empfänger|Projektträger|Vorhabenträger|Adressat|Gesuchsteller|Gesuchstellende|Förderwerber"
    r"|Förderungswerber|Förderwerbende|Einreichende|Bewerbende)(?:[*:_/]?-?inn?(?:en)?|en)?r?n?\b"
)
MONEY = (
    r"(?:Anträge|Gesuche|Ein Gesuch|Einen? Antrag|Einen (?:Förder|Projekt)antrag|Förderanträge"
    r"|Projektanträge"
    r"|Fördermittel|Fördergelder|Zuschüsse"
    r"|Einen Zuschuss|(?:Der|Ein) Zuschuss|(?:Die )?Mittel|Förderung|Eine Förderung|Förderungen"
    r"|Zuwendungen|Projektskizzen|Skizzen"
    r"|Bewerbungen|Unterstützung)"
)
# Who comes to an event applies for nothing.
NO_EVENT = (
    r"(?![^;?]{0,160}\b(?:[\w-]*[Ww]ebinar|[\w-]*[Vv]eranstaltung|[\w-]*[Tt]agung|[\w-]*[Ss]eminar"
    r"|[\w-]*[Ww]orkshop|[\w-]*[Uu]mfrage|[\w-]*[Kk]onferenz|[\w-]*[Ss]chulung"
    r"|[\w-]*[Ss]prechstunde"
    r"|[\w-]*[Bb]efragung)\w* [^;?]{0,40}?(?:teilnehmen|beteiligen|mitmachen))"
)
DO = (
    r"(?:stellen|beantragen|einreichen|vorlegen|abgeben|einsenden|abrufen|erhalten|bekommen"
    r"|bewerben"
    r"|teilnehmen|mitmachen)"
)
APPLY = (
    r"(?:[\w-]*[Aa]ntr[aä]ge? [^;?]{0,40}?(?:stellen|einreichen)|[\w-]*[Ss]kizzen? (?:vorlegen"
    r"|abgeben)|einsenden"
    r"|beantragen|bewerben|einreichen|teilnehmen"
    r"|mitmachen|abrufen|in Anspruch nehmen|gefördert werden|unterstützt werden"
    r"|Fördermittel (?:erhalten|abrufen|sichern)"
    r"|v(?:on|om) [^;?]{0,50}(?:[Ff]örder|[Pp]rogramm|[Zz]usch[uü]ss|[Pp]rämie|[Ff]onds"
    r"|[Bb]udget)\w*"
    r"[^;?]{0,30}? profitieren"
    r"|(?:Zuschuss|Zuschüsse|Zuwendung\w*|Förderung\w*|Unterstützung|Darlehen|Finanzhilfen?)"
    r"[^;?]{0,60}? (?:erhalten|bekommen|erwarten|sichern)"
    r"|(?:Euro|€|EUR|Prozent|%)[^;?]{0,40}? erhalten)"
)
MODALS = ("können", "kann", "dürfen", "darf")
_APPLYING = (
    "stellen", "beantrag", "einreich", "erhalten", "bekommen", "bewerb", "teilnehm", "mitmach",
    "profitier", "gefördert", "unterstützt", "beteilig", "abrufen", "anspruch", "erwarten",
    "sichern", "vorlegen", "abgeben", "einsenden",
)  # fmt: skip
MONEY_VERBS = (
    "stellen", "beantragen", "einreichen", "vorlegen", "abgeben", "einsenden", "abrufen",
    "erhalten", "bekommen", "bewerben", "teilnehmen", "mitmachen",
)  # fmt: skip
ONLY = (
    r"(?:(?:grundsätzlich|in erster Linie|vorrangig|nur|ausschließlich|insbesondere|daneben|auch"
    r"|ebenfalls|vor allem|zudem"
    r"|somit|hierbei|dabei|unter anderem|u\. ?a\.|vornehmlich|generell|weiterhin"
    r"|in der Regel|:) ?)*"
)


def frame(
    name: str,
    side: Side,
    expression: str,
    *,
    needs: tuple[str, ...],
    also: tuple[str, ...] = (),
    excludes: bool = False,
    agent: str = "",
    people: bool = True,
) -> Frame:
    """Make a frame; those that begin with a modal verb also need a verb of applying."""
    also = _APPLYING if needs == MODALS else also
    return Frame(
        name, side, re.compile(expression), frozenset(needs), also, excludes, agent, people
    )
