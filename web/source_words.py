"""Source words: how a source stands, as a person would say it."""

from __future__ import annotations

from datetime import date, datetime

from db.findings import Finding
from db.labels import short_day
from db.local_date import BERLIN, local_date
from db.queries.source_states import SourceState
from db.vocabulary import FindingKind, RunOutcome

# The states that a list can be filled by.
STATES = {
    "befund": "mit Befund",
    "kenntnis": "Befund zur Kenntnis genommen",
    "ordnung": "in Ordnung",
    "angehalten": "angehalten",
    "nie": "noch nie abgerufen",
}
# Findings with which a source is still read as a whole.
_READABLE = (FindingKind.INCOMPLETE, FindingKind.SILENT)


def state_of(state: SourceState) -> str:
    """Return the code of a source's state: what staff are to see first comes first."""
    if state.worrying:
        return "befund"
    if state.paused:
        return "angehalten"
    if state.findings:
        return "kenntnis"
    return "nie" if state.latest is None else "ordnung"


def health_words(state: SourceState, today: date) -> str:
    """Return how a source stands: "in Ordnung, zuletzt heute 05:12, 14 Einträge"."""
    said = _found(state, today) or _sound(state, today)
    if state.paused:
        since = short_day(local_date(state.paused.decided_at))
        return f"angehalten seit {since} von {state.paused.decided_by}; {said}"
    return said


def unconfirmed_words(state: SourceState) -> str:
    """Return for staff why a source is unconfirmed, and what makes it a confirmed one."""
    if state.latest is None:
        why = "Ihre Website wurde noch nie abgerufen."
    elif state.latest.replayed:
        why = "Zuletzt wurden gespeicherte Seiten gelesen, nicht die Website selbst."
    elif state.latest.outcome == RunOutcome.RUNNING:
        why = "Der Abruf der Website läuft gerade."
    else:
        why = "Kein Abruf der Website gelang bisher; unten bei den Abrufen steht, warum."
    if state.paused:
        return f"{why} Solange sie angehalten ist, wird sie nicht von selbst abgerufen."
    return (
        f"{why} Der erste gute Abruf bestätigt sie. Wollen Sie vorher wissen, was gelesen würde: "
        "„Prüfen, ohne zu speichern“, und Titel und Tage mit der Website vergleichen."
    )


def reading_words(state: SourceState, today: date) -> str:
    """Return for everybody what keeps a source from being read as it should; empty: nothing does.

    Why that is so is for staff: their sentences name what a stranger has no use for.
    """
    if state.paused:
        return f"Der Abruf ruht seit {short_day(local_date(state.paused.decided_at))}."
    found = {finding.kind: since_words(finding.since_at, today) for finding in state.findings}
    hidden = [(kind, since) for kind, since in found.items() if kind not in _READABLE]
    if hidden:
        kind, since = hidden[0]
        return f"{since[:1].upper()}{since[1:]} {_unread(kind)}; wir versuchen es weiter."
    if FindingKind.INCOMPLETE in found:
        return f"Gelesen, aber nicht alles: Einzelne Seiten fehlen {found[FindingKind.INCOMPLETE]}."
    if FindingKind.SILENT in found:
        return "Gelesen; dort steht ungewöhnlich lange nichts Neues."
    return ""


def since_words(at: datetime, today: date) -> str:
    """Return since when something is so: "seit heute", "seit 3 Tagen"."""
    days = (today - local_date(at)).days
    if days <= 0:
        return "seit heute"
    return "seit gestern" if days == 1 else f"seit {days} Tagen"


def when_words(at: datetime, today: date) -> str:
    """Return an instant near to today: "heute 05:12", "gestern 05:12", "14.11.2026"."""
    days = (today - local_date(at)).days
    time = at.astimezone(BERLIN).strftime("%H:%M")
    if days in (0, 1):
        return f"{'gestern' if days else 'heute'} {time}"
    return short_day(local_date(at))


def _sound(state: SourceState, today: date) -> str:
    if state.latest is None:
        return "noch nie abgerufen"
    if state.good_at is None:
        running = state.latest.outcome == RunOutcome.RUNNING
        return "der erste Abruf läuft" if running else "noch nie ganz gelesen"
    return f"in Ordnung, zuletzt {when_words(state.good_at, today)}, {_entries(state)}"


def _found(state: SourceState, today: date) -> str:
    # What keeps a source from being read is said before what is wrong beside it.
    found = sorted(state.findings, key=lambda one: one.kind in _READABLE)
    return _worst(found[0], state, today) if found else ""


def _worst(finding: Finding, state: SourceState, today: date) -> str:
    since = since_words(finding.since_at, today)
    if finding.kind == FindingKind.INCOMPLETE:
        return f"gelesen, {_entries(state)}; {since} fehlt Einzelnes: {finding.reason}"
    if finding.kind == FindingKind.SILENT:
        return f"lesbar, {_entries(state)}, aber {since} verstummt: {finding.reason}"
    return f"{since} {_unread(finding.kind)}: {finding.reason}"


def _unread(kind: str) -> str:
    return "nicht erreichbar" if kind == FindingKind.UNREACHABLE else "nicht lesbar"


def _entries(state: SourceState) -> str:
    return "1 Eintrag" if state.entries == 1 else f"{state.entries} Einträge"
