"""Sources: where all that is published comes from, with licence and freshness."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import Response
from sqlalchemy import func, select

from db.crawls import CrawlRun
from db.engine import reading
from db.facts import Facts
from db.vocabulary import GOOD_RUNS
from web.interfaces.answers import answer, since
from web.interfaces.asked import OnlyKnown
from web.interfaces.shapes import SourceList
from web.site import ThisSite

router = APIRouter()


@router.get(
    "/api/v1/quellen",
    response_model=SourceList,
    summary="Quellen mit Lizenzzeile und Aktualität",
    tags=["Verzeichnisse"],
    dependencies=[OnlyKnown],
)
def sources(request: Request, site: ThisSite) -> Response:
    """Alle Quellen; `last_read_at` ist der letzte Besuch, bei dem die Quelle ganz gelesen wurde."""
    since_at = since(request, site)
    with reading(site.engine) as session:
        read = (
            select(CrawlRun.source, func.max(CrawlRun.finished_at))
            .where(CrawlRun.outcome.in_(GOOD_RUNS))
            .group_by(CrawlRun.source)
        )
        last = {slug: at for slug, at in session.execute(read)}
        counted = select(Facts.source, func.count()).group_by(Facts.source)
        counts = {slug: count for slug, count in session.execute(counted)}
        said = {
            "items": [
                {
                    "slug": slug,
                    "title": one.title,
                    "publisher": one.publisher,
                    "homepage": one.homepage,
                    "level": one.level.value,
                    "area": one.area,
                    "licence": one.licence,
                    "entries": counts.get(slug, 0),
                    "last_read_at": at.isoformat() if (at := last.get(slug)) else None,
                }
                for slug, one in sorted(site.sources.items())
                if not one.leads
            ]
        }
        return answer(request, said, since_at)
