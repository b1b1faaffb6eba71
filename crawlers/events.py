"""Events: tell the announcement of an event from the report of one that is over."""

from __future__ import annotations

import re
from collections.abc import Collection

from crawlers.items import Given, Kind, LabelledText
from crawlers.labelled_days import days, until
from crawlers.lines import value
from crawlers.page import Page
from crawlers.press import asks_for_applications, classify

WHEN = ("Termin", "Datum", "Wann")
WHERE = ("Ort", "Veranstaltungsort", "Wo")
REGISTRATION = ("Anmeldung", "Anmeldeschluss", "Anmeldefrist")
LABELS = (*WHEN, *WHERE, *REGISTRATION, "Uhrzeit", "Zeit", "Veranstalter", "Kosten")


def _words(*stems: str) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(stems) + r")", re.IGNORECASE)


_INVITES = _words(
    r"(?:lädt|laden)\b[^.]{0,120}\bein(?=[.,;!]|$)", r"einladung", r"anmeld(?:ung|eschluss|en)\b",
    r"anmeldefrist", r"melden sie sich\b.{0,40}\ban\b", r"save the date", r"jetzt anmelden",
    r"veranstaltungsort", r"die teilnahme ist", r"find(?:en|et)\b.{0,120}\bstatt\b",
)  # fmt: skip
_REPORTS = _words(
    r"fand(?:en)?\b.{0,120}\bstatt\b", r"stattgefunden", r"rückblick", r"nachbericht", r"nachlese",
    r"nahmen\b.{0,80}\bteil\b", r"(?:organisier|veranstalte|begrüß|diskutier|besuch)te[nt]?\b",
    r"kamen\b.{0,80}\b(?:zusammen|nach)\b", r"trafen sich", r"tauschten sich",
    r"blick(?:t|te|en|ten)\b.{0,60}\bzurück\b", r"war(?:en)? ein (?:voller |großer )?erfolg",
)  # fmt: skip
_FUNDS = _words(
    r"gefördert w[ei]rd", r"förderquote", r"fördersatz", r"förderfähig", r"zuwendungsfähig",
    r"antragsberechtigt", r"zuschuss (?:beträgt|von)", r"erhalten bis zu",
)  # fmt: skip
_NUMBER_DOT = re.compile(r"(?<=\d)\.")
_SENTENCE = re.compile(r"(?<=\w\w[.!?])\s+(?=[A-ZÄÖÜ„])|\n+")
# What is over is told at the start; "im letzten Jahr nahmen 80 Menschen teil" comes later.
_OPENING = 2


def is_report(title: str, text: str) -> bool:
    """Whether a text reports an event that is over: its headline or its first sentences say so.

    An invitation that comes first is one, though it may recall the last time.
    """
    sentences = _SENTENCE.split(_NUMBER_DOT.sub("", text))
    for part in (title, *sentences[:_OPENING]):
        if _REPORTS.search(part):
            return True
        if _INVITES.search(part):
            return False
    return False


def is_announcement(title: str, text: str) -> bool:
    """Whether a text invites to an event that is still to come."""
    return not is_report(title, text) and bool(_INVITES.search(f"{title}\n{text}"))


def kind_of_news(title: str, *texts: str) -> Kind:
    """Return CALL, AWARD, EVENT or NOTICE for a piece of news.

    Calls and awards are told by `crawlers.press`; what is neither may be an invitation.
    """
    kind = classify(title, *texts)
    if kind is Kind.NOTICE and is_announcement(title, "\n".join(texts)):
        return Kind.EVENT
    return kind


def kind_of_page(title: str, text: str) -> Kind:
    """Return the kind of a standing page, which is no news: CALL, EVENT, PROGRAMME or NOTICE.

    "Vereine erhalten bis zu 60 Prozent" on such a page is what a programme offers, not what
    somebody got; only the headline can say that a page reports an award.
    """
    kind = classify(title)
    if kind is not Kind.NOTICE:
        return kind
    if asks_for_applications(text):
        return Kind.CALL
    if is_announcement(title, text):
        return Kind.EVENT
    return Kind.PROGRAMME if _FUNDS.search(text) else Kind.NOTICE


def event_given(pairs: Collection[LabelledText], url: str) -> Given:
    """Return day, place and registration deadline of an event, where labels state them."""
    starts_on, ends_on = days(value(pairs, *WHEN))
    return Given(
        funders=tuple(pair.text for pair in pairs if pair.label == "Veranstalter"),
        deadlines=until(Page(url, ""), value(pairs, *REGISTRATION)),
        event_starts_on=starts_on,
        event_ends_on=ends_on,
        event_place=value(pairs, *WHERE),
    )
