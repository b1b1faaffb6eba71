"""The service desk's door: shut until there are accounts, unless the site leaves it open."""

from __future__ import annotations

from fastapi import APIRouter, Depends, HTTPException
from fastapi.responses import HTMLResponse

import web.desk
from web.doors import actions
from web.site import ThisSite


def staff_only(site: ThisSite) -> None:
    """Answer strangers as if there were nothing behind this door."""
    if not site.desk_open:
        raise HTTPException(404)


router = APIRouter(dependencies=[Depends(staff_only)], default_response_class=HTMLResponse)
for action in actions(web.desk):
    router.include_router(action)
