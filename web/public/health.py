"""Health: whether this installation does its work, for a monitor to ask."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import JSONResponse
from sqlalchemy.exc import SQLAlchemyError

from db.engine import reading
from db.queries.gauges import is_alive
from notifier.lateness import late_issues
from web.headers import PRIVATE
from web.site import Site, ThisSite

router = APIRouter()


@router.get("/health")
def health(site: ThisSite) -> JSONResponse:
    """Say what works: the database, the service, and whether the issues are in time."""
    works = _works(site)
    well = all(works.values())
    return JSONResponse(
        {"status": "ok" if well else "failing", **works},
        status_code=200 if well else 503,
        headers=PRIVATE,
    )


def _works(site: Site) -> dict[str, bool]:
    try:
        overdue, now = site.overdue(), site.now()
        with reading(site.engine) as session:
            return {
                "database": True,
                "service": is_alive(session, now),
                "issues": not late_issues(session, overdue, now),
            }
    except SQLAlchemyError:
        return {"database": False, "service": False, "issues": False}
