"""Closing soon: the last days of something told before."""

from __future__ import annotations

from db.vocabulary import Reason
from notifier.digest.sections import SectionKind

SECTION = SectionKind(
    name="closing",
    title="Endet bald",
    one="Frist endet bald",
    many="Fristen enden bald",
    place=30,
    claim=40,
    headed=False,
    takes=lambda selected: Reason.CLOSING in selected.reasons,
)
