"""The subscribers' door: who has the link from a mail comes in; see `web.doors.signed` how far."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

import web.subscriber
from web.doors import actions

router = APIRouter(default_response_class=HTMLResponse)
for action in actions(web.subscriber):
    router.include_router(action)
