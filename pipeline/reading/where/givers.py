"""The local giver: a district or town that itself funds states that the funding is for it.

A body gives where it is the subject of a funding verb, in either order, the agent of its
passive, the owner of a programme or a grant, or stands alone below the title. Who takes part,
is given something, advises, hosts or calls for what others fund is no giver.
"""

from __future__ import annotations

import re

from pipeline.reading.where.area_words import holds_there, names_beneficiaries
from pipeline.reading.where.beneficiaries import NOUN

PROGRAMME = (
    r"(?:(?!Wirtschafts|Stadtmarketing)[\w-]*(?:[Pp]rogramme?n?s?|[Rr]ichtlinien?"
    r"|[Ff]örderung(?:en)?|[Ww]ettbewerbs?|[Aa]ufrufs?"
    r"|[Pp]reise?s?|[Zz]uschuss(?:es)?|[Zz]uschüssen?|[Bb]onus|[Pp]rämien?|[Ff]onds|[Tt]opf(?:es)?"
    r"|[Bb]udgets?|[Ss]tipendi\w+|[Bb]eihilfen?|[Ff]ördermitteln?|[Ff]ördergeldern?|[Kk]redite?"
    r"|[Dd]arlehen|[Zz]uwendung(?:en)?)|Mitteln?)"
)
_MONEY = re.compile(
    r"[Zz]uschuss|[Zz]uschüss|[Ff]örder|[Ff]inanziell|Euro\b|EUR\b|€|Prozent|%|[Zz]uwendung"
    r"|[Pp]rämie|[Ss]tipendi|[Pp]reis|[Mm]itteln?\b|[Dd]arlehen|[Bb]eihilfe|[Ff]onds|[Bb]udget|[Bb]onus"
    r"|[Pp]rogramm"
)
_FOR_MANY = re.compile(rf"\b(?:{NOUN}|{PROGRAMME})\b", re.IGNORECASE)
_ADVERBS = (
    r"(?: (?:auch|weiterhin|nun|jetzt|damit|erneut|wieder|künftig|zudem|jährlich|derzeit"
    r"|seit [^,.;]{3,30}|in diesem Jahr|ab sofort|im Jahr \d{4}"
    r"|mit (?:der|dem|einem|diesem) [^,.;]{3,60}))*"
)
_APPOSITION = r"(?: ?\([^()]{1,60}\))?(?:,[^,.;]{3,80},)?"
_TO_MANY = (
    r"(?P<many>unterstütz(?:t|en)|zahl(?:t|en)|gewähr(?:t|en)|vergibt|vergeben"
    r"|übernimmt|erstattet|belohnt|(?P<honours>verleih(?:t|en)|würdig(?:t|en)|ehr(?:t|en)))\b"
)
_BY_ITSELF = r"(?:förder(?:t|n)|bezuschuss(?:t|en)|prämier(?:t|en))\b"
# Verbs whose second half stands at the end: "stellt … bereit", "hat … aufgelegt".
_IN_HALVES = (
    r"(?:stellt\b[^.!?;]{3,140}\b(?:bereit|zur Verfügung)"
    r"|(?:legt|lobt|schreibt)\b[^.!?;]{3,140}\b(?:auf|aus)"
    r"|hat(?:te)?\b[^.!?;]{3,140}\b(?:aufgelegt|ausgelobt|ausgeschrieben|eingerichtet|bereitgestellt"
    r"|verabschiedet|beschlossen)"
    r"|(?:gibt|legt|schießt)\b[^.!?;]{3,140}\b(?:dazu|drauf|zu)\b|reich(?:t|en)\b[^.!?;]{3,140}\baus"
    r"|(?:beteiligt sich|trägt)\b[^.!?;]{0,80}\b(?:an den|der) [\w-]*[Kk]osten"
    r"|(?:bietet|unterhält)\b[^.!?;]{0,60}\b" + PROGRAMME + r"|(?:startet|eröffnet|führt)\b"
    r"[^.!?;]{0,60}\b" + PROGRAMME + ")"
)
_VERB_AFTER = re.compile(
    rf"(?: (?:und|sowie) (?:die|der|das) [^,.;]{{3,40}}?)?{_APPOSITION}{_ADVERBS} (?:{_BY_ITSELF}"
    rf"|{_TO_MANY}|(?P<halves>{_IN_HALVES}))"
)
# The council or the office of a body decides and pays for it.
_OFFICE = (
    r"(?:(?:Stadt|Gemeinde|Kreis|Markt)?(?:[Rr]at|[Tt]ag|[Vv]ertretung|[Vv]erwaltung)|Magistrat"
    r"|Stadtverordnetenversammlung|Stadtparlament|Kreisausschuss|Gemeindevorstand"
    r"|(?:Ober)?[Bb]ürgermeister(?:in)?|[A-ZÄÖÜ][\w-]*(?:amt|referat|fachbereich|büro|stelle"
    r"|betrieb|dienst|dezernat|beirat|abteilung)"
    r"|(?:Referat|Amt|Fachbereich|Fachdienst|Dezernat|Abteilung|Stabsstelle|Büro) für"
    r" [A-ZÄÖÜ][\w-]+(?:(?:,| und) [A-ZÄÖÜ][\w-]+)*) "
)
_OPENING = re.compile(
    r"(?:^\W*|[.:;!?–|•»“]\s*|\s{2,}|\b(?:und|denn|aber) )"
    rf"(?:(?:[Aa]uch )?(?:[Dd]ie|[Dd]er|[Dd]as) (?:{_OFFICE}(?:der|des) )?)?$"
    # A capital article begins a sentence also where a heading stands before it.
    rf"|\b(?:Die|Der|Das) (?:{_OFFICE}(?:der|des) )?$"
)
_VERB_BEFORE = re.compile(
    rf"\b(?:{_BY_ITSELF}|{_TO_MANY}|(?P<half>beteiligt sich|stellt|legt|lobt|schreibt|hat|hatte"
    r"|bietet|unterhält|startet|zeichnet))"
    r"(?: (?:auch|nun|jetzt|weiterhin|erneut|wieder|künftig|zudem|daher|jährlich|in diesem Jahr"
    rf"|(?:im|ab) [^.;,]{{4,14}}))* (?:die|der|das) (?:{_OFFICE}(?:der|des) )?$"
)
_SECOND_HALF = {
    "stellt": r"\b(?:bereit|zur Verfügung)\b",
    "legt": r"\bauf\b",
    "lobt": r"\baus\b",
    "schreibt": r"\baus\b",
    "hat": r"\b(?:aufgelegt|ausgelobt|ausgeschrieben|eingerichtet|bereitgestellt|verabschiedet"
    r"|beschlossen)\b",
    "hatte": r"\b(?:aufgelegt|ausgelobt|eingerichtet|beschlossen)\b",
    "bietet": rf"\b{PROGRAMME}\b",
    "unterhält": rf"\b{PROGRAMME}\b",
    "startet": rf"\b{PROGRAMME}\b",
    "zeichnet": r"\baus\b",
    "beteiligt sich": r"\ban (?:den|der) [\w-]*[Kk]osten\b",
}
_OWNED = re.compile(
    rf"\b{PROGRAMME}(?: (?:[„\"»][^„“”\"«]{{1,70}}[“”\"«]|[A-ZÄÖÜ][\w+/-]*|20\d\d)){{0,3}}"
    r" (?:der|des|von|vom|durch die|durch den) $"
)
# "Im Haushalt der Stadt … stehen 30.000 Euro bereit."
_BUDGETED = re.compile(r"\b[Hh]aushalt(?:splan)? (?:der|des) $")
_READY = re.compile(
    r" (?:steh(?:t|en)|sind)\b[^.!?;]{3,120}\b(?:bereit|zur Verfügung|eingestellt|eingeplant)\b"
)
# "Fonds, den der Landkreis … eingerichtet hat"
_WHICH = re.compile(rf"\b{PROGRAMME}[^.,;]{{0,60}}, (?:den|die|das|mit de[mr]) (?:der|die|das) $")
_SET_UP = re.compile(
    r" (?:[^.,;]{0,40} )?(?:eingerichtet|aufgelegt|ausgelobt|ausgeschrieben|bereitgestellt"
    r"|gestiftet|vergibt|gewährt|verleiht|finanziert|fördert|unterstützt|auslobt|bereitstellt)\b"
)
# "Satzung der Gemeinde … über die Förderung von Vereinen"
_RULES_OF = re.compile(
    r"(?:^|[\n.:•])\W*(?:[A-ZÄÖÜ]\w*)?(?:[Ss]atzung|[Oo]rdnung|[Gg]rundsätze|[Ll]eitlinien?"
    rf"|[Bb]estimmungen|[Bb]eschluss) (?:der|des) (?:{_OFFICE}(?:der|des) )?$"
)
_FUNDING = re.compile(r"[Ff]örder|[Zz]uschuss|[Zz]uschüss|[Zz]uwendung|[Bb]eihilfe|[Ee]hrung")
_BY = re.compile(rf"\b{PROGRAMME}\b[^.;!?]{{0,60}} (?:von|durch) (?:der|dem|die|den|das) $|\bvom $")
_DONE = re.compile(
    r"[^.;!?]{0,80}\b(?:gefördert|vergeben|ausgelobt|bezuschusst|aufgelegt|gewährt|finanziert"
    r"|verliehen|bereitgestellt|getragen)\b"
)
_LABEL = re.compile(
    r"\b(?:Förder(?:mittel)?geber(?:in)?|Geldgeber(?:in)?|Zuschussgeber(?:in)?"
    r"|Zuwendungsgeber(?:in)?|Fördernde Stelle|Mittelgeber(?:in)?"
    r"|Auslober(?:in)?|Förderinstitution|Herausgeber(?:in)?)\s*[:|–-]?\s*$"
)
# A town honours whom it likes with a prize for poets, but its own with one for volunteers.
_LOCAL_LIFE = re.compile(
    r"\b(?:örtlich|[Vv]erein|[Bb]ürger|[Ee]hrenamt|[Hh]eimat|[Ss]portler|[Ee]inwohner|[Ee]ngagement"
    r"|[Ee]ngagiert|[Jj]ugendlich|[Ss]chüler|verdiente)"
)
_IN_NUMBER = re.compile(r"(?<=\d)[.,](?=\d)")
_NO_GIFT = re.compile(
    r"[Bb]eratung|\bberät|[Ii]nformation|[Uu]nterlagen|Räum|[Ss]prech|[Ee]igenanteil|[Ee]igenmittel"
    r"|[Kk]ofinanz|bei (?:der|Ihrer|ihrer|allen|Fragen)|\bnicht\b|\bkeine?\b|Partner|[Ff]ormular"
    r"|[Mm]itarbeit|\bStand\b|andere[nr]? (?:Programm|Förder)|\b(?:be)?antragt?\b|Antrag auf"
    r"|Landesmittel|Bundesmittel|EU-Mittel|Mitteln? (?:des Landes|des Bundes|der EU|vom Land)"
)


# "Die Bürgerstiftung … fördert": such a foundation is for its town.
_TOWN_FOUNDATION = re.compile(
    r"\b(?:Bürger|Stadt|Kultur|Sport|Jugend|Sozial|Sparkassen|Kinder|Umwelt)[Ss]tiftung $"
)
_FOUNDATION_GIVES = re.compile(
    r",? (?:vergibt|fördert|unterstützt|gewährt|bezuschusst|lobt|stellt|hilft|schreibt)\b"
)


def is_of_its_foundation(before: str, after: str) -> bool:
    """Whether a place is that of the foundation which gives: "Die Bürgerstiftung … fördert"."""
    return bool(_TOWN_FOUNDATION.search(before) and _FOUNDATION_GIVES.match(after))


def gives(before: str, after: str) -> bool:
    """Whether the place between `before` and `after` funds: "Die Stadt Bensheim fördert …"."""
    before, after = _IN_NUMBER.sub("'", before), _IN_NUMBER.sub("'", after)
    sentence = before + after
    if _NO_GIFT.search(sentence):
        return False
    if verb := _OPENING.search(before) and _VERB_AFTER.match(after):
        return _funds(verb, after, sentence)
    if verb := _VERB_BEFORE.search(before):
        half = verb["half"]
        if half and not re.search(_SECOND_HALF[half], after):
            return False
        return _funds(verb, sentence, sentence)
    if _BUDGETED.search(before) and _READY.match(after):
        return bool(_MONEY.search(after))
    if _WHICH.search(before):
        return bool(_SET_UP.match(after))
    if _RULES_OF.search(before):
        return bool(_FUNDING.search(after))
    return bool(
        _OWNED.search(before)
        or _LABEL.search(before)
        or (_BY.search(before) and _DONE.match(after))
    )


_FROM = re.compile(
    r"\b(?:[Ww]er\b|erhalten|bekommen)[^.;!?]{0,120} (?:von (?:der|dem|unserer)|vom) $"
)
_DECIDED = re.compile(
    r" (?:hat|hatte) (?:[^.;!?:]{0,60} )?(?:beschlossen|entschieden|zugestimmt)\b"
)


def gives_to_its_own(before: str, body: str, after: str) -> bool:
    """Whether a body without its name pays, decides, or is where those live who get something.

    "Vereine der Gemeinde", "im Stadtgebiet", "erhält von der Stadt", "der Rat hat beschlossen".
    """
    if not _MONEY.search(before + after):
        return False
    if body.startswith(("Gemeindegebiet", "Stadtgebiet", "Kreisgebiet")):
        return True
    return bool(
        _FROM.search(before)
        or _DECIDED.match(after)
        or names_beneficiaries(before, after)
        or holds_there(before, after)
    )


def _funds(verb: re.Match[str], after: str, sentence: str) -> bool:
    """Whether a verb gives money, and to more than the one whom a report tells of."""
    if verb["honours"] and not _LOCAL_LIFE.search(sentence):
        return False
    if verb["many"]:
        return bool(_MONEY.search(sentence) and _FOR_MANY.search(after))
    return bool(_MONEY.search(sentence) or _FOR_MANY.search(after))
