"""The door to the door: whoever wants to sign in may come here."""

from __future__ import annotations

from fastapi import APIRouter, Depends
from fastapi.responses import HTMLResponse

import web.sign_in
from web.doors import actions
from web.doors.session import same_site

router = APIRouter(dependencies=[Depends(same_site)], default_response_class=HTMLResponse)
for action in actions(web.sign_in):
    router.include_router(action)
