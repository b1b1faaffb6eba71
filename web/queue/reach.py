"""Reach: which entries of the queue are somebody's business."""

from __future__ import annotations

from collections.abc import Iterable

from db.queries.queue import Card
from pipeline.desk.competence import Matter
from web.doors.competence import competent
from web.doors.people import Person


def within_reach(cards: Iterable[Card], person: Person) -> list[Card]:
    """Return the cards that a person may decide on, by what is known of them since last weighed."""
    return [
        card
        for card in cards
        if competent(person, Matter(funders=card.authorities, areas=card.areas))
    ]
