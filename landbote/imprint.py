"""Imprint: what all issues of this installation have in common."""

from __future__ import annotations

from db.actors import load_actors
from landbote.application import Application
from notifier.issue import Imprint


def imprint_of(app: Application) -> Imprint:
    """Return what planning an issue and looking at it beforehand both need."""
    return Imprint(
        sender=app.sender,
        places=app.areas,
        sources=app.sources,
        topics={topic.id: topic.label for topic in app.topics},
        actors=load_actors(),
        contacts=lambda area: load_actors().contacts_for(area, app.areas),
    )
