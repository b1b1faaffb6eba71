"""Selected: what a regional manager chose for the own region; it stands in no other issue."""

from __future__ import annotations

from db.vocabulary import Reason
from notifier.digest.sections import SectionKind

SECTION = SectionKind(
    name="selected",
    title="Ausgewählt für Sie",
    one="Hinweis",
    many="Hinweise",
    place=5,
    claim=5,
    headed=False,
    takes=lambda selected: Reason.SELECTED in selected.reasons,
)
