"""`landbote demo`: the whole way once, with no network."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from landbote.command import DONE, FAILED, Command, whole

USUAL_PORT = 8000


def demo(
    context: typer.Context,
    folder: Annotated[Path, typer.Option(metavar="ORDNER", help="Wohin sie schreibt.")] = Path(
        "demo"
    ),
    once: Annotated[bool, typer.Option("--once", help="Nach dem Versand enden.")] = False,
    port: Annotated[
        int | None,
        typer.Option(
            parser=whole,
            metavar="PORT",
            help=f"Port der Webseite; sonst {USUAL_PORT} oder, wenn belegt, ein freier.",
        ),
    ] = None,
) -> None:
    """Den ganzen Weg ohne Netz zeigen: mitgelieferte Seiten, drei Abonnements, echte Mails."""
    from landbote.demo.folder import open_demo
    from landbote.demo.people import sign_in_paths
    from landbote.demo.summary import invite, summarise
    from landbote.demo.way import go_the_way
    from landbote.webserver import reserve_one_of, serve_pages, site_of

    command: Command = context.obj
    # First of all, since the mails link to it: a taken port is no news for the end of a minute.
    place = reserve_one_of("127.0.0.1", (USUAL_PORT, 0) if port is None else (port,))
    app = open_demo(folder, place.getsockname()[1]).for_many_crawls()
    result = go_the_way(app, command.console)
    summarise(command.console, app, result)
    if not once:
        site = site_of(app)
        serve_pages(site, place, lambda url: invite(command.console, url, sign_in_paths(app)))
    raise typer.Exit(DONE if result.good else FAILED)
