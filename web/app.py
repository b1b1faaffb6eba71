"""The web application: headers, error pages and the doors. GET shows, POST acts."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from fastapi import APIRouter, Depends, FastAPI
from fastapi.staticfiles import StaticFiles

from web.conditional import States, Unchanged, unchanged
from web.doors import api, desk, public, regional, sign_in, subscriber
from web.doors.pace import Paces
from web.doors.session import recognise
from web.errors import WithinBounds, add_error_pages, refuse_no_words
from web.finding import HeldIndex
from web.fits import HeldFits
from web.forecasts import Forecasts
from web.going import HeldGoing
from web.head import WithHead
from web.headers import WithHeaders
from web.interfaces.common_grants.stock import HeldTimes, KnownIds
from web.interfaces.entrance import WithEntrance
from web.navigation import Rules, rules_of
from web.pages import Pages
from web.recent import Recent
from web.site import Site
from web.streamed import turns

STATIC = Path(__file__).parent / "static"
DOORS = (public, subscriber, sign_in, desk, regional, api)


def make_app(site: Site) -> FastAPI:
    """Return the application. It holds no state but what it is given, and what it read."""
    app = FastAPI(
        title="Landbote",
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        routes=_rooms().routes,
    )
    app.state.site, app.state.pages = site, Pages(site)
    app.state.recent, app.state.going, app.state.forecasts = Recent(), HeldGoing(), Forecasts()
    app.state.finding = HeldIndex()
    app.state.known_ids, app.state.times = KnownIds(), HeldTimes()
    app.state.paces, app.state.states, app.state.turns = Paces(), States(), turns()
    app.state.fits = HeldFits()
    app.add_middleware(WithinBounds)
    app.add_middleware(WithHeaders)
    app.add_middleware(WithEntrance, site=site)
    app.add_middleware(WithHead)
    add_error_pages(app)
    app.add_exception_handler(Unchanged, unchanged)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    app.state.rules = _rules()
    return app


# What all applications have in common is put together once: it takes most of a second.
@cache
def _rooms() -> APIRouter:
    rooms = APIRouter(dependencies=[Depends(refuse_no_words), Depends(recognise)])
    for door in DOORS:
        rooms.include_router(door.router)
    return rooms


@cache
def _rules() -> Rules:
    return rules_of(_rooms().routes)
