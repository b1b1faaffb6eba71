"""Past issues: how their mails ended, and what stood in them, item by item."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, HTTPException, Query

from db.decisions import Act
from db.engine import reading
from db.issue_words import word_of
from db.queries.issues import entries_by_id, items_of, marked, past_issues, without_mail
from db.vocabulary import Role
from web.doors.people import Only
from web.pages import ThesePages
from web.site import Number, ThisSite

router = APIRouter(dependencies=[Only(Role.STAFF).here])


@router.get("/ausgaben")
def issues(site: ThisSite, pages: ThesePages) -> str:
    """Show the newest issues with the number of mails planned, arrived and failed."""
    with reading(site.engine) as session:
        return pages.render("desk/issue/past.html", issues=past_issues(session))


@router.get("/ausgaben/{number}")
def one_issue(number: Number, site: ThisSite, pages: ThesePages) -> str:
    """Show what stood in an issue, and what the desk had decided for it."""
    with reading(site.engine) as session:
        found = past_issues(session, number)
        if not found:
            raise HTTPException(404, "Diese Ausgabe gibt es nicht.")
        said = marked(session, number)
        about = entries_by_id(session, (one.opportunity_id for one in said if one.opportunity_id))
        return pages.render(
            "desk/issue/one.html",
            past=found[0],
            items=items_of(session, number),
            said=[(one, word_of(one), about.get(one.opportunity_id or 0)) for one in said],
            acts=Act,
        )


@router.get("/ausgabe/ohne-mail")
def nobodies(
    site: ThisSite, pages: ThesePages, seite: Annotated[int, Query(ge=0, le=10_000)] = 0
) -> str:
    """Show who gets no mail, and why."""
    with reading(site.engine) as session:
        rows, more = without_mail(session, seite)
        return pages.render("desk/issue/without_mail.html", rows=rows, more=more, page=seite)
