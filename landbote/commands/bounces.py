"""`landbote bounces`: read what came back about our mails."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from landbote.command import DONE, FAILED, Command


def bounces(
    context: typer.Context,
    maildir: Annotated[
        Path | None,
        typer.Option(metavar="ORDNER", help="Ein Maildir statt LANDBOTE_BOUNCE_MAILBOX."),
    ] = None,
) -> None:
    """Rückläufer lesen: Unzustellbares, Beschwerden, Abbestellungen per Mail."""
    from landbote import jobs
    from landbote.job_lines import bounces_line

    command: Command = context.obj
    app = command.start()
    box = f"maildir://{maildir.resolve()}" if maildir else app.settings.bounce_mailbox
    if not box:
        raise ValueError("kein Postfach für Rückläufer: LANDBOTE_BOUNCE_MAILBOX fehlt")
    counts = jobs.read_bounces(app, box)
    command.say(bounces_line(counts) if counts is not None else "Ein anderer Prozess liest gerade.")
    raise typer.Exit(DONE if counts is not None else FAILED)
