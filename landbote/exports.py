"""Exports: all published opportunities on a stream."""

from __future__ import annotations

from typing import TextIO

from db.engine import reading
from db.queries.listing import published
from landbote.application import Application
from web.exports import formats, row


def write_export(app: Application, name: str, out: TextIO) -> None:
    """Write every published opportunity. Raises ValueError for a format that is not there."""
    chosen = formats().get(name)
    if chosen is None:
        raise ValueError(f"das Format {name!r} gibt es nicht; möglich sind {', '.join(formats())}")
    with reading(app.engine) as session:
        chosen.write((row(listed, app.today) for listed in published(session)), out)
