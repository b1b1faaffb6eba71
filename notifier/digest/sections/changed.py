"""Changed: what a reader would act on is different now from what this one was told."""

from __future__ import annotations

from db.vocabulary import Reason
from notifier.digest.sections import SectionKind

SECTION = SectionKind(
    name="changed",
    title="Geändert",
    one="Änderung",
    many="Änderungen",
    place=20,
    claim=30,
    takes=lambda selected: {Reason.CHANGED, Reason.OVER} & set(selected.reasons) != set(),
)
