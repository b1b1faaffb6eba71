"""Persons: whoever applies is told by what only people are, or is asked to be it himself.

"Bewerben kann sich, wer an einer Hochschule eingeschrieben ist" names nobody, and means people.
"Sie sind ein Verein? Dann bewerben Sie sich" names whom it addresses in a sentence of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.reading.text.sentences import sentences
from pipeline.reading.who.frame import NO_EVENT
from pipeline.reading.who.lists import Found, listed

_APPLYING = re.compile(
    r"\b(?:[Bb]ewerben|[Bb]ewirbst?|[Bb]ewerbt|[Bb]ewerbung(?:en)?|[Tt]eilnehmen|[Tt]eilnahme"
    r"|[Mm]itmachen|[Bb]eteiligen|[Ee]inreichen|[Bb]eantragen|[Aa]ntragsberechtigt"
    r"|[Tt]eilnahmeberechtigt|[Bb]ewerbungsberechtigt|(?:Antrag|Anträge) stellen)\b"
)
# Who: "wer …", "wenn Du …", "alle, die …"; what stands between is said of the same.
_WHO = re.compile(
    r"(?:\b(?:[Ww]er\b(?! wird)|[Ww]enn (?:[Dd]u|Sie|[Ii]hr)|[Dd]ass (?:[Dd]u|Sie|[Ii]hr)"
    r"|[Ss]ofern (?:[Dd]u|Sie|[Ii]hr)|[Aa]lle,? die|[Dd]ie?jenigen?,? die"
    r"|[Jj]eder?,? d(?:er|ie))\b)"
    r"(?P<said>(?:[^.;?!]|(?<=\d)\.){2,160})"
)
_AGED = re.compile(
    r"\b[Aa]lle[nr]?(?: Interessierten| Interessenten)?(?: (?:im Alter)?)? ?"
    r"(?:ab|unter|bis|von|zwischen)(?: einem? (?:Mindest)?[Aa]lter von| dem Alter von)? ?\d{1,2}"
    r"(?: (?:und|bis) \d{1,2})? Jahren?\b"
)
_OF_PEOPLE = re.compile(
    r"\b(?:eingeschrieben|immatrikuliert|studier(?:t|st|en)|promovier(?:t|st|en)|volljährig"
    r"|wohnt|wohnst|wohnen|wohnhaft|geboren|Lebensjahr|(?:ab|mindestens|unter|zwischen|bis"
    r"|höchstens)(?: \d{1,2} und)? \d{1,2} Jahren?(?: alt)?|\d{1,2} Jahre alt"
    r"|(?:eine )?Ausbildung (?:macht|machst|machen|absolviert|absolvieren))\b"
)
_DENIED = re.compile(r"\b(?:nicht|kein\w*|ausgeschlossen|weder)\b")
_NO_EVENT = re.compile(NO_EVENT)
# "Sie sind ein Verein? Dann …", "Bewerbt euch als Schulklasse".
_YOU_ARE = re.compile(
    r"(?:\A|(?<=[.!?:] )|(?<=[•·▪–-] ))(?:Sie sind|Du bist|Ihr seid|Sind Sie"
    r"|Bist [Dd]u|Seid [Ii]hr)"
    r"(?= (?:ein|eine|[a-zäöüß]+e[rs]? )?)(?P<who>[^.?!;]{3,160})(?P<end>[.?!]|\Z)"
)
_WORDS_OF_YOU = (
    "Sie sind", "Du bist", "Ihr seid", "Sind Sie", "Bist Du", "Bist du", "Seid Ihr", "Seid ihr",
)  # fmt: skip
_THEN = re.compile(
    r"[^.!?]{0,80}\b(?:bewirb|bewerbt|bewerben|mach(?:t)? mit|mitmachen|beantrag\w+|Antrag|Anträge"
    r"|einreichen|reicht|reich|Förderung|Zuschuss|Stipendium)\b",
    re.IGNORECASE,
)
_POST = re.compile(r"[^.!?]{0,120}\b(?:Stelle|Job|Praktikum|Ausbildung|Team|Training)\b")
_BOTH = re.compile(r"(?:[A-ZÄÖÜ]\w+in (?:oder|und) |[A-ZÄÖÜ]\w+in/)?")  # "Schülerin oder Schüler"
_ONE = re.compile(r"\s+(?:eine?[nr]? )?(?:[a-zäöüß]+(?:e|er|es) ){0,2}")


def persons(plain: str) -> Iterator[Found]:
    """Yield people where a sentence says of whoever applies what only people are."""
    for start, end in sentences(plain):
        sentence = plain[start:end]
        if _APPLYING.search(sentence) is None or not _NO_EVENT.match(sentence):
            continue
        if _DENIED.search(sentence):
            continue
        who = _AGED.search(sentence) or next(
            (one for one in _WHO.finditer(sentence) if _OF_PEOPLE.search(one["said"])), None
        )
        if who is not None and not any(True for _ in listed(plain, start, end, "persons")):
            yield Found("individual", start + who.start(), start + who.end(), False, "persons")


def addressed(plain: str) -> Iterator[Found]:
    """Yield those whom a text calls its readers and tells to apply."""
    if not any(words in plain for words in _WORDS_OF_YOU):
        return
    for you in _YOU_ARE.finditer(plain):
        begin = _ONE.match(plain, you.start("who"))
        then = _THEN.match(plain, you.end())
        if then is None or _DENIED.search(you["who"]) or _POST.match(plain, you.end()):
            continue
        first = begin.end() if begin else you.start("who")
        found = list(listed(plain, first, you.end("who"), "you-are"))
        if found and _BOTH.fullmatch(plain, first, found[0].start):
            yield from found
