"""`landbote run`: every job by the clock, and the web pages."""

from __future__ import annotations

import typer

from landbote.command import Command


def run(context: typer.Context) -> None:
    """Alles nach Zeitplan: abrufen, lesen, verschicken, Webseiten; bis zum Abbruch."""
    from landbote.log import plain_log
    from landbote.service import serve

    plain_log()
    command: Command = context.obj
    serve(command.start().for_many_crawls(), command.say)
