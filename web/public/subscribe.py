"""Subscribe: anybody orders a digest, sees what it would have brought, and is asked by mail."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Annotated

from fastapi import APIRouter, BackgroundTasks, Depends, Form, HTTPException, Query, Request
from fastapi.responses import HTMLResponse, Response

from db.engine import writing
from notifier.mail.message import MessageError
from notifier.subscribing.lately import Brought, brought
from notifier.subscribing.orders import Order, OrderError
from notifier.subscribing.request import ask
from pipeline.themes import load_topics
from web.doors.session import same_site
from web.doors.throttle import allow, client_of
from web.pages import RequestPages, ThesePages
from web.recent import Recent
from web.site import Site, ThisSite
from web.subscribing import (
    CONSENT,
    DAYS,
    LEADS,
    RHYTHMS,
    OrderForm,
    Place,
    added,
    chosen,
    described,
    offered,
    orders_of,
    unknown_place,
    wrong,
)

router = APIRouter(dependencies=[Depends(same_site)])

PER_CLIENT = 20
PER_ADDRESS = 5
PER_FORM = 300  # looks at what a form would bring: while somebody types there are many
PREVIEW = "/abonnieren/vorschau"
# So that the terms can be tried before there is an address.
_NOBODY = "niemand@example.org"

Sent = Annotated[OrderForm, Form()]
Codes = Annotated[list[str], Query(max_length=100)]


@router.get("/abonnieren")
def form(
    request: Request,
    site: ThisSite,
    pages: ThesePages,
    gebiet: Codes = [],  # noqa: B006 - FastAPI copies what it finds here
    wer: Codes = [],  # noqa: B006
    thema: Codes = [],  # noqa: B006
) -> str:
    """Show the form, with what a link to it has filled in already."""
    form = OrderForm(gebiet=gebiet, wer=wer, thema=thema)
    places = chosen(site, form)
    return _page(pages, form, places, lately=_lately(request, site, form, places))


@router.post(PREVIEW)
def preview(request: Request, site: ThisSite, pages: ThesePages, form: Sent) -> str:
    """Show the form as it is filled in, with what it would have brought; nothing is kept.

    While somebody types a name places are offered and none is taken.
    """
    _allow_form(request, site)
    said = unknown = ""
    if form.suche:
        places = offered(site, form)
        unknown = unknown_place(site, form, places)
    else:
        form, places, said = added(site, form)
    return _page(
        pages,
        form,
        places,
        {"ort": said} if said else {},
        lately=_lately(request, site, form, places),
        unknown=unknown,
    )


@router.post("/abonnieren")
def order(
    request: Request,
    site: ThisSite,
    pages: ThesePages,
    form: Sent,
    later: BackgroundTasks,
) -> Response:
    """Note what somebody asks for and ask the mailbox, or say what has to be put right.

    The answer is the same for every address: nobody looks whether it is known.
    """
    _allow_form(request, site)
    form, places, said = added(site, form)
    found = wrong(form, places, said)
    orders = [] if found else orders_of(form, places)
    if orders:
        allowed = (
            (f"subscribe:{client_of(request)}", PER_CLIENT),
            (f"subscribe:{orders[0].email}", PER_ADDRESS),
        )
        allow(site.engine, allowed, site.now())
        if not form.betreff and not _asked(site, orders):
            found["mail"] = "An diese Adresse kann keine Mail gehen. Bitte nennen Sie eine andere."
    if found:
        lately = _lately(request, site, form, places)
        return HTMLResponse(_page(pages, form, places, found, lately=lately), status_code=422)
    later.add_task(site.send_letters)
    return HTMLResponse(pages.render("public/subscribe_sent.html", address=orders[0].email))


def _allow_form(request: Request, site: Site) -> None:
    """Count a form that is sent, whatever stands in it: to find its places takes work, too."""
    allow(site.engine, ((f"subscribe form:{client_of(request)}", PER_FORM),), site.now())


def _asked(site: Site, orders: Sequence[Order]) -> bool:
    """Note the request; return False where no mail can go to its address."""
    if site.sender is None:
        raise HTTPException(503, "Zurzeit gehen von hier keine Mails aus.")
    try:
        with writing(site.engine) as session:
            ask(session, orders, partial(described, site), site.sender, site.now())
    except MessageError:
        return False
    return True


def _lately(
    request: Request, site: Site, form: OrderForm, places: Sequence[Place]
) -> Brought | None:
    """Return what the form would have brought; None where no place is chosen yet."""
    if site.imprint is None or not any(place.chosen for place in places):
        return None
    try:
        orders = orders_of(form.model_copy(update={"mail": _NOBODY}), places)
    except OrderError:
        return None
    imprint, recent = site.imprint(), request.app.state.recent
    assert isinstance(recent, Recent)
    index = recent.index(site.engine, imprint, site.now())
    return brought(index, orders, imprint.places)


def _page(
    pages: RequestPages,
    form: OrderForm,
    places: Sequence[Place] = (),
    wrong: dict[str, str] | None = None,
    lately: Brought | None = None,
    unknown: str = "",
) -> str:
    return pages.render(
        "public/subscribe.html",
        form=form,
        places=places,
        wrong=wrong or {},
        lately=lately,
        unknown=unknown,
        examples={topic.id: topic.examples_match[0] for topic in load_topics()},
        leads=LEADS,
        rhythms=RHYTHMS,
        weekdays=DAYS,
        consent=CONSENT,
        preview=PREVIEW,
    )
