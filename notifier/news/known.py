"""Known: what one subscriber has been told, and what is different now from that."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from db.values import Values
from db.vocabulary import Reason

Shown = tuple[tuple[int, int], ...]  # entries and the revisions that a card showed of them


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One line of the ledger: an opportunity in a mail, and why it stood there."""

    opportunity_id: int
    revision_id: int
    reason: str
    about: str = ""
    shown: Shown = ()
    issued_on: date | None = None  # of its mail


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What a subscriber has been told already.

    `told` has for every entry the revision that he saw last, and `told_on` the day;
    `ended` are those entries of which he last heard that they are over.
    """

    reminders: frozenset[tuple[int, str]] = frozenset()  # entry and the day it closes
    opportunities: frozenset[int] = frozenset()
    events: frozenset[int] = frozenset()  # entries told as an event
    items: frozenset[tuple[int, str, str]] = frozenset()  # revision, reason and what about
    told: Mapping[int, int] = field(default_factory=dict)
    told_on: Mapping[int, date] = field(default_factory=dict)
    ended: frozenset[int] = frozenset()

    @classmethod
    def of(cls, items: Iterable[Item]) -> Known:
        """Make it from the ledger, the oldest line first."""
        items = tuple(items)
        told: dict[int, int] = {}
        told_on: dict[int, date] = {}
        over: dict[int, bool] = {}
        reminders: set[tuple[int, str]] = set()
        events: set[int] = set()
        for one in items:
            for entry, revision in one.shown or ((one.opportunity_id, one.revision_id),):
                told[entry], over[entry] = revision, one.reason == Reason.OVER
                if one.issued_on is not None:
                    told_on[entry] = one.issued_on
                if one.reason == Reason.CLOSING:
                    reminders.add((entry, one.about))
                if one.reason == Reason.EVENT:
                    events.add(entry)
        return cls(
            reminders=frozenset(reminders),
            opportunities=frozenset(one.opportunity_id for one in items),
            events=frozenset(events),
            items=frozenset((one.revision_id, one.reason, one.about) for one in items),
            told=told,
            told_on=told_on,
            ended=frozenset(entry for entry, ended in over.items() if ended),
        )

    @property
    def revisions(self) -> frozenset[int]:
        """The revisions that were told, for whatever reason."""
        return frozenset(revision for revision, _reason, _about in self.items)


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What is different now for one reader: German sentences, and what he knew before."""

    sentences: Sequence[str] = ()
    before: Values | None = None
