"""`landbote demo`: the whole way once, with no network."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from landbote.command import Command


def demo(
    context: typer.Context,
    folder: Annotated[Path, typer.Option(metavar="ORDNER")] = Path("demo"),
    once: Annotated[bool, typer.Option("--once", help="Nach dem Versand enden.")] = False,
    port: Annotated[int, typer.Option(help="Port der Webseite; 0 nimmt einen freien.")] = 8000,
) -> None:
    """Den ganzen Weg ohne Netz zeigen: mitgelieferte Seiten, drei Abonnements, echte Mails."""
    from landbote.demo import run_demo

    command: Command = context.obj
    raise typer.Exit(run_demo(command.console, folder, once=once, port=port))
