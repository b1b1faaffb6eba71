"""Which sources: those that a command is about, by Land and by whether they were ever read live."""

from __future__ import annotations

from collections.abc import Sequence

from crawlers.source import Source
from db.engine import reading
from db.queries.source_confirmed import confirmed_sources
from landbote import jobs
from landbote.application import Application
from web.source_groups import by_land


def unconfirmed(app: Application, sources: Sequence[Source]) -> list[Source]:
    """Return those of the sources that had no good run where they live."""
    with reading(app.engine) as session:
        confirmed = confirmed_sources(session)
    return [source for source in sources if source.slug not in confirmed]


def of_land(app: Application, sources: Sequence[Source], land: str) -> list[Source]:
    """Return the sources of a Land, by its name or key.

    Raises LookupError naming one that has no source.
    """
    groups = by_land(jobs.choose(app, ()), app.areas)
    for group in groups:
        if land.casefold() in (group.land, group.title.casefold()):
            return [source for source in sources if source in group.sources]
    known = ", ".join(group.title for group in groups)
    raise LookupError(f"für {land!r} gibt es keine Quelle; es gibt: {known}")
