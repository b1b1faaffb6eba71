"""Privacy: what this software stores of whom, what for, and for how long."""

from __future__ import annotations

from datetime import timedelta

from fastapi import APIRouter

from db.tips import MOST_KEPT
from notifier.subscribing import request
from web.doors import links, own_session, session, sessions, throttle, trials
from web.pages import ThesePages
from web.site import ThisSite

router = APIRouter()


@router.get("/datenschutz")
def privacy(site: ThisSite, pages: ThesePages) -> str:
    """Show what is stored; each number is the one by which it is forgotten."""
    return pages.render(
        "public/privacy.html",
        operator=site.operator,
        keeping=site.keeping,
        request_days=request.LASTS.days,
        own_days=own_session.LASTS.days,
        session_days=sessions.LASTS.days,
        idle_hours=sessions.IDLE // timedelta(hours=1),
        link_minutes=links.LASTS // timedelta(minutes=1),
        trial_minutes=trials.LASTS // timedelta(minutes=1),
        throttle_minutes=4 * throttle.WINDOW // timedelta(minutes=1),
        most_tips=MOST_KEPT,
        cookies=(session.cookie_name(site), own_session.cookie_name(site)),
        has_provider=site.oidc is not None,
    )
