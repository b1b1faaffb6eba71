"""Region: what is open in one region, whom to ask there, and how to take it along."""

from __future__ import annotations

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import RedirectResponse, Response

from db.area import Area
from db.engine import reading
from db.queries.source_health import source_health
from web.conditional import UNLESS_SEEN
from web.finding import index_now
from web.pages import ThesePages
from web.regions import offer_in, region_of
from web.site import Site, ThisSite

router = APIRouter()


@router.get("/regionen/{region}", dependencies=[UNLESS_SEEN], response_model=None)
def region(region: str, request: Request, site: ThisSite, pages: ThesePages) -> str | Response:
    """Show a region."""
    area = known(site, region)
    if area.key != region:
        return RedirectResponse(f"/regionen/{area.key}", status_code=308)
    own = {slug: one for slug, one in site.of_entries.items() if one.area == area.key}
    with reading(site.engine) as session:
        offer = offer_in(session, site, index_now(request, session), area)
        health = source_health(session, list(own))
    tree = site.areas
    members = sorted(tree.municipalities_of(area.key), key=lambda one: one.name.casefold())
    return pages.render(
        "public/region.html",
        region=area,
        offer=offer,
        contacts=site.imprint().contacts(area.key) if site.imprint else (),
        members=[(one, tree.membership_doubt(area.key, one.key)) for one in members]
        if area.key.startswith("leader:")
        else [(one, "") for one in members],
        sources=[(one.title, health[slug].last_good_at) for slug, one in own.items()],
    )


def known(site: Site, key: str) -> Area:
    """Return the region of a key, or say that there is none."""
    try:
        return region_of(site, key)
    except LookupError:
        raise HTTPException(404, "Diese Region kennen wir nicht.") from None
