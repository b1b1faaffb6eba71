"""Start: what Landbote is, what is new, what closes soon, and where to go on."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from fastapi import APIRouter, Request

from db.engine import reading
from db.finding.filter import Filter, Order
from db.local_date import BERLIN
from db.queries.lately import last_read_at, lately, open_by_topic
from db.queries.published import counts_by_source, list_rows
from db.vocabulary import OpportunityStatus
from web.conditional import UNLESS_SEEN
from web.filters import query_of
from web.finding import found_now
from web.pages import ThesePages
from web.site import ThisSite

router = APIRouter()

NEW_FOR = timedelta(days=14)
SOON = timedelta(days=21)
SHOWN = 8
FUNDING = ("programme", "call", "prize")


@router.get("/", dependencies=[UNLESS_SEEN])
def start(request: Request, site: ThisSite, pages: ThesePages) -> str:
    """Show the way in. What is asked of the database does not grow with what is published."""
    today = site.today()
    soon = Filter(
        kinds=FUNDING,
        statuses=(OpportunityStatus.OPEN.value,),
        closes_from_on=today,
        closes_until_on=today + SOON,
    )
    with reading(site.engine) as session:
        since = datetime.combine(today - NEW_FOR, time(), BERLIN)
        news = lately(session, since, today, SHOWN)
        closing = found_now(request, session, soon, Order.NEAREST).ids
        ids = {*closing[:SHOWN], *(one.id for one in news)}
        rows = {row.id: row for row in list_rows(session, today, ids=ids)}
        counts = open_by_topic(session, today)
        total = sum(counts_by_source(session).values())
        read_at = last_read_at(session)
    return pages.render(
        "public/start.html",
        news=[(one, rows[one.id]) for one in news if one.id in rows],
        closing=[rows[id] for id in closing[:SHOWN] if id in rows],
        closing_count=len(closing),
        closing_query=query_of(soon),
        counts=counts,
        address_of=lambda topic: query_of(
            Filter(topics=(topic,), statuses=(OpportunityStatus.OPEN.value,))
        ),
        total=total,
        read_at=read_at,
        sources_count=sum(not source.leads for source in site.visited.values()),
        today=today,
        days=SOON.days,
        new_days=NEW_FOR.days,
    )
