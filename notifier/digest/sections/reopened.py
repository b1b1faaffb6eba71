"""Reopened: what a reader had to believe over goes on."""

from __future__ import annotations

from notifier.digest.sections import SectionKind

SECTION = SectionKind(
    name="reopened",
    title="Wieder offen",
    one="wieder offen",
    many="wieder offen",
    place=45,
    claim=16,
    takes=lambda selected: selected.reopened,
)
