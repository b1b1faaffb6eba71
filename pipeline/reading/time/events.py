"""Events: when and where something takes place that people can attend.

A report of a past event, a deadline and a meeting of a jury are no events.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from pipeline.claim import Claim, Field
from pipeline.reading.text.date_groups import Chain, Way
from pipeline.reading.text.dates import DateExpression
from pipeline.reading.text.layout import Layout, Sentence
from pipeline.reading.time.years import Known, complete, proposal

_KIND = re.compile(
    r"""\b(?:\w*veranstaltung(?:en)?|\w*webinare?|\w*workshops?|\w*seminare?|\w*tagung(?:en)?
    |\w*konferenz(?:en)?|\w*forum|\w*foren|\w*fachtage?|\w*kongress(?:es)?|\w*sprechstunden?
    |\w*treffen|\w*schulung(?:en)?|exkursion(?:en)?|infotage?|informationstage?|infoabende?
    |\w*vortrag|symposium|stammtisch|fortbildung(?:en)?|vernetzungsfahrt|lehrgang|\w*messe
    |info\ (?:session|day)s?|information\ (?:session|day)s?|conference|event|kick-off|summit
    |networking\ day|online-termin)\b""",
    re.VERBOSE,
)
_HAPPENS = re.compile(
    r"""\b(?:findet|finden|stattfinden|lädt|laden|veranstaltet|veranstalten|bietet|bieten|beginnt
    |startet|stellt\b.*\bvor|informiert|takes?\ place|will\ be\ held|invites?|hosts?|join)\b""",
    re.VERBOSE,
)
_HAPPENED = re.compile(
    r"""\b(?:fand|fanden|stattgefunden|organisierte|veranstaltete|veranstalteten|trafen|traf|kamen
    |lud|luden|diskutierten|nahmen|begrüßten?|wurden?|war|waren|eröffnete|tauschten|berichtete
    |took\ place|was\ held|were|hosted|gathered|attended)\b|\b(?:hat|haben)\b.*\bge\w+t\b""",
    re.VERBOSE,
)
_NOT_ATTENDED = re.compile(
    r"\w*frist\b|\w*schluss\b|anmeldung|angemeldet|anzumelden|einreich|gültig|in kraft|deadline|"
    r"jury|auswahlsitzung|förderzeitraum|laufzeit|veröffentlich|stand:|registration"
)
_CLOCK = re.compile(r"\b\d{1,2}(?:[.:]\d\d)?(?:\s*(?:bis|-|–)\s*\d{1,2}(?:[.:]\d\d)?)?\s*uhr\b")
_ONLINE = re.compile(
    r"\b(?:online\w*|digital\w*|virtuell\w*|webinar\w*|videokonferenz|zoom|webex|ms teams)\b"
)
_PROPER = r"(?:[A-ZÄÖÜ][\w’'.-]*|„[^“”]{2,40}[“”])"
_PLACE = re.compile(
    r"\b(?:im|in(?:\ der|\ dem|\ den)?|auf\ (?:der|dem)|am|an\ der|beim|at\ the|at|in\ the)\s+"
    rf"({_PROPER}(?:(?:\s|,\s|\s(?:in|in\ der|am|im|an\ der|auf\ dem|der|des|und|of|in\ the)\s)"
    rf"{_PROPER})*)"
)
_LABEL = re.compile(r"\b(?:Veranstaltungsort|Ort|Wo|Venue|Location)\s*[:|]\s*([^|\n;.]{3,80})")
_CELL = re.compile(r"\|\s*([A-ZÄÖÜ][^|\d]{2,60}?)\s*(?:\||$)")
# Capitalised words after "in", "im" or "am" that are no places.
_NO_PLACE = re.compile(
    r"(?:Kooperation|Zusammenarbeit|Rahmen|Anschluss|Vorfeld|Jahr|Uhr|Form|Präsenz|Höhe|Bereich"
    r"|Verbindung|Partnerschaft|Mittelpunkt|Fokus|Auftrag|Namen|Internet|Kürze|Abstimmung|Montag"
    r"|Dienstag|Mittwoch|Donnerstag|Freitag|Samstag|Sonntag|Vormittag|Nachmittag|Abend|Sinne|Zuge"
    r"|Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember|January"
    r"|February|March|May|June|July|October|December|Workshop|Fachforum|Frühjahr|Herbst|Sommer"
    r"|Winter|Anmeldung|Begriff|Ende|Anfang|Laufe)\b"
)


def read_events(layout: Layout, chains: list[Chain], published_on: date | None) -> Iterator[Claim]:
    """Yield claims on start, end and place of events to come."""
    for chain in chains:
        sentence = layout.at(chain.start)
        if _announced(layout, sentence, chain):
            days = list(_days(layout, sentence, chain, published_on))
            if not any(on and published_on and on < published_on for _, _, on in days):
                yield from _when(layout, chain, days, published_on)
                yield from _where(layout, sentence, chain)


def _announced(layout: Layout, sentence: Sentence, chain: Chain) -> bool:
    words = layout.low[sentence.start : sentence.end]
    outside = layout.low[sentence.start : chain.start] + " " + layout.low[chain.end : sentence.end]
    if chain.way in (Way.UNTIL, Way.AFTER, Way.BEFORE) or _HAPPENED.search(outside):
        return False
    if chain.way is Way.OF and not chain.opens:
        return False
    if _NOT_ATTENDED.search(layout.low[sentence.start : chain.start]):
        return False
    if all(day.day is None for day in chain.dates):
        return False
    named = _KIND.search(words)
    if named:
        return bool(_HAPPENS.search(words) or _CLOCK.search(words) or chain.way is Way.ON)
    return bool(_KIND.search(sentence.heading) and (_CLOCK.search(words) or "|" in words)) or bool(
        _CLOCK.search(words) and _HAPPENS.search(words) and _ONLINE.search(words)
    )


def _days(
    layout: Layout, sentence: Sentence, chain: Chain, published_on: date | None
) -> Iterator[tuple[Field, DateExpression, date | None]]:
    words = layout.low[sentence.start : sentence.end]
    known = Known(published_on=published_on)
    whole = [complete(day, words, known) for day in chain.days() if day.day is not None]
    several = chain.opens is not None or _in_a_row(whole)
    for index, day in enumerate(whole):
        last = index == len(whole) - 1
        if not several or index == 0:
            yield Field.EVENT_START, day, day.on()
        elif last:
            yield Field.EVENT_END, day, day.on()


def _in_a_row(days: list[DateExpression]) -> bool:
    """Whether several days are one event: "am 4. und 5. April"."""
    steps = [
        date(after.year or 2024, after.month, after.day or 1)
        - date(before.year or 2024, before.month, before.day or 1)
        for before, after in pairwise(days)
    ]
    return bool(steps) and all(step == timedelta(days=1) for step in steps)


def _when(
    layout: Layout,
    chain: Chain,
    days: list[tuple[Field, DateExpression, date | None]],
    published_on: date | None,
) -> Iterator[Claim]:
    start, end, quote = layout.prose.span(chain.lead, chain.end)
    for field, day, on in days:
        doubt = day.unsure or ("" if on else "In welchem Jahr findet die Veranstaltung statt?")
        yield Claim(
            field=field,
            value=on.isoformat() if on else proposal(day, published_on),
            quote=quote,
            start=start,
            end=end,
            rule="event.date",
            doubt=doubt,
            at=chain.at if field is Field.EVENT_START else "",
        )


def _where(layout: Layout, sentence: Sentence, chain: Chain) -> Iterator[Claim]:
    plain = layout.prose.plain
    for pattern, rule in ((_LABEL, "label"), (_CELL, "cell"), (_PLACE, "phrase")):
        for match in pattern.finditer(plain, chain.end, sentence.end):
            if not _NO_PLACE.match(match[1]):
                begin, stop = match.span(1)
                yield _place(layout, begin, stop, match[1].strip(" ,."), rule)
                return
    online = _ONLINE.search(layout.low, sentence.start, sentence.end)
    if online:
        yield _place(layout, *online.span(), "online", "online")


def _place(layout: Layout, begin: int, stop: int, value: str, rule: str) -> Claim:
    start, end, quote = layout.prose.span(begin, stop)
    return Claim(
        field=Field.EVENT_PLACE,
        value=value,
        quote=quote,
        start=start,
        end=end,
        rule=f"event.place.{rule}",
    )
