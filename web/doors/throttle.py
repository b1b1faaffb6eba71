"""Throttle: how often somebody may try, counted in the database, so that no restart forgets it."""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence
from datetime import datetime, timedelta

from fastapi import HTTPException, Request
from sqlalchemy import Engine, case, delete

from db.accounts import Throttle
from db.engine import writing
from db.secrets import digest_of
from db.upsert import insert_into
from web.wording import clock_time

WINDOW = timedelta(minutes=15)
PER_ADDRESS = 5
PER_CLIENT = 30


def client_of(request: Request) -> str:
    """Return where a request comes from; of IPv6 the network, since one house has them all.

    An address of IPv4 that comes in the clothes of IPv6 is itself: they all lie in one network.
    """
    host = request.client.host if request.client else ""
    try:
        found = ipaddress.ip_address(host)
    except ValueError:
        return host
    if found.version == 6:
        if found.ipv4_mapped is not None:
            return str(found.ipv4_mapped)
        return str(ipaddress.IPv6Network((int(found) >> 64 << 64, 64)))
    return host


def count_try(engine: Engine, subject: str, now: datetime) -> tuple[int, datetime]:
    """Count one try, and return how many there are and when counting begins anew."""
    first = insert_into(engine, Throttle).values(subject=digest_of(subject), began_at=now, tries=1)
    over = Throttle.began_at <= now - WINDOW
    counted = first.on_conflict_do_update(
        index_elements=[Throttle.subject],
        set_={
            "tries": case((over, 1), else_=Throttle.tries + 1),
            "began_at": case((over, now), else_=Throttle.began_at),
        },
    ).returning(Throttle.tries, Throttle.began_at)
    with writing(engine) as session:
        session.execute(delete(Throttle).where(Throttle.began_at < now - 4 * WINDOW))
        tries, began_at = session.execute(counted).one()
    return tries, began_at + WINDOW


def forget_tries(engine: Engine, subject: str) -> None:
    """Forget what was counted for somebody who got it right."""
    with writing(engine) as session:
        session.execute(delete(Throttle).where(Throttle.subject == digest_of(subject)))


def allow(engine: Engine, tried: Sequence[tuple[str, int]], now: datetime) -> None:
    """Count a try for each subject, and refuse it where one has tried more often than it may."""
    counted = [(count_try(engine, subject, now), most) for subject, most in tried]
    again = [until for (tries, until), most in counted if tries > most]
    if again:
        raise HTTPException(
            429, f"Das waren zu viele Versuche. Ab {clock_time(max(again))} geht es wieder."
        )
