"""Changes: every material change in its order, so that nobody misses one."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from db.change_log import changes_after, last_number
from db.engine import reading
from web.interfaces.answers import answer
from web.interfaces.asked import OnlyKnown, PageSize
from web.interfaces.changes import Publisher, described
from web.interfaces.shapes import Changes
from web.site import ThisSite

router = APIRouter()


@router.get(
    "/api/v1/aenderungen",
    response_model=Changes,
    summary="Alle erheblichen Änderungen der Reihe nach",
    tags=["Änderungen"],
    dependencies=[OnlyKnown],
)
def changes(
    request: Request,
    site: ThisSite,
    seit: Annotated[
        int, Query(ge=0, le=2**31 - 1, description="Nummer der letzten bekannten Änderung")
    ] = 0,
    anzahl: PageSize = 20,
) -> Response:
    """Was nach einer Nummer kam: neu, geändert, zurückgezogen oder wieder da.

    Fragen Sie mit `last` weiter, solange `more` wahr ist, und später mit derselben Nummer wieder:
    So kommt jede Änderung genau einmal. `newest` ist die neueste Nummer überhaupt.
    """
    publisher = Publisher(base_url=site.base_url, sources=site.sources)
    with reading(site.engine) as session:
        newest = last_number(session)
        some = changes_after(session, seit, anzahl)
        last = some[-1].id if some else seit
        said = {
            "last": last,
            "newest": newest,
            "more": last < newest,
            "items": described(session, some, publisher),
        }
    return answer(request, said)
