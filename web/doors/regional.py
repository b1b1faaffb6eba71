"""The door of regional managers: for people who are signed in; each page says who may do what."""

from __future__ import annotations

from fastapi import APIRouter, Depends
from fastapi.responses import HTMLResponse

import web.regional
from web.doors import actions
from web.doors.session import from_own_form, signed_in

router = APIRouter(
    dependencies=[Depends(signed_in), Depends(from_own_form)],
    default_response_class=HTMLResponse,
)
for action in actions(web.regional):
    router.include_router(action)
