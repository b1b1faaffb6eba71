"""Facets: what else may be chosen on the page of the search, in German, with counts and links."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from db.area import GERMANY
from db.finding.facets import Facets, Option, having, narrowing, without
from db.finding.filter import Closing, Filter, Order
from db.labels import (
    APPLICANTS,
    INSTRUMENTS,
    KINDS,
    LEVELS,
    STATUSES,
    Words,
    label,
    money,
    percent,
    short_day,
)
from db.tiles import hessen_tiles
from pipeline.themes import topic_labels
from web.filters import CLOSING_WORDS, NO, STATUS_WORDS, YES, query_of
from web.site import Site
from web.wording import area_name, source_title

PATH = "/foerderungen"
LAENDER = tuple(f"{number:02}" for number in range(1, 17))
CLOSINGS: Words = {
    Closing.WEEKS_2: "in den nächsten 2 Wochen",
    Closing.WEEKS_4: "in den nächsten 4 Wochen",
    Closing.WEEKS_8: "in den nächsten 8 Wochen",
    Closing.WEEKS_12: "in den nächsten 12 Wochen",
    Closing.LATER: "später",
    Closing.WITHOUT_DAY: "ohne festen Tag, zum Beispiel laufend",
    Closing.UNKNOWN: "keine Frist bekannt",
}
CHECKED: Words = {YES: "von einem Menschen geprüft", NO: "nur automatisch gelesen"}
# What the fields of a filter are called.
FIELDS: Words = {
    "words": "Suchwörter",
    "area": "Gebiet",
    "topics": "Thema",
    "applicants": "Wer beantragt",
    "statuses": "Stand",
    "closing": "Frist",
    "closes_from_on": "Frist ab",
    "closes_until_on": "Frist bis",
    "award": "Fördersumme",
    "own_share": "Eigenanteil",
    "levels": "Ebene",
    "instruments": "Förderart",
    "kinds": "Art des Eintrags",
    "sources": "Quelle",
    "checked": "Geprüft",
}
_IN_ADDRESS = {
    "topics": "thema",
    "applicants": "wer",
    "statuses": "stand",
    "closing": "frist",
    "levels": "ebene",
    "instruments": "art",
    "kinds": "kategorie",
    "sources": "quelle",
    "checked": "geprueft",
}
# Nobody looks for these words where nothing has them.
_RARE = frozenset({"sources", "instruments", "kinds", "levels", "statuses"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One value of a facet as an address has it, what it is called, and how many it finds."""

    value: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """The choices of one field; `name` is that in the address."""

    name: str
    legend: str
    choices: Sequence[Choice]

    @property
    def chosen(self) -> bool:
        """Whether one of them is chosen."""
        return any(one.chosen for one in self.choices)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chip:
    """One thing that is chosen, and the address of the same search without it."""

    field: str
    label: str
    address: str


def address(wanted: Filter, order: Order = Order.BEST, path: str = PATH) -> str:
    """Return the address of a search."""
    query = query_of(wanted, order)
    return f"{path}?{query}" if query else path


def places(site: Site) -> Mapping[str, tuple[str, ...]]:
    """Return the areas that are offered under their headings, as far as the site knows them."""
    tiles = hessen_tiles()
    offered = {
        "Kreise und kreisfreie Städte in Hessen": sorted(tile.key for tile in tiles),
        "LEADER-Regionen in Hessen": [region for tile in tiles for region in tile.regions],
        "Länder": [*LAENDER, GERMANY],
    }
    called = partial(area_name, label=site.area_label)
    return {
        heading: tuple(sorted((key for key in keys if called(key) != key), key=called))
        if heading != "Länder"
        else tuple(key for key in keys if called(key) != key)
        for heading, keys in offered.items()
    }


def words_for(site: Site, field: str) -> Callable[[str], str]:
    """Return what the codes of a field are called."""
    tables: Mapping[str, Words] = {
        "topics": topic_labels(),
        "applicants": APPLICANTS,
        "statuses": STATUSES,
        "closing": CLOSINGS,
        "levels": LEVELS,
        "instruments": INSTRUMENTS,
        "kinds": KINDS,
    }
    if field == "sources":
        return partial(source_title, sources=site.sources)
    return partial(label, tables[field])


def shown(site: Site, found: Facets) -> dict[str, Facet]:
    """Return the facets by field, their choices in the order of our own lists."""
    facets = {}
    for field, name in _IN_ADDRESS.items():
        choices = list(_choices(site, field, found.of(field)))
        facets[field] = Facet(name=name, legend=FIELDS[field], choices=choices)
    return facets


def _choices(site: Site, field: str, options: Iterable[Option]) -> Iterator[Choice]:
    if field == "checked":
        for one in options:
            value = YES if one.value else NO
            yield Choice(value=value, label=CHECKED[value], count=one.count, chosen=one.chosen)
        return
    called, order = words_for(site, field), _order(field)
    for one in sorted(options, key=lambda one: (order(one), called(one.value).casefold())):
        if one.count or one.chosen or field not in _RARE:
            yield Choice(
                value=_in_address(field, one.value),
                label=called(one.value),
                count=one.count,
                chosen=one.chosen,
            )


def _order(field: str) -> Callable[[Option], int]:
    if field == "sources":
        return lambda one: -one.count
    lists: Mapping[str, Iterable[str]] = {
        "topics": topic_labels(),
        "applicants": APPLICANTS,
        "statuses": STATUS_WORDS.values(),
        "closing": CLOSINGS,
        "levels": LEVELS,
        "instruments": INSTRUMENTS,
        "kinds": KINDS,
    }
    places = {str(code): place for place, code in enumerate(lists[field])}
    return lambda one: places.get(one.value, len(places))


def _in_address(field: str, code: str) -> str:
    words = {"statuses": STATUS_WORDS, "closing": CLOSING_WORDS}.get(field, {})
    return next((word for word, each in words.items() if each == code), code)


def chips(site: Site, wanted: Filter, order: Order) -> list[Chip]:
    """Return what is chosen, each with the way to do without it."""
    found = []
    for field in narrowing(wanted):
        for words, rest in _parts(site, wanted, field):
            found.append(Chip(field=FIELDS[field], label=words, address=address(rest, order)))
    return found


def _parts(site: Site, wanted: Filter, field: str) -> Iterator[tuple[str, Filter]]:
    value = getattr(wanted, field)
    if isinstance(value, tuple):
        called = words_for(site, field)
        for code in value:
            left = tuple(one for one in value if one != code)
            yield called(code), having(wanted, field, left)
    else:
        yield _said(site, wanted, field), without(wanted, field)


def _said(site: Site, wanted: Filter, field: str) -> str:
    if field == "area":
        name = area_name(wanted.area, site.area_label)
        return f"{name}, nur Eigenes" if wanted.own else name
    unless = " oder ohne Angabe" if wanted.unstated else ""
    if field == "award" and wanted.award is not None:
        return f"mindestens {money(wanted.award)} möglich{unless}"
    if field == "own_share" and wanted.own_share is not None:
        return f"höchstens {percent(wanted.own_share)}{unless}"
    if field == "checked":
        return CHECKED[YES if wanted.checked else NO]
    value = getattr(wanted, field)
    return f"„{value}“" if field == "words" else short_day(value)
