"""`landbote staff`: who may sign in, and as what."""

from __future__ import annotations

from typing import Annotated

import typer

from db.vocabulary import Role
from landbote.command import Command, one_of

staff = typer.Typer(help="Wer sich anmelden darf, und in welcher Rolle.", no_args_is_help=True)
Address = Annotated[str, typer.Argument(metavar="ADRESSE")]


@staff.command("add")
def add(
    context: typer.Context,
    address: Address,
    role: Annotated[
        str,
        typer.Option(parser=one_of(Role), metavar="ROLLE", help=f"{', '.join(Role)}; eine davon."),
    ],
    name: Annotated[str, typer.Option(metavar="TEXT", help="Wie die Person heißt.")] = "",
    authority: Annotated[
        str, typer.Option(metavar="RESSORT", help="Nur bei reviewer: Name oder Kennung.")
    ] = "",
    area: Annotated[
        str, typer.Option(metavar="GEBIET", help="Nur bei manager: Name oder Schlüssel.")
    ] = "",
) -> None:
    """Ein Konto anlegen, oder einem Konto eine andere Rolle geben."""
    from db.engine import writing
    from db.labels import ROLES
    from notifier.subscribing.orders import area_key
    from web.doors import roster

    command: Command = context.obj
    app = command.start()
    entry = roster.Entry(
        address=address,
        role=Role(role),
        name=name,
        authority=authority,
        area=area_key(area, app.areas) if area else "",
    )
    entry = roster.checked(entry, app.areas.label)
    with writing(app.engine) as session:
        new = roster.enter(session, entry, app.clock())
    command.say(f"{entry.address}: {'angelegt' if new else 'geändert'}, {ROLES[entry.role]}")


@staff.command("list")
def listed(context: typer.Context) -> None:
    """Alle Konten zeigen."""
    from db.engine import reading
    from db.labels import ROLES
    from web.doors import roster

    command: Command = context.obj
    with reading(command.start().engine) as session:
        for one in roster.listed(session):
            about = [ROLES[one.role], one.authority or one.area, one.name]
            about += ["gesperrt"] if one.locked_at else []
            command.say(f"{one.address}: {', '.join(filter(None, about))}")


@staff.command("lock")
def lock(context: typer.Context, address: Address) -> None:
    """Ein Konto sperren; wer damit angemeldet ist, ist sofort abgemeldet."""
    from db.engine import writing
    from web.doors import roster

    command: Command = context.obj
    app = command.start()
    with writing(app.engine) as session:
        command.say(f"{roster.lock(session, address, app.clock()).address}: gesperrt")


@staff.command("unlock")
def unlock(context: typer.Context, address: Address) -> None:
    """Eine Sperre aufheben."""
    from db.engine import writing
    from web.doors import roster

    command: Command = context.obj
    with writing(command.start().engine) as session:
        command.say(f"{roster.unlock(session, address).address}: nicht mehr gesperrt")


@staff.command("remove")
def remove(context: typer.Context, address: Address) -> None:
    """Ein Konto beenden; was damit entschieden wurde, bleibt."""
    from db.engine import writing
    from web.doors import roster

    command: Command = context.obj
    app = command.start()
    with writing(app.engine) as session:
        command.say(f"{roster.remove(session, address, app.clock()).address}: entfernt")


@staff.command("link")
def link(context: typer.Context, address: Address) -> None:
    """Einen Link zeigen, mit dem sich jemand ohne Mail einmal anmeldet; er gilt 15 Minuten."""
    from db.engine import writing
    from web.doors.links import account_at, new_link

    command: Command = context.obj
    app = command.start()
    with writing(app.engine) as session:
        account = account_at(session, address)
        if account is None:
            raise LookupError(f"Ein Konto „{address}“ gibt es nicht, oder es ist gesperrt.")
        command.say(f"{app.sender.base_url}{new_link(session, account, app.clock())}")
