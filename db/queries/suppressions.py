"""Suppressions: the addresses that get no mail, the newest first, and what came back of a mail."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.bounces import Bounce
from db.subscribers import Suppression

ON_A_PAGE = 100


def suppressions(
    session: Session, address: str = "", page: int = 1
) -> tuple[list[Suppression], int]:
    """Return a page of the addresses that contain a text, and how many there are."""
    wanted = Suppression.email.icontains(address, autoescape=True)
    count = session.scalar(select(func.count()).select_from(Suppression).where(wanted)) or 0
    ordered = select(Suppression).where(wanted).order_by(Suppression.since_at.desc())
    start = (page - 1) * ON_A_PAGE
    return list(session.scalars(ordered.offset(start).limit(ON_A_PAGE))), count


def bounces_of(session: Session, deliveries: Collection[int]) -> dict[int, list[Bounce]]:
    """Return what came back of some mails, the oldest first."""
    found: defaultdict[int, list[Bounce]] = defaultdict(list)
    rows = select(Bounce).where(Bounce.delivery_id.in_(deliveries)).order_by(Bounce.id)
    for bounce in session.scalars(rows):
        if bounce.delivery_id is not None:
            found[bounce.delivery_id].append(bounce)
    return found
