"""By hand: the one source that nobody visits; the service desk writes its entries down."""

from __future__ import annotations

from crawlers.source import Level, Source, Trust

BY_HAND = Source(
    slug="hand",
    title="Von der Servicestelle erfasst",
    publisher="Servicestelle",
    homepage="",
    level=Level.STATE,
    area="06",
    # The words are the funder's, pasted by somebody else.
    trust=Trust.RELAY,
    cron="",
    expected=(0, 0),
    licence="Es gilt der Text des Förderers.",
    complete=False,
    funds=False,
)
