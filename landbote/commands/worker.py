"""`landbote worker`: do the jobs of the service, beside as many others as are started."""

from __future__ import annotations

from typing import Annotated

import typer

from landbote.command import Command


def worker(
    context: typer.Context,
    only: Annotated[
        list[str] | None,
        typer.Option(
            metavar="ART",
            help="Nur eine Art von Arbeit: visits (Abrufe), orders (Wünsche vom Arbeitsplatz) "
            "oder jobs (alles andere); mehrfach möglich.",
        ),
    ] = None,
) -> None:
    """Arbeitsprozess auf PostgreSQL: abrufen, lesen, verschicken; beliebig viele zugleich."""
    from landbote.command import one_of
    from landbote.log import plain_log
    from landbote.working.tasks import Lane
    from landbote.working.worker import work

    plain_log()
    command: Command = context.obj
    lanes = [Lane(one_of(Lane)(name)) for name in only or Lane]
    work(command.start().for_many_crawls(), command.say, lanes)
