"""Asked: what a program may ask with, so that a name nobody knows is not passed over."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Depends, HTTPException, Query, Request
from fastapi.dependencies.models import Dependant

from web.interfaces.entries import LARGEST

# A page so far that no stock of ours comes to it.
PageNumber = Annotated[int, Query(ge=1, le=100_000, description="Seite, ab 1")]
PageSize = Annotated[int, Query(ge=1, le=LARGEST, description="Einträge je Seite")]


async def only_known(request: Request) -> None:
    """Refuse what asks by a name that the route does not know: it would be answered wrongly."""
    known = {field.alias for field in _parameters(request.scope["route"].dependant)}
    unknown = sorted(set(request.query_params) - known)
    if unknown:
        raise HTTPException(422, f"Diesen Parameter gibt es nicht: {', '.join(unknown)}")


def _parameters(dependant: Dependant) -> list[Any]:
    found = list(dependant.query_params)
    for one in dependant.dependencies:
        found += _parameters(one)
    return found


OnlyKnown = Depends(only_known)
