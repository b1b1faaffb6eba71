"""Export: what fits a filter as a file or a feed, in every format that there is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from functools import partial
from typing import Annotated
from urllib.parse import quote, urlencode

from fastapi import APIRouter, FastAPI, HTTPException, Query, Request
from fastapi.responses import JSONResponse, Response

from db.engine import reading
from db.finding.filter import Filter, Order
from db.finding.find import find
from pipeline.themes import topic_labels
from web.conditional import UNLESS_SEEN
from web.csv_described import described
from web.doors.pace import AtPace, Rate
from web.exports import Format, format_named
from web.filter_words import filter_words
from web.filters import ORDER_WORDS, ThisFilter, query_of
from web.finding import index_held
from web.head import ASKED_HEAD
from web.site import Site, ThisSite
from web.stock import Stock, listed_by_turns
from web.streamed import streamed
from web.wording import area_name

PACE = Rate(burst=40, every=timedelta(seconds=2))
MOST_PAGES = 10_000
PATH = "/foerderungen"
# The pages are for search engines; the same once more in every form and narrowed would be noise.
UNLISTED = {"X-Robots-Tag": "noindex"}

router = APIRouter(dependencies=[UNLESS_SEEN, AtPace("dateien", PACE).here])


@router.get(f"{PATH}.csv-metadata.json", response_class=Response)
def csv_description(site: ThisSite, wanted: ThisFilter) -> Response:
    """Describe the CSV for programs (W3C CSV on the Web)."""
    table = _address(site, format_named("csv"), wanted)
    found = described(table, site.base_url, site.today())
    return JSONResponse(found, media_type="application/csvm+json", headers=UNLISTED)


# What is long is made by threads of its own, so this one waits for them in place.
@router.get(f"{PATH}.{{ending}}", response_class=Response)
async def export(
    request: Request,
    ending: str,
    site: ThisSite,
    wanted: ThisFilter,
    sortierung: str = "",
    seite: Annotated[int, Query(ge=1, le=MOST_PAGES)] = 1,
) -> Response:
    """Answer with all that fits a filter; a feed comes in parts that name each other.

    The order is the one of the list where its address names one, else what suits the format.
    """
    try:
        chosen = format_named(ending)
    except LookupError:
        raise HTTPException(404, "Dieses Format gibt es nicht.") from None
    headers = _headers(chosen, site, wanted)
    if request.scope.get(ASKED_HEAD):
        return Response(media_type=chosen.content_type, headers=headers)
    order = ORDER_WORDS.get(sortierung, chosen.order or Order.TITLE)
    begin = partial(_pieces, chosen, site, request.app, wanted, order, seite)
    return await streamed(begin, request.app.state.turns, chosen.content_type, headers)


def _pieces(
    chosen: Format, site: Site, app: FastAPI, wanted: Filter, order: Order, page: int
) -> Iterator[bytes]:
    today = site.today()
    with reading(site.engine) as session:
        index = index_held(app, session)
        ids = find(session, wanted, today, site.concerned_by, order, index).ids
    topics = topic_labels()
    links: Mapping[str, str] = {}
    if chosen.at_once:
        last = max(1, -(-len(ids) // chosen.at_once))
        links = _links(site, chosen, wanted, page, last)
        ids = ids[(page - 1) * chosen.at_once : page * chosen.at_once]
    stock = Stock(
        listed=listed_by_turns(site.engine, ids),
        today=today,
        made_at=site.now(),
        area_name=partial(area_name, label=site.area_label),
        topic_name=lambda id: topics.get(id, id),
        sources=site.sources,
        base_url=site.base_url,
        wanted=dict(filter_words(site, wanted)),
        address=_address(site, chosen, wanted, page),
        links=links,
    )
    return chosen.pieces(stock)


def _links(site: Site, chosen: Format, wanted: Filter, page: int, last: int) -> Mapping[str, str]:
    """Return where the other parts are to be had (RFC 5005, section 3)."""
    numbers = {"first": 1, "previous": page - 1, "next": page + 1, "last": last}
    if last == 1 and page == 1:
        return {}
    return {
        relation: _address(site, chosen, wanted, number)
        for relation, number in numbers.items()
        if 1 <= number <= last
    }


def _address(site: Site, chosen: Format, wanted: Filter, page: int = 1) -> str:
    query = query_of(wanted)
    if page > 1:
        query = "&".join(filter(None, (query, urlencode({"seite": page}))))
    path = f"{site.base_url.rstrip('/')}{PATH}{chosen.suffix}"
    return f"{path}?{query}" if query else path


def _headers(chosen: Format, site: Site, wanted: Filter) -> dict[str, str]:
    on = site.today().isoformat()
    named = f'filename="Foerderungen-{on}{chosen.suffix}"'
    german = f"filename*=UTF-8''{quote(f'Förderungen-{on}{chosen.suffix}')}"
    kind = "attachment" if chosen.attached else "inline"
    headers = {"Content-Disposition": f"{kind}; {named}; {german}", **UNLISTED}
    if chosen.name == "csv":
        query = query_of(wanted)
        description = f"{PATH}.csv-metadata.json{f'?{query}' if query else ''}"
        headers["Link"] = f'<{description}>; rel="describedby"; type="application/csvm+json"'
    return headers
