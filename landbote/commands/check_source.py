"""`landbote check-source`: visit a source once for a look, and store nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from landbote.command import DONE, FAILED, Command


def check_source(
    context: typer.Context,
    slug: Annotated[str, typer.Argument(metavar="QUELLE")],
    replay: Annotated[
        Path | None,
        typer.Option(metavar="ORDNER", help="Nichts abrufen: Seiten aus ORDNER/pages.toml nehmen."),
    ] = None,
    freeze: Annotated[
        Path | None,
        typer.Option(metavar="ORDNER", help="Wohin die Seiten kopiert werden; sonst frozen/."),
    ] = None,
) -> None:
    """Eine Quelle einmal ansehen, ohne zu speichern: was abgerufen und was gefunden wurde."""
    from landbote import jobs
    from landbote.check_source import look, show

    command: Command = context.obj
    app = command.start()
    (source,) = jobs.choose(app, [slug])
    folder = freeze or app.settings.data_folder / "frozen" / slug
    check = look(app, source, jobs.replay_folder(replay, slug), folder)
    show(command, source, check)
    command.say(f"Eingefrorene Seiten: {folder}")
    raise typer.Exit(DONE if check.good else FAILED)
