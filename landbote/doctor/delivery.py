"""The delivery: whether the service runs, what is due, and how the last issues went."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.engine import reading
from db.findings import MAIL, open_findings
from db.labels import CADENCES, DELIVERY_STATES, FINDINGS, ISSUES
from db.letters import Letter
from db.local_date import BERLIN
from db.queries.gauges import is_alive
from db.queries.issues import UNDER_WAY, PastIssue, past_issues
from db.vocabulary import Cadence, DeliveryState, FindingKind
from landbote import jobs
from landbote.doctor.database import is_ready
from landbote.doctor.said import Patient, Said, bad, doubt, good
from notifier.lateness import late_issues

SHOWN = 5
A_LETTER_WAITS = timedelta(minutes=15)
_SERVICE = {
    "service": ("„landbote run“ läuft", "„landbote run“ läuft nicht"),
    "workers": ("„landbote worker“ läuft", "„landbote worker“ läuft nirgends"),
}
_BAD = (DeliveryState.FAILED, DeliveryState.UNCLEAR)


def examine(patient: Patient) -> Iterator[Said]:
    """Look at schedule, issues and letters, as far as the database is today's."""
    app = patient.app
    if not is_ready(app.engine):
        yield doubt(
            "Ausgaben", "nicht prüfbar, solange die Datenbank fehlt oder nicht auf dem Stand ist"
        )
        return
    now = app.clock()
    with reading(app.engine) as session:
        runs, stands = _SERVICE[app.settings.jobs_by]
        if is_alive(session, now):
            yield good("Dienst", runs)
        else:
            yield bad("Dienst", f"{stands}; nichts geht von selbst hinaus")
        late = late_issues(session, jobs.overdue(app), now)
        yield from (bad("Ausgaben", one.reason) for one in late)
        if not late:
            yield good("Ausgaben", "keine ist verspätet")
        yield from (_issue(one) for one in past_issues(session)[:SHOWN])
        yield _letters(session, patient)
        for finding in open_findings(session, MAIL):
            if finding.kind != FindingKind.LATE:
                yield bad("Mailversand", f"{FINDINGS[finding.kind]}: {finding.reason}")
    yield good("Zeitplan", f"als Nächstes {', '.join(_next(patient))}")


def _next(patient: Patient) -> Iterator[str]:
    for cadence, at in jobs.next_issues(patient.app).items():
        yield f"{CADENCES[Cadence(cadence)]} am {at.astimezone(BERLIN):%d.%m. um %H:%M}"


def _issue(past: PastIssue) -> Said:
    """Say how the mails of one issue stand; one that many refused is looked at."""
    issue = past.issue
    about = f"Ausgabe {issue.issued_on:%d.%m.%Y}, {ISSUES[issue.cadence]}"
    counts = [
        f"{past.mails[state]} {DELIVERY_STATES[state]}"
        for state in DeliveryState
        if past.mails.get(state)
    ]
    if issue.planned_at is None:
        return doubt(about, "wird gerade zusammengestellt, oder blieb dabei stehen")
    troubled = sum(past.mails.get(state, 0) for state in _BAD)
    say = doubt if troubled * 10 > past.planned else good
    return say(about, ", ".join(counts) or "keine Mail, weil es nichts zu melden gab")


def _letters(session: Session, patient: Patient) -> Said:
    long_ago = patient.app.clock() - A_LETTER_WAITS
    waiting = select(func.count()).select_from(Letter)
    count = session.scalar(
        waiting.where(
            Letter.state.in_(UNDER_WAY),
            Letter.planned_at < long_ago,
            Letter.good_until_at > patient.app.clock(),
        )
    )
    if count:
        return bad("Briefe", f"{count} warten seit mehr als einer Viertelstunde")
    return good("Briefe", "keiner wartet (Anmeldungen, Bestätigungen, Befunde)")
