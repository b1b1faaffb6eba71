"""`landbote watch`: have a page watched that has no spider."""

from __future__ import annotations

from typing import Annotated

import typer

from landbote.command import Command


def watch(
    context: typer.Context,
    url: Annotated[str, typer.Argument(metavar="URL")],
    title: Annotated[str, typer.Option(help="Wie die Seite heißen soll.")],
    area: Annotated[str, typer.Option(help="Gebiet: Name oder Schlüssel; sonst Hessen.")] = "06",
    publisher: Annotated[str, typer.Option(help="Wer sie herausgibt; sonst ihr Rechner.")] = "",
    kind: Annotated[
        str, typer.Option(help="programme, call, prize, event oder notice: dann wird gefragt.")
    ] = "notice",
    language: Annotated[str, typer.Option(help="de oder en")] = "de",
    by: Annotated[str, typer.Option(help="Wer das entscheidet.")] = "Servicestelle",
) -> None:
    """Eine Seite beobachten lassen; sie wird eine Quelle wie jede andere."""
    from db.engine import writing
    from landbote import watching
    from pipeline.desk.watch import note_watched

    command: Command = context.obj
    app = command.start()
    order = watching.WatchOrder(
        url=url, title=title, area=area, publisher=publisher, kind=kind, language=language
    )
    taken = app.sources
    with writing(app.engine) as session:
        page, new = watching.watch(session, order, app.areas, taken, app.clock())
        note_watched(session, page.slug, by, app.clock())
    verb = "wird beobachtet" if new else "wurde schon beobachtet; Angaben erneuert"
    command.say(f"{page.slug}: {verb}, {app.areas.label(page.area)}")
