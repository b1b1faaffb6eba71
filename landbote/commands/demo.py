"""`landbote demo`: the whole way once, with no network."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from landbote.command import DONE, FAILED, Command


def demo(
    context: typer.Context,
    folder: Annotated[Path, typer.Option(metavar="ORDNER")] = Path("demo"),
    once: Annotated[bool, typer.Option("--once", help="Nach dem Versand enden.")] = False,
    port: Annotated[int, typer.Option(help="Port der Webseite; 0 nimmt einen freien.")] = 8000,
) -> None:
    """Den ganzen Weg ohne Netz zeigen: mitgelieferte Seiten, drei Abonnements, echte Mails."""
    from landbote.demo.folder import open_demo
    from landbote.demo.summary import invite, summarise
    from landbote.demo.way import go_the_way
    from landbote.webserver import serve_pages, site_of

    command: Command = context.obj
    app = open_demo(folder, port)
    result = go_the_way(app, command.console)
    summarise(command.console, app, result)
    if not once:
        site = site_of(app, desk_open=True)
        serve_pages(site, "127.0.0.1", port, lambda url: invite(command.console, url))
    raise typer.Exit(DONE if result.good else FAILED)
