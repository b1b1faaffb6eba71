"""Faults: what may be wrong with a host, and what must be told of it, by the rules.

Each fault changes a host that is well, and says what is right of it then. What the rules are:

- without its first page (the list, or the start page of a whole site) nothing is read
- a page that is one of many costs itself; more than half of them cost the visit
- who refuses us, by status, riddle, robots.txt or reservation, is asked for nothing more
- what answers in place of a list (a wall, another page, a file) is a page that has changed
- only a good visit changes what is stored; one without entries is none, unless it may be empty
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from html import escape

from crawlers.observe.outcome import Outcome
from db.vocabulary import RunOutcome
from landbote.survey.standing import Standing
from tests.faults.changing import Answer, bomb, page
from tests.simulated.systems import RSS, System
from tests.simulated.web import PARKED, RESERVATION, ROBOTS, Host, Right

Fault = Callable[[Host], None]
CLOSED_PORT = 9
NEVER = threading.Event()


def unreadable(*words: str) -> Right:
    """It could not be asked, or gave no answer that is one."""
    return Right(
        standing=Standing.BROKEN, outcome=Outcome.FAILED, crawled=RunOutcome.FAILED, words=words
    )


def unreachable(*words: str) -> Right:
    """It gave no answer at all."""
    return Right(
        standing=Standing.BROKEN,
        outcome=Outcome.UNREACHABLE,
        crawled=RunOutcome.UNREACHABLE,
        words=words,
    )


def changed(*words: str) -> Right:
    """It answered with what is not the page."""
    return Right(
        standing=Standing.BROKEN,
        outcome=Outcome.BROKEN,
        crawled=RunOutcome.BROKEN,
        words=words or ("Seite geändert",),
    )


def refused(*words: str) -> Right:
    """It turns us away."""
    return Right(
        standing=Standing.REFUSED, outcome=Outcome.BLOCKED, crawled=RunOutcome.BLOCKED, words=words
    )


def forbidden(*words: str) -> Right:
    """It asks machines to stay away."""
    return Right(
        standing=Standing.REFUSED, outcome=Outcome.ROBOTS, crawled=RunOutcome.ROBOTS, words=words
    )


def on_first(answer: Answer, right: Right) -> Fault:
    """Return the fault of a site whose first page is this answer."""

    def fault(host: Host) -> None:
        host.instead[host.first] = answer
        host.right = right

    return fault


def on_path(path: str, answer: Answer, right: Right | None = None, manners: str = "") -> Fault:
    """Return the fault of a site that answers so beside its pages; without `right` it is well."""

    def fault(host: Host) -> None:
        host.instead[path] = answer
        host.right = right or replace(host.right, manners=manners)

    return fault


def status(code: int, right: Callable[..., Right] = unreadable, **headers: str) -> Fault:
    """Return the fault of a site whose first page answers with a status."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return on_first(Answer(status=code, headers=named), right(f"HTTP {code}"))


def text(words: str) -> Answer:
    """Return a robots.txt."""
    return page(words, kind="text/plain; charset=utf-8")


def wall(title: str, body: str) -> Answer:
    """Return a page that stands before another, with status 200."""
    return page(f"<html lang=de><title>{title}</title><body><h1>{title}</h1>{body}</body></html>")


def after(pieces: int, seconds: float) -> Answer:
    """Return a page that comes in pieces, each after some seconds."""

    def body() -> Iterator[bytes]:
        yield b"<html><body><main>"
        for _ in range(pieces):
            NEVER.wait(seconds)
            yield b" "

    return Answer(body=body)


def to(where: Callable[[Host], str], right: Right, **headers: str) -> Fault:
    """Return the fault of a site whose first page leads elsewhere."""

    def fault(host: Host) -> None:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        answer = Answer(status=302, headers={"Location": where(host), **named})
        host.instead[host.first] = answer
        host.right = right

    return fault


def moved_within(host: Host) -> None:
    """The first page moved to another path of the same site."""
    body, kind = host.pages()[host.first]
    host.instead["/neu/umgezogen"] = page(body, kind=kind)
    host.instead[host.first] = Answer(status=301, headers={"Location": "/neu/umgezogen"})


def loop(host: Host) -> None:
    """Two pages lead to each other."""
    host.instead[host.first] = Answer(status=302, headers={"Location": "/schleife"})
    host.instead["/schleife"] = Answer(status=302, headers={"Location": host.first})
    host.right = unreadable("Weiterleitung")


def unknown_name(host: Host) -> None:
    """The name of the host is gone."""
    host.resolves = False
    host.right = unreachable("Der Name der Website ist unbekannt")


def closed(host: Host) -> None:
    """Nobody listens."""
    host.port = CLOSED_PORT
    host.right = unreachable("Die Website lehnt die Verbindung ab")


def empty_list(host: Host) -> None:
    """The list is there, and nothing is on it."""
    host.news = ()
    host.right = changed()


def may_be_empty(host: Host) -> None:
    """The same of a list that may be empty: no fault, but staff see it before they believe it."""
    empty_list(host)
    host.facts = {"may_be_empty": True, "expected": (0, 80)}
    host.right = Right(standing=Standing.DOUBTFUL, words=("kein Eintrag",))


def one_gone(host: Host) -> None:
    """One of three is gone: the list is not up to date, and that is all."""
    host.instead[host.system.path(host.news[0])] = Answer(status=410)
    host.right = replace(host.right, told=host.right.told - {(host.news[0].title, host.news[0].on)})


def one_fails(host: Host) -> None:
    """One of three cannot be read: it costs itself, and staff are told."""
    one_gone(host)
    host.instead[host.system.path(host.news[0])] = Answer(status=500)
    host.right = replace(host.right, standing=Standing.DOUBTFUL, words=("HTTP 500",))


def all_gone(host: Host) -> None:
    """No page of the list is there: read, but a visit without entries is none."""
    for told in host.news:
        host.instead[host.system.path(told)] = Answer(status=404)
    host.right = Right(
        standing=Standing.DOUBTFUL, crawled=RunOutcome.TOO_FEW, words=("kein Eintrag",)
    )


def all_fail(host: Host) -> None:
    """More than half of the pages fail: so does the visit."""
    for told in host.news:
        host.instead[host.system.path(told)] = Answer(status=503)
    host.right = unreadable("HTTP 503")
    host.right = replace(host.right, told=frozenset())


def closed_pages(host: Host) -> None:
    """robots.txt leaves the list and closes the articles."""
    folder = host.system.path(host.news[0]).partition("meldung-")[0]
    if host.system.first.startswith(folder):
        folder = f"{folder}meldung-"
    host.instead[ROBOTS] = text(f"User-agent: *\nDisallow: {folder}\n")
    host.right = forbidden("robots.txt erlaubt den Abruf nicht")


def wrong_charset(host: Host) -> None:
    """Every page says ISO 8859-1 and is UTF-8."""
    for path, (body, kind) in host.pages().items():
        said = body.replace('charset="utf-8"', 'charset="iso-8859-1"')
        host.instead[path] = page(said, kind=kind.replace("utf-8", "iso-8859-1"))


def latin(host: Host) -> None:
    """Every page says UTF-8 and is ISO 8859-1."""
    for path, (body, kind) in host.pages().items():
        host.instead[path] = page(body.replace("&#8203;", ""), kind=kind, encoding="iso-8859-1")


def endless_pager(host: Host) -> None:
    """The list has a next part without end: as many are read as the line says."""
    body, kind = host.pages()[host.first]
    pager = f'<a rel="next" href="{host.first}?seite=%d">nächste Seite</a></body>'
    for part in range(1, 9):
        host.instead[f"{host.first}?seite={part}"] = page(
            body.replace("</body>", pager % (part + 1)), kind=kind
        )
    host.instead[host.first] = page(body.replace("</body>", pager % 1), kind=kind)
    host.facts = {"list_parts": 3}


def without_days(host: Host) -> None:
    """No page says when it came out: read, but staff see that days are missing."""
    for told in host.news:
        body = f"<main><h1>{escape(told.title)}</h1>{''.join(map('<p>{}</p>'.format, told.text))}"
        host.instead[host.system.path(told)] = page(f"<html><body>{body}</main></body></html>")
    host.right = Right(
        standing=Standing.DOUBTFUL,
        told=frozenset((told.title, None) for told in host.news),
        words=("Kein Eintrag hat einen Tag",),
    )


def titles_alike(host: Host) -> None:
    """Every page has the title of the site: read, but staff see that."""
    host.news = tuple(replace(told, title="Gemeinde Beispiel informiert") for told in host.news)
    host.right = Right(
        standing=Standing.DOUBTFUL, told=host.all_told, words=("Alle Titel sind gleich",)
    )


def short_texts(host: Host) -> None:
    """Every page has hardly any text: read, but staff see that."""
    host.news = tuple(
        replace(told, text=("Näheres steht im Amtsblatt, das im Rathaus ausliegt.",))
        for told in host.news
    )
    host.right = replace(
        host.right, standing=Standing.DOUBTFUL, words=("Die Texte sind sehr kurz",)
    )


def single(host: Host) -> None:
    """There is one entry where several are expected: read, but staff see that."""
    host.news = host.news[:1]
    host.right = Right(standing=Standing.DOUBTFUL, told=host.all_told, words=("nur ein Eintrag",))


def too_few(host: Host) -> None:
    """There are fewer than a complete run has."""
    host.facts = {"expected": (10, 80)}
    host.right = replace(
        host.right,
        standing=Standing.DOUBTFUL,
        crawled=RunOutcome.TOO_FEW,
        words=("Einträge: 3 gefunden, 10 bis 80 erwartet",),
    )


def bad_day(host: Host) -> None:
    """One item of a feed has a day that is none: it is read without one."""
    body, kind = host.pages()[host.system.first]
    first = host.news[0]
    at = body.index("<pubDate>"), body.index("</pubDate>")
    host.instead[host.system.first] = page(
        f"{body[: at[0]]}<pubDate>Invalid Date{body[at[1] :]}", kind=kind
    )
    told = host.right.told - {(first.title, first.on)} | {(first.title, None)}
    host.right = replace(host.right, told=told)


LOGIN = wall("Anmelden", '<form><input name=name><input type="password" name=p></form>')
CAPTCHA = wall("Captcha", '<script src="//cdn.perfdrive.com/x.js"></script>')
CONSENT = wall(
    "Datenschutz-Einstellungen",
    "<p>Wir verwenden Cookies. Sie können zustimmen oder ablehnen.</p>"
    '<a href="https://consent.example/ok">Alle Cookies akzeptieren</a>',
)
SCRIPT = wall(
    "Gemeinde", '<div id="app"></div><noscript>Bitte aktivieren Sie JavaScript</noscript>'
)
REBUILT = wall("Neue Website", '<section><a href="/neu/eins">Eins</a></section>')
PDF = Answer(kind="application/pdf", body=lambda: iter((b"%PDF-1.4 nothing",)))
MENTIONS_MODELS = "User-agent: GPTBot\nUser-agent: CCBot\nDisallow: /\n\nUser-agent: *\nAllow: /\n"
MODELS = "robots.txt schließt KI-Crawler aus: "
TDM = '[{"location": "/", "tdm-reservation": 1}]'
RESERVED = "Text und Data Mining"


def reserved_by_meta(host: Host) -> None:
    """The first page reserves text and data mining in its head."""
    mark = '<head><meta name="tdm-reservation" content="1">'
    host.instead[host.first] = wall("x", "")
    body = host.pages()[host.first][0].replace("<head>", mark)
    host.instead[host.first] = page(body)
    host.right = forbidden(RESERVED)


def everywhere(_system: System) -> bool:
    """Whether a fault may be of a site of this system."""
    return True


def with_pages(system: System) -> bool:
    """Whether every entry is a page of its own, which a list names."""
    return not system.whole and system.kind != RSS


def with_posts(system: System) -> bool:
    """Whether entries come without their pages."""
    return system.name == "named_feed"


def of_html(system: System) -> bool:
    """Whether the first page is HTML."""
    return system.whole or system.kind != RSS


def named(system: System) -> bool:
    """Whether the line names the list."""
    return not system.whole


Where = Callable[[System], bool]
FAULTS: dict[str, tuple[Fault, Where]] = {
    "404": (status(404), everywhere),
    "410": (status(410), everywhere),
    "500": (status(500), everywhere),
    "503": (status(503), everywhere),
    "503 für eine Stunde": (status(503, Retry_After="3600"), everywhere),
    "401": (status(401, refused), everywhere),
    "403": (status(403, refused), everywhere),
    "429": (status(429, refused), everywhere),
    "451": (status(451, refused), everywhere),
    "keine Antwort": (on_first(after(1, 30), unreachable("Keine Antwort innerhalb")), everywhere),
    "tröpfelt": (on_first(after(400, 0.2), unreachable("Keine Antwort innerhalb")), everywhere),
    "innerhalb umgezogen": (moved_within, named),
    "Schleife": (loop, everywhere),
    "Cookie verlangt": (
        to(lambda host: host.first, unreadable("Weiterleitung"), Set_Cookie="a=b"),
        everywhere,
    ),
    "zu fremdem Host": (
        to(lambda host: f"http://{PARKED}:{host.port}/", changed()),
        named,
    ),
    "zu unbekanntem Host": (
        to(lambda _host: "http://weg.example/", unreachable("Der Name der Website ist unbekannt")),
        everywhere,
    ),
    "ins Innere": (
        to(lambda _host: "http://127.0.0.1:9/", unreadable("nicht im öffentlichen Netz")),
        everywhere,
    ),
    "Name unbekannt": (unknown_name, everywhere),
    "Port zu": (closed, everywhere),
    "Captcha": (on_first(CAPTCHA, refused("Captcha")), everywhere),
    "Anmeldung": (on_first(LOGIN, changed()), named),
    "Cookie-Wand": (on_first(CONSENT, changed()), named),
    "nur JavaScript": (on_first(SCRIPT, changed()), named),
    "umgebaut": (on_first(REBUILT, changed()), named),
    "PDF statt Liste": (on_first(PDF, changed()), named),
    "robots.txt verbietet": (
        on_path(ROBOTS, text("User-agent: *\nDisallow: /\n"), forbidden("robots.txt erlaubt")),
        everywhere,
    ),
    "robots.txt verbietet uns": (
        on_path(ROBOTS, text("User-agent: Landbote\nDisallow: /\n"), forbidden("robots.txt")),
        everywhere,
    ),
    "robots.txt verbietet Artikel": (closed_pages, with_pages),
    "robots.txt 500": (
        on_path(ROBOTS, Answer(status=500), unreadable("robots.txt: Antwort 500")),
        everywhere,
    ),
    "robots.txt 403": (
        on_path(ROBOTS, Answer(status=403), refused("robots.txt: Antwort 403")),
        everywhere,
    ),
    "robots.txt schweigt": (
        on_path(ROBOTS, after(1, 30), unreachable("Keine Antwort", "die erste Frage")),
        everywhere,
    ),
    "robots.txt ist HTML": (on_path(ROBOTS, REBUILT), everywhere),
    "robots.txt nennt Modelle": (
        on_path(ROBOTS, text(MENTIONS_MODELS), manners=MODELS),
        everywhere,
    ),
    "Crawl-delay": (
        on_path(
            ROBOTS,
            text("User-agent: *\nCrawl-delay: 0.3\n"),
            manners="verlangt 0,3 Sekunden zwischen zwei Seiten",
        ),
        everywhere,
    ),
    "Vorbehalt in tdmrep.json": (
        on_path(RESERVATION, page(TDM, kind="application/json"), forbidden(RESERVED)),
        everywhere,
    ),
    "Vorbehalt im Kopf der Antwort": (
        on_first(Answer(headers={"tdm-reservation": "1"}), forbidden(RESERVED)),
        everywhere,
    ),
    "Vorbehalt in der Seite": (reserved_by_meta, of_html),
    "leere Liste": (empty_list, named),
    "leere Liste, die leer sein darf": (may_be_empty, named),
    "eine Seite fort": (one_gone, with_pages),
    "eine Seite 500": (one_fails, with_pages),
    "alle Seiten fort": (all_gone, with_pages),
    "alle Seiten 503": (all_fail, with_pages),
    "Feed ist keiner": (on_first(page("<rss><channel><item>", kind=RSS), changed()), with_posts),
    "Feed mit falschem Tag": (bad_day, with_posts),
    "falscher Zeichensatz": (wrong_charset, with_pages),
    "Latin-1": (latin, with_pages),
    "zu groß": (
        on_first(Answer(body=lambda: iter((b"<p>" * 100_000,))), unreadable("größer als")),
        everywhere,
    ),
    "gepackt ein Gigabyte": (on_first(bomb(), unreadable("größer als")), everywhere),
    "endloses Blättern": (endless_pager, with_pages),
    "ohne Tage": (without_days, lambda system: system.name == "plain"),
    "Titel gleich": (titles_alike, with_pages),
    "Texte kurz": (short_texts, with_pages),
    "nur ein Eintrag": (single, with_pages),
    "weniger als erwartet": (too_few, everywhere),
}
