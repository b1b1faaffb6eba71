"""Leads: what municipal sites and the press tell of others' funding is a hint to staff.

It is kept word for word as any other find, and read by the same rules, but never becomes an
entry: who tells of a call is not who answers for it. What asks for applications, with a deadline
or a sum, is put among the desk's hints (`db.tips`), with where it stands; all else is left alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import structlog
from rapidfuzz import fuzz, process
from sqlalchemy import Engine, delete, or_, select
from sqlalchemy.orm import Session

from crawlers.items import RawEntry, storable
from crawlers.links import canonical
from crawlers.source import Source, Trust
from db.area import LEADER
from db.crawls import StoredEntry
from db.derive import derive
from db.engine import reading, writing
from db.local_date import local_date
from db.opportunities import Opportunity
from db.secrets import digest_of
from db.statements import Field, Standing
from db.tips import MOST_KEPT, LookedAt, Tip
from db.upsert import insert_into
from db.vocabulary import DeadlineKind, Presence, Visibility
from pipeline.offered import offers_money, sums_in
from pipeline.run import Rules, read_entry

FRESH = timedelta(days=60)  # after which a lead that nobody looked at leads nowhere
BATCH = 200
# What a find must say at least one of, be it in words that leave a doubt: staff look themselves.
_TOLD = (
    *(Field.DEADLINE, Field.ANNUAL_DEADLINE, Field.DEADLINE_RULE, Field.OPENS),
    *(Field.AWARD_MAX, Field.RATE_MAX, Field.BUDGET),
)
_SAID = (Standing.SURE, Standing.ASKED, Standing.CONTESTED)
_WITH_A_DAY = (DeadlineKind.FIXED, DeadlineKind.ANNUAL)
# Of a hundred, from which on two titles are probably of one matter: less would take the call of
# one region for that of another.
_ALIKE = 95
_LONGEST = 400
_DISTRICT = 5  # digits of its key


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """What a source tells of a call: the words it rests on, and until when it matters."""

    source: str
    title: str
    address: str
    said: str
    until_on: date | None
    near: str = ""
    sums: str = ""  # and the year, where no deadline tells one call from another

    @property
    def place(self) -> str:
        """The digest of the matter: the same news of several municipalities is one lead.

        Regions call with the same words for the same day: of those that are not near each other
        none may hide the other's call.
        """
        words = " ".join(sorted(self.title.casefold().split()))
        return digest_of(f"lead {self.near} {words} {self.until_on or self.sums}")


def any_wait(engine: Engine, sources: Mapping[str, Source]) -> bool:
    """Whether a source of leads brought anything since the last look."""
    with reading(engine) as session:
        return bool(_waiting(session, _of_leads(sources)))


def look_for_leads(engine: Engine, rules: Rules, now: datetime) -> int:
    """Look once at what sources of leads brought, and return how many leads are new."""
    today, new = local_date(now), 0
    slugs = _of_leads(rules.sources)
    while True:
        with reading(engine) as session:
            rows = _waiting(session, slugs)
        if not rows:
            break
        leads = [lead for _, payload in rows if (lead := _read(payload, rules, today))]
        with writing(engine) as session:
            known = _titles(session) if leads else {}
            new += sum(_note(session, lead, known, now) for lead in leads)
            session.add_all(LookedAt(raw_id=number) for number, _ in rows)
    return new


def fall_away(engine: Engine, now: datetime) -> None:
    """Drop the leads that nobody decided on and that lead nowhere any more.

    Their deadline has passed, or nobody looked at them for sixty days.
    """
    over = or_(Tip.until_on < local_date(now), Tip.last_at < now - FRESH)
    with writing(engine) as session:
        session.execute(delete(Tip).where(Tip.found, Tip.settled_at.is_(None), over))


def lead_of(raw: RawEntry, rules: Rules, today: date) -> Lead | None:
    """Return the lead that a find is: it asks for applications and says by when, or how much.

    None for all else. Raises what reading raises.
    """
    old = raw.published_on is not None and raw.published_on < today - FRESH
    if old or not offers_money(raw):
        return None
    found = read_entry(raw, rules)
    values = derive(found.frame, found.read)
    dated = [one for one in values.deadlines if one.kind in _WITH_A_DAY]
    until = max(filter(None, (one.next_on(today) for one in dated)), default=None)
    told = [one for one in found.read if one.field in _TOLD and one.standing in _SAID]
    told.sort(key=lambda one: not one.sure)
    quotes = [one.evidence.quote for one in told] or sums_in(raw)
    if not quotes or (dated and until is None):
        return None
    source = rules.sources[raw.source]
    # Of the press no more is quoted than a person needs to find the funder.
    most = 1 if source.trust is Trust.SECONDARY else 3
    said = " … ".join([raw.title, *list(dict.fromkeys(filter(None, quotes)))[:most]])
    return Lead(
        source=raw.source,
        title=raw.title,
        address=canonical(raw.url) or raw.url,
        said=storable(said)[:_LONGEST],
        until_on=until,
        near=_near(values.areas, source),
        sums=f"{(raw.published_on or today).year} {values.award_max} {values.rate_max}",
    )


def _near(areas: Sequence[str], source: Source) -> str:
    """Return the LEADER regions that a find names, or else the district of who tells it."""
    regions = sorted(area for area in areas if area.startswith(LEADER))
    return " ".join(regions) or source.area[:_DISTRICT]


def _read(payload: str, rules: Rules, today: date) -> Lead | None:
    """Return what a find leads to; one that cannot be read leads nowhere, and stops no other."""
    try:
        return lead_of(RawEntry.from_json(payload), rules, today)
    except Exception as error:
        structlog.get_logger().error("Hinweis nicht lesbar", reason=repr(error)[:500])
        return None


def _of_leads(sources: Mapping[str, Source]) -> list[str]:
    return sorted(slug for slug, source in sources.items() if source.leads)


def _waiting(session: Session, slugs: Sequence[str]) -> list[tuple[int, str]]:
    """Return the next finds that nobody looked at, the oldest first."""
    rows = (
        select(StoredEntry.id, StoredEntry.payload)
        .outerjoin(LookedAt, LookedAt.raw_id == StoredEntry.id)
        .where(LookedAt.raw_id.is_(None), StoredEntry.source.in_(slugs))
        .order_by(StoredEntry.id)
        .limit(BATCH)
    )
    return [(number, payload) for number, payload in session.execute(rows)]


def _titles(session: Session) -> dict[int, str]:
    """Return the titles of the entries that are to be seen, to know what is known already."""
    shown = Opportunity.visibility == Visibility.PUBLISHED
    rows = select(Opportunity.id, Opportunity.title).where(
        shown, Opportunity.presence == Presence.PRESENT
    )
    return {number: title for number, title in session.execute(rows)}


def _note(session: Session, lead: Lead, known: Mapping[int, str], now: datetime) -> bool:
    """Write a lead down, and say whether it is a new one; what was settled stays settled."""
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
    tip = session.scalars(select(Tip).where(Tip.place == lead.place).with_for_update()).one()
    told_before = any(one.get("source") == lead.source for one in tip.told)
    if tip.settled_at is not None or told_before:
        return False
    words: dict[str, Any] = {"said": lead.said, "reply_to": "", "at": now.isoformat()}
    words |= {"source": lead.source, "address": lead.address}
    alike = process.extractOne(
        lead.title, known, scorer=fuzz.token_sort_ratio, score_cutoff=_ALIKE, processor=str.casefold
    )
    if alike is not None:
        words["entry"] = alike[2]
    tip.told = [*tip.told, words][-MOST_KEPT:]
    tip.count, tip.last_at = tip.count + 1, now
    return tip.count == 1
