"""Issue: the next one as it stands, and what the desk may still do about it."""

from __future__ import annotations

from collections import defaultdict
from typing import Annotated

from fastapi import APIRouter, HTTPException, Query
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
from notifier.forecast import Forecast, ForecastItem, forecast
from notifier.preview import marks_for
from web.doors.people import Only
from web.pages import ThesePages
from web.site import ThisSite

router = APIRouter(dependencies=[Only(Role.STAFF).here])


@router.get("/ausgabe")
def issue(
    site: ThisSite, pages: ThesePages, fuer: Annotated[Cadence, Query()] = Cadence.DAILY
) -> str:
    """Show what would go out if the next issue of a cadence were planned now."""
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
        found = forecast(session, imprint, fuer, on, site.now(), marks_for(session, fuer, on, slot))
        said = standing_words(session, fuer, on, later=True)
        asked = questions_about(session, (id for one in found.items for id in one.news.card))
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
            by_topic=by_topic(found),
            lifts=lifts_of(said),
            asked={
                one.news.opportunity_id: sum(asked.get(id, 0) for id in one.news.card)
                for one in found.items
            },
            held=told_of(session, [one for one in said if one.act == Act.HOLD_BACK]),
            notes=[(one, word_of(one)) for one in said if one.act == Act.INTRODUCE],
            other_topics=OTHER_TOPICS,
        )


def by_topic(found: Forecast) -> list[tuple[str, list[ForecastItem]]]:
    """Return the items under the topic that they stand under first."""
    topics: defaultdict[str, list[ForecastItem]] = defaultdict(list)
    for one in found.items:
        topics[one.topics[0]].append(one)
    return sorted(topics.items(), key=lambda pair: (not pair[0], pair[0]))


def lifts_of(said: list[Decision]) -> dict[int, Decision]:
    """Return the decisions that put an entry first, by the entry."""
    return {one.opportunity_id or 0: one for one in said if one.act == Act.LIFT}


def told_of(session: Session, said: list[Decision]) -> list[tuple[Decision, str]]:
    """Return decisions with the titles of the entries they are about."""
    entries = entries_by_id(session, (one.opportunity_id for one in said if one.opportunity_id))
    return [(one, entries[one.opportunity_id or 0].title) for one in said]
