"""Mail words: why a mail did not arrive, as a person would say it."""

from __future__ import annotations

import re

from db.deliveries import Delivery
from db.labels import DELIVERY_STATES
from db.vocabulary import DeliveryState, MailEnd
from pipeline.desk.mails import LOST

# The first that fits counts: the mail server's own code, then what its words say.
_UNKNOWN = r"\b5\.1\.[0-36]\b|user unknown|no such user|unknown user|does not exist"
_UNWANTED = r"\b5\.7\.\d+\b|spam|blocked|blacklist|policy|dmarc|spf"
_REASONS = (
    (_UNKNOWN, "Die Adresse gibt es nicht (mehr)."),
    (r"\b[45]\.2\.2\b|\b(452|552)\b|mailbox full|quota", "Das Postfach ist voll."),
    (r"\b5\.2\.1\b|disabled|inactive", "Das Postfach ist abgeschaltet."),
    (r"\b5\.3\.4\b|too large|size limit", "Die Mail ist dem Mailserver zu groß."),
    (_UNWANTED, "Der Mailserver weist sie als unerwünscht ab."),
    (r"\b4\.7\.\d+\b|greylist", "Der Mailserver bittet um einen späteren Versuch."),
    (r"\b5\d\d\b", "Der Mailserver lehnt sie endgültig ab."),
    (r"\b4\d\d\b", "Der Mailserver nimmt sie gerade nicht an."),
)

_LOST = (
    "Die Servicestelle hat sie als verloren gewertet; was darin stand, kommt mit der nächsten "
    "Ausgabe."
)
_UNCLEAR_AGAIN = (
    "Die Antwort des Mailservers ging verloren. Die Mail kann angekommen sein; sie geht noch "
    "einmal hinaus, mit derselben Kennung."
)
_UNCLEAR_FOR_GOOD = (
    "Die Antwort des Mailservers ging zweimal verloren. Die Mail kann angekommen sein; von "
    "selbst geht sie nicht noch einmal hinaus."
)

_SETTLED = {
    MailEnd.AGAIN: ("Eine Mail geht noch einmal hinaus.", "{} Mails gehen noch einmal hinaus."),
    MailEnd.ARRIVED: ("Eine Mail gilt als angekommen.", "{} Mails gelten als angekommen."),
    MailEnd.LOST: (
        "Eine Mail gilt als verloren; was darin stand, kommt mit der nächsten Ausgabe.",
        "{} Mails gelten als verloren; was darin stand, kommt mit der nächsten Ausgabe.",
    ),
}


def state_words(mail: Delivery) -> str:
    """Return how a mail stands; what staff took for lost was refused by nobody."""
    return "verloren" if mail.answer == LOST else DELIVERY_STATES[mail.state]


def settled_words(end: MailEnd, count: int) -> str:
    """Return what was said of so many unclear mails."""
    if not count:
        return "Es ist alles, wie es war: Keine ungeklärte Mail war davon betroffen."
    one, many = _SETTLED[end]
    return one if count == 1 else many.format(count)


def why_words(mail: Delivery) -> str:
    """Return why a mail was refused, suppressed or waits, or "" where all is well."""
    if mail.state == DeliveryState.SUPPRESSED:
        return "Die Adresse steht auf der Sperrliste oder hat abbestellt; sie bekommt nichts mehr."
    if mail.state == DeliveryState.UNCLEAR:
        return _UNCLEAR_AGAIN if mail.settled_at is None else _UNCLEAR_FOR_GOOD
    if mail.state == DeliveryState.SENT or not mail.answer:
        return ""
    if mail.answer == LOST:
        return _LOST
    answer = mail.answer.casefold()
    found = (words for pattern, words in _REASONS if re.search(pattern, answer))
    return next(found, "Der Mailserver war nicht zu erreichen oder gab keine klare Antwort.")
