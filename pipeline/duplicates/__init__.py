"""Duplicates: the same programme in several sources.

    values → profile → candidates in common blocks → verdict with a reason → groups with a leader

A merge needs the same name and one more proof; what only looks alike is a question to staff,
and until they answer it is shown on one card. What stands here is pure. `relate` and
`pipeline.desk` are the two that write: each reads and compares what is touched (`plan`), and
writes it if nothing has moved meanwhile (`write`).
"""

from __future__ import annotations

from pipeline.duplicates.blocks import candidates
from pipeline.duplicates.groups import Bond, Member, Said, grouped, ranked
from pipeline.duplicates.profile import Profile, profile_of
from pipeline.duplicates.titles import Title, read_title
from pipeline.duplicates.verdict import PairVerdict, compare

__all__ = [
    "Bond",
    "Member",
    "PairVerdict",
    "Profile",
    "Said",
    "Title",
    "candidates",
    "compare",
    "grouped",
    "profile_of",
    "ranked",
    "read_title",
]
