"""Frames: when a case, or its absence, is certain by how it stands in the text.

The words of a case are certain only as a clean noun phrase, or as a clause of a closed list;
a value without a case is certain only where nothing near it, and no other value of its field,
could narrow it. Everything else is a question.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.claim import EVERY_CASE, Case
from pipeline.reading.cases.names import Named, field_word, is_sized, without_field_words

# Clauses and rests that are cases in their own words.
_CLAUSE = re.compile(
    r"(?:wenn|falls|sofern|soweit|if|provided|je nach|sind|ist|handelt es sich|liegt|werden|sonst"
    r"|ansonsten|andernfalls|im übrigen|darüber|bei höheren|in allen (?:anderen|übrigen)"
    r"|in (?:\w+ )?(?:ausnahme|härte|sonder)fällen|im (?:\w+ )?ausnahmefall|ausnahmsweise"
    r"|(?:mit|ohne|nur|ab|bis|bei|für|im|in|als|seit) )",
    re.IGNORECASE,
)
# What tells that a phrase is cut out of a sentence, or takes up something said elsewhere.
_FRAGMENT = re.compile(
    r"\b(?:jeweilig\w*|[Ee]inzelf[aä]ll\w*|[Ee]inzelnen|im Sinne|[Aa]uf ?[Gg]rund|nach Maßgabe"
    r"|[Gg]emäß|entsprechend|hierfür|hiervon|dafür|davon|dabei|hierbei|dies\w{0,3}|jen\w{1,2}|solch\w*"
    r"|folgend\w*|obig\w*|genannt\w*|[Ss]ie|[Ww]ir|ihn\w*|ihr\w{0,2}|sein\w{0,2}|[Uu]nser\w{0,2}"
    r"|man|sich|es|er|wir|uns|zunächst|derzeit|jedoch|bereits|hinaus|Einvernehmen|Benehmen"
    r"|Voraussetzung\w*|Antragstellung|Rahmen (?:der|des|einer)|Höhe von|betragen|gewähren"
    r"|stellt|stellen|setzt|bildet|erfolgt|enthält|entscheidet|bezogen|nachzuweisen"
    r"|weiterhin|außerdem|zudem|sondern|damit|hierzu|dazu|wie|dass|ob)\b"
)
_LAST = re.compile(
    r"\b(?:für|bei|beim|von|vom|mit|und|oder|sowie|der|die|das|des|dem|den|ein\w{0,2}|zu|zum|zur"
    r"|in|im|an|am|auf|aus|je|pro|bis|nach|über|unter|um|durch|als|Nrn?|Nummern?|Ziff|Ziffern?"
    r"|Abs|Absatz|Buchst|Art)\.?\Z"
)
_BEGINS = re.compile(r"[„\"(]?(?:[^\W\d_]|\d{1,2}\. ?\w|§|\d)")
# A small word in "t" is a verb, a participle or an adverb, but for these.
_VERB_IN_T = re.compile(
    r"(?<![\w-])(?!(?:nicht|sonst|selbst|statt|samt|erst|dort|fort|nebst|mindest|höchst|insgesamt"
    r"|bereit|seit|mit)\b)[a-zäöüß]{3,}t\b(?! ?[-/])"
)
_RELATIVE = re.compile(
    r", (?:die|der|das|deren|dessen|welche[rs]?|in denen|bei denen|mit denen|an denen|wenn|sofern"
    r"|which|who|that)\b"
)
_PRONOUN_FIRST = re.compile(
    r"(?:alle|jede\w?|keine?\w?|beide\w?|viele|mehrere|weitere\w?)\b", re.IGNORECASE
)
_WORD = re.compile(r"[^\W_][\w*:/.-]*")
_LONGEST, _LONGEST_TITLE = 9, 14  # words of a name in a sentence, and of a heading or row
# A lead that only announces the cases below it: "für die jeweiligen Schwerpunkte".
_ANNOUNCES = re.compile(r"\b(?:jeweilig\w*|[Ee]inzelnen|folgend\w*|genannt\w*|verschieden\w*)\b")
# A provision narrows what is stated behind it, by words that stand elsewhere.
_PROVISION = re.compile(
    r"\b(?:nach|gemäß|im Sinne (?:von|der|des)|zu|unter) (?:der |den |dem )?(?:Ziffern?|Nummern?"
    r"|Nrn?\.|Buchst(?:aben?|\.)|Absatz|Abs\.|Abschnitt|§§?|Satz|Teil) ?[\dIVXa-h]"
)
_SPEAKS_OF_FUNDING = re.compile(
    r"zuschuss|zuschüss|zuwendung|förder|beihilfe|prämie|bezuschusst|erstattet|übernommen|grant"
    r"|funding|support|unterstützung|finanzier|höchstbetrag|quote|bewilligt|darlehen",
    re.IGNORECASE,
)
_MAY_OPEN = re.compile(
    r"(?<![^\W\d_])(?:(?<!osten )(?<!sgaben )[Ff]ürs?|[Bb]eim?|[Ii]m Bereich|[Ii]m Rahmen)"
    r"(?: (?:die|der|das|den|dem"
    r"|ein\w{0,2}|ihr\w{0,2}))? (?:[a-zäöüß-]+e[nrsm]? ){0,3}(?P<noun>[A-ZÄÖÜ][\w-]+)"
)
_OPENS_NOTHING = re.compile(
    r"(?:Eigen\w+|[\w-]*(?:[Kk]osten|[Aa]usgaben|[Aa]ufwendungen|[Ff]örderung|[Zz]uwendung|[Ff]inanzierung"
    r"|[Dd]auer|[Zz]eitraum|[Jj]ahre?n?|[Mm]onate?n?|[Ll]aufzeit|[Aa]ntragstell\w+|[Aa]ntrag\w*"
    r"|[Pp]rojekte?n?s?|[Vv]orhabens?|[Mm]aßnahmen?|[Uu]msetzung|[Dd]urchführung|[Bb]ewilligung\w*"
    r"|[Vv]erfügung|[Rr]egel|[Pp]erson|[Aa]uszahlung|[Hh]öhe|[Bb]emessung\w*|[Bb]erechnung"
    r"|[Aa]bruf|[Kk]alenderjahr\w*|[Ff]örderperiode|\w*[Aa]ufrufe?s?|\w*[Rr]unde|Land\w*|Bund\w*|Programm\w*))\Z"
)


def is_clean(name: Named, *, title: bool = False) -> bool:
    """Return whether the words of a case are a whole: a noun phrase, or a clause of the list."""
    case = name.case
    words = case.words
    if not words or re.search(r"\b[Ee]inzelf[aä]ll", words):
        return not words
    if _CLAUSE.match(words) and not name.strong:
        return not _LAST.search(words)
    relative = _RELATIVE.search(words)
    head = words[: relative.start()] if relative else words
    if (
        _PARTICIPLE.match(head)
        or _FRAGMENT.search(head)
        or _LAST.search(head)
        or not _BEGINS.match(head)
    ):
        return False
    if _VERB_IN_T.search(_BRACKETED.sub("", head)) or (
        _PRONOUN_FIRST.match(head) and not name.strong
    ):
        return False
    return len(_WORD.findall(head)) <= (_LONGEST_TITLE if title or is_sized(case) else _LONGEST)


_BRACKETED = re.compile(r"\([^()]*\)")
_PARTICIPLE = re.compile(r"(?:[Bb]ewilligt|[Gg]ewährt|[Aa]usgelobt|[Gg]ezahlt|[Ee]rstattet)\b")


def announces(words: str) -> bool:
    """Return whether a lead only says that cases follow: "für die jeweiligen Schwerpunkte"."""
    return bool(_ANNOUNCES.search(words))


def names_provision(words: str) -> bool:
    """Return whether words point to a numbered provision, which says for what they hold."""
    return bool(_PROVISION.search(words))


def may_open(words: str) -> bool:
    """Return whether words hold a "für …" or "bei …" that may name a case."""
    return any(not _OPENS_NOTHING.match(one["noun"]) for one in _MAY_OPEN.finditer(words))


def speaks_for_all(left: str, right: str) -> bool:
    """Return whether the words around a number speak of the funding itself.

    Only such a sentence can state what holds where no narrower case does.
    """
    words = left.strip(" -–•(")
    return not may_open(words) and (
        len(words) < 12
        or bool(_SPEAKS_OF_FUNDING.search(f"{words} {right}"))
        or field_word(words) is not None
    )


def names_own_subject(left: str) -> bool:
    """Return whether the sentence of a number is about something else than the funding.

    "Investitionen werden mit bis zu 5.000 Euro gefördert" may hold for investments alone.
    """
    subject = _SUBJECT.match(left)
    if subject is None:
        return False
    if not _FUNDING_SUBJECT.match(subject["noun"]):
        return True
    of = _ATTRIBUTE.match(left, subject.end("noun"))  # "die Kosten privater Modernisierungen"
    return of is not None and not (
        _FUNDING_SUBJECT.match(of["noun"]) or _OPENS_NOTHING.match(of["noun"])
    )


_ATTRIBUTE = re.compile(
    r" (?:(?:der|des|eines|einer|von) (?:[a-zäöüß-]+e[nrs]? )?|[a-zäöüß-]+er )"
    r"(?P<noun>[A-ZÄÖÜ][\w-]+)"
)


_SUBJECT = re.compile(
    r"[\s•·–(-]*(?:(?:Die|Der|Das|Ein|Eine|Alle|Jede[rs]?) )?(?:[\w-]+e[nrs]? ){0,3}?"
    r"(?P<noun>[A-ZÄÖÜ][\w-]+)(?: \([^()]{2,60}\))?(?:,? (?!werden\b|wird\b)[\w/-]+){0,5}?,? "
    r"(?:werden|wird|erhalten|erhält|können|kann|müssen|muss|bekommen|bekommt|sind|ist|dürfen"
    r"|darf|tragen|trägt|leisten|haben)\b"
)
_FUNDING_SUBJECT = re.compile(
    r"(?i:(?:gesamt|projekt|förder)?(?:kosten|ausgaben|aufwendungen)\b|projekt|vorhaben\b|maßnahme"
    r"|antr[aä]g|[\w-]*(?:zuschuss|zuschüss|zuwendung|förder|höhe|betr[aä]g|höchst|eigen|programm"
    r"|empfänger|gesamt|fonds|mittel|finanz|beihilfe|quote|satz|sätze|unterstützung|mindest"
    r"|bagatell|preis|summe|investitionssumme"
    r"|volumen|grenze|budget|stiftung|ministerium|euro|prozent|prämie|kredit|darlehen|grant"
    r"|bewilligt|gewährt|gezahlt|übernommen|erstattet|bezuschusst|es\b|insgesamt|maximal|sie\b"
    r"|pro\b|je\b|für\b|bei\b|bis\b|hier|dabei|zudem|grundsätzlich|in\b|mit\b|nach|derzeit"
    r"|wir\b|land\b|bund\b|stadt\b|kreis\b|anteil|pauschale|abrechnung|auszahlung))"
)


def narrows(case: Case) -> bool:
    """Return whether a case narrows a default: by who, how weak or large, or by a condition."""
    return bool(case.applicants or case.weak or is_sized(case) or _CLAUSE.match(case.words))


def all_narrow(cases: Iterable[Case]) -> bool:
    """Return whether every one of some cases narrows, so that a default may stand beside them."""
    return all(case != EVERY_CASE and narrows(case) for case in cases)


def is_title_of_field(words: str) -> bool:
    """Return whether a label says only what is stated: "Förderhöhe", "Maximal"."""
    return field_word(words) is not None and not re.search(r"\w{2}", without_field_words(words))


# What may stand between a sum and the limit that caps it, so that both have one case.
_CAP_BETWEEN = re.compile(
    r"(?P<unit>[^.;:€%\d]{0,70}?)[,(–-]? ?\(?(?:(?:aber|jedoch|und|insgesamt|also|d\. ?h\.|dabei)"
    r" )*"
    r"(?:max\.?|maximal\w*|höchstens|bis zu|begrenzt auf|gedeckelt (?:auf|bei)|nicht mehr als"
    r"|mindestens|mind\.|insgesamt)"
    r"(?: (?:max\.|maximal|jedoch|aber|insgesamt|bis zu|auf|jährlich|einem Betrag von))*:? ?\(?\Z"
)
_UNIT = re.compile(r"\s?(?:/|je |pro |für jede|jährlich|monatlich|pauschal)")
_RATE_SIGN = re.compile(r"%|Prozent|v\. ?H|Hundert|cent", re.IGNORECASE)


def caps(between: str, *, same_kind: bool) -> bool:
    """Return whether the words between two numbers make the second a limit of the first.

    Of one kind ("150 € je kWp, höchstens 1.500 €") the first must be said per something.
    """
    match = _CAP_BETWEEN.fullmatch(between)
    if not match or may_open(between):
        return False
    return not same_kind or bool(_UNIT.match(match["unit"]))


def is_rate(number: str) -> bool:
    """Return whether a number is a percentage."""
    return bool(_RATE_SIGN.search(number))
