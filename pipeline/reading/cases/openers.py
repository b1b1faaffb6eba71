"""Openers: the phrases of one sentence that say for whom or what its numbers hold."""

from __future__ import annotations

import re
from dataclasses import replace
from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple

from pipeline.claim import Case
from pipeline.reading.cases.names import (
    Named,
    cleaned,
    field_word,
    is_generic,
    named,
    without_field_words,
)
from pipeline.reading.text.sentences import is_question


class How(IntEnum):
    """How a phrase opens a case; of two at one place the greater one counts."""

    CONDITION = 0  # "wenn …": the case is a whole clause
    NAMED = 1  # the words right before a number
    SERVED = 2  # "gefördert werden Vereine mit …"
    SUBJECT = 3  # "Vereine erhalten …"
    FOR = 4  # "für Vereine", "bei Neubauten", "im Schwerpunkt A"
    LABEL = 5  # "Vereine: …"
    REST = 6  # "sonst", "in Ausnahmefällen"
    TIER = 7  # "bei Kosten bis 10.000 Euro": a sum in a case


class Opener(NamedTuple):
    """A case and where its words stand; `bracket` is where the bracket opens, or -1."""

    start: int
    end: int
    how: How
    name: Named | None
    bracket: int = -1


_VERBS = (
    r"betr[äa]g(?:t|en)|kann|können|könnten?|wird|werden|ist|sind|erhält|erhalten|bekommt|bekommen"
    r"|liegt|liegen|gilt|gelten|gibt|steht|stehen|erhöht|erhöhen|steigt|steigen|sinkt|darf|dürfen"
    r"|muss|müssen|soll|sollen|sollte|hat|haben|fördert|übernimmt|vergibt|gewährt|gefördert"
    r"|belaufen"
    r"|beläuft|reicht|macht|fällt|verringert|reduziert|unterstützt|möglich|zahlt|trägt|tragen"
    r"|leisten|richtet"
    r"|is|are|can|may|will|receive|receives|amounts|shall|must|umfasst|endet|enden|läuft|beginnt"
    r"|sieht|bezuschusst|bewilligt"
    r"|gezahlt|ausgezahlt|hält"
)
VERB = re.compile(rf"\b(?:{_VERBS})\b")
_GETTING = re.compile(
    r"(?:trägt|tragen|leisten|erhält|erhalten|bekommt|bekommen|kann|können|könnten|wird|werden"
    r"|dürfen|darf|(?:müssen|muss|haben|hat)(?=[^;.]{0,80}(?:[Ee]igen|selbst))|receive|can"
    r"|may)\b"
)
_FOR = re.compile(
    r"(?<![^\W\d_])(?:[Ff]ürs?|[Bb]eim?|[Ii]m Falle?(?: von|e[ri]ne[rs])?|[Ff]or"
    r"|[Ii]n case of)(?= [^\W_„\"(])"
    r"|\b[Ii][mn] (?:der |den )?(?=(?:\w+ )?(?:[\w-]*[Ss]chwerpunkt|[\w-]*[Bb]austein"
    r"|[\w-]*[Mm]odul"
    r"|[\w-]*[Pp]hase|[\w-]*[Ss]tufe|[\w-]*[Ss]äule|[\w-]*[Ll]inie|[\w-]*[Pp]rogrammteil"
    r"|[\w-]*bereich"
    r"|[\w-]*[Kk]ategorie|[\w-]*[Kk]ulisse|[Hh]andlungsfeld|Variante)\w*\b)"
)
_FOR_OR_TO = re.compile(_FOR.pattern + r"|\ban(?= )")
# "für die Dauer", "bei der Antragstellung": what is no case, whatever follows.
_FOR_NOTHING = re.compile(
    r" (?:(?:die|der|dem|den|das|einer?|einem|einen?|eine|bis zu|maximal|höchstens|jeweils"
    r"|mindestens|the|weitere|d\."
    r"|insgesamt|ihr\w*|alle\w*)"
    r" )*(?:\d|[\w-]*(?:[Zz]eitraum|[Dd]auer|Jahre?n?\b|[Mm]onate|Laufzeit|Zeit\b|Tage?\b"
    r"|Regel\b|Verfügung|Förderung\b|Finanzierung\b|Antragstellung|Nachweis"
    r"|Bewilligung\b|Auszahlung|Antrag\b|Beantragung|Zeitpunkt|Ort\b|diese[nrs]?\b|uns\b|Sie\b"
    r"|jede[nrs]? )|(?:[a-zäöüß]+e[nr]? )?(?:[Gg]esamt|[Pp]rojekt)?(?:[Kk]osten|[Aa]usgaben)\b)"
)
_CONDITION = re.compile(
    r"(?:\A|(?<=[:;] )|(?<=[-•] ))(?:Wenn|Falls|Sofern|Soweit|Sind (?:Sie|die|das|alle|mehrere)"
    r"|Handelt es sich|Ist (?:das|die|der|eine?|Ihre?)|Liegt|Werden (?!Zu|ge))\b"
)
# Where the main clause begins behind a condition: ", beträgt der Zuschuss".
_MAIN = re.compile(rf", (?=(?:so |dann )?(?:{_VERBS})\b)")
_IF_BEHIND = re.compile(
    r",? (?P<clause>(?:wenn|sofern|falls|soweit|if|provided)\b[^.;:()|€%]{4,110}?)(?=,? ?[.;|]|\Z"
    r"|, (?:und|sonst|höchstens|maximal|ansonsten|andernfalls))"
)
_DEPENDING = re.compile(
    r"\b[Jj]e nach (?:der |dem |den )?[\w*/-]+(?:,? (?:und|sowie|oder) (?:der "
    r"|des )?(?:[a-zäöü]+e[rnm] )?[\w*/-]+"
    r"| (?:der|des|von) [\w-]+|/[\w*-]+| [a-zäöü]+e[rnm] [A-ZÄÖÜ][\w-]+){0,4}"
)
_ATTRIBUTES = re.compile(r"\A(?:[Dd]ie |[Dd]er |[Dd]as )?(?:[a-zäöüß]+ )*")
_SERVED = re.compile(
    r"(?:[Gg]efördert|[Uu]nterstützt|[Bb]ezuschusst) (?:werden|wird) (?:können )?"
    r"|\b(?:würden?|werden|wird|können|fördert|fördern|unterstützt|unterstützen"
    r"|bezuschusst)(?=[^,;.]{3,100}? mit\b) "
    r"(?:wir |das (?:Land|Programm) |der (?:Bund|Freistaat|Fonds) |die (?:EU|Stiftung|Gemeinde"
    r"|Stadt) )?"
)
_IF = re.compile(r",? (?:wenn|sofern|falls|soweit|if|provided)\b")
_BASE_BEHIND = re.compile(
    r" (?P<name>(?:Grund|Basis|Sockel)(?:förderung|betrag|zuschuss|fördersatz))\b"
)
_LONGEST_CLAUSE = 140
_REST = re.compile(
    r"\b(?:(?i:in (?:\w+ )?(?:Ausnahme|Einzel|Härte|Sonder)fällen|im (?:\w+ )?(?:Ausnahme"
    r"|Einzel)fall|ausnahmsweise)"
    r"|sonst(?!ig)|ansonsten|andernfalls|[Ii]m Übrigen|darüber(?: hinaus)?(?= \d| bis zu| mit"
    r"| max)|bei höheren \w+|[Ii]n allen (?:anderen|übrigen) Fällen)\b"
)
# "bei Kosten bis 10.000 Euro 80 %": the sum tells for which size of project the rate holds.
_TIER = re.compile(
    r"\b(?:[Bb]ei|[Ff]ür|[Aa]b) (?:[a-zäöüß]+ ){0,2}?(?:Projekten?|Vorhaben|Maßnahmen"
    r"|[\w-]*(?:kosten|Kosten|ausgaben"
    r"|Ausgaben|volumen|summen?|Summen?|[Ii]nvestition(?:en)?|[Aa]ufwendungen))(?: (?:in Höhe"
    r"|mit \w+))?"
    r" (?:(?:von|bis|zu|über|unter|ab|mehr|weniger|als|mindestens|maximal|höchstens|zwischen|einer"
    r"|einem|Summe|Höhe|Betrag|einschließlich) )*"
    r"(?=\d[\d.,]* ?(?:€|Euro|EUR|Mio|Tsd|T€)|€|EUR)"
)
_UPTO = re.compile(r" (?:bis|und|–|-)(?: zu| unter)? ")
_ENDS = re.compile(r"[;]|\. ")
_COLON = re.compile(r":(?=\s|\Z)")
_LABEL_STARTS = ("(", "; ", " | ", " / ", " – ", ". ", ": ")
_CAPITAL = re.compile(r"\b[A-ZÄÖÜ][\w-]{3}")
_LONGEST_LABEL = 130
_NUMBER = re.compile(
    r"(?:\d[\d.,]*(?:[-–]\d[\d.,]*)? ?(?:%|€|(?:Prozent\w*|Euro|EUR|v\. ?H)\b)|(?:€"
    r"|EUR) ?\d[\d.,]*)"
)
_BRACKET = re.compile(r"[()]")
_SUBJECT_START = re.compile(
    r"(?:\A|(?<=[;] )|(?<=, )|(?<=und )|(?<=: )|(?<=– ))(?=(?:[Dd]ie |[Dd]er |[Dd]as |[Aa]lle "
    r"|[Ii]hre? |[Jj]ede[rs]? )?"
    r"(?:[\wäöüß*/-]+e[nrs]? (?:und |oder )?){0,4}[A-ZÄÖÜ])"
)
_OTHER_SUBJECT = re.compile(
    r" (?:Sie|sie|wir|es|er|das Land|der Bund|die EU|der Freistaat|die (?:Förderung|Zuwendung|Höhe"
    r"|Zuschüsse)"
    r"|der (?:Zuschuss|Fördersatz|Förderbetrag|Betrag))\b"
)
_NO_SUBJECT = re.compile(
    r"(?:[Ee]s|[Ss]ie|[Ww]ir|[Ee]r|[Mm]an|[Hh]ier\w*|[Dd]a\w*|[Dd]ies\w*|[Jj]e|[Pp]ro|[Ff]ür"
    r"|[Bb]ei\w*|[Ii][mn]|[Mm]it|[Aa]us"
    r"|[Vv]on|[Vv]om|[Zz]u\w*|[Aa]b|[Aa]n|[Aa]uf|[Nn]ach|[Uu]nter|[Üü]ber|[Bb]is|[Uu]m|[Ww]enn"
    r"|[Ff]alls|[Ss]o\w*|[Nn]ur"
    r"|[Ii]nsgesamt|[Jj]ährlich|[Mm]aximal|[Hh]öchstens|[Mm]indestens|[Gg]rundsätzlich|[Aa]uch"
    r"|[Gg]efördert"
    r"|[Ww]eitere?|[Ee]benfalls|[Aa]ußerdem|[Zz]usätzlich|[Dd]erzeit|[Aa]ktuell|[Ss]eit|[Dd]urch"
    r"|[Oo]b|[Ww]\w{2}|[Kk]eine?\w?|[Nn]icht|[Aa]usge(?:schlossen|nommen)"
    r"|[Ww]obei|[Aa]lso|[Aa]ußerhalb|[Ii]nnerhalb|[Jj]eweils|[Rr]und|[Ss]chon|[Nn]un|[Ee]twa"
    r"|[Dd]em|[Dd]en|[Dd]es|[Ee]inem|[Ee]iner|[Tt]he|[Tt]his|[Ii]t|[Tt]here|We"
    r"|You|In|For|Up)\b"
)
# Behind a number: "80 % für Konzepte", "35 % erhalten Private", "(mit Nachweis)".
_COST = (
    r"(?: (?:der|des|von|aller|Ihrer|ihrer|an den|zu den|of the)(?: [\w/*-]+){0,4}?[ -]"
    r"[\w-]*(?:[Kk]osten|[Aa]usgaben|[Aa]ufwendungen|costs))?"
)
_ASIDE = re.compile(rf"{_COST}(?: je [\w-]+| pro [\w-]+|/[\w²]+)? \((?P<aside>[^()€%]{{2,60}})\)")
_FOR_BEHIND = re.compile(
    rf"{_COST}(?: (?:Zuschuss|Förderung|Mindest[\w-]+|gilt|gelten|gibt es|je [\w-]+|pro [\w-]+"
    rf"|/[\w²]+))? \(?(?P<word>für"
    rf"|fürs|bei|beim|for) (?P<name>(?:[^,;.:()€%|]|\.(?=\d)){{3,100}}?)"
    r"(?=[,;)|]|\.(?!\d)|\Z| (?:und|and|oder|bzw\.|sowie) (?:(?:mit bis zu|bis zu|mit|bis|maximal"
    r"|max\.|höchstens|up to|rund|mit maximal|unter|über|ab|mindestens|von) )?\d"
    r"| (?:gefördert|bezuschusst|gewährt|erhalten|beantrag\w+|bekommen|betragen|möglich|übernommen"
    r"|unterstützt|vergeben|gezahlt)\b)"
)
_GETS_BEHIND = re.compile(
    rf"{_COST}(?: Zuschuss| Förderung)? (?:erhalten|erhält|bekommen|bekommt|gibt es für|können"
    rf"|werden"
    rf"|receive) (?P<name>[^,;.:()€%|\d]{{3,100}}?)"
    r"(?=[,;.)|]|\Z| (?:gefördert|bezuschusst|erhalten|beantrag\w+|bekommen|und (?=\w+ \w* ?\d)))"
)
_TO_BEHIND = re.compile(
    rf"{_COST}(?: Zuschuss| Förderung)? an (?P<name>[^,;.:()€%|\d]{{3,110}}?)"
    r"(?= (?:vergeben|verliehen|gewährt|gezahlt|ausgezahlt|ausgereicht)\b|,|\Z)"
)
_ASIDE_IS_CASE = re.compile(
    r"(?:mit|bei|für|nur|ab|bis|ohne|in|im|WE|for|with)\b|\d{1,2}\. \w|[A-ZÄÖÜ][\w-]* \d"
    r"|[A-ZÄÖÜ]\w+(?:e|en|er)\Z"
)
_ASIDE_IS_NONE = re.compile(
    r"(?:netto|brutto|d\. ?h|max|höchst|also|inkl|immer|nicht|incl|ohne MwSt|zzgl|ca\.|z\. ?B"
    r"|siehe|vgl|mindest|GAK|EFRE|ELER|ESF|AGVO|§|Art\.|Nr\.)"
    r"|.*\b(?:auch|darunter|darüber|mehr|weniger|möglich)\b",
    re.IGNORECASE,
)
_LONGEST = 160


def openers(
    sentence: str, spans: list[tuple[int, int]], language: str, *, item: bool, led: bool = False
) -> list[Opener]:
    """Return the openers of a sentence in order; `spans` are its numbers.

    `item` tells that the sentence is one of a list or table, where a name stands without
    a verb: "Neubauten bis zu 40 %"; `led` that its lead ends with "für".
    """
    if is_question(sentence):
        return []
    spans = numbers(sentence, spans)
    brackets = _brackets(sentence)
    acting = [
        *_subjects(sentence, spans, language),
        *_served(sentence, spans, language),
    ]
    found = [
        *_labels(sentence, spans, language),
        *_fors(sentence, spans, language),
        *_genitives(sentence, spans, language),
        *acting,
        *_plain(sentence, spans, language, item=item, led=led, acting=bool(acting)),
    ]
    found += [
        Opener(match.start(), match.end(), How.REST, _rest(match.group()))
        for match in _REST.finditer(sentence)
    ]
    found += _years(sentence, spans)
    found += _conditions(sentence, spans)
    found += _dependences(sentence, spans)
    found += _tiers(sentence, spans)
    found = [one for one in found if not _within(one, found)]
    if not any(one.name for one in found):
        found += _inverted(sentence, spans, language)
    placed = [one._replace(bracket=_bracket_at(brackets, one.start)) for one in found]
    return sorted(placed, key=lambda one: (one.end, one.how))


def leading(sentence: str, spans: list[tuple[int, int]], language: str) -> list[Opener]:
    """Return only the labels and the "für …" of a sentence, which days may have."""
    found = [*_labels(sentence, spans, language), *_fors(sentence, spans, language)]
    return sorted(found, key=lambda one: one.end)


def numbers(sentence: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return where the numbers of a sentence stand, also those that state nothing."""
    others = [
        match.span() for match in _NUMBER.finditer(sentence) if not _crosses(spans, *match.span())
    ]
    return sorted([*spans, *others])


def _within(one: Opener, found: list[Opener]) -> bool:
    """Whether a phrase is only part of a longer name: "Verträge für Vereine: …"."""
    if one.how is not How.FOR:
        return False
    return any(
        other.how in (How.SUBJECT, How.SERVED, How.NAMED, How.LABEL)
        and other.start < one.start
        and one.end <= other.end
        for other in found
    )


def _conditions(sentence: str, spans: list[tuple[int, int]]) -> list[Opener]:
    """Return the condition that a sentence begins with, in its own words."""
    condition = _CONDITION.match(sentence)
    if not condition or not spans:
        return []
    main = _MAIN.search(sentence, condition.end(), spans[0][0])
    if not main:
        return []
    return [Opener(0, main.start(), How.CONDITION, in_words(sentence[: main.start()]))]


def _dependences(sentence: str, spans: list[tuple[int, int]]) -> list[Opener]:
    """Return what the numbers of a sentence depend on: "je nach Größe"."""
    found = []
    for match in _DEPENDING.finditer(sentence):
        if not _crosses(spans, match.start(), match.end()):
            found.append(Opener(match.start(), match.end(), How.REST, in_words(match.group())))
    return found


def _tiers(sentence: str, spans: list[tuple[int, int]]) -> list[Opener]:
    """Return the sizes of a project for which the number behind holds."""
    found = []
    for match in _TIER.finditer(sentence):
        sums = [span for span in spans if span[0] == match.end()]
        if not sums:
            continue
        end = sums[0][1]
        upto = [
            last for first, last in spans if first > end and _UPTO.fullmatch(sentence[end:first])
        ]
        end = upto[0] if upto else end
        rest = [first for first, _ in spans if first >= end]
        if rest and not _ENDS.search(sentence, end, rest[0]):
            found.append(
                Opener(match.start(), end, How.TIER, in_words(sentence[match.start() : end]))
            )
    return found


def _served(sentence: str, spans: list[tuple[int, int]], language: str) -> list[Opener]:
    """Return who or what is funded, named behind the verb: "Gefördert werden Höfe mit 40 %"."""
    found = []
    for match in _SERVED.finditer(sentence):
        stop = _phrase_end(sentence, match.end(), spans)
        phrase = sentence[match.end() : stop]
        at_number = any(start == stop for start, _ in spans)
        if match.start() > 0 and _WHO_GIVES.match(phrase) and at_number:
            found.append(Opener(match.end(), stop, How.CONDITION, None))  # "… fördert der Bezirk"
            continue
        name = None if _NO_SUBJECT.match(phrase) else named(phrase, language, acting=True)
        if name and at_number:
            found.append(Opener(match.end(), stop, How.SERVED, name))
    return found


# One behind a verb that is not the sentence's first word may give as well as get.
_WHO_GIVES = re.compile(r"(?:der|die|das|er|sie|es|ein|eine) ")


def _bare(phrase: str) -> str:
    """Return a phrase from its noun on."""
    return _ATTRIBUTES.sub("", phrase, count=1)


def in_words(words: str) -> Named | None:
    """Return the case of a clause, which is all we know of it; None for a long one."""
    kept = " ".join(words.split()).strip(" ,;:")
    if not 4 < len(kept) <= _LONGEST_CLAUSE:
        return None
    return Named(Case(words=kept, measure=kept), False, False)


def behind(sentence: str, start: int, end: int, following: int, language: str) -> Named | None:
    """Return the case that stands behind the number at `start:end`, before the next number."""
    aside = _ASIDE.match(sentence, end)
    if aside and aside.end() <= following and _is_case(aside["aside"]):
        name = named_as_is(aside["aside"], language)
        if name and (name.strong or _ASIDE_IS_CASE.match(aside["aside"])):
            return name
    if base := _BASE_BEHIND.match(sentence, end):
        return named(base["name"], language)
    for pattern in (_FOR_BEHIND, _GETS_BEHIND, _TO_BEHIND):
        match = pattern.match(sentence, end)
        if not match or match.end("name") > following:
            continue
        if pattern is _FOR_BEHIND and _FOR_NOTHING.match(" " + match["name"]):
            continue
        acting = pattern is not _FOR_BEHIND
        if name := named(match["name"], language, acting=acting):
            return name._replace(faint=False) if name.kind else name
    return None


def may_be_aside(sentence: str, end: int) -> bool:
    """Return whether a bracket behind a number may narrow it: "80 % (kommunal)"."""
    aside = _ASIDE.match(sentence, end)
    if aside is None or _REST.match(aside["aside"]):
        return False
    return _is_case(aside["aside"]) and field_word(aside["aside"]) is None


def condition_behind(sentence: str, end: int, following: int) -> tuple[bool, Named | None]:
    """Return whether a condition follows the number ("80 %, wenn …"), and its words."""
    begin = _IF.search(sentence, end, min(len(sentence), end + 100, following))
    match = _IF_BEHIND.match(sentence, begin.start()) if begin else None
    return bool(begin), in_words(match["clause"]) if match else None


def named_as_is(words: str, language: str) -> Named | None:
    """Return the case of a bracket, with its preposition: "mit Nachweis"."""
    name = named(words, language)
    if name:
        kept = " ".join(words.split())
        measure = kept if name.case.measure else ""
        return name._replace(case=_with_words(name, kept, measure))
    return None


def _with_words(name: Named, words: str, measure: str) -> Case:
    return replace(name.case, words=words, measure=measure)


def _is_case(aside: str) -> bool:
    return not (_NUMBER.search(aside) or _ASIDE_IS_NONE.match(aside))


def _rest(words: str) -> Named:
    return Named(Case(words=words, measure=words), False, True)


def _brackets(sentence: str) -> list[tuple[int, int]]:
    """Return where brackets open and close, innermost ones only."""
    found, opened = [], -1
    for mark in _BRACKET.finditer(sentence):
        if mark.group() == "(":
            opened = mark.start()
        elif opened >= 0:
            found.append((opened, mark.end()))
            opened = -1
    if opened >= 0:
        found.append((opened, len(sentence)))
    return found


def bracket_of(sentence: str, position: int) -> int:
    """Return where the bracket opens that a position lies in, or -1."""
    return _bracket_at(_brackets(sentence), position)


def _bracket_at(brackets: list[tuple[int, int]], position: int) -> int:
    return next((start for start, end in brackets if start < position < end), -1)


def _crosses(spans: list[tuple[int, int]], start: int, end: int) -> bool:
    return any(start < last and first < end for first, last in spans)


def _labels(sentence: str, spans: list[tuple[int, int]], language: str) -> list[Opener]:
    found = []
    for colon in _COLON.finditer(sentence):
        end = colon.start()
        start = max((last for _, last in spans if last <= end), default=0)
        closed = sentence.count("(", start, end) <= sentence.count(")", start, end)
        for mark in _LABEL_STARTS[closed:]:
            place = sentence.rfind(mark, start, end)
            start = max(start, place + len(mark) if place >= 0 else 0)
        label = sentence[start:end]
        if not 1 < len(label) <= _LONGEST_LABEL or VERB.search(label):
            continue
        if name := label_name(label, language):
            found.append(Opener(start, end + 1, How.LABEL, name))
    return found


_PER = re.compile(r"\b(?:je|pro) [\w*/-]+(?: und [\w*/-]+)?")


def names_more(label: str) -> bool:
    """Return whether a label says more than what is stated: "Zuwendungen an Sonstige"."""
    rest = cleaned(without_field_words(_PER.sub(" ", label)))
    return bool(_CAPITAL.search(rest))


@lru_cache(maxsize=1 << 10)
def label_name(label: str, language: str) -> Named | None:
    """Return the case of a label, heading or table head; None where it says what, not for whom.

    "Fördersatz für Kommunen" names one behind its "für". The labels of a source return on each
    of its pages, hence the memory.
    """
    led, field = _FOR_OR_TO.search(label), field_word(label)
    if led and (led.start() < 3 if field is None else led.start() > field.start()):
        if _FOR_NOTHING.match(label, led.end()):
            return None
        return named(label[led.end() :], language)
    name = named(label, language)
    if field is None:
        return name
    if name and field.start() > 0 and (name.strong or _EQUIPPED.search(label[: field.start()])):
        return name
    rest = label[field.end() :].strip(" –-")
    if len(rest) > 3 and field_word(rest) is None:
        inner = named(rest, language)
        return inner if inner and inner.strong else None
    return None


# "Lastenrad ohne elektrische Unterstützung" is a thing, and no help.
_EQUIPPED = re.compile(
    r"[A-ZÄÖÜ]\w+ (?:mit|ohne) (?!(?:förder|zuwendungs|hoh|höher|niedrig|gering|gesamt|eigen)\w*)"
    r"[a-zäöüß]+e[rnm]? \Z"
)


def _fors(sentence: str, spans: list[tuple[int, int]], language: str) -> list[Opener]:
    found: list[Opener] = []
    reached = 0
    for match in _FOR.finditer(sentence):
        if match.start() < reached or _FOR_NOTHING.match(sentence, match.end()):
            continue
        if _NAMES_PROGRAMME.search(sentence, max(0, match.start() - 40), match.start()):
            continue  # "im Rahmen der Bundesförderung für effiziente Gebäude"
        stop = _phrase_end(sentence, match.end(), spans)
        name = named(sentence[match.end() : stop], language)
        if name and name.kind:
            name = name._replace(faint=False)  # said outright
        if name or is_generic(sentence[match.end() : stop]):
            # Without a name it only tells that the case named before may hold no longer.
            found.append(Opener(match.start(), stop, How.FOR, name))
            reached = stop if name else reached
    return found


_NAMES_PROGRAMME = re.compile(
    r"(?:Bundes|Landes|EU-)(?:förderung|programms?) \Z"
    r"|\w*(?:[Mm]inisteri|[Bb]eauftragte|[Aa]gentur|[Aa]nstalt)\w* \Z"
    r"|[Rr]ahmen de[rs] [\w-]*"
    r"(?:förderung|programms|richtlinie) \Z"
)


def _genitives(sentence: str, spans: list[tuple[int, int]], language: str) -> list[Opener]:
    """Return whose costs or share a number is of: "die Gesamtkosten eines Kleinprojekts"."""
    found = []
    for match in _WHOSE.finditer(sentence):
        stop = _phrase_end(sentence, match.end(), spans)
        attribute = _ATTRIBUTE_END.search(sentence, match.end(), stop)
        end = attribute.start() if attribute else stop
        phrase = sentence[match.end() : end]
        if is_generic(phrase) or field_word(phrase):
            continue
        if name := named(phrase, language):
            found.append(Opener(match.end(), end, How.FOR, name._replace(faint=False)))
    return found


_WHOSE = re.compile(
    r"(?:kosten|ausgaben|aufwendungen|anteils?|höhe|betrags?|zuschusse?s?|förderung) "
    r"(?:eines|einer|des|der|ihre[sr]) |(?:zuschuss|zuwendung)\w{0,2} zu (?:den|dem|der) ",
    re.IGNORECASE,
)
# What follows the noun of a genitive and is no part of it.
_ATTRIBUTE_END = re.compile(
    r",? (?:je|pro|von|mit|bis|auf|zu|für|bei|an|im|in|nicht|maximal|höchstens|mindestens)\b"
)


def _phrase_end(sentence: str, start: int, spans: list[tuple[int, int]]) -> int:
    """Return where the phrase at `start` ends: before a verb, number, colon or bracket."""
    stop = min(len(sentence), start + _LONGEST)
    for first, _ in spans:
        if first >= start:
            stop = min(stop, first)
            break
    for mark in (": ", ";", " | ", " – ", " / ", ". "):
        place = sentence.find(mark, start, stop)
        while mark == ". " and place >= 0 and _OF_PROVISION.search(sentence, start, place):
            place = sentence.find(mark, place + 1, stop)
        stop = place if place >= 0 else stop
    depth = 0
    for bracket in _BRACKET.finditer(sentence, start, stop):
        depth += 1 if bracket.group() == "(" else -1
        if depth < 0:
            stop = bracket.start()
            break
    verb = VERB.search(sentence, start, stop)
    while verb and _in_clause(sentence, start, verb.start()):
        comma = sentence.find(",", verb.end(), stop)
        verb = VERB.search(sentence, comma, stop) if comma > 0 else None
    return verb.start() if verb else stop


_OF_PROVISION = re.compile(r"\b(?:Nrn?|Abs|Ziff|Buchst|Art)\Z")  # "nach Nr. 3.2"


def _in_clause(sentence: str, start: int, position: int) -> bool:
    """Whether a relative clause has opened after `start` and not ended."""
    comma = sentence.rfind(", ", start, position)
    return comma >= 0 and bool(_RELATIVE_AT.match(sentence, comma))


DEPENDS = re.compile(r"\b(?:[Jj] ?e nach|abhängig|hängt|richtet sich nach|variier\w+|gestaffelt)\b")
_RELATIVE_AT = re.compile(
    r", (?:die|der|das|deren|dessen|welche[rs]?|in denen|bei denen|mit denen|an denen|denen)\b"
)


def _subjects(sentence: str, spans: list[tuple[int, int]], language: str) -> list[Opener]:
    found = []
    reached = 0  # a list of subjects is one: "Kommunen, Verbände und Kirchen erhalten"
    for match in _SUBJECT_START.finditer(sentence):
        if match.start() < reached or _NO_SUBJECT.match(sentence, match.start()):
            continue
        stop = _phrase_end(sentence, match.start(), spans)
        verb = _GETTING.match(sentence, stop)
        if verb and _PARTICIPLE.fullmatch(sentence[match.start() : stop].strip()):
            continue  # "Bewilligt werden Zuschüsse"
        if not verb or stop - match.start() < 3 or _OTHER_SUBJECT.match(sentence, verb.end()):
            continue
        if sentence.endswith("und ", 0, match.start()) and not any(
            end <= match.start() for _, end in spans
        ):
            continue
        reached = stop
        phrase = sentence[match.start() : stop]
        if (field := field_word(_bare(phrase))) and field.start() == 0:
            continue
        if _ANY_APPLICANT.match(phrase) and _BEARS.match(verb.group()):
            continue
        if name := named(phrase, language, acting=True):
            found.append(Opener(match.start(), stop, How.SUBJECT, name))
    return found


def _inverted(sentence: str, spans: list[tuple[int, int]], language: str) -> list[Opener]:
    """Return the applicants behind a verb: "… können sich Vereine um bis zu 500 € bewerben".

    Only before the one number of a sentence that sets no condition can they be meant.
    """
    if len(spans) != 1 or _CONDITIONAL.match(sentence):
        return []
    found = []
    for match in _BEHIND_VERB.finditer(sentence, 0, spans[0][0]):
        name = named(match["who"], language, acting=True)
        if name and name.strong and name.case.applicants:
            found.append(Opener(match.start("who"), match.end(), How.SUBJECT, name))
    return found


_CONDITIONAL = re.compile(r"(?:Sollten?|Wenn|Falls|Sofern|Soweit|Wird|Werden|Ist|Sind|Hat)\b")
_BEHIND_VERB = re.compile(
    r"\b(?:können|kann|dürfen|darf|erhalten|erhält|bekommen|bekommt) (?:sich )?"
    r"(?P<who>(?!(?:der|die|das|den|dem|eine?|er|sie|es|wir) )(?:[a-zäöüß]+e[nr]? ){0,3}"
    r"[A-ZÄÖÜ][\w*:/-]+[^,.;:()\d€%]{0,90}?"
    r"(?:, (?:die|der|das|deren) [^,.;:()\d€%]{3,90})?),?"
    r" (?=(?:eine?n?|um|bis|maximal|höchstens|auf|jährlich|einmalig|pro|je)\b)"
)


# "Die Gemeinde trägt 10 % selbst" speaks of whoever applies.
_ANY_APPLICANT = re.compile(r"(?:Die|Der|Das) (?:jeweilige )?[A-ZÄÖÜ][\w-]+ \Z")
_BEARS = re.compile(r"(?:trägt|muss|hat)\Z")


def _plain(
    sentence: str,
    spans: list[tuple[int, int]],
    language: str,
    *,
    item: bool,
    led: bool,
    acting: bool,
) -> list[Opener]:
    """Return names right before a number: "private Träger mind. 5.000 €"."""
    found: list[Opener] = []
    before = 0
    for which, (start, end) in enumerate(spans):
        left = sentence[before:start]
        offset = before
        before = end
        marks = (": ", "; ", " | ", *(("(",) if left.count("(") > left.count(")") else ()))
        cut = max((left.rfind(mark) + len(mark) for mark in marks if mark in left), default=0)
        if which:
            joint = max(
                (
                    left.rfind(mark) + len(mark)
                    for mark in (", ", " und ", " sowie ", " bzw. ", " – ")
                    if mark in left
                ),
                default=0,
            )
            cut = max(cut, joint)
        words = left[cut:]
        if led and not which:
            if name := named(words, language, acting=False):
                found.append(Opener(offset + cut, start, How.NAMED, name))
            continue
        if not words.strip() or len(words) > _LONGEST or VERB.search(words):
            continue
        words = cleaned(words)
        if _NO_SUBJECT.match(words) or (not item and field_word(words)):
            continue
        if _FOR.search(words) if not item else _FOR.match(words):
            continue
        name = label_name(words, language) if item else named(words, language)
        if name and (
            name.strong or item or (which and (found or _parallel(left[cut:], acting=acting)))
        ):
            found.append(Opener(offset + cut, start, How.NAMED, name))
    return found


_PARTICIPLE = re.compile(r"[A-ZÄÖÜ][a-zäöüß]+(?:t|nommen|geben|wiesen|sehen)")


def _years(sentence: str, spans: list[tuple[int, int]]) -> list[Opener]:
    """Return the years of a project for which the number behind holds: "im zweiten Jahr"."""
    found = []
    for match in _YEAR_OF_PROJECT.finditer(sentence):
        words = match.group()
        stage = Named(Case(words=words, stage=words), False, False)
        found.append(Opener(match.start(), match.end(), How.FOR, stage))
    return found


_YEAR_OF_PROJECT = re.compile(
    r"\b[Ii]m (?:ersten|zweiten|dritten|vierten|fünften|\d\.)(?: (?:und|bis) (?:zweiten|dritten"
    r"|vierten|fünften|\d\.))? (?:Förder|Projekt|Betriebs|Bewilligungs)?[Jj]ahr\b"
)


def _parallel(words: str, *, acting: bool) -> bool:
    """Whether words before a further number are a kind, as those before the first one.

    An adjective and a noun always are; a noun alone, where the first number has a subject.
    """
    return bool((_NOUN_GROUP if acting else _KIND).match(words))


_KIND = re.compile(r"\s*[a-zäöü-]+e[nr]? [A-ZÄÖÜ][\w-]+\b")
_NOUN_GROUP = re.compile(r"\s*(?:der |die |das |den )?(?:[a-zäöü-]+e[nr]? )?[A-ZÄÖÜ][\w-]+\b")
