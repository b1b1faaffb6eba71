"""Registrations: what one registers for until a day.

"Anmeldung bis 3. Mai" is the deadline of a competition, of an evening in the town hall or of a
gymnastics group. It is certain only where its own clause, or the heading above it, says that one
registers for funding, and nothing one attends stands in between; else it is asked. What is a
matter of the members of a club is no deadline of anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import Enum

from pipeline.reading.text.date_groups import Chain
from pipeline.reading.text.layout import Layout, Sentence
from pipeline.reading.time.events import COMPETED_FOR, is_registered_for

_REGISTERS = re.compile(
    r"\b(?:\w*anmelde\w*|\w*anmeldung(?:en)?|angemeldet|anzumelden|registrier\w+|registrat\w+|register(?:ed)?"
    r"|\w*(?:rück|zu|ab)meldung(?:en)?|meldeschluss)\b"
    r"|\bmelde[nt]?\b(?=[^.;]*\b(?:sich|euch|dich)\b)|\b(?:sich|euch)\b[^.;]*\bmelde[nt]?\b"
    r"|\bmelde[nt]?\b[^.;]*\ban(?=\W*$)"
)
_ANSWERS = re.compile(r"\b(?:rück|zu|ab)meldung")
# What is handed in to apply is none, whatever one registers for beside it.
_APPLIES = re.compile(
    r"\b(?:(?!auftrag|vertrag)[\w-]*antr[aä]g(?!steller)\w*|beantrag\w+"
    r"|(?:projekt|ideen)?skizzen?"
    r"|(?:bewerbung|bewerben|bewirbt|beworben|einreich|einzureichen|eingereicht)\w*)"
    r"|\bappl(?:y|ications?)\b"
)
_FUNDING = re.compile(
    r"(?:wettbewerb|preis(?!verleih|übergab|träger|liste|e?\b \d)|award|förder(?!verein|schul)"
    r"|zuschuss|zuschüss|zuwendung|aufruf|projekt|vorhaben|maßnahme|challenge|olympiade|stipendi"
    r"|\w\w+cup\b|programm(?!punkt|heft|übersicht)|bewerbungs|budget|\bcalls?\b|sanierung"
    r"|competition|funding|grants?\b|förderjahr|haushaltsjahr|teilnahmebedingung|award)"
)
# What people attend, beside the kinds that are announced with their day.
_ATTENDED = re.compile(
    r"\b\w*(?:verleihung|feier|\babend|tour(?:en)?|gruppen?|kreise?s?|termin(?:e|en)?|training|turnen"
    r"|unterricht|chor|probe|essen|frühstück|stand|stände|standbetreiber|treff|besuch|besichtigung"
    r"|reise|bus|plätze?n?|rundgang|führung|sitzung|versammlung|beratung|gespräch|eintritt|kurs\w*"
    r"|helfer\w*|aktion|tag der offenen \w+|schule|schuljahr|kita|kindergarten|kinder)\b"
    r"|\b\d{1,2}(?:[.:]\d\d)? uhr\b|\bvideokonferenz|\bwo\?|\beintritt\b|\bmitfahr\w*|\bkommen\b"
    r"|\bteilnehmerzahl\b|\binformiert\b|\bvorgestellt\b|\bstellt\b[^;]*\bvor\b"
)
# "Kinderwettbewerb", "Kreiswettbewerb"
_CONTEST = re.compile(r"(?:kreis|gruppen|schul|kinder|aktions)\w*(?:wettbewerb|preis)")
_OF_MEMBERS = re.compile(
    r"\b(?:mitglied(?:er|ern|s|schaft|schaften)?|umgezogen|umzieht|adress\w+|anschrift|kassierer\w*"
    r"|kassenwart\w*|bankverbindung|beitragszahl\w*|mitgliedsbeitr\w+|sepa\w*|austritt\w*|kündig\w+)\b"
)
_THIS = re.compile(r"\b(?:dafür|dazu|hierfür|hierzu|daran)\b")
_PARTS = re.compile(r"[;:()|\t–—]|\n(?=\s*[\n•*–-])|\.(?=\s+[a-zäöü])|,(?!\s\d)")
_PARAGRAPH = 600  # characters before a day that may stand between it and its heading


class Registered(Enum):
    """What one registers for."""

    FUNDING = "a competition, prize, programme or call"
    EVENT = "something that one attends"
    MEMBERS = "a matter of members"
    UNKNOWN = "it is not said"


def registered_for(
    layout: Layout, sentence: Sentence, chain: Chain, titles: Iterable[str]
) -> Registered | None:
    """Return what one registers for until a day, or None where one does not register."""
    own = _own_clause(layout, sentence, chain)
    if not _REGISTERS.search(own) or _APPLIES.search(own):
        return None
    if _ANSWERS.search(own) and not _FUNDING.search(own):
        return Registered.UNKNOWN
    begin = max(sentence.start, chain.lead - _PARAGRAPH)
    words = layout.low[begin : min(sentence.end, chain.end + _PARAGRAPH)]
    if _is_attended(own):
        return Registered.EVENT
    if _FUNDING.search(own):
        return Registered.FUNDING
    if _OF_MEMBERS.search(words):
        return Registered.MEMBERS
    return _by_what_stands_before(layout, sentence, chain, words, titles)


def _by_what_stands_before(
    layout: Layout, sentence: Sentence, chain: Chain, words: str, titles: Iterable[str]
) -> Registered:
    before = _paragraph_before(layout, sentence)
    nearest = layout.above(sentence, chain.start)
    for said in (words, before, *(one.lower() for one in nearest)):
        if _is_attended(said):
            return Registered.EVENT
        if said is before and not _THIS.search(words):
            continue  # a call told of in passing is not what one registers for
        if _FUNDING.search(said) and not (said is words and _THIS.search(words)):
            return Registered.FUNDING
    title = " ".join(titles).lower()
    if _is_attended(title):
        return Registered.EVENT
    return Registered.FUNDING if _FUNDING.search(title) else Registered.UNKNOWN


def _is_attended(words: str) -> bool:
    if is_registered_for(words, ""):
        return True
    competed = COMPETED_FOR.search(words) or _CONTEST.search(words)
    return bool(_ATTENDED.search(words)) and not competed


def _own_clause(layout: Layout, sentence: Sentence, chain: Chain) -> str:
    """Return the words between the stops around a day, without the day itself."""
    low = layout.low
    before = low[max(sentence.start, chain.lead - _PARAGRAPH) : chain.lead]
    after = low[chain.end : min(sentence.end, chain.end + _PARAGRAPH)]
    stops = list(_PARTS.finditer(before))
    start = stops[-1].end() if stops else 0
    stop = _PARTS.search(after)
    own = f"{before[start:]} {after[: stop.start()] if stop else after}"
    if _REGISTERS.search(own):
        return own
    # "Anmeldung: bis 3. Mai", "3. Mai | Anmeldeschluss"
    start = stops[-2].end() if len(stops) > 1 else 0
    stop = _PARTS.search(after, stop.end()) if stop else None
    return f"{before[start:]} {after[: stop.start()] if stop else after}"


def _paragraph_before(layout: Layout, sentence: Sentence) -> str:
    begin = max(0, sentence.start - _PARAGRAPH)
    return layout.low[begin : sentence.start].rpartition("\n\n")[2]
