"""Subscribe: what newly fits a saved filter comes by mail, once the own mailbox has said yes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Annotated

from fastapi import APIRouter, BackgroundTasks, Form, HTTPException
from fastapi.responses import HTMLResponse, Response

from db.engine import reading, writing
from db.finding.filter import from_json
from db.saved_filters import SavedFilter
from db.vocabulary import Cadence, Role
from notifier.mail.message import MessageError
from notifier.subscribing.orders import Order, OrderError, checked_terms
from notifier.subscribing.request import ask
from notifier.subscribing.searches import left_out, never_news, wanted_by
from notifier.subscribing.settings import ON_A_WEEKDAY
from pipeline.themes import topic_labels
from web.doors.people import Only, Person, ThisPerson
from web.doors.throttle import allow
from web.filter_words import filter_words
from web.pages import RequestPages, ThesePages
from web.regional.filters import mine
from web.site import Number, Site, ThisSite
from web.subscribing import CONSENT, DAYS, LEADS, RHYTHMS, described

router = APIRouter(dependencies=[Only(*Role).here])

PATH = "/filter/{number}/abonnieren"
PER_ADDRESS = 5
Word = Annotated[str, Form(max_length=20)]


@router.get(PATH)
def asking(number: Number, site: ThisSite, pages: ThesePages, person: ThisPerson) -> str:
    """Show what a subscription would take over, and ask how often mails are to come."""
    with reading(site.engine) as session:
        return _page(site, pages, person, mine(session, person, number), {})


@router.post(PATH)
def asked(
    number: Number,
    site: ThisSite,
    pages: ThesePages,
    person: ThisPerson,
    later: BackgroundTasks,
    haeufigkeit: Word = Cadence.WEEKLY,
    wochentag: Word = "",
    vorlauf: Word = "14",
) -> Response:
    """Note what is asked for, and ask the mailbox."""
    typed = {"haeufigkeit": haeufigkeit, "wochentag": wochentag, "vorlauf": vorlauf}
    if site.sender is None:
        raise HTTPException(503, "Zurzeit gehen von hier keine Mails aus.")
    with reading(site.engine) as session:
        saved = mine(session, person, number)
        try:
            order = _order(person, saved, typed)
        except OrderError as error:
            page = _page(site, pages, person, saved, typed, {"haeufigkeit": str(error)})
            return HTMLResponse(page, status_code=422)
    allow(site.engine, ((f"subscribe:{order.email}", PER_ADDRESS),), site.now())
    try:
        with writing(site.engine) as session:
            ask(session, [order], partial(described, site), site.sender, site.now())
    except MessageError:
        raise HTTPException(409, "An Ihre Adresse kann keine Mail gehen.") from None
    later.add_task(site.send_letters)
    page = pages.render("regional/filter_subscribed.html", number=number, address=order.email)
    return HTMLResponse(page)


def _order(person: Person, saved: SavedFilter, typed: Mapping[str, str]) -> Order:
    search = from_json(saved.wanted)
    if never_news(search):
        raise OrderError("Was geschlossen ist, meldet kein Abonnement.")
    cadence, day, lead = typed["haeufigkeit"], typed["wochentag"], typed["vorlauf"]
    if day not in dict(DAYS) or lead not in LEADS:
        raise OrderError("Bitte wählen Sie aus den Listen.")
    wanted = wanted_by(search)
    order = Order(
        email=person.address,
        area=wanted.area,
        called=saved.name,
        topics=wanted.topics,
        applicants=wanted.applicants,
        levels=wanted.levels,
        cadence=cadence,
        weekday=int(day) if day and cadence in ON_A_WEEKDAY else None,
        lead_days=int(lead),
        narrowed=wanted.narrowed,
        consent=CONSENT,
    )
    return checked_terms(order, topic_labels())


def _page(
    site: Site,
    pages: RequestPages,
    person: Person,
    saved: SavedFilter,
    typed: Mapping[str, str],
    wrong: Mapping[str, str] | None = None,
) -> str:
    search = from_json(saved.wanted)
    taken = replace(search, closes_from_on=None, closes_until_on=None)
    return pages.render(
        "regional/filter_subscribe.html",
        saved=saved,
        words=filter_words(site, taken),
        left_out=left_out(search),
        never=never_news(search),
        address=person.address,
        typed={"haeufigkeit": Cadence.WEEKLY.value, "wochentag": "", "vorlauf": "14", **typed},
        wrong=wrong or {},
        rhythms=RHYTHMS,
        weekdays=DAYS,
        leads=LEADS,
        consent=CONSENT,
    )
