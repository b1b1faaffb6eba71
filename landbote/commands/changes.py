"""`landbote changes`: every material change since a moment or a number, as JSON Lines."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from landbote.command import Command


def changes(
    context: typer.Context,
    since: Annotated[
        str,
        typer.Option(
            metavar="SEIT",
            help="Nummer der letzten bekannten Änderung, Tag (2026-11-22) oder Zeitpunkt "
            "(2026-11-22T06:30+01:00); ohne Angabe: von Anfang an.",
        ),
    ] = "0",
    output: Annotated[
        Path | None,
        typer.Option(metavar="DATEI", help="Ohne Angabe: die Standardausgabe."),
    ] = None,
) -> None:
    """Alle erheblichen Änderungen als JSON Lines; die Nummer der letzten Zeile führt weiter."""
    from landbote.changes import write_changes

    command: Command = context.obj
    write_changes(command.start(), since, output)
