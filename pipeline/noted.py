"""Noted: a lead among the desk's hints: once for each page that tells it, and for each matter.

The caller owns the transaction. What staff settled stays settled, unless the page names another
deadline: then the same hint is open again and says so.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from db.crawls import StoredEntry
from db.decisions import Decision
from db.tips import MOST_KEPT, LookedAt, Tip
from db.upsert import insert_into
from pipeline.known import Known
from pipeline.lead import Lead

BECAME = "daraus wurde dieser Eintrag, oder eine Frage zu ihm"


def note(
    session: Session, raw_id: int, lead: Lead, known: Known | None, now: datetime
) -> tuple[int, bool]:
    """Write down the lead that a text is; return the number of its hint, and whether it is new."""
    tip = _of_page(session, raw_id)
    if tip is not None:
        _move(session, tip, lead, known, now)
        return tip.id, False
    tip = _of_matter(session, lead, now)
    told_before = any(one.get("source") == lead.source for one in tip.told)
    if tip.settled_at is None and not told_before:
        _tell(tip, lead, known, now)
        tip.count += 1
        return tip.id, tip.count == 1
    return tip.id, False


def _of_page(session: Session, raw_id: int) -> Tip | None:
    """Return the hint that an earlier text of the same page led to."""
    text, earlier = aliased(StoredEntry), aliased(StoredEntry)
    rows = (
        select(Tip)
        .join(LookedAt, LookedAt.tip_id == Tip.id)
        .join(earlier, earlier.id == LookedAt.raw_id)
        .join(text, (text.source == earlier.source) & (text.key == earlier.key))
        .where(text.id == raw_id)
        .order_by(earlier.id.desc())
        .limit(1)
    )
    return session.scalars(rows.with_for_update(of=Tip)).one_or_none()


def _of_matter(session: Session, lead: Lead, now: datetime) -> Tip:
    """Return the hint of the matter, whoever told it first; a new one where nobody did."""
    first = insert_into(session.get_bind(), Tip).values(
        place=lead.place,
        address=lead.address,
        told=[],
        count=0,
        answerable=False,
        first_at=now,
        last_at=now,
        found=True,
        until_on=lead.until_on,
    )
    session.execute(first.on_conflict_do_nothing(index_elements=[Tip.place]))
    return session.scalars(select(Tip).where(Tip.place == lead.place).with_for_update()).one()


def _move(session: Session, tip: Tip, lead: Lead, known: Known | None, now: datetime) -> None:
    """Tell staff that the page names another deadline than it did; else nothing.

    What another source still says is no word of this page.
    """
    said = [one for one in tip.told if one.get("source") == lead.source]
    before = _day(said[-1].get("until")) if said else None
    if lead.until_on is None or lead.until_on == (before or tip.until_on):
        return
    became = session.get(Decision, tip.settled_by_id) if tip.settled_by_id else None
    if became is not None and (entry := became.value[0].get("entry")):
        known = Known(entry=entry, why=BECAME)
    _tell(tip, lead, known, now, was=before or tip.until_on)
    tip.until_on, tip.settled_at, tip.settled_by_id = lead.until_on, None, None
    taken = session.scalar(select(Tip.id).where(Tip.place == lead.place))
    tip.place = tip.place if taken else lead.place


def _tell(
    tip: Tip, lead: Lead, known: Known | None, now: datetime, *, was: date | None = None
) -> None:
    words: dict[str, Any] = {"said": lead.said, "reply_to": "", "at": now.isoformat()}
    words |= {"source": lead.source, "address": lead.address}
    if lead.until_on is not None:
        words["until"] = lead.until_on.isoformat()
    if was is not None:
        words["was"] = was.isoformat()
    if known is not None:
        words |= {"entry": known.entry, "why": known.why}
    tip.told, tip.last_at = [*tip.told, words][-MOST_KEPT:], now


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None
