"""`landbote new-source`: look at an address once, and write the line of a new source."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from landbote.command import Command

SHOWN = 5


def new_source(
    context: typer.Context,
    slug: Annotated[str, typer.Argument(metavar="SLUG")],
    url: Annotated[str, typer.Argument(metavar="URL")],
    replay: Annotated[
        Path | None,
        typer.Option(metavar="ORDNER", help="Nichts abrufen: Seiten aus ORDNER/pages.toml nehmen."),
    ] = None,
    code: Annotated[
        bool,
        typer.Option("--code", help="Eine Spinne und Musterseiten anlegen, ohne nachzusehen."),
    ] = False,
) -> None:
    """Eine neue Quelle anlegen: einmal nachsehen und die Zeile schreiben, die sie liest."""
    from landbote.crawling.spawn import ROOT
    from landbote.new_line import TABLE, find_line, write_line
    from landbote.new_source import write_new_source

    command: Command = context.obj
    if code:
        for path in write_new_source(slug, url, root=ROOT):
            command.say(f"angelegt: {path.relative_to(ROOT)}")
        command.say("Weiter geht es in docs/first-spider.md.")
        return
    app = command.start()
    found = find_line(app, slug, url, app.settings.data_folder / "frozen" / slug, replay)
    command.say(f"Gelesen als {found.way}: {len(found.check.entries)} Einträge")
    for entry in found.check.entries[:SHOWN]:
        day = f"{entry.published_on:%d.%m.%Y}" if entry.published_on else "ohne Datum"
        command.say(f"  {day}  {entry.title}")
    command.say(f"{TABLE.relative_to(ROOT)}: {write_line(found.line)}")
    command.say(
        "Bitte prüfen Sie darin title, publisher, level und area. Die Quelle ist unbestätigt bis "
        "zum ersten guten Abruf."
    )
