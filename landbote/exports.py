"""Exports: published opportunities in a file or on standard output."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from db.engine import reading
from db.finding.filter import EVERYTHING, Filter, Order
from db.finding.find import find
from db.queries.listing import Listed, listed_in_order
from landbote.application import Application
from landbote.progress import Step
from web.exports import Format, format_named, format_names
from web.filter_words import filter_words
from web.site import Site
from web.stock import Stock

USUAL = "jsonl"


def chosen_format(name: str | None, file: Path | None) -> Format:
    """Return the named format, else that of the file's ending, else JSON Lines.

    Raises LookupError for a format or an ending that nobody writes.
    """
    if name is None and file is not None:
        endings = {format_named(known).suffix: known for known in format_names()}
        if file.suffix not in endings:
            raise LookupError(
                f"zu {file.name} passt kein Format; möglich sind {', '.join(format_names())}"
            )
        name = endings[file.suffix]
    return format_named(name or USUAL)


def export_to(
    app: Application,
    chosen: Format,
    file: Path | None,
    wanted: Filter = EVERYTHING,
    step: Step = lambda _done, _all: None,
) -> None:
    """Write the export to a file, which then is there as a whole, or to standard output.

    Raises ValueError where a terminal would be filled with bytes that it cannot show.
    """
    if file is None:
        if not chosen.text and sys.stdout.isatty():
            raise ValueError(f"{chosen.name} ist kein Text; bitte eine Datei nennen")
        write_export(app, chosen, sys.stdout.buffer, wanted)
        return
    part = file.with_name(f"{file.name}.part")
    try:
        with part.open("wb") as out:
            write_export(app, chosen, out, wanted, step)
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)


def write_export(
    app: Application,
    chosen: Format,
    out: BinaryIO,
    wanted: Filter = EVERYTHING,
    step: Step = lambda _done, _all: None,
) -> None:
    """Write every published opportunity that fits a filter."""
    topics = {topic.id: topic.label for topic in app.topics}
    sources = app.sources
    with reading(app.engine) as session:
        order = chosen.order or Order.TITLE
        ids = find(session, wanted, app.today, app.areas.concerned_by, order).ids
        stock = Stock(
            listed=_counted(listed_in_order(session, ids), len(ids), step),
            today=app.today,
            made_at=app.clock(),
            area_name=app.areas.label,
            topic_name=lambda id: topics.get(id, id),
            sources=sources,
            base_url=app.settings.base_url,
            wanted=dict(filter_words(_site(app), wanted)),
        )
        for piece in chosen.pieces(stock):
            out.write(piece)


def _site(app: Application) -> Site:
    return Site(
        engine=app.engine,
        sources=app.sources,
        area_label=app.areas.label,
        today=lambda: app.today,
        now=app.clock,
    )


def _counted(listed: Iterable[Listed], count: int, step: Step) -> Iterator[Listed]:
    for done, one in enumerate(listed, start=1):
        yield one
        step(done, count)
