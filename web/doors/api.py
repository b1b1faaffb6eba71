"""The door of the programming interfaces: open to everybody, answers in JSON."""

from __future__ import annotations

from fastapi import APIRouter

import web.api
from web.doors import actions

router = APIRouter()
for action in actions(web.api):
    router.include_router(action)
