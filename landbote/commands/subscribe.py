"""`landbote subscribe`: enter a subscription for somebody who agreed to it."""

from __future__ import annotations

from typing import Annotated

import typer

from db.vocabulary import Cadence
from landbote.command import Command, one_of

DAYS = ("mo", "di", "mi", "do", "fr")


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
    weekday: Annotated[
        str | None,
        typer.Option(
            parser=one_of(DAYS), metavar="TAG", help=f"{', '.join(DAYS)}; nur weekly, fortnightly."
        ),
    ] = None,
    lead_days: Annotated[
        int, typer.Option(metavar="TAGE", help="So lange vor einer Frist wird erinnert.")
    ] = 14,
    require: Annotated[
        list[str] | None,
        typer.Option(metavar="WORT", help="Nur, wo eines dieser Wörter steht; mehrfach."),
    ] = None,
    exclude: Annotated[
        list[str] | None,
        typer.Option(metavar="WORT", help="Nie, wo dieses Wort steht; mehrfach."),
    ] = None,
    called: Annotated[str, typer.Option(metavar="TEXT", help="Wie das Abonnement heißt.")] = "",
    sign_of_life: Annotated[
        bool, typer.Option("--sign-of-life", help="Einmal im Monat eine Mail, auch ohne Neues.")
    ] = False,
) -> None:
    """Ein Abonnement für jemanden eintragen, der eingewilligt hat; zweimal ändert nichts."""
    from db.engine import writing
    from db.labels import CADENCES
    from notifier.subscribing.orders import Order, checked, enter, refuse_erased

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
        weekday=DAYS.index(weekday) if weekday else None,
        lead_days=lead_days,
        required=tuple(require or ()),
        excluded=tuple(exclude or ()),
        called=called,
        sign_of_life=sign_of_life,
        consent=consent,
    )
    order = checked(order, app.areas, [topic.id for topic in app.topics])
    with writing(app.engine) as session:
        refuse_erased(session, order.email, app.sender)
        entered = enter(session, order, app.clock())
    verb = "eingetragen" if entered else "stand schon"
    cadence = CADENCES[order.cadence]
    command.say(f"{order.email}: {verb}, {app.areas.label(order.area)}, {cadence}")
