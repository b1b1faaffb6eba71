"""Topics: what one may filter by, and how much there is of each."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import Response
from sqlalchemy import func, select

from db.engine import reading
from db.facts import FactTopic
from pipeline.themes import topic_labels
from web.interfaces.answers import answer, since
from web.interfaces.asked import OnlyKnown
from web.interfaces.shapes import TopicList
from web.site import ThisSite

router = APIRouter()


@router.get(
    "/api/v1/themen",
    response_model=TopicList,
    summary="Themen",
    tags=["Verzeichnisse"],
    dependencies=[OnlyKnown],
)
def topics(request: Request, site: ThisSite) -> Response:
    """Alle Themen mit der Zahl der Förderungen."""
    since_at = since(request, site)
    with reading(site.engine) as session:
        counted = select(FactTopic.topic, func.count()).group_by(FactTopic.topic)
        counts = {topic: count for topic, count in session.execute(counted)}
        said = {
            "items": [
                {"id": id, "label": label, "entries": counts.get(id, 0)}
                for id, label in topic_labels().items()
            ]
        }
        return answer(request, said, since_at)
