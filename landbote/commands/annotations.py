"""`landbote annotations`: what people answered about readings, as annotated texts."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from landbote.command import Command


def annotations(
    context: typer.Context,
    file: Annotated[
        Path | None,
        typer.Argument(metavar="DATEI", help="Ohne Angabe: die Standardausgabe."),
    ] = None,
) -> None:
    """Antworten der Servicestelle als annotierte Sätze schreiben (JSON Lines wie bei read)."""
    from db.engine import reading
    from pipeline.desk.annotations import answered, as_jsonl

    command: Command = context.obj
    with reading(command.start().engine) as session:
        content = b"".join(as_jsonl(answered(session)))
    if file is None:
        sys.stdout.buffer.write(content)
    else:
        file.write_bytes(content)
