"""Closed frames: how words and a number must stand so that a case is certain of it.

In a text of several cases only these are certain. The words of a case and its number take
turns in one sentence, or the case is the head of the number's own line; everything else is
a question.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from pipeline.claim import Case
from pipeline.reading.cases.frames import caps, is_rate, names_provision
from pipeline.reading.cases.funding_words import speaks_of_funding_alone
from pipeline.reading.cases.names import Named
from pipeline.reading.cases.openers import How, Opener, numbers
from pipeline.reading.who.lists import listed

_RANGE = re.compile(r",?\s?(?:bis|[-–]|und|to)(?: zu| maximal| max\.)?\s?")
_PARTS = re.compile(r"[,;:(|–]|\b(?:und|sowie|bzw\.|oder|and)\b|\A\W*\Z")
_BREAKS = re.compile(r"[,;]|\. |\b(?:und|oder|sowie|bzw\.|damit|wobei)\b")
_LONGEST_GAP = 90  # characters between the words of a case and its number
# Words that are no name of a case, though they stand where one may stand.
_NO_NAME = re.compile(
    r"(?:[Hh]iervon|[Dd]avon|[Hh]aben|[Hh]at|[Aa]ls|[Aa]us|[Mm]it|[Mm]indestens|[Ww]enigstens|[Hh]öchstens|[Jj]e|[Pp]ro|[Uu]nter"
    r"|[Zz]u[mr]?|[Nn]ach|[Dd]urch|[Aa]uf|(?:den |dem )?Fall(?:e|s)?,? (?:wenn|dass))\b"
    r"|(?i:einmalig|laufend|pauschal|jährlich|maximal|allgemein|weitere|zusätzlich|ergänzend)\w*"
    r"|[\w-]*(?i:gewährung|bewilligung|regelung|bemessung|berechnung)(?:en)?\b"
)
# Adverbs that begin a heading, which then names nobody: "Eher nicht"; but "nicht investive
# Vorhaben" is a name.
_ADVERB = re.compile(
    r"(?:eher|kaum|nicht|kein\w*|noch|schon|nur|auch|sonst|hier|dort|heute|jetzt|bald|bereits"
    r"|leider|natürlich|vielleicht)(?![\w-])"
    r"(?! (?:[a-zäöüß]+ )?[a-zäöüß]+e[nrs]? [A-ZÄÖÜ])",
    re.IGNORECASE,
)
# What no name has: signs of programs and tables, and the end of a sentence.
_NO_WORDS = re.compile(r"[`=→<>{}\[\]|\\]|[a-zäöüß]{3}[.!?](?:['\"”“]|,| [A-ZÄÖÜ→])")
_CUT = re.compile(
    r"\bi\. ?d\. ?R\b|\b(?:beispielsweise|insbesondere|etwa|somit|ggf|jeweils|auch)\b"
    r"|[A-ZÄÖÜ][\w-]+ [a-zäöüß]{4,}(?:ten|enen) [A-ZÄÖÜ]\w+e?s\b"  # "Stiftung erstellten Antrages"
)
_GOES_ON = re.compile(
    r"[\w-]|\.\d|(?:,| und| sowie| oder|/| bzw\.) ?(?:[a-zäöüß]+e[nrs]? )?[A-ZÄÖÜ]\w+[^:\d]*(?:→|:)"
)
_PASSIVE = re.compile(
    r"(?:(?:Gefördert|Unterstützt|Bezuschusst) (?:werden|wird)(?: können)?"
    r"|[Ww]ir (?:fördern|unterstützen|bezuschussen)) \Z"
)
_LOOKS_ELSEWHERE = re.compile(r"[,;]|\b(?:dort|diese\w?|dies|er|sie|es|ihn|ihr\w*|sein\w*|dabei)\b")
_EXCEPTION = re.compile(
    r"(?i:(?:in )?(?:[a-zäöüß]+ )?(?:Ausnahme|Härte|Sonder)fällen|im (?:\w+ )?Ausnahmefall"
    r"|ausnahmsweise)"
)
_BRACKETED = re.compile(r"\([^()]*\)")
_CARRIED = re.compile(r"\A(?:\w*[Vv]orhaben|\w*[Mm]aßnahmen?|\w*[Pp]rojekte?n?) von ")
_JOINTS = re.compile(r",(?: und| oder| sowie)? | (?:und|oder|sowie|bzw\.) |/")
# One member of a name: a noun with listed attributes, and how large or where; or an adjective
# whose noun the next member has.
_SAYS_ONE = re.compile(
    r"(?:(?:die|der|das|den|alle) )?(?:(?:private|gemeinnützige|kommunale"
    r"|gemeindliche|städtische|kirchliche|finanzschwache"
    r"|ehrenamtliche|ehrenamtlich getragene|ehrenamtlich tätige"
    r"|finanzstarke|leistungsschwache|finanziell schwache|kleine|kleinere|mittlere|große|größere"
    r"|kreisangehörige|kreisfreie|ländliche|örtliche|eingetragene|rechtsfähige|natürliche"
    r"|juristische|anerkannte|freie|gewerbliche|strukturschwache|übrige|kleinste|einzelne"
    r"|landwirtschaftliche|forstwirtschaftliche|wirtschaftlich schwache"
    r"|haushaltsschwache)[nrs]? ?)*"
    r"(?:(?:# )?[A-ZÄÖÜ#][\w*:-]+|[#\w*:-]*#[\w*:-]*|[A-ZÄÖÜ][\w*:-]+|[A-ZÄÖÜ]?\w*-)?"
    r"(?: (?:des (?:privaten|öffentlichen) Rechts|(?:mit|ohne|ab|bis|unter|über|in|im|aus"
    r"|außerhalb|von (?=[\d]))\b.*))?",
    re.IGNORECASE,
)
_ADJECTIVE_ALONE = re.compile(
    r"(?:private|kommunale|gemeindliche|gemeinnützige|finanzschwache)[nrs]?"
    r"(?: (?:[A-ZÄÖÜ]\w*-? ?(?:und|oder) )?(?:\w*(?:[Vv]orhaben|[Mm]aßnahmen?|[Pp]rojekte?n?"
    r"|[Tt]räger\w*|[Aa]ntrags?stell\w+|[Ii]nvestition\w*|[Pp]ersonen|[Hh]aushalten?"
    r"|[Ee]igentümer\w*|[Bb]au\w+)))?\Z",
    re.IGNORECASE,
)
_AMBIGUOUS = re.compile(r"\b(?:Träger|Mitglieds?|Förder|Dach|Verbund|Projekt)[a-zäöüß-]*verein\w*")


def is_name(name: Named) -> bool:
    """Return whether the words of a case are a name or short clause, whole and by itself."""
    words = name.case.words
    if _NO_NAME.match(words) and not name.strong:
        return False
    if names_provision(words) and not _OF_PROVISION.fullmatch(words):
        return False
    if _ADVERB.match(words) or _NO_WORDS.search(words) or words.count('"') % 2:
        return False
    clause = words[:1].islower() and re.match(r"(?:wenn|falls|sofern|soweit|sind|ist)\b", words)
    if clause and _LOOKS_ELSEWHERE.search(words):
        return False
    return _CUT.search(words) is None and says_who(name.case)


# "Antragsteller nach Nr. 3.2": a reader of the guideline finds them there.
_OF_PROVISION = re.compile(
    r"(?:(?:Antragstell|Antragsberechtig|Zuwendungsempf|Träger)[\w*:]*"
    r"|[\w-]*(?:[Vv]orhaben|[Mm]aßnahmen?|[Pp]rojekten?)) "
    r"(?:nach|gemäß|im Sinne (?:der|von)) (?:den |der )?"
    r"(?:Nrn?\.|Nummern?|Ziff\.|Ziffern?) \d{1,2}(?:\.\d{1,2}){0,3}(?: [a-h]\))?"
    r"(?:(?:,| und| oder| bis) \d{1,2}(?:\.\d{1,2}){0,3})*\.?"
)


def is_exception(name: Named) -> bool:
    """Return whether a case is the exception from what holds for all: "in Härtefällen"."""
    return bool(_EXCEPTION.fullmatch(name.case.words))


def says_who(case: Case) -> bool:
    """Return whether the words of a case say its applicants beyond doubt, or name none."""
    if not case.applicants:
        return True
    words = _BRACKETED.sub("", case.words).strip()
    words = words.partition(", die ")[0].partition(", deren ")[0]
    if _ADJECTIVE_ALONE.match(words) or case.weak:
        return True
    if _AMBIGUOUS.search(words):
        return False
    words = _CARRIED.sub("", words, count=1)
    rest = words
    for one in sorted(listed(words, 0, len(words), "case"), key=lambda m: m.start, reverse=True):
        rest = rest[: one.start] + "#" + rest[one.end :]
    return all(_SAYS_ONE.fullmatch(piece.strip()) for piece in _JOINTS.split(rest) if piece.strip())


def in_own_words(name: Named) -> Named:
    """Return a name by its words alone where these do not say beyond doubt who it is."""
    if says_who(name.case):
        return name
    case = replace(name.case, applicants=(), measure=name.case.words)
    return name._replace(case=case, strong=False)


def is_cut(sentence: str, name: Named) -> bool:
    """Return whether a case is cut out of more: "Orts-" of "Orts- und Stadtkern", or of a list."""
    words = name.case.words
    begin = sentence.find(words)
    if begin > 0 and _IN_LIST.search(sentence, max(0, begin - 60), begin):
        return True
    last = words[-12:]
    place = sentence.find(last)
    return place >= 0 and bool(_GOES_ON.match(sentence, place + len(last)))


# "in armen Kommunen und Braunkohlegebieten": the second is no case by itself.
_IN_LIST = re.compile(
    r"\b(?:in|für|bei|von) (?:[a-zäöüß]+e[nr] )?[A-ZÄÖÜ][\w-]+ (?:und|oder|sowie|bzw\.) \Z"
)


def takes_turns(
    sentence: str,
    span: tuple[int, int],
    spans: Sequence[tuple[int, int]],
    said: Sequence[Opener],
    name: Named,
) -> bool:
    """Return whether a case and the number at `span` stand as one of a row of pairs.

    "Für Vereine 50 %, für Kommunen 80 %" or "50 % für Vereine und 80 % für Kommunen"; a value
    for all may stand before the first of them.
    """
    tiers = tuple((one.start, one.end) for one in said if one.how is How.TIER)
    every, rates, sums = _all_numbers(sentence, tuple(sorted(set(spans))), tiers)
    alike = rates if is_rate(sentence[slice(*span)]) else sums
    here = next((n for n in alike if n[0] <= span[0] and span[1] <= n[1]), span)
    opened = _apart(
        [one for one in said if one.name is not None or one.how in (How.FOR, How.CONDITION)], name
    )
    mine = [one for one in opened if one.name is name]
    if not mine:  # behind its number, in brackets or as the subject of a verb
        others = [one for one in opened if one.end <= span[0]]
        behind = [one for one in opened if one.start >= here[1]]
        if not behind:
            return not others and (len(alike) == 1 or _bracketed(sentence, here))
        first = min(behind, key=lambda one: one.start)
        turns = "".join(mark for _, mark in sorted(_marks(alike, opened)))
        return first.start - here[1] < _LONGEST_GAP and bool(re.fullmatch(r"(?:NO)+", turns))
    opener = mine[-1]
    if _is_pair(sentence, span, every, opener):
        return True
    if opener.how is How.SERVED and not _PASSIVE.search(sentence[: opener.start]):
        return False  # "Komponente A unterstützt Vereine mit …": it holds for A
    between = [n for n in every if opener.end <= n[0] and n[1] <= here[0]]
    gap = sentence[max([opener.end, *(n[1] for n in between)]) : here[0]]
    if len(gap) > _LONGEST_GAP:
        return False
    if between:
        if any(n in alike for n in between) or not caps(gap, same_kind=False):
            return False
    elif opener.how is not How.CONDITION and _BREAKS.search(gap):
        return False
    if is_exception(name) and not between:  # from the number before, or from the funding itself
        default = any(n[1] <= opener.start for n in alike)
        return default or speaks_of_funding_alone(sentence[: opener.start], "")
    turns = "".join(mark for _, mark in sorted(_marks(alike, opened)))
    if not re.fullmatch(r"N?(?:ON)+", turns):
        return False
    earlier = [n for n in alike if n[1] <= opener.start]
    return not earlier or bool(_PARTS.search(sentence[earlier[-1][1] : opener.start + 1]))


Spans = tuple[tuple[int, int], ...]


@lru_cache(maxsize=4)  # each number of a sentence asks
def _all_numbers(sentence: str, spans: Spans, tiers: Spans) -> tuple[Spans, Spans, Spans]:
    """Return the numbers of a sentence that stand in no tier, then its rates and its sums."""
    every = [
        n
        for n in numbers(sentence, list(spans))
        if not any(start <= n[0] and n[1] <= end for start, end in tiers)
    ]
    rates = [n for n in every if is_rate(sentence[slice(*n)])]
    sums = [n for n in every if not is_rate(sentence[slice(*n)])]
    return tuple(every), _merged(sentence, rates), _merged(sentence, sums)


def _is_pair(
    sentence: str, span: tuple[int, int], every: Sequence[tuple[int, int]], opener: Opener
) -> bool:
    """Return whether "für Vereine bis zu" stands right before a number and belongs to no other.

    Whatever else a long sentence says, such a pair cannot be read in another way.
    """
    if opener.how is not How.FOR or not _LEADS_ON.fullmatch(sentence, opener.end, span[0]):
        return False
    earlier = [last for _, last in every if last <= opener.start]
    begins = not earlier or _BEGINS_PAIR.search(sentence, earlier[-1], opener.start)
    return bool(begins) and not _BELONGS.match(sentence, span[1])


_LEADS_ON = re.compile(
    r" ?(?:(?:ist|sind|beträgt|betragen|gilt|gelten|gibt es|werden|wird|eine?n?|der|die|Zuschuss"
    r"|Zuschüsse|Förderung|Fördersatz|Zuwendung|Höchstbetrag|von|in Höhe von|bis zu|maximal|max\."
    r"|höchstens|pauschal|jeweils|auf|mit|rund|einmalig|nur|sogar) ){0,6}"
)
_BEGINS_PAIR = re.compile(r"(?:[,;:(–|]|\b(?:und|sowie|oder|bzw\.)|[a-z]\)|\d\.) ?\Z")
_BELONGS = re.compile(
    r"[^,;.:()]{0,40}? (?:für|bei|je nach|im Fall\w*)\b|,? (?:wenn|sofern|falls)\b"
)


def _apart(opened: list[Opener], name: Named) -> list[Opener]:
    """Return openers without those of the same words, of which `name` stays."""
    kept: list[Opener] = []
    reach: dict[str, int] = {}  # how far the names that are kept go, by their words; "" is any
    for one in sorted(opened, key=lambda o: (o.start, o.name is not name)):
        words = one.name.case.words if one.name else ""
        if one.start < reach.get(words, 0):
            continue
        kept.append(one)
        if one.name:
            for said in (words, ""):
                reach[said] = max(one.end, reach.get(said, 0))
    return kept


def _marks(
    alike: Sequence[tuple[int, int]], opened: Sequence[Opener]
) -> list[tuple[tuple[int, int], str]]:
    places = [((n[0], 1), "N") for n in alike]
    return places + [((one.start, 0), "O") for one in opened]


def _merged(sentence: str, found: list[tuple[int, int]]) -> Spans:
    """Return numbers with ranges, and sums with the limit that caps them, as one."""
    merged: list[tuple[int, int]] = []
    for start, end in found:
        gap = sentence[merged[-1][1] : start] if merged else ""
        if merged and (_RANGE.fullmatch(gap) or caps(gap, same_kind=True)):
            merged[-1] = merged[-1][0], end
        else:
            merged.append((start, end))
    return tuple(merged)


def _bracketed(sentence: str, here: tuple[int, int]) -> bool:
    return sentence[here[1] :].lstrip().startswith("(")
