"""Summary: what the demo did, as tables and addresses to look at."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console
from rich.table import Table
from rich.text import Text

from db.engine import reading
from db.labels import OUTCOMES
from db.queries.listing import deliveries
from landbote.application import Application
from landbote.demo.way import DemoResult


def summarise(console: Console, app: Application, result: DemoResult) -> None:
    """Print what was read from each source, and what lies in whose mailbox."""
    console.print(
        f"Die letzte Zeile der Quellen ist mit Absicht ein Fehler: Die Seite von "
        f"{result.rebuilt.source} wurde umgebaut. Landbote übernimmt dann nichts und sagt, was "
        "fehlt.",
        markup=False,
    )
    sources = Table(title="Quellen", title_justify="left")
    for heading in ("Quelle", "Ergebnis"):
        sources.add_column(heading)
    for heading in ("Seiten", "Einträge", "neu", "Fragen"):
        sources.add_column(heading, justify="right")
    for crawl in (*result.crawls, result.rebuilt):
        counts = (crawl.pages, crawl.entries, crawl.new, result.questions.get(crawl.source, 0))
        meant = " (mit Absicht)" if crawl is result.rebuilt else ""
        sources.add_row(crawl.source, f"{OUTCOMES[crawl.outcome]}{meant}", *map(str, counts))
    console.print(sources)
    console.print(f"{result.rebuilt.source}: {result.rebuilt.reason}", markup=False)
    with reading(app.engine) as session:
        items = {mail.recipient: mail.item_count for mail in deliveries(session)}
    mails = Table(title="Mails", title_justify="left")
    for heading in ("An", "Betreff", "Einträge", "Datei"):
        mails.add_column(heading, overflow="fold")
    for mail in result.mails:
        subject = str(mail.message["Subject"])
        count = str(items.get(mail.recipient, 0))
        mails.add_row(mail.recipient, Text(subject), count, str(mail.path))
    console.print(mails)


def invite(console: Console, url: str, people: Iterable[tuple[str, str]]) -> None:
    """Print the addresses to look at, and for each person a link that signs in once."""
    console.print(f"Übersicht:     {url}/")
    console.print(f"Förderungen:   {url}/foerderungen")
    console.print("Anmelden, jeder Link einmal und eine Viertelstunde lang:")
    for name, path in people:
        console.print(f"  {name}: {url}{path}", markup=False)
    console.print("Beenden mit Strg+C.")
