"""Entry: say of a single entry that it is nothing for us, or that it is to be remembered.

The pages ask once more what is meant; an issue's page has the same forms. Whoever is not at the
own mailbox is led there first, and comes back to the question.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, HTTPException, Query
from fastapi.responses import Response
from sqlalchemy.orm import Session

from db.engine import reading, writing
from db.queries.own_settings import published_title
from notifier.subscribing.dismiss import dismiss, undo_dismissal
from notifier.subscribing.remember import LEAD_DAYS, MOST_LEAD_DAYS, forget, remember
from web.answers import LONGEST, back_to
from web.doors.own_session import Own, OwnSubscriber
from web.doors.signed import onward_path, settings_path
from web.pages import ThesePages
from web.site import Number, Site, ThisSite

router = APIRouter()

OnwardAsked = Annotated[str, Query(alias="weiter", max_length=LONGEST)]
OnwardSent = Annotated[str, Form(alias="weiter", max_length=LONGEST)]
DISMISS = "/abo/eintrag/{number}/nicht-fuer-uns"
REMEMBER = "/abo/eintrag/{number}/vormerken"


@router.get(DISMISS)
def ask_dismissal(
    number: Number, site: ThisSite, pages: ThesePages, own: OwnSubscriber, onward: OnwardAsked = ""
) -> str:
    """Ask whether the entry alone is meant, or its whole programme."""
    with reading(site.engine) as session:
        title = _title(session, number)
    return pages.render(
        "subscriber/dismiss.html",
        own=own,
        number=number,
        entry=title,
        onward=onward_path(onward),
        settings=settings_path(site, own.token),
    )


@router.post(DISMISS)
def dismissed(
    number: Number,
    site: ThisSite,
    own: OwnSubscriber,
    was: Annotated[str, Form(max_length=20)] = "eintrag",
    onward: OnwardSent = "",
) -> Response:
    """Never tell of it again."""
    with writing(site.engine) as session:
        _title(session, number)
        dismiss(session, own.id, number, site.now(), whole=was == "programm")
    return _back(site, own, onward)


@router.post(DISMISS + "/zurueck")
def not_dismissed(
    number: Number, site: ThisSite, own: OwnSubscriber, onward: OnwardSent = ""
) -> Response:
    """Tell of it again."""
    with writing(site.engine) as session:
        undo_dismissal(session, own.id, number)
    return _back(site, own, onward)


@router.get(REMEMBER)
def ask_remembering(
    number: Number, site: ThisSite, pages: ThesePages, own: OwnSubscriber, onward: OnwardAsked = ""
) -> str:
    """Ask how long before its end there is to be a reminder."""
    with reading(site.engine) as session:
        title = _title(session, number)
    return pages.render(
        "subscriber/remember.html",
        own=own,
        number=number,
        entry=title,
        lead_days=LEAD_DAYS,
        longest_lead=MOST_LEAD_DAYS,
        onward=onward_path(onward),
        settings=settings_path(site, own.token),
    )


@router.post(REMEMBER)
def remembered(
    number: Number,
    site: ThisSite,
    own: OwnSubscriber,
    tage: Annotated[int, Form(ge=1, le=MOST_LEAD_DAYS)] = LEAD_DAYS,
    onward: OnwardSent = "",
) -> Response:
    """Remind of it before its end."""
    with writing(site.engine) as session:
        _title(session, number)
        remember(session, own.id, number, site.now(), lead_days=tage)
    return _back(site, own, onward)


@router.post(REMEMBER + "/zurueck")
def forgotten(
    number: Number, site: ThisSite, own: OwnSubscriber, onward: OnwardSent = ""
) -> Response:
    """Remind of it no more."""
    with writing(site.engine) as session:
        forget(session, own.id, number)
    return _back(site, own, onward)


def _title(session: Session, number: int) -> str:
    title = published_title(session, number)
    if not title:
        raise HTTPException(404, "Diesen Eintrag zeigen wir nicht mehr.")
    return title


def _back(site: Site, own: Own, onward: str) -> Response:
    return back_to(onward_path(onward) or f"{settings_path(site, own.token)}?fertig=gespeichert")
