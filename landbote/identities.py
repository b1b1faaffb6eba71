"""Identities: the service desk says which entries are the same, from the command line."""

from __future__ import annotations

from collections.abc import Callable

from db.actors import load_actors
from db.engine import reading, writing
from db.queries.listing import listed
from landbote.application import Application
from pipeline.duplicates.comparable import Grounds

Act = Callable[..., object]


def decide(app: Application, act: Act, one: int, other: int, by: str) -> list[str]:
    """Let somebody decide about two entries; return what stands now, a line for each."""
    grounds = Grounds(sources=app.sources, actors=load_actors())
    with writing(app.engine) as session:
        act(session, one, other, grounds=grounds, by=by, now=app.clock())
    return described(app, one, other)


def described(app: Application, *ids: int) -> list[str]:
    """Return for each entry one line: its title and with which others it is shown."""
    lines = []
    with reading(app.engine) as session:
        for entry in filter(None, (listed(session, id) for id in ids)):
            others = ", ".join(f"{one.id} ({one.source})" for one in entry.elsewhere)
            state = f"zusammen mit {others}" if others else "steht für sich"
            lines.append(f"{entry.id} ({entry.source}) „{entry.values.title}“: {state}")
    return lines
