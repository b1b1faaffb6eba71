"""Applied for: a day, a rule or a status of something else than this funding is only asked.

What it is of is told by the complement of what is handed in (`complements`), by who applies
and by who gives. One place decides for all of them, after the grammars have read.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import replace

from pipeline.claim import Claim, Field
from pipeline.reading.text.complements import What, is_never_funding, what_for
from pipeline.reading.text.layout import Layout, Sentence

OF_FUNDING = "Geht es dabei um Anträge auf diese Förderung?"
_FOR_ALL = "Gilt das für alle, die einen Antrag stellen, oder nur für einen?"
_GIVER = "Gilt das für diese Förderung, oder für eine andere?"
_WAY = "Geht es nur auf diesem Weg nicht, oder ist die Förderung geschlossen?"
_TIMES = frozenset(
    {Field.DEADLINE, Field.OPENS, Field.ANNUAL_DEADLINE, Field.DEADLINE_MONTH}
    | {Field.DEADLINE_RULE, Field.STATUS}
)
_WITHOUT_DAY = frozenset({Field.DEADLINE_RULE, Field.STATUS})
_FAR = 240  # characters on both sides that may still say what a claim is of
_TITLE = 200  # characters: what is longer is no title

_GIVING = re.compile(
    r"förder|zusch[uü]ss|bezuschuss|zuwendung|beihilfe|preisgeld|\w*preis(?:e[ns]?|es)?\b|dotiert"
    r"|stipend|fonds\b|\b(?:\w*haushalts|\w*landes|\w*bundes|\w*geld|eu-)?mitteln?\b|prämie"
    r"|wettbewerb|unterstützung|leader|budget|finanzier|gewinn|grant|funding"
    r"|\baufrufe?n?s?\b|projektaufr|\bprogramm|efre|\beler\b|\besf\b|interreg"
)
_POST = re.compile(
    r"\(?\bm/w/[dx]\b|\b(?:fsj|föj)\b|\bausbildung 20\d\d\b"
    r"|\b(?:suchen|sucht)\s(?:\w+\s){0,2}(?:ehrenamtliche|freiwillige|verstärkung|mitarbeit|helfer"
    r"|nachwuchskr|azubi|auszubildende)"
    r"|\böffentliche ausschreibung\b(?! (?:von|der) \w*(?:förder|mittel|preis))|\bbindefrist\b"
    r"|\bredaktionsschluss\b|\banzeigenschluss\b"
)
_NOUN = re.compile(r"[A-ZÄÖÜ][\w-]+")
_BODY = r"(?:verein|kreis|landkreis|stadt|gemeinde|verwaltung|kommune|gemeinderat|ort|dorf|land)"
_ONE = re.compile(
    rf"\b(?:unser|unsere|euer)\s(?:\w+\s)?\w*{_BODY}\s(?:muss|will|wird|kann|soll|möchte|darf|hat)\b"
    r"[^.;]{0,120}?\b\w*(?:antrag|bewerbung)\b"
    r"|\b(?:der|die|das)\s\w*(?:kreis|stadt|verwaltung|land)\s(?:muss|will|wird|kann|soll|möchte|darf)\s"
    r"(?:seine|ihre)n?\s\w*(?:antrag|bewerbung)\b"
    r"|\bwir\s(?:wollen|müssen|möchten|werden|haben|können)\s[^.;]{0,60}?\b(?:bewerbung|antrag)\b"
    r"[^.;]{0,80}?\b(?:einreichen|stellen|abgeben|abschicken|eingereicht|gestellt)\b"
    rf"|\bbewerbung\s(?:de[rs]|unsere[rs])\s\w*{_BODY}(?:e?s)?\s(?:als|um|zu[mr]?)\b"
    rf"|\b(?:der|die|das|unser|unsere)\s\w*{_BODY}\s(?:hat|hatte)\s[^.;]{{0,40}}?"
    r"\b(?:antrag|bewerbung)\b[^.;]{0,80}?\b(?:gestellt|eingereicht|abgegeben)\b"
)
_OTHER_GIVER = re.compile(
    r"(?:^|[;:–]\s|,\s)\W*(?:auch\s|derzeit\s(?:nimmt|fördert|bewilligt)\s|aktuell\snimmt\s)?"
    r"(?:d(?:ie|as|er)\s)?(?:(?P<name>(?:bundes|landes|eu-|kfw-)(?:förder\w*|programm\w*|mittel\w*"
    r"|zusch[uü]ss\w*|hilfen?))|(?P<body>kfw|bafa|land|bund)|\w+\s(?:der|des)\s"
    r"(?P<whose>kfw|bafa|bundes|landes))\s"
    r"(?:\w+\s)?(?:ist|sind|wird|werden|nimmt|nehmen|vergibt|vergeben|keine|springt)\b"
)
_NOT_OURS = re.compile(
    r"\b(?:wir|unser\w*|uns)\s(?:dagegen\s|hingegen\s)?nicht\b"
    r"|\bbei uns (?:genüg|gilt|reich|ist|geht)"
)
_BY_HAND = re.compile(
    r"\b(?:handschriftlich|formlos|mündlich|telefonisch|postalisch|gefaxt|verspätet)\w*\s"
    r"\w*(?:antr|bewerb|anmeld|einsend)"
)
_NO_PROGRAMME = re.compile(
    r"\b\w*(?:ferienprogramm|ferienspiele?n?|(?:schwimm|tanz|näh|sprach|koch)?kurs"
    r"|rabatte?|besichtigung)\b|\b(?:müll|kleider|haus|die )sammlung\b"
)


def asked_of_else(claims: Iterable[Claim], layout: Layout) -> Iterator[Claim]:
    """Yield claims, those of time as questions where they may be of something else."""
    for claim in claims:
        doubt = claim.doubt or (_doubt(claim, layout) if claim.field in _TIMES else "")
        yield replace(claim, doubt=doubt) if doubt != claim.doubt else claim


def _doubt(claim: Claim, layout: Layout) -> str:
    origin = layout.prose.origin
    start, end = bisect_left(origin, claim.start), bisect_right(origin, claim.end - 1)
    sentence = layout.at(start)
    first = max(sentence.start, start - _FAR)
    last = max(end, min(sentence.end, end + _FAR))
    words, low = layout.prose.plain[first:last], layout.low[first:last]
    above = layout.above(sentence, start)
    what = what_for(words, end - first)
    if what is What.NEVER or any(_is_else(level) for level in above[:1]) or _POST.search(low):
        return OF_FUNDING
    if what is What.UNKNOWN and not _speaks_of_funding(layout, sentence, above):
        return OF_FUNDING
    if _ONE.search(low):
        return _FOR_ALL
    if claim.field in _WITHOUT_DAY and _of_another_giver(low, layout, above):
        return _GIVER
    if claim.value == "closed" and _BY_HAND.search(low):
        return _WAY
    if claim.field in _WITHOUT_DAY and _NO_PROGRAMME.search(low):
        return OF_FUNDING
    return ""


def _is_else(level: str) -> bool:
    """Whether a heading is nothing but what is applied for: "Reisepass", "Koch (m/w/d)"."""
    if len(level) > _TITLE:
        return False
    nouns = _NOUN.findall(level)
    return bool(_POST.search(level.lower())) or (len(nouns) == 1 and is_never_funding(nouns[0]))


def _speaks_of_funding(layout: Layout, sentence: Sentence, above: list[str]) -> bool:
    """Whether the title, what stands above, the sentence or the one before speaks of giving."""
    place = bisect_left(layout.starts, sentence.start)
    before = layout.starts[place - 1] if place else sentence.start
    near = layout.low[max(before, sentence.start - _TITLE * 2) : sentence.end]
    return any(_GIVING.search(part) for part in (_title(layout), near, *map(str.lower, above)))


def _title(layout: Layout) -> str:
    end = layout.raw.find("\n", 0, _TITLE)
    return layout.low[: end if end >= 0 else 0]


def _of_another_giver(words: str, layout: Layout, above: list[str]) -> bool:
    found = _OTHER_GIVER.search(words)
    if found is None:
        return bool(_NOT_OURS.search(words)) and " bund" in words
    name = found["name"] or found["body"] or found["whose"]
    titles = (_title(layout), *map(str.lower, above))
    return not any(name[:7] in title for title in titles)
