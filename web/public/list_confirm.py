"""List, confirm: the page that asks whether somebody wants the selections of a region.

Looking answers nothing: mail programs look at links before people do.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form
from fastapi.responses import HTMLResponse, Response

from db.engine import reading, writing
from db.selections import ListMember
from notifier.selections.members import PATH, asked_behind, confirm, decline, is_open
from web.pages import RequestPages, ThesePages
from web.site import Site, ThisSite

router = APIRouter()

WORDING = (
    "Ja, ich möchte die Auswahl aktueller Förderungen, die „{region}“ verschickt, an meine Adresse "
    "bekommen. Das kann ich jederzeit beenden, mit einem Klick in jeder Mail."
)


@router.get(PATH + "/{secret}")
def show(secret: str, site: ThisSite, pages: ThesePages) -> Response:
    """Show who asks, and both answers."""
    with reading(site.engine) as session:
        return _answer(site, pages, asked_behind(session, secret))


@router.post(PATH + "/{secret}")
def act(
    secret: str,
    site: ThisSite,
    pages: ThesePages,
    antwort: Annotated[str, Form(max_length=10)] = "",
) -> Response:
    """Take down the answer. Giving the same again shows the same and changes nothing."""
    with writing(site.engine) as session:
        member = asked_behind(session, secret)
        if member is not None and antwort == "ja":
            key = site.sender.secret if site.sender else ""
            wording = WORDING.format(region=site.area_label(member.area))
            confirm(session, member, wording, key, site.now())
        elif member is not None and antwort == "nie":
            decline(session, member, site.now())
        return _answer(site, pages, member, unanswered=antwort not in ("ja", "nie"))


def _answer(
    site: Site, pages: RequestPages, member: ListMember | None, *, unanswered: bool = False
) -> HTMLResponse:
    if member is None or _over(site, member):
        return HTMLResponse(pages.render("public/list_over.html"), status_code=410)
    region = site.area_label(member.area)
    if member.declined_at is not None:
        return HTMLResponse(pages.render("public/list_declined.html", region=region))
    if member.confirmed_at is not None:
        page = pages.render("public/list_confirmed.html", region=region, address=member.address)
        return HTMLResponse(page)
    page = pages.render(
        "public/list_confirm.html",
        region=region,
        member=member,
        wording=WORDING.format(region=region),
        unanswered=unanswered,
    )
    return HTMLResponse(page, status_code=422 if unanswered else 200)


def _over(site: Site, member: ListMember) -> bool:
    """Whether nothing can be answered any more, nor was answered."""
    if member.left_at is not None:
        return True
    answered = member.confirmed_at or member.declined_at
    return answered is None and not is_open(member, site.now())
