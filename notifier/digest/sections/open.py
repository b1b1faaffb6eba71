"""Open: published before the reader asked, and open or announced; most of a first issue."""

from __future__ import annotations

from db.vocabulary import Reason
from notifier.digest.sections import SectionKind

SECTION = SectionKind(
    name="open",
    title="Gerade offen",
    one="Angebot",
    many="Angebote",
    place=35,
    claim=25,
    takes=lambda selected: Reason.OPEN in selected.reasons,
)
