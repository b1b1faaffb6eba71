"""Workplace: where a day at the service desk begins."""

from __future__ import annotations

from fastapi import APIRouter

from db.engine import reading
from db.findings import MAIL, open_findings
from db.queries.queue import technical_count
from db.queries.source_health import source_health
from db.queries.tips import open_tips
from db.vocabulary import Role
from web.doors.people import Only, ThisPerson
from web.pages import ThesePages
from web.queue.shown import cards_of, issue_words, next_issue_at, of_today, rows
from web.queue.sifting import is_awake, order, states, trust_of
from web.queue.wanted import OPEN, Wanted
from web.site import ThisSite

router = APIRouter(dependencies=[Only(Role.STAFF, Role.REVIEWER, Role.MANAGER).here])
SHOWN = 10


@router.get("/arbeitsplatz")
def workplace(site: ThisSite, pages: ThesePages, person: ThisPerson) -> str:
    """Show what today needs, what one is at, how much waits, and what is wrong with sources."""
    of_desk = person.role in (Role.STAFF, Role.ADMIN)
    with reading(site.engine) as session:
        cards, today = cards_of(session, site, person), site.today()
        urgent_first = order(trust_of(site.sources), today)
        due = sorted(of_today(cards, today), key=urgent_first)
        taken = [card for card in cards if card.taken_by == person.by and is_awake(card, today)]
        mine = sorted(taken, key=urgent_first)
        counts = states(cards, today)
        health = source_health(session, list(site.visited)).values() if of_desk else ()
        mail = open_findings(session, MAIL) if of_desk else ()
        return pages.render(
            "desk/queue/workplace.html",
            until=issue_words(next_issue_at(site), len(due), site.now()),
            issue_at=next_issue_at(site),
            due_count=len(due),
            due=rows(session, site, due[:SHOWN], Wanted()),
            mine=rows(session, site, mine, Wanted()),
            count=counts[OPEN],
            states=counts,
            findings=[*mail, *(found for one in health for found in one.findings)],
            tips=open_tips(session) if of_desk else 0,
            technical=technical_count(session) if person.role is Role.ADMIN else 0,
        )
