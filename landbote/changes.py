"""Changes: the log of changes as JSON Lines, in a file or on standard output."""

from __future__ import annotations

import json
import sys
from datetime import date, datetime, time
from pathlib import Path
from typing import BinaryIO

from sqlalchemy.orm import Session

from db.change_log import note_changes, number_before
from db.engine import reading
from landbote.application import Application
from landbote.clock import BERLIN
from web.interfaces.changes import Publisher, all_after


def write_changes(app: Application, since: str, file: Path | None) -> None:
    """Write every change after a number, a day or an instant; a file is there as a whole.

    Raises ValueError for what is none of these.
    """
    moment = since_of(since)
    note_changes(app.engine, app.clock())
    if file is None:
        _write(app, moment, sys.stdout.buffer)
        return
    part = file.with_name(f"{file.name}.part")
    try:
        with part.open("wb") as out:
            _write(app, moment, out)
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)


def since_of(words: str) -> int | datetime:
    """Return the number or the instant that somebody means; a day begins at midnight in Berlin."""
    if words.isdecimal() and words.isascii() and len(words) < 10:
        return int(words)
    try:
        if len(words) == len("2026-11-22"):
            return datetime.combine(date.fromisoformat(words), time(), BERLIN)
        moment = datetime.fromisoformat(words)
    except ValueError:
        raise ValueError(
            f"--since {words!r} ist keine Nummer, kein Tag (2026-11-22) und kein Zeitpunkt "
            "(2026-11-22T06:30+01:00)"
        ) from None
    return moment if moment.tzinfo else moment.replace(tzinfo=BERLIN)


def _write(app: Application, since: int | datetime, out: BinaryIO) -> None:
    publisher = Publisher(base_url=app.settings.base_url, sources=app.sources)
    with reading(app.engine) as session:
        for change in all_after(session, _number(session, since), publisher):
            line = json.dumps(change, ensure_ascii=False) + "\n"
            out.write(line.encode("utf-8", "replace"))


def _number(session: Session, since: int | datetime) -> int:
    return since if isinstance(since, int) else number_before(session, since)
