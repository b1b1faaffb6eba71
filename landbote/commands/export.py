"""`landbote export`: published opportunities in a file or on standard output."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from crawlers.items import Kind
from crawlers.source import Level
from db.vocabulary import ApplicantType
from landbote.command import Command, day, one_of
from web.exports import format_names

_SEVERAL = "Mehrfach möglich."


def export(
    context: typer.Context,
    file: Annotated[
        Path | None,
        typer.Argument(metavar="DATEI", help="Ohne Angabe: die Standardausgabe."),
    ] = None,
    format: Annotated[
        str | None,
        typer.Option(
            metavar="FORMAT",
            help=f"{', '.join(format_names())}; sonst nach der Endung der Datei, sonst jsonl.",
        ),
    ] = None,
    words: Annotated[
        str, typer.Option("--suche", metavar="WÖRTER", help="Was im Text stehen soll.")
    ] = "",
    area: Annotated[
        str,
        typer.Option("--gebiet", metavar="ORT", help="Name oder Schlüssel: was dort gilt."),
    ] = "",
    own: Annotated[
        bool, typer.Option("--nur-eigene", help="Nur, was für das Gebiet selbst gilt.")
    ] = False,
    topics: Annotated[
        list[str] | None, typer.Option("--thema", metavar="THEMA", help=_SEVERAL)
    ] = None,
    levels: Annotated[
        list[str] | None,
        typer.Option("--ebene", metavar="EBENE", parser=one_of(Level), help=", ".join(Level)),
    ] = None,
    kinds: Annotated[
        list[str] | None,
        typer.Option("--kategorie", metavar="ART", parser=one_of(Kind), help=", ".join(Kind)),
    ] = None,
    applicants: Annotated[
        list[str] | None,
        typer.Option(
            "--wer", metavar="WER", parser=one_of(ApplicantType), help=", ".join(ApplicantType)
        ),
    ] = None,
    statuses: Annotated[
        list[str] | None,
        typer.Option("--stand", metavar="STAND", help=f"Zum Beispiel offen. {_SEVERAL}"),
    ] = None,
    instruments: Annotated[
        list[str] | None,
        typer.Option("--art", metavar="ART", help=f"Förderart, zum Beispiel grant. {_SEVERAL}"),
    ] = None,
    sources: Annotated[
        list[str] | None,
        typer.Option("--quelle", metavar="QUELLE", help=f"Kürzel der Quelle. {_SEVERAL}"),
    ] = None,
    closes_from: Annotated[
        str, typer.Option("--frist-ab", metavar="TAG", help="Frist an diesem Tag oder später.")
    ] = "",
    closes_until: Annotated[
        str, typer.Option("--frist-bis", metavar="TAG", help="Frist an diesem Tag oder früher.")
    ] = "",
    award: Annotated[
        float | None, typer.Option("--betrag", metavar="EURO", help="So viel muss möglich sein.")
    ] = None,
    own_share: Annotated[
        float | None,
        typer.Option("--eigenanteil", metavar="PROZENT", help="Mehr darf es nicht sein."),
    ] = None,
    checked: Annotated[
        bool | None,
        typer.Option("--geprueft/--ungeprueft", help="Nur, wofür ein Mensch einsteht, oder nicht."),
    ] = None,
) -> None:
    """Veröffentlichte Förderungen in eine Datei oder auf die Standardausgabe schreiben.

    Ohne Filter alle. Die Filter heißen wie in den Adressen der Seiten.
    """
    from rich.console import Console

    from db.finding.filter import Filter
    from db.labels import INSTRUMENTS, STATUSES
    from landbote.exports import chosen_format, export_to
    from landbote.progress import progress
    from notifier.subscribing.orders import area_key

    command: Command = context.obj
    chosen = chosen_format(format, file)
    app = command.start()
    # As they stand in addresses.
    status_words = {word.replace("ü", "ue"): code for code, word in STATUSES.items()}
    for given, known in (
        (topics, {topic.id for topic in app.topics}),
        (sources, app.sources),
        (statuses, status_words),
        (instruments, INSTRUMENTS),
    ):
        for code in given or ():
            one_of(known)(code)
    wanted = Filter(
        words=words,
        area=area_key(area, app.areas) if area else "",
        own=own,
        topics=tuple(topics or ()),
        levels=tuple(levels or ()),
        kinds=tuple(kinds or ()),
        applicants=tuple(applicants or ()),
        statuses=tuple(status_words[word] for word in statuses or ()),
        instruments=tuple(instruments or ()),
        sources=tuple(sources or ()),
        closes_from_on=day(closes_from) if closes_from else None,
        closes_until_on=day(closes_until) if closes_until else None,
        award=award,
        own_share=own_share,
        checked=checked,
    )
    with progress(Console(stderr=True), "Schreibe") as step:
        export_to(app, chosen, file, wanted, step)
