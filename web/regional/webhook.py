"""Webhook: the address that is told what changes in a saved filter, its secret and its calls."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, HTTPException, Request
from fastapi.responses import HTMLResponse, Response
from sqlalchemy.orm import Session

from db.engine import reading, writing
from db.finding.filter import from_json
from db.saved_filters import SavedFilter, Webhook
from db.vocabulary import Role
from web.answers import back_to
from web.doors.people import Only, Person, ThisPerson
from web.finding import found_now
from web.pages import RequestPages, ThesePages
from web.regional.filters import mine
from web.site import Number, Site, ThisSite
from web.webhooks import acts
from web.webhooks.acts import AddressRefusedError, checked_address

router = APIRouter(dependencies=[Only(*Role).here])

DONE = {
    "adresse": "Die Adresse ist geändert",
    "probe": "Der Probeaufruf ist unterwegs",
    "angehalten": "Der Webhook ist angehalten",
    "gestartet": "Der Webhook läuft wieder",
    "geloescht": "Der Webhook ist gelöscht",
}


@router.get("/filter/{number}/webhook")
def webhook(
    number: Number, site: ThisSite, pages: ThesePages, person: ThisPerson, fertig: str = ""
) -> str:
    """Show it with its last calls, or ask for an address where there is none."""
    return _page(site, pages, person, number, done=DONE.get(fertig, ""))


@router.post("/filter/{number}/webhook")
def set_address(
    request: Request,
    number: Number,
    site: ThisSite,
    pages: ThesePages,
    person: ThisPerson,
    url: Annotated[str, Form(max_length=2000)] = "",
) -> Response:
    """Make it, and show its secret this one time; or give it another address."""
    try:
        address = checked_address(url, loopback=site.webhook_loopback)
    except AddressRefusedError as error:
        page = _page(site, pages, person, number, url=url, wrong={"url": str(error)})
        return HTMLResponse(page, status_code=422)
    with writing(site.engine) as session:
        # Of two that make one at once the second sees the first.
        saved = mine(session, person, number)
        session.refresh(saved, with_for_update=True)
        if hook := acts.webhook_of(session, saved.id):
            hook.url = address
            return back_to(_path(number, "adresse"))
        hook = acts.make(session, saved.id, address, _fitting(request, session, saved), site.now())
        secret = hook.secret
    return HTMLResponse(_page(site, pages, person, number, secret=secret))


@router.post("/filter/{number}/webhook/schluessel")
def new_secret(
    number: Number, site: ThisSite, pages: ThesePages, person: ThisPerson
) -> HTMLResponse:
    """Give it another secret, and show that this one time."""
    with writing(site.engine) as session:
        secret = acts.rotate(_hook(session, person, number), site.now())
    return HTMLResponse(_page(site, pages, person, number, secret=secret))


@router.post("/filter/{number}/webhook/probe")
def probe(number: Number, site: ThisSite, person: ThisPerson) -> Response:
    """Send it something that says nothing."""
    with writing(site.engine) as session:
        hook = _hook(session, person, number)
        if hook.stopped_at is not None:
            raise HTTPException(409, "Der Webhook ist angehalten. Bitte starten Sie ihn zuerst.")
        acts.probe(session, hook, site.now())
    return back_to(_path(number, "probe"))


@router.post("/filter/{number}/webhook/anhalten")
def stop(number: Number, site: ThisSite, person: ThisPerson) -> Response:
    """Send nothing more."""
    with writing(site.engine) as session:
        acts.stop(_hook(session, person, number), site.now())
    return back_to(_path(number, "angehalten"))


@router.post("/filter/{number}/webhook/starten")
def start(number: Number, site: ThisSite, person: ThisPerson) -> Response:
    """Send again, and first what could not be sent."""
    with writing(site.engine) as session:
        acts.start(session, _hook(session, person, number), site.now())
    return back_to(_path(number, "gestartet"))


@router.post("/filter/{number}/webhook/loeschen")
def delete(number: Number, site: ThisSite, person: ThisPerson) -> Response:
    """Forget it with all its calls."""
    with writing(site.engine) as session:
        acts.forget(session, _hook(session, person, number))
    return back_to(_path(number, "geloescht"))


def _hook(session: Session, person: Person, number: int) -> Webhook:
    hook = acts.webhook_of(session, mine(session, person, number).id)
    if hook is None:
        raise HTTPException(404, "Dieser Filter hat keinen Webhook.")
    # Of two who act at once the second sees what the first did; a call is settled under it, too.
    return session.get_one(Webhook, hook.id, with_for_update=True, populate_existing=True)


def _fitting(request: Request, session: Session, saved: SavedFilter) -> tuple[int, ...]:
    return found_now(request, session, from_json(saved.wanted)).ids


def _path(number: int, done: str) -> str:
    return f"/filter/{number}/webhook?fertig={done}"


def _page(
    site: Site,
    pages: RequestPages,
    person: Person,
    number: int,
    *,
    url: str | None = None,
    wrong: dict[str, str] | None = None,
    secret: str = "",
    done: str = "",
) -> str:
    with reading(site.engine) as session:
        saved = mine(session, person, number)
        hook = acts.webhook_of(session, saved.id)
        shown = (hook.url if hook else "") if url is None else url
        return pages.render(
            "regional/webhook.html",
            saved=saved,
            hook=hook,
            calls=acts.last_calls(session, hook) if hook else [],
            both_sign=hook is not None and len(acts.keys_of(hook, site.now())) > 1,
            url=shown,
            longest=acts.LONGEST,
            wrong=wrong or {},
            secret=secret,
            done=done,
        )
