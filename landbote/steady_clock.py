"""Steady clock: nothing is begun while the machine's clock says what cannot be, and staff hear."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from db import findings
from db.clock_sights import LASTING, Leap, look
from db.engine import writing
from db.local_date import BERLIN
from db.vocabulary import FindingKind
from landbote.application import Application
from notifier.staff_letters import tell_staff

_SHOWN_FOR = timedelta(days=1)  # after the clock came back


def clock_stands(app: Application, say: Callable[[str], None]) -> bool:
    """Whether what is due may be done by this clock; a leap is told to staff once."""
    leap = look(app.engine, app.clock())
    if leap is None:
        return True
    reason = _reason(leap)
    # By the time that was believed: a letter of another year would be no letter.
    at = leap.now if leap.believed else leap.last_at
    with writing(app.engine) as session:
        new = findings.note(session, findings.MAIL, FindingKind.CLOCK, reason, "", at)
        if new or leap.believed:
            tell_staff(
                session,
                FindingKind.CLOCK,
                subject="Landbote: Die Uhr des Rechners ist gesprungen",
                lines=(
                    reason,
                    "",
                    "Was sonst nicht stimmt, zeigt auf dem Server der Befehl",
                    "landbote doctor",
                ),
                once=f"{FindingKind.CLOCK}:{leap.last_at:%Y%m%d%H%M}:{leap.believed}",
                now=at,
                sender=app.sender,
            )
    if new or leap.believed:
        say(reason)
    return leap.believed


def forget_leap(app: Application) -> None:
    """Close the finding that the clock leapt, a day after it was there for the last time."""
    now = app.clock()
    with writing(app.engine) as session:
        for finding in findings.open_findings(session, findings.MAIL):
            if finding.kind == FindingKind.CLOCK and abs(now - finding.last_seen_at) > _SHOWN_FOR:
                finding.cleared_at = now


def _reason(leap: Leap) -> str:
    shown, before = _shown(leap.now), _shown(leap.last_at)
    said = f"Die Uhr des Rechners sprang vom {before}, auf den {shown}."
    minutes = LASTING // timedelta(minutes=1)
    if leap.believed:
        return (
            f"{said} Sie blieb {minutes} Minuten dabei; Landbote richtet sich wieder nach "
            "ihr. War der Rechner nicht so lange aus, lassen Sie bitte seine Uhr prüfen."
        )
    return (
        f"{said} Bis sie wieder richtig geht oder {minutes} Minuten dabei bleibt, ruft Landbote "
        "nichts ab, stellt keine Ausgabe zusammen und verschickt nichts."
    )


def _shown(at: datetime) -> str:
    return f"{at.astimezone(BERLIN):%d.%m.%Y, %H:%M Uhr}"
