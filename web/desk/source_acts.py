"""Source acts: run now, check, pause, go on; each becomes a decision, the service does the rest."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Literal

from fastapi import APIRouter, Form, HTTPException
from fastapi.responses import RedirectResponse
from sqlalchemy.orm import Session

from db.engine import writing
from db.manners import against_machines, basis_of
from db.vocabulary import Role
from pipeline.desk import sources
from web.answers import back_to
from web.desk.source import Slug
from web.doors.people import Only, ThisPerson
from web.site import Site, ThisSite

router = APIRouter(dependencies=[Only(Role.STAFF).here])

Why = Annotated[str, Form(max_length=500)]


@router.post("/quellen/{slug}/abruf")
def run_now(slug: Slug, site: ThisSite, person: ThisPerson) -> RedirectResponse:
    """Ask for a visit now."""
    _act(site, slug, lambda session: sources.run_now(session, slug, person.by, site.now()))
    return back_to(f"/quellen/{slug}#auftraege")


@router.post("/quellen/{slug}/pruefung")
def check(slug: Slug, site: ThisSite, person: ThisPerson) -> RedirectResponse:
    """Ask what would be read now, without storing it."""
    _act(site, slug, lambda session: sources.check(session, slug, person.by, site.now()))
    return back_to(f"/quellen/{slug}#auftraege")


@router.post("/quellen/{slug}/anhalten")
def pause(slug: Slug, site: ThisSite, person: ThisPerson, why: Why = "") -> RedirectResponse:
    """Let the source rest."""
    _act(site, slug, lambda session: sources.pause(session, slug, person.by, site.now(), why))
    return back_to(f"/quellen/{slug}")


@router.post("/quellen/{slug}/fortsetzen")
def resume(slug: Slug, site: ThisSite, person: ThisPerson) -> RedirectResponse:
    """Let the source be visited by its timetable again."""
    _act(site, slug, lambda session: sources.resume(session, slug, person.by, site.now()))
    return back_to(f"/quellen/{slug}")


@router.post("/quellen/{slug}/volltext")
def decide_full_text(
    slug: Slug,
    site: ThisSite,
    person: ThisPerson,
    volltext: Annotated[Literal["behalten", "nicht"], Form()],
    why: Why = "",
) -> RedirectResponse:
    """Say whether the text of a source is handed on."""
    keep = volltext == "behalten"

    def decide(session: Session) -> object:
        basis = basis_of(against_machines(session).get(slug, ()))
        return sources.decide_full_text(
            session, slug, keep=keep, basis=basis, by=person.by, now=site.now(), why=why
        )

    _act(site, slug, decide)
    return back_to(f"/quellen/{slug}#volltext")


@router.post("/quellen/{slug}/volltext/zurueck")
def take_back_full_text(slug: Slug, site: ThisSite, person: ThisPerson) -> RedirectResponse:
    """Let hold what holds where nobody decided."""
    _act(
        site,
        slug,
        lambda session: sources.take_back_full_text(session, slug, person.by, site.now()),
    )
    return back_to(f"/quellen/{slug}#volltext")


def _act(site: Site, slug: str, act: Callable[[Session], object]) -> None:
    if slug not in site.visited:
        raise HTTPException(404, "Diese Quelle gibt es nicht.")
    try:
        with writing(site.engine) as session:
            act(session)
    except ValueError as error:
        raise HTTPException(409, str(error)) from error
