"""Choice: which sources a survey looks at."""

from __future__ import annotations

from collections.abc import Sequence

from crawlers.source import Source
from db.engine import reading
from db.queries.source_confirmed import confirmed_sources
from landbote import jobs
from landbote.application import Application
from web.source_groups import by_land


def choose(app: Application, slugs: Sequence[str], land: str = "") -> list[Source]:
    """Return the named sources, else all unconfirmed ones; of one Land, where it is given.

    Raises LookupError naming a source or Land that there is not.
    """
    chosen = jobs.choose(app, slugs)
    if not slugs:
        with reading(app.engine) as session:
            confirmed = confirmed_sources(session)
        chosen = [source for source in chosen if source.slug not in confirmed]
    return of_land(app, chosen, land) if land else chosen


def of_land(app: Application, sources: Sequence[Source], land: str) -> list[Source]:
    """Return the sources of a Land. Raises LookupError naming one that has no source."""
    groups = by_land(jobs.choose(app, ()), app.areas)
    for group in groups:
        if land.casefold() in (group.land, group.title.casefold()):
            return [source for source in sources if source in group.sources]
    known = ", ".join(group.title for group in groups)
    raise LookupError(f"für {land!r} gibt es keine Quelle; es gibt: {known}")
