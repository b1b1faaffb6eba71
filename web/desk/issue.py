"""Issue: the next one as it stands, and what the desk may still do about it."""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from typing import Annotated

from fastapi import APIRouter, HTTPException, Query, Request
from sqlalchemy import select
from sqlalchemy.orm import Session

from db.decisions import Act, Decision
from db.deliveries import DigestIssue
from db.engine import reading
from db.issue_words import standing_words, word_of
from db.local_date import local_date
from db.queries.issues import entries_by_id, questions_about
from db.rhythm import slot_of
from db.vocabulary import Cadence, Role
from notifier.digest.editor import OTHER_TOPICS
from notifier.forecast import Forecast, ForecastItem
from notifier.preview import marks_for
from web.doors.people import Only
from web.forecasts import Coming, forecasts_of
from web.pages import ThesePages
from web.site import ThisSite

router = APIRouter(dependencies=[Only(Role.STAFF).here])

ON_A_PAGE = 40
Placed = tuple[str, ForecastItem]  # an item with the topic that it stands under first


@router.get("/ausgabe")
def issue(
    request: Request,
    site: ThisSite,
    pages: ThesePages,
    fuer: Annotated[Cadence, Query()] = Cadence.DAILY,
    seite: Annotated[int, Query(ge=1, le=10_000)] = 1,
) -> str:
    """Show what would go out if the next issue of a cadence were planned now, a page at a time.

    Beyond the last page is the last one: what is held back may have emptied it.
    """
    if site.imprint is None or site.next_issue is None:
        raise HTTPException(404, "Diese Seiten verschicken keine Ausgaben.")
    due_at, imprint = site.next_issue(fuer), site.imprint()
    on, slot = local_date(due_at), slot_of(fuer, due_at)
    with reading(site.engine) as session:
        begun = session.scalar(
            select(DigestIssue).where(
                DigestIssue.cadence == fuer,
                DigestIssue.issued_on == on,
                DigestIssue.slot == slot,
            )
        )
        before = session.scalar(
            select(DigestIssue)
            .where(DigestIssue.cadence == fuer, DigestIssue.issued_on < on)
            .order_by(DigestIssue.issued_on.desc())
            .limit(1)
        )
        marks = marks_for(session, fuer, on, slot)
        coming = Coming(cadence=fuer, on=on, slot=slot, marks=marks)
        found = forecasts_of(request).of(session, imprint, coming, site.now())
        last = max(1, -(-len(found.items) // ON_A_PAGE))
        page = min(seite, last)
        shown = in_order(found)[(page - 1) * ON_A_PAGE : page * ON_A_PAGE]
        said = standing_words(session, fuer, on, later=True)
        asked = questions_about(session, (id for _, one in shown for id in one.news.card))
        return pages.render(
            "desk/issue/issue.html",
            cadences=list(Cadence),
            cadence=fuer,
            due_at=due_at,
            due_now=due_at <= site.now(),
            on=on,
            begun=begun,
            before=before,
            forecast=found,
            by_topic=by_topic(shown),
            of_topic=Counter(one.topics[0] for one in found.items),
            page=page,
            number_of_pages=last,
            lifts=lifts_of(said),
            asked={
                one.news.opportunity_id: sum(asked.get(id, 0) for id in one.news.card)
                for _, one in shown
            },
            held=told_of(session, [one for one in said if one.act == Act.HOLD_BACK]),
            notes=[(one, word_of(one)) for one in said if one.act == Act.INTRODUCE],
            other_topics=OTHER_TOPICS,
        )


def in_order(found: Forecast) -> list[Placed]:
    """Return the items topic by topic, what stands under none last."""
    items = ((one.topics[0], one) for one in found.items)
    return sorted(items, key=lambda pair: (not pair[0], pair[0]))


def by_topic(shown: list[Placed]) -> list[tuple[str, list[ForecastItem]]]:
    """Return the items of a page under their topics."""
    return [
        (topic, [one for _, one in some]) for topic, some in groupby(shown, key=lambda one: one[0])
    ]


def lifts_of(said: list[Decision]) -> dict[int, Decision]:
    """Return the decisions that put an entry first, by the entry."""
    return {one.opportunity_id or 0: one for one in said if one.act == Act.LIFT}


def told_of(session: Session, said: list[Decision]) -> list[tuple[Decision, str]]:
    """Return decisions with the titles of the entries they are about."""
    entries = entries_by_id(session, (one.opportunity_id for one in said if one.opportunity_id))
    return [(one, entries[one.opportunity_id or 0].title) for one in said]
