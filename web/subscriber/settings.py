"""Settings: what a subscriber gets, and what may be changed of it by whom.

Whoever has the link of a mail sees what the mail says anyway, and may pause and unsubscribe; all
else is there for the owner of the mailbox alone.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import APIRouter, Depends, Form
from fastapi.responses import HTMLResponse, Response
from sqlalchemy.orm import Session

from db.engine import reading, writing
from db.queries.own_settings import dismissed_by, issues_sent_to, remembered_by
from db.subscribers import Subscriber
from notifier.mail.links import SETTINGS, issue_key
from notifier.selections.members import lists_of
from notifier.subscribing.pause import LONGEST, PauseError, pause, paused, resume
from notifier.subscribing.remember import MOST_LEAD_DAYS
from notifier.subscribing.settings import running
from web.answers import back_to
from web.doors.own_session import MaybeOwn, Own, OwnSubscriber
from web.doors.session import same_site
from web.doors.signed import links_of, masked, settings_path, subscriber_called, token_behind
from web.pages import RequestPages, ThesePages
from web.site import Site, ThisSite

router = APIRouter(dependencies=[Depends(same_site)])

DONE = {
    "pause": "Die Pause ist eingetragen",
    "weiter": "Es gibt wieder Mails",
    "geaendert": "Das Abonnement ist geändert",
    "neu": "Das Abonnement ist angelegt",
    "beendet": "Das Abonnement ist beendet",
    "feed": "Die Adressen von Feed und Kalender sind geändert",
    "gespeichert": "Gespeichert",
}


@router.get("/abo/einstellungen/{signed}")
def settings(
    signed: str, site: ThisSite, pages: ThesePages, own: MaybeOwn, fertig: str = ""
) -> Response:
    """Show the settings."""
    token = token_behind(site, SETTINGS, signed)
    with reading(site.engine) as session:
        return _page(session, site, pages, own, token, done=DONE.get(fertig, ""))


@router.post("/abo/einstellungen/{signed}/pause")
def pause_until(
    signed: str,
    site: ThisSite,
    pages: ThesePages,
    own: MaybeOwn,
    bis: Annotated[str, Form(max_length=20)] = "",
) -> Response:
    """Send no mail before a day; without a day, send mail again."""
    token = token_behind(site, SETTINGS, signed)
    with writing(site.engine) as session:
        subscriber = subscriber_called(session, token)
        if subscriber is None or subscriber.unsubscribed_at is not None:
            return _page(session, site, pages, own, token)
        try:
            if bis:
                pause(subscriber, _day(bis), site.today())
            else:
                resume(subscriber, site.today())
        except PauseError as error:
            wrong = {"bis": str(error)}
            return _page(session, site, pages, own, token, wrong=wrong, typed=bis)
    return back_to(f"{settings_path(site, token)}?fertig={'pause' if bis else 'weiter'}")


@router.post("/abo/lebenszeichen")
def sign_of_life(
    site: ThisSite, own: OwnSubscriber, ja: Annotated[str, Form(max_length=1)] = ""
) -> Response:
    """Say once a month that there was nothing to tell, or be silent."""
    with writing(site.engine) as session:
        session.get_one(Subscriber, own.id).sign_of_life = ja == "1"
    return back_to(f"{settings_path(site, own.token)}?fertig=gespeichert")


def _day(typed: str) -> date:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        raise PauseError("Bitte geben Sie einen Tag an.") from None


def _page(
    session: Session,
    site: Site,
    pages: RequestPages,
    own: Own | None,
    token: str,
    *,
    done: str = "",
    wrong: dict[str, str] | None = None,
    typed: str = "",
) -> Response:
    subscriber = subscriber_called(session, token)
    if subscriber is None:
        return HTMLResponse(pages.render("subscriber/gone.html"), status_code=410)
    mine = own if own is not None and own.id == subscriber.id else None
    links, today = links_of(site), site.today()
    text = pages.render(
        "subscriber/settings.html",
        own=mine,
        address=subscriber.email if mine else masked(subscriber.email),
        subscriber=subscriber,
        subscriptions=running(subscriber),
        path=settings_path(site, token),
        unsubscribe=urlsplit(links.unsubscribe(token)).path,
        matches=urlsplit(links.matches(token)).path,
        lists=[
            (one.area, urlsplit(links.leave_list(token, one.area)).path)
            for one in lists_of(session, subscriber.id)
        ],
        paused=paused(subscriber, today),
        today=today,
        last_pause=today + LONGEST,
        base_url=links.base_url.rstrip("/"),
        dismissed=dismissed_by(session, subscriber.id) if mine else (),
        remembered=remembered_by(session, subscriber.id) if mine else (),
        longest_lead=MOST_LEAD_DAYS,
        issues=[
            (
                one,
                urlsplit(links.issue(token, issue_key(one.cadence, one.issued_on, one.slot))).path,
            )
            for one in (issues_sent_to(session, subscriber.id) if mine else ())
        ],
        done=done,
        wrong=wrong or {},
        typed=typed,
    )
    return HTMLResponse(text, status_code=422 if wrong else 200)
