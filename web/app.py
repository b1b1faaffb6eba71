"""The web application: plain pages over what the database says. GET shows, nothing acts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from fastapi import FastAPI, HTTPException, Request
from fastapi.responses import HTMLResponse, PlainTextResponse, Response
from fastapi.staticfiles import StaticFiles
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from crawlers.source import Source
from db.deliveries import Delivery
from db.engine import reading
from db.queries import listing
from db.queries.groups import families
from db.queries.source_health import source_health
from web.families import rows
from web.mail import ReadMail, read_mail
from web.pages import Pages

STATIC = Path(__file__).parent / "static"
# Nothing crawled may run, load or submit anything in a reader's browser.
POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data:",
        "frame-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'self'",
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """What the pages need to know of the installation."""

    engine: Engine
    sources: Mapping[str, Source]
    area_label: Callable[[str], str]
    today: Callable[[], date]


def make_app(site: Site) -> FastAPI:
    """Return the application. It holds no state of its own."""
    app = FastAPI(title="Landbote", docs_url=None, redoc_url=None, openapi_url=None)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    pages = Pages(area_label=site.area_label)

    @app.middleware("http")
    async def guard(request: Request, call_next):  # type: ignore[no-untyped-def]
        response = await call_next(request)
        response.headers["Content-Security-Policy"] = POLICY
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Referrer-Policy"] = "no-referrer"
        return response

    @app.get("/", response_class=HTMLResponse)
    def overview() -> str:
        with reading(site.engine) as session:
            return pages.render(
                "overview.html",
                sources=site.sources,
                health=source_health(session, list(site.sources)),
                questions=listing.open_questions(session),
                published=sum(1 for _ in listing.published(session)),
                mails=len(listing.deliveries(session)),
            )

    @app.get("/foerderungen", response_class=HTMLResponse)
    def opportunities(thema: str = "") -> str:
        with reading(site.engine) as session:
            listed = [
                o for o in listing.published(session) if not thema or thema in o.values.topics
            ]
            family_of = families(session)
        return pages.render(
            "opportunities.html",
            rows=rows(listed, family_of),
            count=len(listed),
            sources=site.sources,
            today=site.today(),
            thema=thema,
        )

    @app.get("/foerderungen/{opportunity_id}", response_class=HTMLResponse)
    def opportunity(opportunity_id: int) -> str:
        with reading(site.engine) as session:
            revisions = listing.revisions_of(session, opportunity_id)
            if not revisions:
                raise HTTPException(404, "Dieser Eintrag ist nicht veröffentlicht.")
            listed = listing.listed(session, opportunity_id)
            relatives = families(session).get(opportunity_id, frozenset()) - {opportunity_id}
            return pages.opportunity(
                revisions,
                site.today(),
                withdrawn=listing.is_withdrawn(session, opportunity_id),
                listed=listed,
                relatives=[one for id in sorted(relatives) if (one := listing.listed(session, id))],
                sources=site.sources,
            )

    @app.get("/fragen", response_class=HTMLResponse)
    def questions() -> str:
        with reading(site.engine) as session:
            asked = listing.questions(session)
            return pages.render("questions.html", asked=asked, sources=site.sources)

    @app.get("/post", response_class=HTMLResponse)
    def mails() -> str:
        with reading(site.engine) as session:
            return pages.render("mails.html", mails=listing.deliveries(session))

    @app.get("/post/{delivery_id}", response_class=HTMLResponse)
    def mail(delivery_id: int) -> str:
        with reading(site.engine) as session:
            delivery = _delivery(session, delivery_id)
            return pages.render("mail.html", mail=delivery, read=read_mail(delivery.message))

    @app.get("/post/{delivery_id}/html", response_class=HTMLResponse)
    def mail_html(delivery_id: int) -> str:
        return _read(site.engine, delivery_id).html

    @app.get("/post/{delivery_id}/text")
    def mail_text(delivery_id: int) -> Response:
        return PlainTextResponse(_read(site.engine, delivery_id).text)

    return app


def _read(engine: Engine, delivery_id: int) -> ReadMail:
    with reading(engine) as session:
        return read_mail(_delivery(session, delivery_id).message)


def _delivery(session: Session, delivery_id: int) -> Delivery:
    delivery = session.get(Delivery, delivery_id)
    if delivery is None:
        raise HTTPException(404, "Diese Mail gibt es nicht.")
    return delivery
