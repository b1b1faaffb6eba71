"""`landbote areas`: look an area up, and bring the stored ones up to date."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from landbote.command import DONE, FAILED, Command

areas = typer.Typer(help="Gemeinden, Kreise, Länder und LEADER-Regionen.", no_args_is_help=True)


@areas.command("find")
def find(context: typer.Context, name: Annotated[str, typer.Argument(metavar="NAME")]) -> None:
    """Ein Gebiet nach seinem Namen suchen."""
    from landbote.areas import find_areas

    command: Command = context.obj
    found = find_areas(name, command.start().areas)
    for area, label in found:
        command.say(f"{area.key:24} {label}")
    if not found:
        command.say(f"Ein Gebiet „{name}“ ist nicht bekannt.")
    raise typer.Exit(DONE if found else FAILED)


@areas.command("import")
def import_file(
    context: typer.Context, file: Annotated[Path, typer.Argument(metavar="DATEI")]
) -> None:
    """Ein neueres amtliches Gemeindeverzeichnis (GV100AD) einlesen."""
    from db.engine import writing
    from landbote.areas import import_register

    command: Command = context.obj
    app = command.start()
    with writing(app.engine) as session:
        changes = import_register(file, session, app.today)
    command.say(
        f"{file.name}: {len(changes.added)} neu, {len(changes.changed)} geändert, "
        f"{len(changes.dropped)} weggefallen"
    )
