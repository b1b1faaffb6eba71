"""Announced: told for the first time, and not open yet."""

from __future__ import annotations

from db.vocabulary import Reason
from notifier.digest.sections import SectionKind

SECTION = SectionKind(
    name="announced",
    title="Angekündigt",
    one="Ankündigung",
    many="Ankündigungen",
    place=33,
    claim=15,
    takes=lambda selected: (
        selected.announced and {Reason.NEW, Reason.OPEN} & set(selected.reasons) != set()
    ),
)
