"""`landbote unsubscribe`: end or erase what an address gets, whose owner asked for it."""

from __future__ import annotations

from typing import Annotated

import typer

from landbote.command import FAILED, Command, one_of

WAYS = ("phone", "letter")


def unsubscribe(
    context: typer.Context,
    address: Annotated[str, typer.Argument(metavar="ADRESSE", help="Die ganze Mailadresse.")],
    way: Annotated[
        str,
        typer.Option(
            parser=one_of(WAYS), metavar="WEG", help="Wie der Auftrag kam: phone oder letter."
        ),
    ],
    erase: Annotated[
        bool, typer.Option("--erase", help="Auch alle Angaben löschen; es bleibt eine Prüfzahl.")
    ] = False,
    by: Annotated[str, typer.Option(metavar="NAME", help="Wer das einträgt.")] = "Servicestelle",
) -> None:
    """Alle Abonnements einer Adresse beenden, deren Inhaber angerufen oder geschrieben hat."""
    from db.engine import writing
    from notifier.subscribing.leave import Way
    from notifier.subscribing.on_behalf import erase_for, leave_for, reader_at

    command: Command = context.obj
    app = command.start()
    with writing(app.engine) as session:
        reader = reader_at(session, address)
        if reader is None:
            command.say(f"{address}: Zu dieser Adresse gibt es kein Abonnement.")
            raise typer.Exit(FAILED)
        if erase:
            erase_for(session, reader, app.sender, app.clock())
            said = "gelöscht; darüber geht keine Mail hinaus"
        else:
            ended = leave_for(session, reader, Way(way), by, app.sender, app.clock())
            said = "abgemeldet; alle Abonnements sind beendet" if ended else "war schon abgemeldet"
    command.say(f"{address}: {said}")
