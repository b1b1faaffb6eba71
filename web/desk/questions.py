"""Questions: the queue of the service desk, one card an entry, the most urgent first."""

from __future__ import annotations

from fastapi import APIRouter, Request

from db.engine import reading
from db.queries.queue import technical_count
from db.vocabulary import Role
from web.doors.people import Only, ThisPerson
from web.pages import ThesePages
from web.queue.shown import facets, issue_words, next_issue_at, queue_of, rows
from web.queue.wanted import AFTER, Wanted
from web.site import ThisSite

router = APIRouter(dependencies=[Only(Role.STAFF, Role.REVIEWER, Role.MANAGER).here])


@router.get("/fragen")
def questions(request: Request, site: ThisSite, pages: ThesePages, person: ThisPerson) -> str:
    """Show a page of the queue, with what can be asked for and how much there is of each."""
    wanted = Wanted.of(request.query_params)
    after = request.query_params.get(AFTER, "")
    with reading(site.engine) as session:
        queue = queue_of(session, site, person, wanted)
        cards, more = queue.sifted.page(after)
        today = queue.of_today()
        return pages.render(
            "desk/queue/queue.html",
            rows=rows(session, site, cards, wanted),
            wanted=wanted,
            count=len(queue.sifted.cards),
            all_count=len(queue.cards),
            facets=facets(queue.sifted.counts, wanted, site),
            more=wanted.query(more) if more else "",
            later=bool(after),
            due_count=len(today),
            until=issue_words(next_issue_at(site), len(today), site.now()),
            technical=technical_count(session) if person.role is Role.ADMIN else 0,
        )
