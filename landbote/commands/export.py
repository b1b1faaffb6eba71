"""`landbote export`: all published opportunities in a file or on standard output."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from landbote.command import Command
from web.exports import format_names


def export(
    context: typer.Context,
    file: Annotated[
        Path | None,
        typer.Argument(metavar="DATEI", help="Ohne Angabe: die Standardausgabe."),
    ] = None,
    format: Annotated[
        str | None,
        typer.Option(
            metavar="FORMAT",
            help=f"{', '.join(format_names())}; sonst nach der Endung der Datei, sonst jsonl.",
        ),
    ] = None,
) -> None:
    """Alle veröffentlichten Förderungen in eine Datei oder auf die Standardausgabe schreiben."""
    from landbote.exports import chosen_format, export_to

    command: Command = context.obj
    chosen = chosen_format(format, file)
    export_to(command.start(), chosen, file)
