"""`landbote survey`: look at every source that was never read, and write a report."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from landbote.command import Command, whole

AT_ONCE = 6


def survey(
    context: typer.Context,
    slugs: Annotated[
        list[str] | None,
        typer.Argument(metavar="[QUELLE ...]", help="Sonst alle, die noch unbestätigt sind."),
    ] = None,
    land: Annotated[
        str, typer.Option(metavar="LAND", help="Nur dieses Land: ein Name oder Schlüssel.")
    ] = "",
    limit: Annotated[
        int | None,
        typer.Option(parser=whole, metavar="ZAHL", help="Höchstens so viele, die noch fehlen."),
    ] = None,
    again: Annotated[
        bool, typer.Option("--again", help="Auch die, die heute schon angesehen wurden.")
    ] = False,
    folder: Annotated[
        Path | None,
        typer.Option(metavar="ORDNER", help="Wohin der Bericht kommt; sonst survey/."),
    ] = None,
    at_once: Annotated[
        int,
        typer.Option(parser=whole, metavar="ZAHL", help="Wie viele Quellen zugleich; sonst 6."),
    ] = AT_ONCE,
) -> None:
    """Unbestätigte Quellen einmal ansehen, ohne zu speichern, und einen Bericht schreiben."""
    from landbote import jobs
    from landbote.progress import progress
    from landbote.survey.folder import Folder
    from landbote.survey.report import write_report
    from landbote.survey.standing import STANDINGS, Standing, standing
    from landbote.survey.survey import survey as look_at
    from landbote.which_sources import of_land, unconfirmed

    command: Command = context.obj
    app = command.start().for_many_crawls()
    kept = Folder(folder or app.settings.data_folder / "survey")
    chosen = jobs.choose(app, slugs or ())
    chosen = chosen if slugs else unconfirmed(app, chosen)
    chosen = of_land(app, chosen, land) if land else chosen
    waiting = [one for one in chosen if again or not kept.was_seen(one.slug, app.today)]
    begun = waiting if limit is None else waiting[: max(limit, 0)]
    known, done = {source.slug: source for source in chosen}, 0
    if seen_before := len(chosen) - len(waiting):
        command.say(f"Heute schon angesehen und ausgelassen: {seen_before} (--again nimmt sie mit)")
    try:
        with progress(command.console, "Quellen ansehen", len(begun)) as step:
            for seen in look_at(app, begun, kept, at_once=max(at_once, 1)):
                done += 1
                step(done, len(begun))
                stands = STANDINGS[standing(known[seen.source], seen)]
                said = f"{seen.source}: {stands}, {len(seen.titles)} Einträge"
                command.say(f"{said}. {seen.reason}".rstrip(". ") + ".")
    finally:
        rows = write_report(
            kept, known, app.areas, app.today, len(waiting) - done, app.settings.base_url
        )
        counts = {code: sum(row.standing is code for row in rows) for code in Standing}
        command.say(", ".join(f"{counts[code]} {words}" for code, words in STANDINGS.items()))
        if missing := len(waiting) - done:
            command.say(f"Noch nicht angesehen: {missing}. Derselbe Aufruf macht dort weiter.")
        command.say(f"Bericht: {kept.report}")
