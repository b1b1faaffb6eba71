"""Identities: the service desk says which entries are the same, from the command line."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from db.actors import load_actors
from db.engine import reading, writing
from db.queries.listing import listed
from landbote.application import Application
from landbote.cli import DONE
from pipeline.desk.identities import merge, separate, undo
from pipeline.duplicates.comparable import Grounds

if TYPE_CHECKING:
    from landbote.cli import Command

Act = Callable[..., object]


def same_command(command: Command, one: int, other: int, by: str) -> int:
    """Say that two entries are one programme."""
    return _decide(command, merge, one, other, by)


def different_command(command: Command, one: int, other: int, by: str) -> int:
    """Say that two entries are two programmes."""
    return _decide(command, separate, one, other, by)


def undo_command(command: Command, one: int, other: int, by: str) -> int:
    """Take back what stands between two entries."""
    return _decide(command, undo, one, other, by)


def _decide(command: Command, act: Act, one: int, other: int, by: str) -> int:
    app = command.start()
    grounds = Grounds(sources=app.sources, actors=load_actors())
    with writing(app.engine) as session:
        act(session, one, other, grounds=grounds, by=by, now=app.clock())
    for line in described(app, one, other):
        command.say(line)
    return DONE


def described(app: Application, *ids: int) -> list[str]:
    """Return for each entry one line: its title and with which others it is shown."""
    lines = []
    with reading(app.engine) as session:
        for entry in filter(None, (listed(session, id) for id in ids)):
            others = ", ".join(f"{one.id} ({one.source})" for one in entry.elsewhere)
            state = f"zusammen mit {others}" if others else "steht für sich"
            lines.append(f"{entry.id} ({entry.source}) „{entry.values.title}“: {state}")
    return lines
