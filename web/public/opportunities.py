"""Opportunities: all that is published, to be searched and narrowed; its address is the filter."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from db.engine import reading
from db.finding.facets import without
from db.finding.filter import Filter
from db.finding.query import query_of as words_of_query
from db.labels import label
from db.queries.groups import families
from db.terms import Reader
from web.conditional import UNLESS_SEEN
from web.doors.pace import AtPace, Rate
from web.facets import FIELDS, PATH, address, chips, places, shown
from web.families import leading, with_relatives
from web.filters import ORDER_WORDS, Asked, ThisQuery, pairs_of, query_of, shown_sum
from web.finding import results_now
from web.pages import ThesePages
from web.place_asked import PlaceAsked, place_asked
from web.result_cards import cards
from web.site import ThisSite

PACE = Rate(burst=60, every=timedelta(seconds=1))

router = APIRouter()

A_PAGE = 20
ORDERS = {"passend": "passend", "frist": "Frist", "neu": "neu", "titel": "Titel"}

ThisPlace = Annotated[PlaceAsked, Depends(place_asked)]


@router.get(PATH, dependencies=[UNLESS_SEEN, AtPace("foerderungen", PACE).here])
def opportunities(
    request: Request, site: ThisSite, pages: ThesePages, query: ThisQuery, place: ThisPlace
) -> Response:
    """List what fits the address, the best first, with all by which it may be narrowed further.

    An address with empty fields, as a form without script makes it, leads to the same without.
    """
    wanted, wrong = query.wanted, {**query.wrong, **place.wrong}
    if not wrong and (place.key or _has_empty(request)):
        return _onward(query, place)
    offered = places(site)
    with reading(site.engine) as session:
        results = results_now(
            request,
            session,
            wanted,
            query.order,
            (area for keys in offered.values() for area in keys),
        )
        ids, family_of = results.found.ids, families(session)
        rows = leading(ids, family_of)
        count = max(1, -(-len(rows) // A_PAGE))
        page = min(query.page, count)
        listed = cards(
            session,
            with_relatives(rows[(page - 1) * A_PAGE : page * A_PAGE], ids, family_of),
            " ".join(results.found.instead) or wanted.words,
            Reader(applicants=wanted.applicants),
            site.today(),
        )
    counts = {option.value: option.count for option in results.facets.of("area")}
    text = pages.render(
        "public/opportunities.html",
        asked=query,
        wanted=wanted,
        wrong=wrong,
        typed=_typed(query),
        place=place,
        cards=listed,
        count=len(ids),
        page=page,
        page_count=count,
        instead=results.found.instead,
        also=results.found.also,
        exactly=_exactly(wanted, query),
        facets=shown(site, results.facets),
        silent=results.facets.silent,
        nobody=results.facets.nobody,
        offered={
            heading: [(key, counts[key]) for key in keys] for heading, keys in offered.items()
        },
        chips=chips(site, wanted, query.order),
        orders=[
            (words, address(wanted, ORDER_WORDS[name]), ORDER_WORDS[name] is query.order)
            for name, words in ORDERS.items()
        ],
        ordered=next(name for name, one in ORDER_WORDS.items() if one is query.order),
        dropped=[
            (label(FIELDS, field), found, address(without(wanted, field), query.order))
            for field, found in results.dropped
            if found
        ],
        path=PATH,
        query=query_of(wanted),
        pager_address=_pager(query),
        place_address=lambda key: address(place.at(wanted, key), query.order),
    )
    answer = HTMLResponse(text, status_code=422 if wrong else 200)
    answer.headers["HX-Push-Url"] = address(wanted, query.order)
    return answer


def _has_empty(request: Request) -> bool:
    return any(not value.strip() for _name, value in request.query_params.multi_items())


def _onward(query: Asked, place: PlaceAsked) -> Response:
    wanted = place.at(query.wanted, place.key) if place.key else query.wanted
    return RedirectResponse(address(wanted, query.order), status_code=303)


def _exactly(wanted: Filter, query: Asked) -> tuple[str, str]:
    """Return the words as they are searched for and nothing else, and the address that does so."""
    asked = words_of_query(wanted.words)
    words = [one.typed for one in asked.sought]
    others = [f'-"{one.typed}"' for one in asked.excluded]
    only = replace(wanted, words=" ".join([*(f'"{word}"' for word in words), *others]))
    return " ".join(f"„{word}“" for word in words), address(only, query.order)


def _typed(query: Asked) -> dict[str, str]:
    """Return what stands in the fields: as typed where it is wrong, else as Germans write it."""
    shown = {
        "suche": query.wanted.words,
        "frist_ab": _iso(query.wanted.closes_from_on),
        "frist_bis": _iso(query.wanted.closes_until_on),
        "betrag": shown_sum(query.wanted.award),
        "eigenanteil": shown_sum(query.wanted.own_share),
    }
    return {name: query.typed[name] if name in query.wrong else one for name, one in shown.items()}


def _iso(on: object) -> str:
    return str(on) if on else ""


def _pager(query: Asked) -> str:
    there = address(query.wanted, query.order)
    return f"{there}{'&' if pairs_of(query.wanted, query.order) else '?'}seite="
