"""Mail: one delivery as it was sent: beside its header lines, by itself, and as text."""

from __future__ import annotations

from fastapi import APIRouter, HTTPException
from fastapi.responses import HTMLResponse, PlainTextResponse
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from db.deliveries import Delivery
from db.engine import reading
from db.queries.suppressions import bounces_of
from db.vocabulary import Role
from notifier.mail_ledgers import GOOD_FOR
from pipeline.desk.mails import decided, is_unclear, may_go_again
from web.doors.people import Only
from web.headers import foreign
from web.mail import ReadMail, read_mail
from web.mail_words import state_words, why_words
from web.pages import ThesePages
from web.site import Number, ThisSite

router = APIRouter(dependencies=[Only(Role.STAFF).here])


@router.get("/post/{number}")
def mail(number: Number, site: ThisSite, pages: ThesePages) -> str:
    """Show a mail in a frame, with its text and its header lines."""
    with reading(site.engine) as session:
        delivery = _delivery(session, number)
        return pages.render(
            "desk/mail.html",
            mail=delivery,
            read=read_mail(delivery.message),
            state=state_words(delivery),
            why=why_words(delivery),
            unclear=is_unclear(delivery),
            may_go_again=may_go_again(delivery, site.now() - GOOD_FOR),
            decided=decided(session, number),
            bounces=bounces_of(session, [number])[number],
        )


@router.get("/post/{number}/html")
def mail_html(number: Number, site: ThisSite) -> HTMLResponse:
    """Show the mail alone, as it arrives."""
    return foreign(_read(site.engine, number).html)


@router.get("/post/{number}/text", response_class=PlainTextResponse)
def mail_text(number: Number, site: ThisSite) -> str:
    """Show the mail's text, as a reader without HTML sees it."""
    return _read(site.engine, number).text


def _read(engine: Engine, number: int) -> ReadMail:
    with reading(engine) as session:
        message = _delivery(session, number).message
    if not message:
        raise HTTPException(404, "Der Text dieser Mail wird nicht mehr aufbewahrt.")
    return read_mail(message)


def _delivery(session: Session, number: int) -> Delivery:
    delivery = session.get(Delivery, number)
    if delivery is None:
        raise HTTPException(404, "Diese Mail gibt es nicht.")
    return delivery
