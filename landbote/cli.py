"""The command line: every job by hand, and `landbote run` for all of them by the clock.

Exit codes: 0 done · 1 the job ended badly (a source could not be read, a mail was refused) ·
2 the command or a setting is wrong.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console

from landbote.settings import SettingsError, load_settings

if TYPE_CHECKING:
    from landbote.page_text import PageText
    from landbote.spawn import CrawlOrder

DONE, FAILED, WRONG = 0, 1, 2

app = typer.Typer(
    name="landbote",
    help="Landbote liest, was Förderer veröffentlichen, und meldet es denen, die es angeht.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
areas_app = typer.Typer(help="Gemeinden, Kreise, Länder und LEADER-Regionen.", no_args_is_help=True)
app.add_typer(areas_app, name="areas")


class Command:
    """What the options before a command say, handed to every command."""

    def __init__(self, today: date | None, config: Path | None) -> None:
        self.today = today
        self.config = config
        # One line a fact: a log or a pipe must not get broken lines.
        self.console = Console(soft_wrap=not sys.stdout.isatty(), highlight=False)

    def start(self) -> Any:
        """Open the application: settings, database, clock."""
        from landbote.application import start

        return start(load_settings(self.config), self.today)

    def page_order(self, replay: Path | None) -> CrawlOrder:
        """Return how one page is to be fetched; no database is needed for it."""
        from landbote.clock import local_date, real_clock
        from landbote.spawn import CrawlOrder

        settings = load_settings(self.config)
        return CrawlOrder(
            today=self.today or local_date(real_clock()),
            limit=timedelta(minutes=settings.crawl_minutes),
            replay=replay,
            contact=settings.crawl_contact,
        )

    def say(self, text: str) -> None:
        """Print one line for the person or the log."""
        self.console.print(text, markup=False)


def main() -> None:
    """Run the command line; a known failure is one sentence on standard error."""
    with one_sentence_errors():
        app()


@contextmanager
def one_sentence_errors() -> Iterator[None]:
    """Turn the failures that a person can mend into one clear sentence and exit code 2."""
    from sqlalchemy.exc import OperationalError

    try:
        yield
    except (SettingsError, LookupError, ValueError, FileNotFoundError, FileExistsError) as error:
        if isinstance(error, KeyError | IndexError):
            raise  # a fault of ours, not of the caller
        _fail(str(error))
    except OperationalError as error:
        _fail(f"Die Datenbank ist nicht erreichbar: {str(error.orig).strip()}")


def _fail(sentence: str) -> None:
    print(f"landbote: {sentence}", file=sys.stderr)
    raise SystemExit(WRONG)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"{text!r} ist kein Datum wie 2026-11-23") from None


@app.callback()
def options(
    context: typer.Context,
    today: Annotated[
        date | None,
        typer.Option(parser=_day, metavar="DATUM", help="So tun, als wäre heute dieser Tag."),
    ] = None,
    config: Annotated[
        Path | None,
        typer.Option(metavar="DATEI", help="Einstellungen (TOML); sonst landbote.toml."),
    ] = None,
) -> None:
    """Options that every command takes."""
    context.obj = Command(today, config)


@app.command()
def crawl(
    context: typer.Context,
    slugs: Annotated[list[str] | None, typer.Argument(metavar="[QUELLE]…")] = None,
    replay: Annotated[
        Path | None,
        typer.Option(metavar="ORDNER", help="Nichts abrufen: Seiten aus ORDNER/pages.toml nehmen."),
    ] = None,
    accept: Annotated[
        bool,
        typer.Option("--accept", help="Auch übernehmen, was auffällt: jemand hat nachgesehen."),
    ] = False,
) -> None:
    """Quellen abrufen (alle oder die genannten) und Neues unverändert speichern."""
    from landbote.commands import crawl_command

    raise typer.Exit(crawl_command(context.obj, slugs or [], replay, accept=accept))


@app.command()
def process(
    context: typer.Context,
    silent: Annotated[
        bool, typer.Option("--silent", help="Erstbestand: veröffentlichen, aber niemandem melden.")
    ] = False,
) -> None:
    """Gespeicherte Rohfunde lesen, vergleichen, veröffentlichen oder nachfragen."""
    from landbote.commands import process_command

    raise typer.Exit(process_command(context.obj, silent=silent))


@app.command()
def sources(context: typer.Context) -> None:
    """Zeigen, wie es um jede Quelle steht: letzter guter Abruf, Einträge, Trend, Befund."""
    from landbote.sources import sources_command

    raise typer.Exit(sources_command(context.obj))


@app.command()
def withdraw(
    context: typer.Context,
    number: Annotated[int, typer.Argument(metavar="NUMMER", help="Wie in /foerderungen/NUMMER.")],
    undo: Annotated[bool, typer.Option("--undo", help="Doch wieder zeigen.")] = False,
) -> None:
    """Einen Eintrag zurückziehen, den es nicht mehr gibt; kein Abruf holt ihn zurück."""
    from landbote.sources import withdraw_command

    raise typer.Exit(withdraw_command(context.obj, number, undo=undo))


@app.command()
def export(
    context: typer.Context,
    format: Annotated[str, typer.Option(help="jsonl oder csv")] = "jsonl",
) -> None:
    """Alle veröffentlichten Förderungen auf die Standardausgabe schreiben."""
    from landbote.exports import write_export

    command: Command = context.obj
    write_export(command.start(), format, sys.stdout)


@app.command()
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
    from landbote.commands import subscribe_command
    from landbote.subscriptions import Order

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
    raise typer.Exit(subscribe_command(context.obj, order))


@app.command()
def digest(
    context: typer.Context,
    on: Annotated[
        date | None, typer.Option(parser=_day, metavar="DATUM", help="Ausgabe dieses Tages.")
    ] = None,
    cadence: Annotated[
        list[str] | None, typer.Option(help="Auch wenn sie heute nicht fällig ist.")
    ] = None,
) -> None:
    """Die fälligen Ausgaben zusammenstellen; verschickt werden sie mit send."""
    from landbote.commands import digest_command

    raise typer.Exit(digest_command(context.obj, on, cadence or []))


@app.command()
def send(context: typer.Context) -> None:
    """Zusammengestellte Mails über den Mailserver (LANDBOTE_SMTP_URL) verschicken."""
    from landbote.commands import send_command

    raise typer.Exit(send_command(context.obj))


@app.command()
def run(context: typer.Context) -> None:
    """Alles nach Zeitplan: abrufen, lesen, verschicken, Webseiten; bis zum Abbruch."""
    from landbote.service import serve

    command: Command = context.obj
    serve(command.start(), command.say)


@app.command()
def read(
    context: typer.Context,
    what: Annotated[
        str | None,
        typer.Argument(metavar="[TEXT|DATEI|URL]", help="Ohne Angabe: die Standardeingabe."),
    ] = None,
    jsonl: Annotated[
        bool, typer.Option("--jsonl", help="JSON Lines lesen und schreiben, eine Zeile je Text.")
    ] = False,
    published: Annotated[
        date | None, typer.Option(parser=_day, metavar="DATUM", help="Tag der Veröffentlichung.")
    ] = None,
    language: Annotated[str, typer.Option(help="de oder en")] = "de",
    replay: Annotated[
        Path | None, typer.Option(metavar="ORDNER", help="Die URL aus ORDNER/pages.toml nehmen.")
    ] = None,
) -> None:
    """Zeigen, was aus einem Text gelesen wird: Fristen, Beträge, Berechtigte, mit Beleg."""
    from landbote.reading import answer_lines, show

    if jsonl:
        for line in answer_lines(sys.stdin):
            print(line)
        return
    page = _text_of(context.obj, what, replay)
    show(context.obj.console, page.text, published or page.published_on, language)


def _text_of(command: Command, what: str | None, replay: Path | None) -> PageText:
    from landbote import page_text

    if what is None:
        return page_text.PageText(text=sys.stdin.read())
    if what.startswith(("http://", "https://")):
        return page_text.fetched(what, command.page_order(replay))
    # A text is longer than any file name, and asking the file system for one is an error.
    if len(what) < 200 and Path(what).is_file():
        return page_text.from_file(Path(what))
    return page_text.PageText(text=what)


@app.command()
def demo(
    context: typer.Context,
    folder: Annotated[Path, typer.Option(metavar="ORDNER")] = Path("demo"),
    once: Annotated[bool, typer.Option("--once", help="Nach dem Versand enden.")] = False,
    port: Annotated[int, typer.Option(help="Port der Webseite; 0 nimmt einen freien.")] = 8000,
) -> None:
    """Den ganzen Weg ohne Netz zeigen: mitgelieferte Seiten, drei Abonnements, echte Mails."""
    from landbote.demo import run_demo

    raise typer.Exit(run_demo(context.obj.console, folder, once=once, port=port))


@app.command()
def new_source(
    context: typer.Context,
    slug: Annotated[str, typer.Argument(metavar="SLUG")],
    url: Annotated[str, typer.Argument(metavar="URL")],
) -> None:
    """Eine neue Quelle anlegen: eine Spinne und ein Ordner mit Musterseiten."""
    from landbote.crawl import ROOT
    from landbote.new_source import write_new_source

    command: Command = context.obj
    for path in write_new_source(slug, url, root=ROOT):
        command.say(f"angelegt: {path.relative_to(ROOT)}")
    command.say("Weiter geht es in docs/first-source.md.")


@app.command()
def check_source(
    context: typer.Context,
    slug: Annotated[str, typer.Argument(metavar="QUELLE")],
    replay: Annotated[
        Path | None,
        typer.Option(metavar="ORDNER", help="Nichts abrufen: Seiten aus ORDNER/pages.toml nehmen."),
    ] = None,
    freeze: Annotated[
        Path | None,
        typer.Option(metavar="ORDNER", help="Wohin die Seiten kopiert werden; sonst frozen/."),
    ] = None,
) -> None:
    """Eine Quelle einmal ansehen, ohne zu speichern: was abgerufen und was gefunden wurde."""
    from landbote.check_source import check_source_command

    raise typer.Exit(check_source_command(context.obj, slug, replay, freeze))


@app.command()
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
) -> None:
    """Eine Seite beobachten lassen; sie wird eine Quelle wie jede andere."""
    from landbote.commands import watch_command
    from landbote.watching import WatchOrder

    order = WatchOrder(
        url=url, title=title, area=area, publisher=publisher, kind=kind, language=language
    )
    raise typer.Exit(watch_command(context.obj, order))


_ENTRY = Annotated[int, typer.Argument(metavar="ID")]
_BY = Annotated[str, typer.Option(help="Wer das entscheidet.")]


@app.command()
def same(context: typer.Context, one: _ENTRY, other: _ENTRY, by: _BY = "Servicestelle") -> None:
    """Festlegen, dass zwei Einträge dasselbe Programm sind; gilt, bis es zurückgenommen wird."""
    from landbote.identities import same_command

    raise typer.Exit(same_command(context.obj, one, other, by))


@app.command()
def different(
    context: typer.Context, one: _ENTRY, other: _ENTRY, by: _BY = "Servicestelle"
) -> None:
    """Festlegen, dass zwei Einträge verschiedene Programme sind."""
    from landbote.identities import different_command

    raise typer.Exit(different_command(context.obj, one, other, by))


@app.command()
def undo(context: typer.Context, one: _ENTRY, other: _ENTRY, by: _BY = "Servicestelle") -> None:
    """Zurücknehmen, was über zwei Einträge entschieden ist."""
    from landbote.identities import undo_command

    raise typer.Exit(undo_command(context.obj, one, other, by))


@areas_app.command("find")
def areas_find(context: typer.Context, name: Annotated[str, typer.Argument()]) -> None:
    """Ein Gebiet nach seinem Namen suchen."""
    from landbote.commands import find_area_command

    raise typer.Exit(find_area_command(context.obj, name))


@areas_app.command("import")
def areas_import(
    context: typer.Context, file: Annotated[Path, typer.Argument(metavar="DATEI")]
) -> None:
    """Ein neueres amtliches Gemeindeverzeichnis (GV100AD) einlesen."""
    from landbote.commands import import_areas_command

    raise typer.Exit(import_areas_command(context.obj, file))
