"""The public door: open to everybody."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

import web.public
from web.doors import actions

router = APIRouter(default_response_class=HTMLResponse)
for action in actions(web.public):
    router.include_router(action)
