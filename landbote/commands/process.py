"""`landbote process`: read what was crawled."""

from __future__ import annotations

from typing import Annotated

import typer

from landbote.command import Command


def process(
    context: typer.Context,
    silent: Annotated[
        bool, typer.Option("--silent", help="Erstbestand: veröffentlichen, aber niemandem melden.")
    ] = False,
) -> None:
    """Gespeicherte Rohfunde lesen, vergleichen, veröffentlichen oder nachfragen."""
    from landbote import jobs
    from landbote.job_lines import process_line
    from landbote.progress import progress

    command: Command = context.obj
    app = command.start()
    with progress(command.console, "Lesen") as step:
        report = jobs.process(app, step, silent=silent)
        jobs.weigh_questions(app)
    if report is None:
        command.say("Ein anderer Lauf liest gerade; nichts getan.")
    else:
        command.say(process_line(report))
