"""Subscription: where the links in a mail lead, until subscribers can change things themselves."""

from __future__ import annotations

from fastapi import APIRouter, HTTPException

from notifier.mail.links import SETTINGS, UNSUBSCRIBE
from web.pages import ThesePages
from web.site import ThisSite

TITLES = {
    SETTINGS: "Abonnement ändern",
    UNSUBSCRIBE: "Abonnement beenden",
}

router = APIRouter()


@router.get("/abo/{purpose}/{signed}")
def subscription(purpose: str, signed: str, site: ThisSite, pages: ThesePages) -> str:
    """Say whom to ask. Nothing of the subscriber is shown, so any link will do."""
    if purpose not in TITLES:
        raise HTTPException(404)
    return pages.render("subscriber/subscription.html", title=TITLES[purpose], contact=site.contact)
