"""Limits: how many inhabitants a place may have, how many partners a project needs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from pipeline.claim import Claim, Field
from pipeline.reading.directions import MAXIMUM, MINIMUM, direction
from pipeline.reading.numbers import DIGITS, SCALE, WORDS, plain_value, quantity
from pipeline.reading.prose import Prose
from pipeline.reading.sentences import sentences

_INHABITANTS = r"(?:Einwohner\w*|Einwohnende\w*|Einw\.|EW\b|inhabitants|residents)"
_POPULATION = re.compile(
    rf"(?<![\w.,])(?:(?P<low>{DIGITS})(?: {_INHABITANTS})?"
    r"(?: (?P<and>und|and) (?:weniger als |maximal )?| ?[-–] ?| bis(?: zu)? | to ))?"
    rf"(?P<high>{DIGITS})(?: (?P<scale>{SCALE}))?(?: \w+)? {_INHABITANTS}"
)
_PEOPLE = ("inw", "nhabitants", "residents", "EW")
_BETWEEN = re.compile(r"(?:zwischen|between) \Z", re.IGNORECASE)
_PREFERRED = re.compile(
    r"bevorzug|[Vv]orrang|[Pp]riorit|vorzugsweise|[Pp]refer|[Pp]rozent|%|Euro|€|EUR|Fördersatz|Punkte"
)
_PREFERENCE = "Ist diese Einwohnerzahl eine Bedingung oder nur ein Vorzug für einzelne Fälle?"
_PARTNERS = re.compile(
    rf"(?:mindestens|wenigstens|at least|minimum of|mind\.) (?P<count>\d{{1,2}}|{WORDS})"
    r" (?:(?:[a-zäöüß-]+|LEADER-) ){0,3}?(?P<who>(?:[A-Z][\w-]*)?[Pp]artner(?:s|n|innen)?\b"
    r"|Partner[*:]innen|(?:Kommunen|Gemeinden|Unternehmen|Organisationen|Einrichtungen"
    r"|Körperschaften|entities|organi[sz]ations|beneficiaries|applicants|municipalities"
    r"|legal entities|Akteuren?|Antragsteller\w*)\b)",
    re.IGNORECASE,
)
_TOGETHER = re.compile(
    r"Kooperation|[Vv]erbund|Verbünde|Zusammenschl|Konsorti|gemeinsam|[Cc]onsorti|partnership"
    r"|zusammenarbeit|together|[Pp]artner|composed|involve",
)


def read_limits(prose: Prose, language: str) -> Iterator[Claim]:
    """Yield population limits and the least number of partners that a text states."""
    plain = prose.plain
    peopled = "inwohn" in plain or "nhabitant" in plain or "EW" in plain or "residents" in plain
    partnered = "artner" in plain or "entities" in plain or "indestens" in plain
    if not peopled and not partnered and "at least" not in plain:
        return
    for start, end in sentences(plain):
        sentence = plain[start:end]
        if peopled and any(people in sentence for people in _PEOPLE):
            yield from _population(prose, sentence, start, language)
        if "indestens" in sentence or "least" in sentence or "mind." in sentence:
            yield from _partners(prose, sentence, start)


def _population(prose: Prose, sentence: str, offset: int, language: str) -> Iterator[Claim]:
    for match in _POPULATION.finditer(sentence):
        ranged = match["low"] and (not match["and"] or _BETWEEN.search(sentence, 0, match.start()))
        at = match.start() if ranged else match.start("high")
        doubt = _PREFERENCE if _PREFERRED.search(sentence) else ""
        if ranged:
            yield _limit(
                prose,
                offset + at,
                offset + match.end(),
                Field.POPULATION_MIN,
                match["low"],
                "",
                language,
                doubt,
            )
            side = MAXIMUM
        else:
            side = direction(sentence, at, match.end(), 0)
        if side:
            field = Field.POPULATION_MIN if side == MINIMUM else Field.POPULATION_MAX
            yield _limit(
                prose,
                offset + at,
                offset + match.end(),
                field,
                match["high"],
                match["scale"] or "",
                language,
                doubt,
            )


def _limit(
    prose: Prose,
    first: int,
    last: int,
    field: Field,
    number: str,
    scale: str,
    language: str,
    doubt: str,
) -> Claim:
    start, end, quote = prose.span(first, last)
    value = quantity(number, language, scale) or Decimal(0)
    return Claim(
        field=field,
        value=plain_value(value),
        quote=quote,
        start=start,
        end=end,
        rule=f"limits.{field.value.replace('_', '-')}",
        doubt=doubt,
    )


def _partners(prose: Prose, sentence: str, offset: int) -> Iterator[Claim]:
    for match in _PARTNERS.finditer(sentence):
        if "artner" not in match["who"] and not _TOGETHER.search(sentence):
            continue
        count = quantity(match["count"], "de")
        if not count:
            continue
        start, end, quote = prose.span(offset + match.start(), offset + match.end())
        yield Claim(
            field=Field.PARTNERS_MIN,
            value=plain_value(count),
            quote=quote,
            start=start,
            end=end,
            rule="limits.partners-min",
        )
