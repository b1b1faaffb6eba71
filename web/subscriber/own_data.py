"""Own data: take everything along as a file, or have everything erased."""

from __future__ import annotations

from fastapi import APIRouter, HTTPException
from fastapi.responses import HTMLResponse, Response

from db.engine import reading, writing
from db.subscribers import Subscriber
from notifier.subscribing.erase import erase
from notifier.subscribing.own_file import own_file
from web.doors.own_session import OwnSubscriber, drop_secret
from web.doors.signed import settings_path
from web.pages import ThesePages
from web.site import ThisSite

router = APIRouter()

ERASE = "/abo/loeschen"


@router.get("/abo/eigene-angaben.json")
def take_along(site: ThisSite, own: OwnSubscriber) -> Response:
    """Answer with everything that is kept of whoever asks."""
    with reading(site.engine) as session:
        kept = own_file(session, session.get_one(Subscriber, own.id))
    name = {"Content-Disposition": 'attachment; filename="landbote-eigene-angaben.json"'}
    return Response(kept, media_type="application/json", headers=name)


@router.get(ERASE)
def ask(site: ThisSite, pages: ThesePages, own: OwnSubscriber) -> str:
    """Say what is erased and what is not."""
    back = settings_path(site, own.token)
    return pages.render("subscriber/erase.html", own=own, back=back)


@router.post(ERASE)
def erased(site: ThisSite, pages: ThesePages, own: OwnSubscriber) -> Response:
    """Erase everything, and take the browser's secret away."""
    if site.sender is None:
        raise HTTPException(404)
    with writing(site.engine) as session:
        erase(session, session.get_one(Subscriber, own.id), site.sender.secret, site.now())
    answer = HTMLResponse(pages.render("subscriber/erased.html"))
    drop_secret(answer, site)
    return answer
