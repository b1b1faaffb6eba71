"""Navigation: which pages the header names, and to whom.

A page is named by one line here. Whether it is there and for whom it is its own route says, so
that no link leads to a page that refuses its reader. Pages that belong together stand under one
name; the header names each of them while its reader is on one of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from fastapi.routing import iter_route_contexts
from starlette.routing import BaseRoute

from db.vocabulary import Role
from web.doors.people import Only, Person

Named = tuple[str, str]  # a page's path and label
Group = tuple[str, tuple[Named, ...]]  # a label, and the pages under it

EVERYBODY: tuple[Named | Group, ...] = (
    ("/", "Start"),
    ("/foerderungen", "Förderungen"),
    ("/passt-zu-uns", "Passt zu uns?"),
    ("/kalender", "Kalender"),
    ("/termine", "Termine"),
    ("/regionen", "Regionen"),
    ("/abonnieren", "Abonnieren"),
    (
        "Über die Daten",
        (
            ("/datenquellen", "Datenquellen"),
            ("/abdeckung", "Abdeckung"),
            ("/wie-gut-lesen-wir", "Wie gut lesen wir?"),
            ("/daten", "Offene Daten"),
            ("/schnittstellen", "Schnittstellen"),
        ),
    ),
)
# At the foot of every page, for whoever reads it.
FOOT: tuple[Named, ...] = (
    ("/impressum", "Impressum"),
    ("/datenschutz", "Datenschutz"),
    ("/barrierefreiheit", "Barrierefreiheit"),
    ("/datenquellen", "Datenquellen"),
    ("/wie-gut-lesen-wir", "Wie gut lesen wir?"),
    ("/daten", "Offene Daten"),
    ("/schnittstellen", "Schnittstellen"),
)
TIPS = "/hinweise"
REGION = "/regionen/{region}"  # that of whoever looks
SIGNED_IN: tuple[Named | Group, ...] = (
    ("/arbeitsplatz", "Arbeitsplatz"),
    ("/fragen", "Fragen"),
    (TIPS, "Hinweise"),
    ("/ausgabe", "Ausgabe"),
    ("/quellen", "Quellen"),
    ("/post", "Post"),
    (
        "Einblicke",
        (
            ("/lesegute", "Lesegüte"),
            ("/abdeckung", "Abdeckung"),
            ("/abonnements", "Abonnements"),
            ("/protokoll", "Protokoll"),
        ),
    ),
    (
        "Öffentlich",
        (
            ("/foerderungen", "Förderungen"),
            ("/", "Start"),
            ("/passt-zu-uns", "Passt zu uns?"),
            ("/kalender", "Kalender"),
            ("/termine", "Termine"),
            ("/regionen", "Regionen"),
            ("/datenquellen", "Datenquellen"),
            ("/wie-gut-lesen-wir", "Wie gut lesen wir?"),
        ),
    ),
    (
        "Konto",
        (
            ("/konto", "Mein Konto"),
            ("/filter", "Gemerkte Filter"),
            ("/auswahl", "Auswahl"),
            ("/konten", "Konten"),
        ),
    ),
)

# What stands below a page of the header though its path does not say so.
BELOW = {
    "eintraege": "/fragen",
    "ausgaben": "/ausgabe",
    "auftraege": "/quellen",
    "gesperrt": "/post",
    "kopien": "/quellen",
    "seiten": "/quellen",
}

# A regional manager's day is another one.
OF_MANAGERS: tuple[Named | Group, ...] = (
    ("/arbeitsplatz", "Arbeitsplatz"),
    ("/fragen", "Fragen"),
    ("/foerderungen", "Förderungen"),
    ("/filter", "Filter"),
    ("Auswahl", (("/auswahl", "Auswahl"), ("/auswahl/empfaenger", "Verteiler"))),
    ("/kalender", "Kalender"),
    (REGION, "Meine Region"),
    ("Konto", (("/konto", "Mein Konto"),)),
)

Rules = Mapping[str, frozenset[Role]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One link of the header. `current` is what aria-current says: page, true or nothing.

    `count` is how much waits there, `within` are the pages that stand under it.
    """

    path: str
    label: str
    current: str
    count: int = 0
    within: tuple[Link, ...] = ()


def rules_of(routes: Sequence[BaseRoute]) -> Rules:
    """Return who may open each page that exists, by its path."""
    pages = (one for one in iter_route_contexts(routes) if "GET" in (one.methods or ()))
    return {one.path or "": _allowed(one.dependant) for one in pages if hasattr(one, "dependant")}


def links(rules: Rules, person: Person | None, here: str, waiting: Mapping[str, int]) -> list[Link]:
    """Return the links that lead somewhere for this reader, with how much waits behind each."""
    found: list[Link] = []
    for first, second in _named(person):
        if isinstance(second, str):
            pages = _open(((first, second),), rules, person, here)
            found += [replace(page, count=waiting.get(page.path, 0)) for page in pages]
        elif pages := _open(second, rules, person, here):
            found.append(_group(first, pages))
    return found


def named_pages(named: Iterable[Named | Group]) -> Iterator[str]:
    """Yield the paths of pages that are named, those within a group, too."""
    for first, second in named:
        if isinstance(second, str):
            yield first
        else:
            yield from (path for path, _label in second)


def foot_links(rules: Rules, person: Person | None, here: str) -> tuple[Link, ...]:
    """Return the links at the foot of a page."""
    return _open(FOOT, rules, person, here)


def _named(person: Person | None) -> tuple[Named | Group, ...]:
    if person is None:
        return EVERYBODY
    return OF_MANAGERS if person.role is Role.MANAGER else SIGNED_IN


def _open(
    named: Iterable[Named], rules: Rules, person: Person | None, here: str
) -> tuple[Link, ...]:
    offered = [
        (led, label)
        for path, label in named
        if path in rules and (person is None or person.role in rules[path])
        if (led := _own(path, person))
    ]
    # Of two pages, one below the other, whoever is on the lower one is not on the upper.
    nearest = max((len(path) for path, _label in offered if _current(path, here)), default=0)
    return tuple(
        Link(path=path, label=label, current=_current(path, here) if len(path) == nearest else "")
        for path, label in offered
    )


def _own(path: str, person: Person | None) -> str:
    """Return where a path leads for somebody; nowhere for whoever has no region of their own."""
    if path != REGION:
        return path
    return path.format(region=person.area) if person and person.area else ""


def _group(label: str, pages: tuple[Link, ...]) -> Link:
    if len(pages) == 1:
        return replace(pages[0], label=label)
    current = "true" if any(page.current for page in pages) else ""
    return Link(path=pages[0].path, label=label, current=current, within=pages)


def _allowed(dependant: object) -> frozenset[Role]:
    allowed = frozenset(Role)
    for one in getattr(dependant, "dependencies", ()):
        if isinstance(one.call, Only):
            allowed &= one.call.roles
    return allowed


def _current(path: str, here: str) -> str:
    if here == path:
        return "page"
    below = BELOW.get(here.split("/")[1]) == path or here.startswith(f"{path}/")
    return "true" if path != "/" and below else ""
