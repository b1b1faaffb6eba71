"""`landbote subscribe`: enter a subscription for somebody who agreed to it."""

from __future__ import annotations

from typing import Annotated

import typer

from db.vocabulary import Cadence
from landbote.command import Command, one_of


def subscribe(
    context: typer.Context,
    email: Annotated[str, typer.Argument(metavar="ADRESSE")],
    area: Annotated[
        str,
        typer.Option(metavar="GEBIET", help="Name oder Schlüssel, siehe areas find."),
    ],
    consent: Annotated[
        str,
        typer.Option(metavar="TEXT", help="Wortlaut oder Fundstelle der Einwilligung."),
    ],
    name: Annotated[str, typer.Option(metavar="TEXT", help="Wie die Stelle heißt.")] = "",
    topic: Annotated[
        list[str] | None, typer.Option(metavar="THEMA", help="Mehrfach; ohne: alle.")
    ] = None,
    applicant: Annotated[
        list[str] | None,
        typer.Option(metavar="WER", help="Wer fördern lassen will, z. B. municipality; mehrfach."),
    ] = None,
    level: Annotated[
        list[str] | None,
        typer.Option(metavar="EBENE", help="eu, federal, state, region; mehrfach."),
    ] = None,
    cadence: Annotated[
        str,
        typer.Option(
            parser=one_of(Cadence), metavar="HÄUFIGKEIT", help=f"{', '.join(Cadence)}; eine davon."
        ),
    ] = "weekly",
) -> None:
    """Ein Abonnement für jemanden eintragen, der eingewilligt hat; zweimal ändert nichts."""
    from db.engine import writing
    from db.labels import CADENCES
    from notifier.subscribing.orders import Order, checked, enter

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
