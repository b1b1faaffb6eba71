"""Events: whatever the reason, a date to attend stands among the dates, unless it is over."""

from __future__ import annotations

from crawlers.items import Kind
from db.vocabulary import Reason
from notifier.digest.sections import SectionKind

SECTION = SectionKind(
    name="events",
    title="Termine",
    one="Termin",
    many="Termine",
    place=40,
    claim=10,
    headed=False,
    takes=lambda selected: (
        selected.news.values.kind == Kind.EVENT and Reason.OVER not in selected.reasons
    ),
)
