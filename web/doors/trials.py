"""Trials: what a sign-in remembers between its two halves; each is taken up once, or ends."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Engine, delete

from db.accounts import Trial
from db.engine import writing
from db.secrets import digest_of

LASTS = timedelta(minutes=10)


def begin(
    engine: Engine, secret: str, way: str, now: datetime, account_id: int | None = None, **kept: Any
) -> None:
    """Remember what was begun under a secret that only the browser knows."""
    with writing(engine) as session:
        session.execute(delete(Trial).where(Trial.ends_at <= now))
        trial = Trial(way=way, digest=digest_of(secret), kept=kept, ends_at=now + LASTS)
        trial.account_id = account_id
        session.add(trial)


def take_up(
    engine: Engine, secret: str, way: str, now: datetime, account_id: int | None = None
) -> dict[str, Any] | None:
    """Return what was remembered, and forget it; None where nothing was begun so."""
    of_whom = Trial.account_id.is_(None) if account_id is None else Trial.account_id == account_id
    taken = (
        delete(Trial)
        .where(Trial.digest == digest_of(secret), Trial.way == way, Trial.ends_at > now, of_whom)
        .returning(Trial.kept)
    )
    with writing(engine) as session:
        kept: dict[str, Any] | None = session.scalar(taken)
        return kept
