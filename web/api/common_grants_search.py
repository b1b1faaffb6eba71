"""CommonGrants, search: what is published, narrowed and ordered as the protocol says it."""

from __future__ import annotations

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import Response

from db.engine import reading
from web.interfaces.answers import answer, since
from web.interfaces.asked import OnlyKnown
from web.interfaces.common_grants.ask import RefusedError, question_of
from web.interfaces.common_grants.shapes import FoundSome, Paging, Search, SortBy, Sorting
from web.interfaces.common_grants.stock import found_ids, said_of
from web.site import ThisSite

router = APIRouter()


@router.post(
    "/common-grants/opportunities/search",
    response_model=FoundSome,
    response_model_exclude_none=True,
    summary="Search opportunities",
    tags=["CommonGrants"],
    dependencies=[OnlyKnown],
)
def search_opportunities(request: Request, site: ThisSite, search: Search) -> Response:
    """Published opportunities that fit all filters; what cannot be answered rightly is refused."""
    sorting, paging = search.sorting or Sorting(), search.pagination or Paging()
    if (sorting.sort_by is SortBy.CUSTOM) is not (sorting.custom_sort_by is not None):
        raise HTTPException(422, "sorting.customSortBy gehört zu sortBy custom, und nur dazu")
    try:
        question = question_of(search)
    except RefusedError as error:
        raise HTTPException(422, str(error)) from None
    since_at = since(request, site)
    first = (paging.page - 1) * paging.page_size
    with reading(site.engine) as session:
        ids = found_ids(session, site, question, sorting)
        items = said_of(session, site, ids[first : first + paging.page_size])
    filters = search.filters
    said = {
        "status": 200,
        "message": "Success",
        "items": items,
        "paginationInfo": {
            "page": paging.page,
            "pageSize": paging.page_size,
            "totalItems": len(ids),
            "totalPages": -(-len(ids) // paging.page_size),
        },
        "sortInfo": {
            "sortBy": sorting.sort_by,
            "sortOrder": sorting.sort_order,
            "errors": [],
            **({"customSortBy": sorting.custom_sort_by} if sorting.custom_sort_by else {}),
        },
        "filterInfo": {
            "filters": filters.model_dump(mode="json", by_alias=True, exclude_none=True)
            if filters
            else {},
            "errors": [],
        },
    }
    return answer(request, said, since_at)
