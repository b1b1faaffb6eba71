"""Issue: one mail as its reader got it, with all its cards in full, behind its signed link.

Whoever was forwarded the mail may read it here, too: nothing on the page says whose it is, and
looking changes nothing. Its forms lead to the owner's mailbox first (`entry`).
"""

from __future__ import annotations

from fastapi import APIRouter, HTTPException

from db.engine import reading
from notifier.feeds.calendar import has_days
from notifier.mail.links import ISSUE
from notifier.past_issue import past_issue
from notifier.selections.past import is_selection, past_selection
from notifier.subscribing.dismiss import dismissed_by_subscriber
from notifier.subscribing.remember import LEAD_DAYS, MOST_LEAD_DAYS, remembered_by_subscriber
from web.doors.own_session import MaybeOwn
from web.doors.signed import masked, settings_path, token_behind
from web.imprint import imprint_of
from web.pages import ThesePages
from web.site import ThisSite
from web.wording import with_words

router = APIRouter()


@router.get("/abo/ausgabe/{issue_link}")
def issue(issue_link: str, site: ThisSite, pages: ThesePages, own: MaybeOwn) -> str:
    """Show an issue as it was, and in one line at each card what became of it since."""
    token, _, key = token_behind(site, ISSUE, issue_link).partition(" ")
    with reading(site.engine) as session:
        past = past_selection if is_selection(key) else past_issue
        found = past(session, imprint_of(site), token, key, site.today())
        if found is None:
            raise HTTPException(404, "Diese Ausgabe gibt es nicht mehr.")
        mine = own if own is not None and own.id == found.subscriber_id else None
        readers = [found.subscriber_id] if mine else []
        dismissed = dismissed_by_subscriber(session, readers).get(found.subscriber_id, ())
        remembered = remembered_by_subscriber(session, readers).get(found.subscriber_id, {})
    told = {one.entry: one.selected.news.values for one in found.digest.items}
    return pages.render(
        "subscriber/issue.html",
        issue=found,
        selected=is_selection(key),
        recipient=masked(found.digest.reader.address),
        address=f"/abo/ausgabe/{issue_link}",
        said={number: with_words(one.statements, doubts=False) for number, one in told.items()},
        dated={number for number, one in told.items() if has_days(one)},
        own=mine,
        settings=settings_path(site, token) if mine else "",
        dismissed=dismissed,
        remembered=remembered,
        lead_days=LEAD_DAYS,
        most_lead_days=MOST_LEAD_DAYS,
    )
