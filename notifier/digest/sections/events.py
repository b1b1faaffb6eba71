"""Events: whatever the reason, a date to attend stands among the dates."""

from __future__ import annotations

from crawlers.items import Kind
from notifier.digest.sections import SectionKind

SECTION = SectionKind(
    name="events",
    title="Termine",
    one="Termin",
    many="Termine",
    place=40,
    claim=10,
    takes=lambda selected: selected.news.values.kind == Kind.EVENT,
)
