"""Pages: what the sources show in the week, as edits of our own samples."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from landbote.clock import BERLIN
from landbote.demo.way import SAMPLES

KULTUR, SMART = "he_kulturberatung", "he_smarte_region"
VOGELSBERG, AKADEMIE = "leader_vogelsberg", "he_akademie"
SOURCES = (KULTUR, SMART, VOGELSBERG, AKADEMIE)

Act = Callable[[Path], None]


def moment(day: int, hour: int = 0, minute: int = 0) -> datetime:
    """Return an instant of December 2026 by German local time."""
    return datetime(2026, 12, day, hour, minute, tzinfo=BERLIN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """Something that becomes of the pages at one instant; `said` is its line of the transcript."""

    at: datetime
    said: str
    act: Act


def lay_out(folder: Path) -> None:
    """Copy the samples that the week begins with."""
    for slug in SOURCES:
        shutil.copytree(SAMPLES / slug, folder / slug)


def written(path: str, old: str, new: str) -> Act:
    """Let a page say something else; what it says now must stand there."""

    def act(folder: Path) -> None:
        page = folder / path
        text = page.read_text(encoding="utf-8")
        assert old in text, f"{path} does not say {old!r}"
        page.write_text(text.replace(old, new), encoding="utf-8")

    return act


def added(slug: str, url: str, name: str, html: str) -> Act:
    """Put up a new page."""

    def act(folder: Path) -> None:
        (folder / slug / name).write_text(html, encoding="utf-8")
        with (folder / slug / "pages.toml").open("a", encoding="utf-8") as listed:
            listed.write(f'\n[[page]]\nurl = "{url}"\nfile = "{name}"\n')

    return act


def replaced(path: str, html: str) -> Act:
    """Show another page in the place of one, which is kept."""

    def act(folder: Path) -> None:
        page = folder / path
        page.rename(page.with_suffix(".kept"))
        page.write_text(html, encoding="utf-8")

    return act


def shown_again(path: str) -> Act:
    """Show the page again that was kept."""

    def act(folder: Path) -> None:
        page = folder / path
        page.with_suffix(".kept").rename(page)

    return act


def down(slug: str) -> Act:
    """Let every page of a source answer 503."""

    def act(folder: Path) -> None:
        listed = folder / slug / "pages.toml"
        text = listed.read_text(encoding="utf-8")
        listed.with_suffix(".kept").write_text(text, encoding="utf-8")
        lines = [line for line in text.splitlines() if not line.startswith(("status", "file"))]
        every = [f"{line}\nstatus = 503" if line.startswith("url") else line for line in lines]
        listed.write_text("\n".join(every), encoding="utf-8")

    return act


def up(slug: str) -> Act:
    """Let a source answer again."""
    return shown_again(f"{slug}/pages.toml")


def both(*acts: Act) -> Act:
    """Do several things at once."""

    def act(folder: Path) -> None:
        for one in acts:
            one(folder)

    return act


def stalled(slug: str) -> Act:
    """Let the next visit of a source come to no end."""

    def act(folder: Path) -> None:
        (folder / "stall").write_text(slug, encoding="utf-8")

    return act


def call_page(title: str, *paragraphs: str, head: str = "") -> str:
    """Return an article as these sites write it."""
    text = "".join(f"<p>{one}</p>" for one in paragraphs)
    return (
        f'<!doctype html><html lang="de"><head><meta charset="utf-8"><title>{title}</title></head>'
        f"<body><main><h1>{title}</h1>{head}{text}</main></body></html>"
    )


def culture_page(title: str, applicants: str, period: str, *paragraphs: str) -> str:
    """Return a programme as the culture advice shows it."""
    pairs = (("Veranstaltungstyp", "Landesprogramm"), ("Antragstellende", applicants),
             ("Antragszeitraum", period))  # fmt: skip
    head = "".join(f"<div><strong>{k}</strong></div><div>{v}</div>" for k, v in pairs)
    return call_page(title, *paragraphs, head=head)


def feed_entry(title: str, slug: str, published: str, *paragraphs: str) -> str:
    """Return one entry of the region's feed."""
    text = "".join(f"&lt;p&gt;{one}&lt;/p&gt;" for one in paragraphs)
    address = f"https://www.region-vogelsberg.de/aktuelles/{slug}"
    return (
        f'<entry><title>{title}</title>\n<link rel="alternate" href="{address}"/>\n'
        f'<published>{published}T08:00:00+01:00</published>\n<content type="html">{text}'
        "</content></entry>\n"
    )


LOGIN = call_page("Anmeldung", "Bitte melden Sie sich an, um fortzufahren.", "Passwort vergessen?")
FEED, FIRST = f"{VOGELSBERG}/aktuelles.xml", "<entry><title>Förderaufruf Regionalbudget"
STAGE = f"{KULTUR}/buehne-fuer-alle.html"
KULTUR_LIST, KULTUR_SITE = f"{KULTUR}/foerderprogramme.html", "https://kulturberatung-hessen.de"
SMART_LIST, SMART_SITE = f"{SMART}/foerderung.html", "https://www.smarte-region-hessen.de"
AKADEMIE_SITE = "https://www.alrhessen.de"

WEEK = (
    Turn(
        at=moment(21),
        said="Region Vogelsberg ist in der ersten Nacht nicht erreichbar (503).",
        act=down(VOGELSBERG),
    ),
    Turn(at=moment(21, 8), said="Region Vogelsberg antwortet wieder.", act=up(VOGELSBERG)),
    Turn(
        at=moment(22),
        said="Bühne für alle: die Frist rückt vom 28.02.2027 auf den 31.03.2027.",
        act=written(STAGE, "28.02.2027", "31.03.2027"),
    ),
    Turn(
        at=moment(22),
        said="Region Vogelsberg: neuer Förderaufruf „Dorfläden im Vogelsberg“.",
        act=written(
            FEED,
            FIRST,
            feed_entry(
                "Förderaufruf Dorfläden im Vogelsberg",
                "dorflaeden",
                "2026-12-21",
                "Anträge können bis zum 26. Februar 2027 gestellt werden. Die Förderung beträgt "
                "höchstens 12.000 Euro.",
                "Antragsberechtigt sind Vereine und Gemeinden in der Region.",
            )
            + FIRST,
        ),
    ),
    Turn(
        at=moment(23),
        said="Bühne für alle: die Frist ist wieder der 28.02.2027.",
        act=written(STAGE, "31.03.2027", "28.02.2027"),
    ),
    Turn(
        at=moment(23),
        said="Kultur im Dorfsaal: statt der Seite steht einen Tag lang eine Anmeldung da.",
        act=replaced(f"{KULTUR}/kultur-im-dorfsaal.html", LOGIN),
    ),
    Turn(
        at=moment(23),
        said="Smarte Region: neuer Aufruf „Sensoren im Dorf“. Um 6:10 Uhr stirbt Landbote mitten "
        "im Abruf, wird um 6:15 Uhr neu gestartet und ruft um 6:40 Uhr noch einmal ab.",
        act=both(
            written(
                SMART_LIST,
                '<ul><li><a href="/foerderung/aufruf-2027">',
                '<ul><li><a href="/foerderung/sensoren">Sensoren</a></li>'
                '<li><a href="/foerderung/aufruf-2027">',
            ),
            added(
                SMART,
                f"{SMART_SITE}/foerderung/sensoren",
                "sensoren.html",
                call_page(
                    "Förderaufruf: Sensoren im Dorf",
                    "Veröffentlicht am 22.12.2026",
                    "Mit dem Förderaufruf wird die Digitalisierung von Messnetzen für Wasser und "
                    "Verkehr gefördert. Anträge können bis zum 31. März 2027 gestellt werden.",
                    "Antragsberechtigt sind Gemeinden und Landkreise. Die Förderung beträgt "
                    "höchstens 60.000 Euro.",
                ),
            ),
            stalled(SMART),
        ),
    ),
    Turn(
        at=moment(24),
        said="Kultur im Dorfsaal ist wieder da.",
        act=shown_again(f"{KULTUR}/kultur-im-dorfsaal.html"),
    ),
    Turn(
        at=moment(24),
        said="Werkstatt: Leerstand beleben ist abgesagt.",
        act=written(
            f"{AKADEMIE}/werkstatt-leerstand.html",
            "<p>Datum: 21.01.2027</p>",
            "<p>Die Werkstatt am 21. Januar 2027 ist abgesagt.</p><p>Datum: 21.01.2027</p>",
        ),
    ),
    Turn(
        at=moment(24),
        said="Region Vogelsberg: neuer Aufruf „Gemeinsam gärtnern“; vor ihm steht im Feed ein "
        "Beitrag mit einem Steuerzeichen und einem nackten &.",
        act=written(
            FEED,
            FIRST,
            feed_entry("Bilder & Töne\x01 vom Herbstmarkt", "herbstmarkt", "2026-12-23", "Danke!")
            + feed_entry(
                "Förderaufruf Gemeinsam gärtnern im Vogelsberg",
                "gaerten",
                "2026-12-23",
                "Anträge können bis zum 15. März 2027 gestellt werden. Die Förderung beträgt "
                "höchstens 3.000 Euro.",
                "Antragsberechtigt sind Vereine in der Region.",
            )
            + FIRST,
        ),
    ),
    Turn(
        at=moment(25),
        said="Kulturberatung: neues Programm „Chöre auf dem Land“.",
        act=both(
            written(
                KULTUR_LIST,
                "<ul>",
                '<ul><li><a href="/foerderprogramme/choere">Chöre auf dem Land</a></li>',
            ),
            added(
                KULTUR,
                f"{KULTUR_SITE}/foerderprogramme/choere",
                "choere.html",
                culture_page(
                    "Chöre auf dem Land",
                    "Vereine",
                    "bis zum 30.04.2027",
                    "Chöre in kleinen Orten proben und treten auf.",
                    "Je Chor gibt es einen Zuschuss von bis zu 2.500 Euro.",
                ),
            ),
        ),
    ),
    Turn(
        at=moment(25),
        said="Regionalbudget 2027: die Höchstförderung steigt von 16.000 € auf 18.000 €.",
        act=written(FEED, "höchstens 16.000 Euro", "höchstens 18.000 Euro"),
    ),
    Turn(
        at=moment(26),
        said="Daten für das Dorf: die Frist rückt vom 19.03.2027 auf den 16.04.2027.",
        act=written(f"{SMART}/aufruf-2027.html", "19. März 2027", "16. April 2027"),
    ),
    Turn(
        at=moment(27),
        said="Daten für das Dorf: die Frist ist wieder der 19.03.2027.",
        act=written(f"{SMART}/aufruf-2027.html", "16. April 2027", "19. März 2027"),
    ),
    Turn(
        at=moment(27),
        said="Digitale Erstberatung: die Mittel sind ausgeschöpft.",
        act=written(
            f"{SMART}/beratung.html",
            "Anträge können laufend gestellt werden.",
            "Die Mittel sind ausgeschöpft.",
        ),
    ),
    Turn(
        at=moment(28),
        said="Die Akademie ist in der Nacht nicht erreichbar (503); sie hat einen neuen Termin.",
        act=both(
            written(
                f"{AKADEMIE}/start.html",
                '<li><a href="/ueber-uns">',
                '<li><a href="/veranstaltung-aktuelles/dorfkino">Dorfkino</a></li>'
                '<li><a href="/ueber-uns">',
            ),
            added(
                AKADEMIE,
                f"{AKADEMIE_SITE}/veranstaltung-aktuelles/dorfkino",
                "dorfkino.html",
                call_page(
                    "Werkstatt: Kino im Dorf",
                    "Datum: 28.01.2027",
                    "Uhrzeit: 14 bis 17 Uhr",
                    "Ort: Rathaus, Hungen",
                    "Die Werkstatt richtet sich an Gemeinden und Vereine, die Filme zeigen wollen.",
                ),
            ),
            down(AKADEMIE),
        ),
    ),
    Turn(at=moment(28, 8), said="Die Akademie antwortet wieder.", act=up(AKADEMIE)),
    Turn(
        at=moment(29),
        said="Wettbewerb „Schönste Dorfmitte“: die Frist kommt vom 28.02.2027 auf den 08.01.2027 "
        "vor.",
        act=written(FEED, "bis zum 28. Februar 2027 möglich", "bis zum 8. Januar 2027 möglich"),
    ),
)  # fmt: skip
