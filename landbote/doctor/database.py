"""The database: whether it answers, whether its schema is today's, whether its clock is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import Engine, func, select, text
from sqlalchemy.orm import Session

from db.clock_sights import LASTING, doubted
from db.crawls import CrawlRun
from db.deliveries import Delivery
from db.engine import reading
from db.local_date import BERLIN
from db.schema import is_current
from landbote.doctor.said import Patient, Said, bad, doubt, good

OFF_BY = timedelta(minutes=2)


def examine(patient: Patient) -> Iterator[Said]:
    """Look at the database without changing anything in it."""
    app = patient.app
    if not _is_there(app.engine):
        yield doubt("Datenbank", f"{app.engine.url.database} wird beim ersten Befehl angelegt")
        return
    kind = "PostgreSQL" if app.engine.dialect.name == "postgresql" else "SQLite"
    if not is_current(app.engine):
        yield bad(
            "Datenbank",
            f"{kind} antwortet, aber das Schema ist nicht das dieser Fassung; jeder Befehl außer "
            "diesem bringt es auf den Stand",
        )
        return
    yield good("Datenbank", f"{kind} antwortet, das Schema ist auf dem Stand")
    with reading(app.engine) as session:
        yield _clock(session, app.clock(), app.engine.dialect.name)


def is_ready(engine: Engine) -> bool:
    """Whether there is a database, with today's schema."""
    return _is_there(engine) and is_current(engine)


def _is_there(engine: Engine) -> bool:
    # To open a file that is missing would make it.
    return engine.dialect.name != "sqlite" or Path(engine.url.database or "").exists()


def _clock(session: Session, now: datetime, dialect: str) -> Said:
    leap = doubted(session, now)
    if leap is not None:
        return bad(
            "Uhr",
            f"sprang vom {_shown(leap.last_at)}, auf den {_shown(now)}. Bis sie wieder richtig "
            f"geht oder {LASTING // timedelta(minutes=1)} Minuten dabei bleibt, tut der Dienst "
            "nichts",
        )
    newest = [
        at
        for at in (
            session.scalar(select(func.max(CrawlRun.started_at))),
            session.scalar(select(func.max(Delivery.planned_at))),
        )
        if at is not None
    ]
    if any(at > now + OFF_BY for at in newest):
        return bad(
            "Uhr",
            f"zeigt {_shown(now)}; Gespeichertes ist vom {_shown(max(newest))}, also aus der "
            "Zukunft",
        )
    if dialect == "postgresql":
        there: datetime = session.execute(text("SELECT now()")).scalar_one()
        if abs(there - now) > OFF_BY:
            return bad("Uhr", f"zeigt hier {_shown(now)}, beim Datenbankserver {_shown(there)}")
        return good("Uhr", "geht wie die des Datenbankservers")
    return good("Uhr", f"zeigt {_shown(now)}; nichts Gespeichertes ist jünger")


def _shown(at: datetime) -> str:
    return f"{at.astimezone(BERLIN):%d.%m.%Y, %H:%M Uhr}"
