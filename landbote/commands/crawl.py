"""`landbote crawl`: visit sources now."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from landbote.command import DONE, FAILED, Command


def crawl(
    context: typer.Context,
    slugs: Annotated[list[str] | None, typer.Argument(metavar="[QUELLE]…")] = None,
    replay: Annotated[
        Path | None,
        typer.Option(metavar="ORDNER", help="Nichts abrufen: Seiten aus ORDNER/pages.toml nehmen."),
    ] = None,
    accept: Annotated[
        bool,
        typer.Option("--accept", help="Auch übernehmen, was auffällt: jemand hat nachgesehen."),
    ] = False,
) -> None:
    """Quellen abrufen (alle oder die genannten) und Neues unverändert speichern."""
    from landbote import jobs
    from landbote.job_lines import crawl_line
    from landbote.progress import progress

    command: Command = context.obj
    app = command.start()
    chosen = jobs.choose(app, slugs or [])
    if len(chosen) > 1:
        app = app.for_many_crawls()
    good = 0
    with progress(command.console, "Abruf", len(chosen)) as step:
        results = jobs.crawl_sources(app, chosen, replay=replay, accept=accept)
        for done, result in enumerate(results, start=1):
            command.say(crawl_line(result))
            good += result.good
            step(done, len(chosen))
    raise typer.Exit(DONE if good == len(chosen) else FAILED)
