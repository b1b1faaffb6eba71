"""Events: when and where something takes place that people can attend.

A report of a past event, a deadline and a meeting of a jury are no events.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import groupby, pairwise

from pipeline.claim import Claim, Field
from pipeline.reading.text.date_groups import Chain, Way, find_chains
from pipeline.reading.text.dates import DateExpression
from pipeline.reading.text.layout import Layout, Sentence, lay_out
from pipeline.reading.text.prose import Prose
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
# What one registers for to be there, beside the kinds that are announced with their day.
_JOINED = re.compile(
    r"(?<!wettbewerb für )\b\w*(?:meet-?up|hackathon|freizeit(?!zentr)|ferien|camp|kurse?"
    r"|fahrt|ausflug|lehrgang|turnier|lauf|führung|wanderung|fest|markt|barcamp|camp|stammtisch"
    r"|rallye|mitmachtag|aktionstag|dinner|dialog|seminar|symposium)(?:en|e|s|es|programm|spiele|pass|woche|tag|aktion)?\b"
)
COMPETED_FOR = re.compile(
    r"(?:zum|zur|für|am|beim|um|an der|im)\s(?:(?:de[rnms]|das|die)\s)?(?:[\w.„“-]+\s){0,3}?[„\w-]*"
    r"(?:wettbewerb|preis(?!verleih|übergab)|programm|förder|aufruf|ausschreibung|challenge|olympiade"
    r"|projekt|stipendi|budget)"
)
# A plan, a guess or a condition: whether it takes place then is not said.
_PLANNED = re.compile(
    r"\b(?:voraussichtlich\w*|vermutlich|geplant\w*|soll(?:en|te|ten)?|angedacht|vorläufig\w*"
    r"|möglicherweise|eventuell|unter vorbehalt|könnten?|expected|tentative(?:ly)?)\b"
)
_WHETHER = "Steht dieser Tag der Veranstaltung schon fest?"
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
_PROPER = r"(?:[A-ZÄÖÜ][\w’'.-]*(?:\ \([A-ZÄÖÜ][\w\ .-]{1,20}\))?|„[^“”]{2,40}[“”])"
_PLACE = re.compile(
    r"\b(?:im|in(?:\ der|\ dem|\ den)?|auf\ (?:der|dem)|am|an\ der|beim|at\ the|at|in\ the)\s+"
    rf"({_PROPER}(?:(?:\s|,\s|\s(?:in|in\ der|am|im|an\ der|auf\ dem|der|des|und|of|in\ the)\s)"
    rf"{_PROPER})*)"
)
_LABEL = re.compile(r"\b(?:Veranstaltungsort|Ort|Wo|Venue|Location)\s*[:|]\s*([^|\n;.]{3,80})")
_CELL = re.compile(r"\|\s*([A-ZÄÖÜ][^|\d]{2,60}?)\s*(?:\||$)")
# "lädt am 4. März 2027 nach Fulda ein": what stands between the day and "ein" is the place.
_INVITES = re.compile(
    r"\b(?:(?P<who>lädt|laden|lade)|(?P<whom>ist|sind|seid|wird|werden))\b"
    r"(?:(?!\b(?:lädt|laden|lade|ist|sind|seid|wird|werden)\b)[^;]){0,160}\Z"
)
_INVITED = {
    "who": re.compile(r"[^;]{0,160}?\b(?:ein(?!\w| \w)|einladen\b)"),
    "whom": re.compile(r"[^;]{0,160}?\beingeladen\b"),
}
_INVITED_TO = re.compile(
    rf"\b(?:nach|ins?|in\ (?:das|die|den|der)|auf\ (?:den|die|das)|an\ (?:den|die|das))\s+"
    rf"({_PROPER}(?:(?:\s|\s(?:in|in\ der|am|im|an\ der|der|des|und)\s){_PROPER})*)"
)
# "Termin: 8. Dezember 2026": a day for people to meet, or one to apply by?
_TIME_LABEL = re.compile(
    r"\W*(?:nächste[rn]? |neue[rn]? |unser |unsere )?"
    r"(?:(?P<when>wann|veranstaltungs(?:termin|datum|zeit|beginn)|termin und ort|zeit und ort"
    r"|datum und ort|datum und uhrzeit)|(?P<day>termine?)|datum|zeit(?:punkt)?|tag|beginn)"
    r"\s*[:|\n]\s*",
    re.IGNORECASE,
)
_FROM_TO = re.compile(
    r"\W{0,3}(?:von |jeweils |um )*\d{1,2}(?:[.:]\d\d)?(?: uhr)? ?(?:bis|[-–]) ?\d{1,2}"
    r"(?:[.:]\d\d)? ?uhr\b"
)
_MEETING_OR_LIMIT = "Ist an diesem Tag eine Veranstaltung, oder endet dann eine Frist?"
_LABEL_LENGTH = 60  # characters
_NEAR = 400  # characters behind a day that may say where
_BELOW = 120  # characters below a labelled day in which its place has a label of its own
# Capitalised words after "in", "im" or "am" that are no places.
_NO_PLACE = re.compile(
    r"(?:Kooperation|Zusammenarbeit|Rahmen|Anschluss|Vorfeld|Jahr|Uhr|Form|Präsenz|Höhe|Bereich"
    r"|Verbindung|Partnerschaft|Mittelpunkt|Fokus|Auftrag|Namen|Internet|Kürze|Abstimmung|Montag"
    r"|Dienstag|Mittwoch|Donnerstag|Freitag|Samstag|Sonntag|Vormittag|Nachmittag|Abend|Sinne|Zuge"
    r"|Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember|January"
    r"|February|March|May|June|July|October|December|Workshop|Fachforum|Frühjahr|Herbst|Sommer"
    r"|Winter|Anmeldung|Begriff|Ende|Anfang|Laufe)\b"
)


@dataclass(frozen=True, slots=True)
class _Frame:
    """How a sentence says that something takes place, and where its place may stand."""

    places: tuple[tuple[re.Pattern[str], str], ...]
    below: bool = False
    doubt: str = ""


_PLACES = ((_LABEL, "label"), (_CELL, "cell"), (_PLACE, "phrase"))
_TOLD = _Frame(_PLACES)
_INVITATION = _Frame(((_INVITED_TO, "invited"), *_PLACES))
_LABELLED = _Frame(_PLACES, below=True)
_UNSURE = _Frame((), doubt=_MEETING_OR_LIMIT)


@dataclass(frozen=True, slots=True)
class _Said:
    """What the words of one sentence say of events; gathered once, however many days it names."""

    sentence: Sentence
    kind: bool
    happens: bool
    clock: bool
    online: bool
    planned: bool
    happened: tuple[tuple[int, int], ...]
    refused: int  # where the first word ends after which no day is one to attend


@lru_cache(maxsize=8)
def is_registered_for(words: str, titles: str) -> bool:
    """Whether one registers for an event: the statement or a title above names one."""
    if COMPETED_FOR.search(words) and not _KIND.search(words):
        return False
    return any(pattern.search(one) for pattern in (_KIND, _JOINED) for one in (words, titles))


def read_events(layout: Layout, chains: list[Chain], published_on: date | None) -> Iterator[Claim]:
    """Yield claims on start, end and place of events to come."""
    for sentence, group in groupby(chains, lambda chain: layout.at(chain.start)):
        said = _said(layout, sentence)
        for chain in group:
            frame = _frame(layout, said, chain)
            if frame is None:
                continue
            days = list(_days(layout, sentence, chain, published_on))
            if not any(on and published_on and on < published_on for _, _, on in days):
                doubt = frame.doubt or (_WHETHER if said.planned else "")
                yield from _when(layout, chain, days, published_on, doubt)
                yield from _where(layout, sentence, chain, frame)


def ask_for_day(
    text: str, claims: Sequence[Claim], published_on: date | None, language: str
) -> Claim | None:
    """Return the first day of an event's text of which nothing else is said, as a question.

    It is for a text that is known to announce an event, and names no day of it in a frame.
    """
    layout = lay_out(Prose.of(text))
    for chain in find_chains(layout, language):
        start, end, quote = layout.prose.span(chain.lead, chain.end)
        taken = any(claim.start < end and start < claim.end for claim in claims)
        day = chain.days()[0]
        if not taken and day.day is not None:
            whole = complete(day, "", Known(published_on=published_on))
            on = whole.on()
            return Claim(
                field=Field.EVENT_START,
                value=on.isoformat() if on else proposal(whole, published_on),
                quote=quote,
                start=start,
                end=end,
                rule="event.asked",
                doubt=whole.unsure or "Findet die Veranstaltung an diesem Tag statt?",
            )
    return None


def _said(layout: Layout, sentence: Sentence) -> _Said:
    low, start, end = layout.low, sentence.start, sentence.end
    refusal = _NOT_ATTENDED.search(low, start, end)
    return _Said(
        sentence,
        kind=bool(_KIND.search(low, start, end)),
        happens=bool(_HAPPENS.search(low, start, end)),
        clock=bool(_CLOCK.search(low, start, end)),
        online=bool(_ONLINE.search(low, start, end)),
        planned=bool(_PLANNED.search(low, start, end)),
        happened=tuple(match.span() for match in _HAPPENED.finditer(low, start, end)),
        refused=refusal.end() if refusal else end + 1,
    )


def _frame(layout: Layout, said: _Said, chain: Chain) -> _Frame | None:
    """Return how a sentence announces that something takes place on these days, if it does."""
    if chain.way in (Way.UNTIL, Way.AFTER, Way.BEFORE) or said.refused <= chain.start:
        return None
    if any(not (chain.start <= start and end <= chain.end) for start, end in said.happened):
        return None
    if chain.way is Way.OF and not chain.opens:
        return None
    if all(day.day is None for day in chain.dates):
        return None
    before = max(said.sentence.start, chain.start - _NEAR)
    invites = _INVITES.search(layout.low, before, chain.start)
    if invites:
        rest = _INVITED[invites.lastgroup or "who"]
        if rest.match(layout.low, chain.end, said.sentence.end):
            return _INVITATION
    if said.kind:
        told = said.happens or said.clock or chain.way is Way.ON
        return _TOLD if told else _labelled(layout, said, chain)
    if said.clock and said.happens and said.online:
        return _TOLD
    titled = bool(_KIND.search(said.sentence.heading))
    if titled and (said.clock or "|" in layout.low[said.sentence.start : said.sentence.end]):
        return _TOLD
    return _labelled(layout, said, chain)


def _labelled(layout: Layout, said: _Said, chain: Chain) -> _Frame | None:
    """Return the frame of a day that stands behind a label, "Termin: 8. Dezember 2026"."""
    start = said.sentence.start
    label = _TIME_LABEL.fullmatch(layout.raw, max(start, chain.lead - _LABEL_LENGTH), chain.lead)
    if not label and not layout.raw[start : chain.lead].strip():
        label = _TIME_LABEL.fullmatch(said.sentence.heading[:_LABEL_LENGTH].rstrip(":") + ":")
    if not label:
        return None
    hours = _FROM_TO.match(layout.low, chain.days()[-1].end, said.sentence.end)
    if label["when"] or hours or said.kind or said.online:
        return _LABELLED
    return _UNSURE if label["day"] else None


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
    doubt: str,
) -> Iterator[Claim]:
    start, end, quote = layout.prose.span(chain.lead, chain.end)
    for field, day, on in days:
        year = "" if on else "In welchem Jahr findet die Veranstaltung statt?"
        yield Claim(
            field=field,
            value=on.isoformat() if on else proposal(day, published_on),
            quote=quote,
            start=start,
            end=end,
            rule="event.date",
            doubt=day.unsure or year or doubt,
            at=chain.at if field is Field.EVENT_START else "",
        )


def _where(layout: Layout, sentence: Sentence, chain: Chain, frame: _Frame) -> Iterator[Claim]:
    plain = layout.prose.plain
    # A sentence may name many days, and each has its place near it.
    end = min(sentence.end, chain.end + _NEAR)
    for pattern, rule in frame.places:
        below = _BELOW if pattern is _LABEL and frame.below else 0
        for match in pattern.finditer(plain, chain.end, end + below):
            if not _NO_PLACE.match(match[1]):
                begin, stop = match.span(1)
                yield _place(layout, begin, stop, match[1].strip(" ,."), rule)
                return
    online = _ONLINE.search(layout.low, sentence.start, end)
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
