"""Subscriptions: how many there are by region, topic and cadence; never whose, never who reads.

Nothing is known of who opens a mail or follows a link in it: no mail and no page says so.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from fastapi import APIRouter

from db.engine import reading
from db.labels import CADENCES, MONTHS, label
from db.queries.subscription_counts import subscription_counts
from db.vocabulary import Cadence, Role
from notifier.forecast import region_of
from notifier.subscribing.on_behalf import WAYS
from pipeline.themes import topic_labels
from web.doors.people import Only
from web.pages import ThesePages
from web.site import ThisSite
from web.wording import area_name

router = APIRouter(dependencies=[Only(Role.STAFF).here])

FEW = 3  # below it a number could point at a person
Rows = list[tuple[str, str]]
DONE = {
    "abgemeldet": "Falls es zu dieser Adresse ein Abonnement gab, ist es beendet.",
    "geloescht": "Falls es zu dieser Adresse etwas gab, ist es gelöscht.",
}


@router.get("/abonnements")
def subscriptions(site: ThisSite, pages: ThesePages, fertig: str = "") -> str:
    """Show the numbers, and the form by which somebody else is unsubscribed."""
    with reading(site.engine) as session:
        counts = subscription_counts(session, site.today(), region_of)
    topics = topic_labels()
    return pages.render(
        "desk/subscriptions.html",
        done=DONE.get(fertig, ""),
        ways=[(way.value, words) for way, words in WAYS.items()],
        sums=(
            ("Adressen, die Mails bekommen", shown(counts.readers)),
            ("davon in einer Pause", shown(counts.paused)),
            ("Abonnements", shown(counts.subscriptions)),
        ),
        regions=_rows(counts.by_region, lambda key: area_name(key, site.area_label)),
        by_topic=_rows(counts.by_topic, lambda one: label(topics, one) if one else "alle Themen"),
        cadences=[(CADENCES[one], shown(counts.by_cadence.get(one, 0))) for one in Cadence],
        months=[
            (f"{MONTHS[on.month - 1]} {on.year}", shown(came), shown(left))
            for on, came, left in counts.months
        ],
    )


def shown(count: int) -> str:
    """Return a number, but of few only that they are few."""
    return f"unter {FEW}" if 0 < count < FEW else str(count)


def _rows(counts: Mapping[str, int], name: Callable[[str], str]) -> Rows:
    return [(name(code), shown(count)) for code, count in counts.items()]
