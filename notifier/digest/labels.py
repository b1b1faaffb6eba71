"""Labels: the German words for codes, money, rates and days."""

from __future__ import annotations

from datetime import date

from crawlers.items import Kind
from crawlers.source import Level
from db.labels import APPLICANTS as APPLICANTS
from db.labels import STATUSES as STATUSES
from db.labels import money as money
from db.labels import number as number
from db.labels import percent as percent
from db.vocabulary import Cadence
from notifier.digest.wording import one_line

LEVELS: dict[str, str] = {
    Level.EU: "EU",
    Level.FEDERAL: "Bund",
    Level.STATE: "Land",
    Level.REGION: "Region",
}
KINDS: dict[str, str] = {
    Kind.PROGRAMME: "Förderprogramm",
    Kind.CALL: "Aufruf",
    Kind.PRIZE: "Preis",
    Kind.EVENT: "Termin",
    Kind.NOTICE: "Mitteilung",
}
KINDS_WITH_ARTICLE: dict[str, str] = {
    Kind.PROGRAMME: "das Programm",
    Kind.CALL: "der Aufruf",
    Kind.PRIZE: "der Preis",
    Kind.EVENT: "der Termin",
    Kind.NOTICE: "die Mitteilung",
}
INSTRUMENTS: dict[str, str] = {
    "grant": "Zuschuss",
    "loan": "Darlehen",
    "guarantee": "Bürgschaft",
    "equity": "Beteiligung",
    "prize": "Preisgeld",
    "other": "Sonstiges",
}
STAGES: dict[str, str] = {
    "sketch": "Skizze",
    "interest": "Interessenbekundung",
    "application": "Antrag",
    "registration": "Anmeldung",
}
CADENCES: dict[str, str] = {
    Cadence.DAILY: "täglich",
    Cadence.WEEKLY: "wöchentlich",
    Cadence.MONTHLY: "monatlich",
}
WEEKDAYS = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")
MONTHS = (
    *("Januar", "Februar", "März", "April", "Mai", "Juni"),
    *("Juli", "August", "September", "Oktober", "November", "Dezember"),
)


def label(words: dict[str, str], code: str) -> str:
    """Return the German word for a code; a publisher's own word stands for itself."""
    return words.get(code) or one_line(code, 80)


def day(on: date) -> str:
    """Return "1. Februar 2027"."""
    return f"{on.day}. {MONTHS[on.month - 1]} {on.year}"


def long_day(on: date) -> str:
    """Return "Montag, 1. Februar 2027"."""
    return f"{WEEKDAYS[on.weekday()]}, {day(on)}"


def days(first: date, last: date | None) -> str:
    """Return one long day, or "12. bis 14. März 2027" for several."""
    if last is None or last <= first:
        return long_day(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}. bis {day(last)}"
    return f"{day(first)} bis {day(last)}"


def days_left(on: date, today: date) -> str:
    """Return "endet heute", "endet morgen" or "noch 5 Tage"."""
    left = (on - today).days
    return {0: "endet heute", 1: "endet morgen"}.get(left, f"noch {left} Tage")


def span(low: str, high: str) -> str:
    """Return "5.000 € bis 20.000 €", "bis 20.000 €" or "ab 5.000 €" for what is known."""
    if low and high:
        return high if low == high else f"{low} bis {high}"
    if high:
        return f"bis {high}"
    return f"ab {low}" if low else ""
