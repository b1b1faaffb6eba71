"""Identify: what staff decide about two entries. It stands for ever, until staff undo it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from crawlers.source import Source
from db.actors import Actors
from db.engine import writing
from db.identities import RULES, Identity
from db.vocabulary import Relation
from pipeline.duplicates import compare
from pipeline.duplicates.comparable import Entries, load_entries
from pipeline.duplicates.questions import answered
from pipeline.duplicates.relate import (
    Pair,
    RelateReport,
    end,
    settle_groups,
    standing_identities,
    state,
)


class Desk:
    """The service desk's hand on identities: who decides, when, about which sources' entries."""

    def __init__(
        self, engine: Engine, sources: Mapping[str, Source], actors: Actors, by: str, now: datetime
    ) -> None:
        if not by or by == RULES:
            raise ValueError("eine Entscheidung braucht einen Namen")
        self._engine, self._sources, self._actors = engine, sources, actors
        self._by, self._now = by, now

    def merge(self, one: int, other: int) -> RelateReport:
        """Say that two entries are the same. Raises LookupError or ValueError, in German."""
        return self._decide(one, other, Relation.SAME, "von der Servicestelle zusammengelegt")

    def separate(self, one: int, other: int) -> RelateReport:
        """Say that two entries are different. Raises LookupError or ValueError, in German."""
        return self._decide(one, other, Relation.DIFFERENT, "von der Servicestelle getrennt")

    def undo(self, one: int, other: int) -> RelateReport:
        """Take back what stands between two entries.

        After a decision of staff the rules are asked again; a merge that the rules made is
        turned into a separation, or they would make it again. Raises LookupError where
        nothing stands.
        """
        pair = _pair(one, other)
        with writing(self._engine) as session:
            entries = self._entries(session, pair)
            row = _standing(session, pair)
            if row is None:
                raise LookupError(f"zwischen {one} und {other} ist nichts entschieden")
            by_staff = row.by_staff
            end(row, self._by, self._now)
            session.flush()
            if by_staff:
                self._ask_rules(session, entries, pair)
            else:
                reason = "von der Servicestelle zurückgenommen"
                state(session, pair, Relation.DIFFERENT, reason, self._by, self._now)
                answered(session, *pair, self._now)
            return settle_groups(session, entries, self._now)

    def _decide(self, one: int, other: int, relation: Relation, reason: str) -> RelateReport:
        pair = _pair(one, other)
        with writing(self._engine) as session:
            entries = self._entries(session, pair)
            row = _standing(session, pair)
            if row is not None and row.by_staff and row.relation == relation:
                return RelateReport()
            if row is not None:
                end(row, self._by, self._now)
                session.flush()
            state(session, pair, relation, reason, self._by, self._now)
            answered(session, *pair, self._now)
            return settle_groups(session, entries, self._now)

    def _entries(self, session: Session, pair: Pair) -> Entries:
        entries = load_entries(session, self._sources, self._actors)
        for id in pair:
            entries.of(id)  # raises for one that is not published
        return entries

    def _ask_rules(self, session: Session, entries: Entries, pair: Pair) -> None:
        verdict = compare(*(entries.of(id).profile for id in pair))
        if verdict.relation is not Relation.DIFFERENT:
            state(session, pair, verdict.relation, verdict.reason, RULES, self._now)


def _pair(one: int, other: int) -> Pair:
    if one == other:
        raise ValueError("zwei verschiedene Einträge sind nötig")
    return min(one, other), max(one, other)


def _standing(session: Session, pair: Pair) -> Identity | None:
    first, second = pair
    query = standing_identities().where(Identity.first_id == first, Identity.second_id == second)
    return session.scalars(query).one_or_none()
