"""Subscription: change one of the own subscriptions, end it, give it a feed, or add another."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, HTTPException
from fastapi.responses import HTMLResponse, Response
from sqlalchemy.orm import Session

from db.engine import reading, writing
from db.finding.filter import EVERYTHING
from db.subscribers import Subscriber, Subscription
from notifier.subscribing.leave import Way, leave_one
from notifier.subscribing.remember import MOST_LEAD_DAYS
from notifier.subscribing.settings import (
    LONGEST_NAME,
    MOST,
    Wanted,
    add,
    change,
    end_feed,
    new_feed,
    running,
    wanted_of,
)
from pipeline.themes import topic_labels
from web.answers import back_to
from web.doors.own_session import Own, OwnSubscriber
from web.doors.signed import settings_path
from web.filter_words import filter_words
from web.pages import RequestPages, ThesePages
from web.site import Number, Site, ThisSite
from web.subscribing import DAYS, RHYTHMS
from web.wishing import Typed, WishForm, shown, typed

router = APIRouter()

Sent = Annotated[WishForm, Form()]
ADDING = "/abo/abonnement/neu"
ENDING = "/abo/abonnement/{number}/beenden"


@router.get(ADDING)
def adding(site: ThisSite, pages: ThesePages, own: OwnSubscriber) -> str:
    """Show an empty form."""
    with reading(site.engine) as session:
        _may_add(session, own)
    return _form(site, pages, own, shown(site, Wanted()), ADDING)


@router.post(ADDING)
def added(site: ThisSite, pages: ThesePages, own: OwnSubscriber, form: Sent) -> Response:
    """Add a subscription, or say what has to be put right."""
    asked = typed(site, form, Wanted(), topic_labels())
    if asked.wrong:
        return HTMLResponse(_form(site, pages, own, asked, ADDING), status_code=422)
    with writing(site.engine) as session:
        subscriber = _may_add(session, own)
        add(subscriber, asked.wanted, site.now())
    return _done(site, own, "neu")


@router.get("/abo/abonnement/{number}")
def changing(number: Number, site: ThisSite, pages: ThesePages, own: OwnSubscriber) -> str:
    """Show a subscription in a form."""
    with reading(site.engine) as session:
        wanted = wanted_of(_mine(session, own, number))
    return _form(site, pages, own, shown(site, wanted), f"/abo/abonnement/{number}", wanted)


@router.post("/abo/abonnement/{number}")
def changed(
    number: Number, site: ThisSite, pages: ThesePages, own: OwnSubscriber, form: Sent
) -> Response:
    """Change a subscription, or say what has to be put right."""
    with writing(site.engine) as session:
        mine = _mine(session, own, number)
        before = wanted_of(mine)
        asked = typed(site, form, before, topic_labels())
        if not asked.wrong:
            change(mine, asked.wanted, site.now())
    if asked.wrong:
        path = f"/abo/abonnement/{number}"
        return HTMLResponse(_form(site, pages, own, asked, path, before), status_code=422)
    return _done(site, own, "geaendert")


@router.get(ENDING)
def ask_ending(number: Number, site: ThisSite, pages: ThesePages, own: OwnSubscriber) -> str:
    """Ask whether a subscription is to end."""
    with reading(site.engine) as session:
        mine = _mine(session, own, number)
        return pages.render(
            "subscriber/subscription_end.html",
            own=own,
            one=mine,
            last=len(running(mine.subscriber)) == 1,
            back=settings_path(site, own.token),
        )


@router.post(ENDING)
def ended(number: Number, site: ThisSite, own: OwnSubscriber) -> Response:
    """End a subscription; with the last one its owner leaves."""
    with writing(site.engine) as session:
        mine = _mine(session, own, number)
        leave_one(session, mine.subscriber, mine.id, site.now(), way=Way.PAGE)
    return _done(site, own, "beendet")


@router.post("/abo/abonnement/{number}/feed")
def feed(
    number: Number, site: ThisSite, own: OwnSubscriber, ja: Annotated[str, Form(max_length=1)] = ""
) -> Response:
    """Give a subscription's feed and calendar a new address, or none."""
    with writing(site.engine) as session:
        mine = _mine(session, own, number)
        if ja:
            new_feed(mine)
        else:
            end_feed(mine)
    return _done(site, own, "feed")


def _mine(session: Session, own: Own, number: int) -> Subscription:
    """Return a running subscription of whoever asks; another's is as good as none."""
    found = session.get(Subscription, number)
    if found is None or found.subscriber_id != own.id or found.ended_at is not None:
        raise HTTPException(404, "Dieses Abonnement gibt es nicht, oder es ist beendet.")
    return found


def _may_add(session: Session, own: Own) -> Subscriber:
    subscriber = session.get_one(Subscriber, own.id)
    if subscriber.unsubscribed_at is not None:
        raise HTTPException(409, "Sie haben abbestellt. Bitte abonnieren Sie neu.")
    if len(running(subscriber)) >= MOST:
        raise HTTPException(409, f"Mehr als {MOST} Abonnements je Adresse gibt es nicht.")
    return subscriber


def _done(site: Site, own: Own, what: str) -> Response:
    return back_to(f"{settings_path(site, own.token)}?fertig={what}")


def _form(
    site: Site,
    pages: RequestPages,
    own: Own,
    asked: Typed,
    path: str,
    before: Wanted | None = None,
) -> str:
    narrows = filter_words(site, before.narrowed) if before else []
    return pages.render(
        "subscriber/subscription.html",
        own=own,
        asked=asked,
        wanted=asked.wanted,
        path=path,
        narrows="; ".join(f"{name}: {words}" for name, words in narrows),
        keeps=asked.wanted.narrowed != EVERYTHING,
        back=settings_path(site, own.token),
        longest_lead=MOST_LEAD_DAYS,
        longest_name=LONGEST_NAME,
        rhythms=RHYTHMS,
        weekdays=DAYS,
    )
