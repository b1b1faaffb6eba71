"""Issue preview: the mail of any reader, or of a made-up one, on any day to come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, HTTPException, Query, Request
from fastapi.responses import HTMLResponse
from sqlalchemy.orm import Session

from db.engine import reading
from db.queries.issues import subscriptions_like
from db.subscribers import Subscription
from db.vocabulary import Cadence, Role
from notifier.news.load import Entries
from notifier.preview import Preview, preview_for, preview_of
from web.doors.people import Only
from web.forecasts import forecasts_of
from web.headers import foreign
from web.mail import read_mail
from web.pages import ThesePages
from web.site import Site, ThisSite

router = APIRouter(dependencies=[Only(Role.STAFF).here])


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Whose mail of which day: a subscription, or an area with topics."""

    subscription: int
    area: str
    topics: tuple[str, ...]
    cadence: Cadence
    on: date
    first: bool

    @property
    def query(self) -> str:
        """The same as the end of an address."""
        fields = {
            "abo": str(self.subscription or ""),
            "gebiet": self.area,
            "thema": self.topics,
            "fuer": self.cadence.value,
            "tag": self.on.isoformat(),
            "erste": "1" if self.first else "",
        }
        return urlencode({name: said for name, said in fields.items() if said}, doseq=True)


def asked_by(
    site: ThisSite,
    abo: Annotated[int, Query(ge=0, le=2**31 - 1)] = 0,
    gebiet: Annotated[str, Query(max_length=80)] = "",
    thema: Annotated[list[str], Query(max_length=40)] = [],  # noqa: B006
    fuer: Cadence = Cadence.DAILY,
    tag: date | None = None,
    erste: bool = False,
) -> Asked:
    """Return what the form asks for; a day that has passed becomes today."""
    return Asked(
        subscription=abo,
        area=gebiet,
        topics=tuple(thema),
        cadence=fuer,
        on=max(tag or site.today(), site.today()),
        first=erste,
    )


ThisAsked = Annotated[Asked, Depends(asked_by)]


@router.get("/ausgabe/vorschau")
def preview(
    request: Request,
    site: ThisSite,
    pages: ThesePages,
    asked: ThisAsked,
    suche: Annotated[str, Query(max_length=120)] = "",
    nur: Annotated[str, Query(max_length=40)] = "",
    seite: Annotated[int, Query(ge=0, le=10_000)] = 0,
) -> str:
    """Show a mail in a frame with its text and header lines, and the list to choose from."""
    with reading(site.engine) as session:
        found = _preview(session, site, asked, forecasts_of(request).entries)
        rows, more = subscriptions_like(session, suche.strip(), nur, seite)
        return pages.render(
            "desk/issue/preview.html",
            asked=asked,
            preview=found,
            read=read_mail(found.message) if found and found.message else None,
            cadences=list(Cadence),
            today=site.today(),
            subscriptions=rows,
            more=more,
            words=suche,
            only=nur,
            page=seite,
            search=urlencode({"suche": suche, "nur": nur}),
        )


@router.get("/ausgabe/vorschau/html")
def preview_html(request: Request, site: ThisSite, asked: ThisAsked) -> HTMLResponse:
    """Show the mail alone, as it would arrive."""
    with reading(site.engine) as session:
        found = _preview(session, site, asked, forecasts_of(request).entries)
    if found is None or not found.message:
        return foreign("<!doctype html><title>Keine Mail</title><p>Hier steht keine Mail.</p>")
    return foreign(read_mail(found.message).html)


def _preview(session: Session, site: Site, asked: Asked, entries: Entries) -> Preview | None:
    if site.imprint is None or not (asked.subscription or asked.area):
        return None
    imprint, now = site.imprint(), site.now()
    if asked.subscription:
        subscription = session.get(Subscription, asked.subscription)
        if subscription is None:
            raise HTTPException(404, "Dieses Abonnement gibt es nicht.")
        return preview_for(session, imprint, subscription, asked.on, now, entries)
    made_up = Subscription(
        area=asked.area,
        topics=list(asked.topics),
        applicants=[],
        levels=[],
        cadence=asked.cadence,
    )
    try:
        return preview_of(
            session, imprint, made_up, asked.on, now, first=asked.first, entries=entries
        )
    except LookupError:
        return Preview(why_none=f"Das Gebiet „{asked.area}“ ist unbekannt.")
