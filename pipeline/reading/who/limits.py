"""Limits: how many inhabitants a place may have, how many partners a project needs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from pipeline.claim import Claim, Field
from pipeline.reading.text.directions import MAXIMUM, MINIMUM, direction, limit_of
from pipeline.reading.text.numbers import DIGITS, SCALE, WORDS, plain_value, quantity
from pipeline.reading.text.polarity import Sign, sign_at
from pipeline.reading.text.prose import Prose
from pipeline.reading.text.sentences import is_question, sentences

_INHABITANTS = r"(?:Einwohner\w*|Einwohnende\w*|Einw\.|EW\b|Bewohner\w*|inhabitants|residents)"
# "zwischen 3.000 und 15.000 Einwohnern"; "mit einer Einwohnerzahl unter 50.000".
_POPULATION = re.compile(
    rf"(?<![\w.,])(?:(?P<low>{DIGITS})(?: {_INHABITANTS})?"
    r"(?: (?P<and>und|and) (?:weniger als |maximal )?| ?[-–] ?| bis(?: zu)? | to ))?"
    rf"(?P<high>{DIGITS})(?: (?P<scale>{SCALE}))?(?: \w+)? {_INHABITANTS}"
)
_POPULATED = re.compile(
    r"(?:Einwohnerzahl(?:en)?|[Pp]opulation) (?:[a-zäöü]+ ){1,4}?"
    rf"(?P<high>(?>{DIGITS}))(?! ?[-–]| (?:und|bis|and|to) \d| (?:\w+ )?{_INHABITANTS})"
)
_PEOPLE = ("inwohn", "ewohner", "EW", "Einw", "nhabitants", "residents", "opulation")
_BETWEEN = re.compile(r"(?:zwischen|between) \Z", re.IGNORECASE)
_PREFERRED = re.compile(
    r"bevorzug|[Vv]orrang|[Pp]riorit|vorzugsweise|[Pp]refer|[Pp]rozent|%|Euro|€|EUR|Fördersatz"
    r"|Punkte"
)
# Where the number only tells for whom a rate varies, there is nothing to ask.
_VARIANT = re.compile(r"(?:beträgt|betragen|erhöht|steigt|liegt|gilt)\b[^;]{0,60}(?:Prozent|%)")
_REACH = 240  # characters in which a number may be told to be a preference
_ITEM = re.compile(r"[•·▪●|]| [-–] ")  # where an item of a list begins
# "Orte mit weniger als 2.500 Einwohnern" are not their municipality, which has several: the quote
# of such a limit begins with their noun, unless another place or sentence begins between the two.
_SETTLEMENTS = re.compile(
    r"\b(?:Ort(?:e[ns]?|s)?|Orts(?:chaft|teil|lage|kern)\w*|Dorf|Dörfern?|Siedlung(?:en)?|Weilern?"
    r"|(?:Stadt|Gemeinde)teil\w*)\b"
)
_ANOTHER = re.compile(r"[.!?;:]\s|\n|Gemeinde(?!teil)|Kommune|Stadt\b|Städte|Landkreis|Region")
_NEAR_NOUN = 60
_WHICH_SIDE = "Sind Orte ab dieser Einwohnerzahl antragsberechtigt oder nur bis zu ihr?"
_PREFERENCE = "Ist diese Einwohnerzahl eine Bedingung oder nur ein Vorzug für einzelne Fälle?"
# "drei rechtlich selbständige Partner", but not "25 are invited from partner towns": between
# the number and its noun stand attributes, no verb, no preposition, no other thing counted.
_ATTRIBUTE = (
    r"(?!(?:are|is|be|were|was|will|can|may|must|of|from|in|for|to|by|at|with|and|or|times?|days?"
    r"|months?|years?|people|participants|guests|aus|von|vom|für|im|bei|mit|pro|je|und|oder|sind"
    r"|ist|werden|sollen|müssen|können|kommen)\b)[a-zäöüß-]+"
)
_PARTNERS = re.compile(
    rf"(?:mindestens|wenigstens|at least|minimum of|mind\.) (?P<count>\d{{1,2}}|{WORDS})"
    rf" (?:(?:{_ATTRIBUTE}|LEADER-) ){{0,3}}?(?P<who>(?:[A-Z][\w-]*)?[Pp]artner(?:s|n|innen)?\b"
    r"(?! (?:town|cit|countr|communit|school|region|club|state))"
    r"|Partner[*:]innen|(?:Kommunen|Gemeinden|Unternehmen|Organisationen|Einrichtungen"
    r"|Körperschaften|entities|organi[sz]ations|beneficiaries|applicants|municipalities"
    r"|legal entities|Akteuren?|Antragsteller\w*)\b)",
    re.IGNORECASE,
)
_TOGETHER = re.compile(
    r"Kooperation|[Vv]erbund|Verbünde|Zusammenschl|Konsorti|gemeinsam|[Cc]onsorti|partnership"
    r"|zusammenarbeit|together|[Pp]artner|composed|involve",
)
# Whose inhabitants, or whether theirs alone, such words leave open.
_OF_OTHERS = re.compile(
    r"\b(?:Umkreis|Einzugs(?:gebiet|bereich)\w*|zusammen|insgesamt|entfernt|entscheide[nt]"
    r"|Nachbar\w+|nächste[nrs]?|gemeinsam)\b"
)
_WHOSE = "Gilt diese Einwohnerzahl für den Antragsteller selbst, und gilt sie für jeden allein?"
# A number of partners that is a wish, or holds no longer.
_NO_CONDITION = re.compile(
    r"\b(?:nicht (?:mehr |länger |zwingend |unbedingt )?(?:erforderlich|nötig|notwendig"
    r"|verlangt|gefordert|vorgeschrieben|Voraussetzung|Pflicht)|nicht mehr|[Ww]ünschenswert"
    r"|[Ee]rwünscht|[Ee]mpf[oi]hl\w*|empfehlenswert|von Vorteil|vorteilhaft|hilfreich|[Ii]deal\w*"
    r"|entf[äa]ll(?:t|en)|aufgehoben|abgeschafft|gestrichen|verzichtet|bevorzugt|bisher"
    r"|mussten|früher)\b"
)
_CONDITION = "Ist diese Zahl von Partnern eine Bedingung, die noch gilt?"
_LEAST = ("indestens", "enigstens", "least", "mind.", "minimum of")


def read_limits(prose: Prose, language: str) -> Iterator[Claim]:
    """Yield population limits and the least number of partners that a text states."""
    plain = prose.plain
    peopled = any(word in plain for word in _PEOPLE)
    partnered = any(word in plain for word in _LEAST)
    if not peopled and not partnered:
        return
    for start, end in sentences(plain):
        sentence = plain[start:end]
        if is_question(sentence):
            continue
        if peopled and any(word in sentence for word in _PEOPLE):
            yield from _population(prose, sentence, start, language)
        if partnered and any(word in sentence for word in _LEAST):
            yield from _partners(prose, sentence, start)


def _population(prose: Prose, sentence: str, offset: int, language: str) -> Iterator[Claim]:
    if _VARIANT.search(sentence):
        return
    for match in _POPULATION.finditer(sentence):
        high = quantity(match["high"], language, match["scale"] or "")
        span = offset + match.start("high"), offset + match.end()
        if match["low"] and (not match["and"] or _BETWEEN.search(sentence, 0, match.start())):
            span = offset + match.start(), offset + match.end()
            doubt = _doubt(sentence, match)
            if sign_at(prose.text, prose.origin[span[0]]) is not Sign.AFFIRMED:
                doubt = doubt or _WHICH_SIDE
            low = quantity(match["low"], language)
            yield from _limit(prose, span, Field.POPULATION_MIN, low, doubt)
            yield from _limit(prose, span, Field.POPULATION_MAX, high, doubt)
        else:
            yield from _one_sided(prose, sentence, match, span, high)
    for match in _POPULATED.finditer(sentence):
        span = offset + match.start("high"), offset + match.end("high")
        yield from _one_sided(prose, sentence, match, span, quantity(match["high"], language))


def _with_settlement(plain: str, span: tuple[int, int]) -> tuple[int, int]:
    """Return the span of a number from the villages on whose inhabitants it counts, if it does."""
    found = list(_SETTLEMENTS.finditer(plain, max(0, span[0] - _NEAR_NOUN), span[0]))
    if not found or _ANOTHER.search(plain, found[-1].end(), span[0]):
        return span
    return found[-1].start(), span[1]


def _one_sided(
    prose: Prose, sentence: str, match: re.Match[str], span: tuple[int, int], value: Decimal | None
) -> Iterator[Claim]:
    """Yield a single limit, turned round where its statement says who gets nothing."""
    limit = limit_of(sentence, match.start("high"), match.end(), 0)
    sign = sign_at(prose.text, prose.origin[span[0]])
    doubt = _doubt(sentence, match)
    if not limit.is_clear(sign):
        doubt = doubt or _WHICH_SIDE
    yield from _limit(prose, span, _field(limit.of(sign)), value, doubt)


def _doubt(sentence: str, match: re.Match[str]) -> str:
    """Return the question whether a number only tells whom one prefers, or for whom a rate is."""
    if _OF_OTHERS.search(sentence, max(0, match.start() - 70), match.end() + 50):
        return _WHOSE
    first, last = max(0, match.start() - _REACH), min(len(sentence), match.end() + _REACH)
    begin = max(
        (cut.end() for cut in _ITEM.finditer(sentence, first, match.start())), default=first
    )
    cut = _ITEM.search(sentence, match.end(), last)
    return _PREFERENCE if _PREFERRED.search(sentence, begin, cut.start() if cut else last) else ""


def population_in(words: str, language: str) -> tuple[int | None, int | None]:
    """Return the least and the greatest number of inhabitants that a few words name."""
    if not any(word in words for word in _PEOPLE):
        return None, None
    low = high = None
    for match in _POPULATION.finditer(words):
        value = quantity(match["high"], language, match["scale"] or "")
        side = direction(words, match.start("high"), match.end(), 0)
        if match["low"] and (not match["and"] or _BETWEEN.search(words, 0, match.start())):
            low, high = quantity(match["low"], language), value
        elif side == MINIMUM:
            low = value
        elif side == MAXIMUM:
            high = value
    return (int(low) if low else None), (int(high) if high else None)


def _field(side: str) -> Field | None:
    return {MINIMUM: Field.POPULATION_MIN, MAXIMUM: Field.POPULATION_MAX}.get(side)


def _partners(prose: Prose, sentence: str, offset: int) -> Iterator[Claim]:
    for match in _PARTNERS.finditer(sentence):
        if "artner" in match["who"] or _TOGETHER.search(sentence):
            span = offset + match.start(), offset + match.end()
            doubt = _CONDITION if _NO_CONDITION.search(sentence, *_near(match)) else ""
            count = quantity(match["count"], "de")
            yield from _limit(prose, span, Field.PARTNERS_MIN, count, doubt)


def _near(match: re.Match[str]) -> tuple[int, int]:
    """Return the part of a sentence in which the words of a doubt may stand."""
    return max(0, match.start() - _REACH), match.end() + _REACH


def _limit(
    prose: Prose, span: tuple[int, int], field: Field | None, value: Decimal | None, doubt: str
) -> Iterator[Claim]:
    """Yield the claim of a limit; none where its side or its number is not clear."""
    if not field or not value:
        return
    if field in (Field.POPULATION_MIN, Field.POPULATION_MAX):
        span = _with_settlement(prose.plain, span)
    start, end, quote = prose.span(*span)
    yield Claim(
        field=field,
        value=plain_value(value),
        quote=quote,
        start=start,
        end=end,
        rule=f"limits.{field.value.replace('_', '-')}",
        doubt=doubt,
    )
