"""New: told for the first time."""

from __future__ import annotations

from db.vocabulary import Reason
from notifier.digest.sections import SectionKind

SECTION = SectionKind(
    name="new",
    title="Neu",
    one="neuer Hinweis",
    many="neue Hinweise",
    place=10,
    claim=20,
    takes=lambda selected: Reason.NEW in selected.reasons,
)
