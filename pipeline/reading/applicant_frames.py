"""Frames: the sentences that say who may apply, and who may not.

A frame is a phrase such as "antragsberechtigt sind" with the side on which its applicants
stand. Only what a frame governs is read; a municipality that is merely mentioned applies
for nothing.
"""

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


_STEMS = ("antrags", "zuwendungs", "förder", "bewerbungs", "teilnahme", "bezugs", "anspruchs")
# "antragsberechtigt", but not "nicht antragsberechtigt"; beginning with the letters themselves
# an expression is searched many times faster than beginning with a condition.
_TRULY_ENTITLED = "|".join(
    f"{written}(?<!nicht {written})(?<!Nicht {written})"
    for stem in _STEMS
    for written in (stem, stem.capitalize())
)
_ENTITLED = (
    r"(?:[Aa]ntrags|[Zz]uwendungs|[Ff]örder|[Bb]ewerbungs|[Tt]eilnahme|[Bb]ezugs|[Aa]nspruchs)"
    r"(?:berechtigt|befugt)"
)
_RECEIVER = (
    r"(?:Zuwendungsempfänger|Zuwendungsempfangende|Fördermittelempfänger|Letztempfänger"
    r"|Erstempfänger|Begünstigte|Antrags?steller|Antragstellende|Antragsberechtigte"
    r"|Förderberechtigte|Förderempfänger|Fördernehmende|Fördernehmer|Leistungsempfänger"
    r"|Empfänger|Projektträger|Vorhabenträger|Adressat)(?:[*:_/]?-?inn?(?:en)?|en)?r?n?\b"
)
_MONEY = (
    r"(?:Anträge|Einen? Antrag|Einen (?:Förder|Projekt)antrag|Förderanträge|Projektanträge|Fördermittel|Fördergelder|Zuschüsse"
    r"|Einen Zuschuss|Förderung|Eine Förderung|Förderungen|Zuwendungen|Projektskizzen|Skizzen"
    r"|Bewerbungen|Unterstützung)"
)
_DO = r"(?:stellen|beantragen|einreichen|erhalten|bekommen|bewerben|teilnehmen|mitmachen)"
_APPLY = (
    r"(?:Anträge? [^;?]{0,40}?(?:stellen|einreichen)|beantragen|bewerben|einreichen|teilnehmen"
    r"|mitmachen|profitieren|gefördert werden|unterstützt werden|Fördermittel (?:erhalten|abrufen)"
    r"|(?:Zuschuss|Zuschüsse|Zuwendung\w*|Förderung\w*|Unterstützung|Darlehen|Finanzhilfen?)"
    r"[^;?]{0,50}? erhalten|(?:Euro|€|EUR|Prozent|%)[^;?]{0,40}? erhalten)"
)
_MODALS = ("können", "kann", "dürfen")
_APPLYING = (
    "stellen", "beantrag", "einreich", "erhalten", "bekommen", "bewerb", "teilnehm", "mitmach",
    "profitier", "gefördert", "unterstützt", "beteilig", "abrufen",
)  # fmt: skip
_ONLY = (
    r"(?:(?:grundsätzlich|in erster Linie|vorrangig|nur|ausschließlich|insbesondere|daneben|auch|ebenfalls|vor allem|zudem"
    r"|somit|hierbei|dabei|unter anderem|u\. ?a\.|vornehmlich|generell|weiterhin"
    r"|in der Regel|:) ?)*"
)


def _frame(
    name: str,
    side: Side,
    expression: str,
    *,
    needs: tuple[str, ...],
    excludes: bool = False,
    agent: str = "",
) -> Frame:
    also = _APPLYING if needs == _MODALS else ()
    return Frame(name, side, re.compile(expression), frozenset(needs), also, excludes, agent)


FRAMES = (
    _frame(
        "not-entitled",
        Side.AFTER,
        rf"(?:[Nn]icht {_ENTITLED}e? (?:sind|ist)|[Nn]icht {_ENTITLED}e?:"
        r"|(?:[Vv]on (?:der|einer) (?:Förderung|Antragstellung|Teilnahme|Zuwendung) )?"
        r"[Aa]usgeschlossen (?:sind|ist|bleiben|von (?:der|einer) (?:Förderung|Teilnahme) sind)"
        r"|Nicht (?:förderfähig|gefördert):|Nicht gefördert werden|Nicht (?:förderfähig|gefördert) sind|Keine Förderung erhalten"
        r"|[Nn]ot eligible (?:are|is)|[Nn]on-eligible applicants:?"
        r"|Anträge von(?=[^;?]{3,160} (?:nicht|keine)))",
        excludes=True,
        needs=("nicht ", "ausgeschlossen", "keine förd", "eligible"),
    ),
    _frame(
        "not-entitled-subject",
        Side.BEFORE,
        rf"(?:nicht {_ENTITLED}|(?:von|aus) (?:der|einer) (?:Förderung|Antragstellung|Teilnahme)"
        r" ausgeschlossen|(?<=sind )ausgeschlossen|nicht gefördert|können keine[n]? (?:Antrag"
        r"|Anträge|Förderung)|können nicht (?:gefördert|teilnehmen|beantragen)"
        r"|(?:are|is) not eligible|(?:are|is) excluded|cannot apply|may not apply)",
        excludes=True,
        needs=("nicht ", "ausgeschlossen", "keine", "not ", "excluded"),
    ),
    _frame(
        "entitled",
        Side.AFTER,
        rf"(?:{_TRULY_ENTITLED})(?:berechtigte?|befugte?|berechtigung)"
        r"(?: (?:sind|ist|und [a-zäöüß ]{4,40}? (?:sind|ist)|für [^.:;?]{3,60}? sind|im Rahmen [^.:;?]{3,60}? sind|sollen)\b|:) ?"
        rf"{_ONLY}",
        needs=("berechtig", "befugt"),
    ),
    _frame(
        "receivers",
        Side.AFTER,
        rf"{_RECEIVER}(?: (?:der|dieser|einer|von|für|im|in)(?: [\w-]+){{1,4}}?)?"
        rf"(?: (?:sind|ist)\b|:| sollte?n?(?= sein\b) sein:?"
        rf"| (?:können|kann|müssen|sollen)(?=[^;?]{{3,300}} sein\b)"
        rf"| (?=a\)|[-–•·] |1\. )) ?{_ONLY}",
        needs=("empf", "begünstigt", "antrag", "berechtigt", "träger", "nehmende", "nehmer",
               "adressat"),
    ),
    _frame(
        "one-of",
        Side.AFTER,
        r"(?:[Aa]ntrag|[Bb]ewerb|[Ff]örderempf)[^.?;]{0,120}? folgende[nr]? (?:Rechtsform"
        r"|Organisation|Einrichtung|Gruppe|Träger|Antragsteller|Institution)\w*[^.:;?]{0,90}: ?",
        needs=("folgende",),
    ),
    _frame(
        "receivers-may",
        Side.AFTER,
        rf"{_RECEIVER} (?:kommen|kommt) ?{_ONLY}",
        needs=("kommen", "kommt"),
    ),
    _frame(
        "may-be-receiver",
        Side.AFTER,
        rf"(?:können|kann)(?=[^;?]{{3,240}} (?:{_RECEIVER}|{_ENTITLED}) sein\b) ?{_ONLY}",
        needs=(" sein",),
    ),
    _frame(
        "given-to",
        Side.AFTER,
        r"(?:Zuwendung|Förderung|Zuschüsse|Fördermittel|Finanzhilfen)\w*"
        r"(?: (?:ist|sind|werden|wird|können|kann) [^;?,]{0,40}?\ban(?=[^;?]{3,200} (?:möglich"
        r"|gewährt|vergeben|gezahlt|ausgereicht|gewähren|vergeben)\b)"
        rf"| (?:gewähren|vergeben)(?: [a-zäöü]+)? an\b) ?{_ONLY}",
        needs=(" an ",),
    ),
    _frame(
        "granted-to",
        Side.HEAD,
        r"(?:kann|können|wird|werden|gewährt)\b(?=[^;?]{5,260}(?:Zuwendung|Zuschuss|Zuschüsse|Förderung"
        r"|Beihilfe)\w*[^;?]{0,120}(?:bewilligt|gewährt|gezahlt)\b)",
        needs=("bewilligt", "gewährt", "gezahlt"),
    ),
    _frame(
        "may-receive",
        Side.HEAD,
        rf"{_MONEY} (?:können|kann|dürfen)(?=[^;?]{{3,220}}? {_DO}\b)"
        r"|(?:Zuwendungen|Förderung|Fördermittel|Zuschüsse|Unterstützung|Zuschuss) erhalten",
        needs=("können", "kann", "dürfen", " erhalten "),
    ),
    _frame(
        "may-apply",
        Side.AFTER,
        rf"{_MONEY}[^.;:?,]{{0,40}}? (?:(?:können|kann|dürfen)[^.;:?,]{{0,40}}? {_DO}"
        rf"|{_DO},? (?:können|kann|dürfen))\b:? ?{_ONLY}",
        needs=_MODALS,
    ),
    _frame(
        "may-join-in",
        Side.AFTER,
        r"(?:Mitmachen|Teilnehmen|Bewerben|Beantragen|Beteiligen|Antragstellen)"
        rf" (?:können|kann|dürfen)(?: sich)? ?{_ONLY}",
        needs=_MODALS,
    ),
    _frame(
        "applied-by",
        Side.AFTER,
        rf"{_MONEY}[^.;:?,]{{0,30}}? (?:können|kann|dürfen) (?:[a-zäöü]+ )?von"
        r"(?= [^;?]{3,160} (?:gestellt|eingereicht|beantragt|in Anspruch genommen)\b)",
        agent="von",
        needs=(" von ",),
    ),
    _frame(
        "be-applied-for-by",
        Side.AFTER,
        r"Beantragt werden (?:kann|können)[^.;:?]{0,20}[^;:?]{0,120}? von\b(?: u\. ?a\.)?",
        agent="von",
        needs=("beantragt werden",),
    ),
    _frame(
        "have-the-chance",
        Side.HEAD,
        r"(?:haben|hat)(?=[^;?]{3,90} die (?:Möglichkeit|Chance)[^;?]{5,200} zu (?:erhalten"
        r"|beantragen|bewerben)\b)",
        needs=(" die möglichkeit", " die chance"),
    ),
    _frame(
        "addressed",
        Side.AFTER,
        r"(?:\b(?:[\w-]*[Ff]örder\w*|[\w-]*[Pp]rogramm\w*|[\w-]*[Aa]ufruf\w*|[\w-]*[Ww]ettbewerb\w*"
        r"|Zuschuss|Kredit|Darlehen|[\w-]*[Pp]reis|Bekanntmachung|Richtlinie|Handlungsfeld|Call|Er"
        r"|[\w-]*[Bb]onus|[\w-]*[Ff]onds|[\w-]*[Pp]rämie|Angebot"
        r"|Es|Sie)\b[^;?]{0,60}? (?:richte[nt]|wende[nt]) sich (?:[^;?,]{0,30}? )?an\b"
        r"|(?:[Rr]ichte[nt]|[Ww]ende[nt]) sich (?:der|die|das|diese[rs]?) (?:[\w-]+ )?"
        r"[\w-]*(?:[Ff]örder|[Pp]rogramm|[Aa]ufruf|[Ww]ettbewerb|[Pp]reis)\w*[^;?,]{0,60}? an\b"
        r"|Zielgruppen? (?:des Programms|der Förderung|des Wettbewerbs)(?: \w+)? (?:sind|ist)\b"
        r"|Zielgruppen?:"
        rf"|(?:steht|stehen) (?=[^;?]{{3,120}} offen\b)) ?{_ONLY}",
        needs=("richte", "wende", "zielgruppe", "offen"),
    ),
    _frame(
        "funded",
        Side.HEAD,
        r"(?:Gefördert|Unterstützt|Bezuschusst) (?:werden|wird)(?: können)?|Förderfähig sind"
        r"|\b(?:fördert|unterstützt|bezuschusst)(?: (?:das Land|der Bund|die EU|das Programm))?",
        needs=("fördert ", "unterstützt ", "bezuschusst ", "förderfähig"),
    ),
    _frame(
        "funded-subject",
        Side.SUBJECT,
        r"(?<= )werden(?=[^;?]{3,140} (?:gefördert|unterstützt|bezuschusst)\b)",
        needs=("werden ",),
    ),
    _frame(
        "eligible",
        Side.AFTER,
        r"(?:[Ee]ligible (?:applicants|beneficiaries|entities|organi[sz]ations|participants)"
        r"(?:[^.;:]{0,40}?)(?: are| include| can be|:)|(?:is|are) open to|[Oo]pen to"
        r"|[Tt]ype of (?:organi[sz]ation|applicant|beneficiar)\w*:"
        r"|(?:[Gg]rants?|[Ff]unding|[Ss]upport) (?:is|are) available (?:to|for)"
        r"|(?:[Aa]pplicants?|[Bb]eneficiar(?:y|ies))(?:[^.;:]{0,50}?) (?:must be|are|can be"
        r"|may be|should be|include|(?:have to|must) belong to one of)(?: either)?|(?:[Aa]pplications?|[Pp]roposals?)"
        r" (?:may|can|must) be submitted by|must be (?:submitted|led|coordinated) by)",
        agent="by",
        needs=("eligible", "applica", "beneficiar", "open to", "proposal", "must be",
               "available", "type of"),
    ),
    _frame(
        "entitled-subject",
        Side.BEFORE,
        rf"(?:{_TRULY_ENTITLED})(?:berechtigt|befugt)(?! (?:sind|ist|sein)\b)",
        needs=("berechtigt", "befugt"),
    ),
    _frame(
        "entitled-to-apply",
        Side.AFTER,
        r"(?:sind|ist)(?=[^;?]{3,300} zur (?:Antragstellung|Bewerbung|Teilnahme) berechtigt\b)",
        needs=("stellung berechtigt", "bewerbung berechtigt", "teilnahme berechtigt"),
    ),
    _frame(
        "invited-subject",
        Side.BEFORE,
        r"(?:haben|hat) (?:[\w-]+ ){0,2}die Möglichkeit"
        r"(?=[^;?]{5,200} (?:zu (?:erhalten|beantragen|bewerben|stellen)|anzusuchen|einzureichen)\b)"
        r"|(?:eingeladen|aufgerufen|aufgefordert)(?=[,. ]|\Z)"
        r"|(?:are|is) eligible\b|(?:can|may) apply\b",
        needs=("möglichkeit", "eingeladen", "aufgerufen", "aufgefordert", "eligible", "apply"),
    ),
    _frame(
        "may-subject",
        Side.BEFORE,
        rf"(?:können|kann|dürfen)\b(?! keine| von| nicht)(?=[^;?]{{1,220}}?{_APPLY})",
        needs=_MODALS,
    ),
    _frame(
        "may-inverted",
        Side.HEAD,
        rf"(?:können|kann|dürfen)(?: sich)?(?=[^;?]{{3,340}}?{_APPLY})",
        needs=_MODALS,
    ),
    _frame(
        "may-join",
        Side.HEAD,
        r"\bsich(?= [^;?]{3,160} (?:bewerben|beteiligen) (?:können|kann|dürfen)\b)",
        needs=("bewerben", "beteiligen"),
    ),
    _frame(
        "files",
        Side.HEAD,
        r"(?:Den Antrag|Anträge|Förderanträge) (?:stellt|stellen|beantragt|beantragen)\b",
        needs=("antrag", "anträge"),
    ),
    _frame(
        "called",
        Side.HEAD,
        r"(?:ruft|lädt|fordert|bittet)(?=[^;?]{3,200} (?:auf|ein)\b)",
        needs=("ruft ", "lädt ", "fordert ", "bittet "),
    ),
    _frame(
        "as-you",
        Side.NAMED,
        r"(?:\bSie als|\bsich als|\bAls)(?= )",
        needs=("als ",),
    ),
)
NEEDS = frozenset().union(*(frame.needs for frame in FRAMES))
QUESTION = re.compile(
    r"(?:Wer (?:wird|ist|kann|darf|sind|können|bekommt|erhält)\b[^?]{0,80}\?|Für wen\b[^?]{0,60}\?"
    r"|An wen richtet[^?]{0,60}\?|Who (?:can|may|is)\b[^?]{0,60}\?)"
)
