"""`landbote subscribe`: enter a subscription for somebody who agreed to it."""

from __future__ import annotations

from typing import Annotated

import typer

from landbote.command import Command


def subscribe(
    context: typer.Context,
    email: Annotated[str, typer.Argument(metavar="ADRESSE")],
    area: Annotated[str, typer.Option(help="Gebiet: Name oder Schlüssel, siehe areas find.")],
    name: Annotated[str, typer.Option(help="Wie die Stelle heißt.")] = "",
    topic: Annotated[list[str] | None, typer.Option(help="Thema; mehrfach, ohne: alle.")] = None,
    applicant: Annotated[
        list[str] | None, typer.Option(help="Wer fördern lassen will, z. B. municipality.")
    ] = None,
    level: Annotated[list[str] | None, typer.Option(help="eu, federal, state, region.")] = None,
    cadence: Annotated[str, typer.Option(help="daily, weekly oder monthly.")] = "weekly",
    consent: Annotated[
        str, typer.Option(help="Wortlaut oder Fundstelle der Einwilligung.")
    ] = "Die Einwilligung liegt der Servicestelle vor.",
) -> None:
    """Ein Abonnement eintragen; dasselbe zweimal eingetragen ändert nichts."""
    from db.engine import writing
    from db.labels import CADENCES
    from landbote.subscriptions import Order, checked, enter

    command: Command = context.obj
    app = command.start()
    order = Order(
        email=email,
        name=name,
        area=area,
        topics=tuple(topic or ()),
        applicants=tuple(applicant or ()),
        levels=tuple(level or ()),
        cadence=cadence,
        consent=consent,
    )
    order = checked(order, app.areas, [topic.id for topic in app.topics])
    with writing(app.engine) as session:
        entered = enter(session, order, app.clock())
    verb = "eingetragen" if entered else "stand schon"
    cadence = CADENCES[order.cadence]
    command.say(f"{order.email}: {verb}, {app.areas.label(order.area)}, {cadence}")
