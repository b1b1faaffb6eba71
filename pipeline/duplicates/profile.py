"""Profile: what of an opportunity is compared with others."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from urllib.parse import parse_qsl, urlencode, urlsplit

from crawlers.source import Source, Trust
from db.actors import Actors
from db.area import LEADER
from db.area_names import fold
from db.values import Values
from db.vocabulary import DeadlineKind
from pipeline.duplicates.titles import Title, read_title

# Parameters that lead to the same page: navigation nodes, tracking, versions of a file.
_NOISE = re.compile(r"^(?:nn|v|__blob|fbclid|gclid|utm_\w+|cms_\w+|chash)$", re.IGNORECASE)
_SESSION = re.compile(r";jsessionid=[^/?#]*", re.IGNORECASE)

_WHOLE = re.compile(r"Bund|(?:Land|Freistaat) [A-ZÄÖÜ][\w-]+")


Listing = tuple[str, str]  # a source and the host of the pages it lists


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """One opportunity as the comparison sees it.

    `funders` are authority ids, or folded names of bodies that the registry does not know;
    empty where the entry names none. `publishers` are the ids its source may speak for.
    `page`, `guidelines` and `links` are addresses in one spelling, `host` is the page's.
    `funder_words` are those of its funders' names where its title may repeat them: a lead's.
    """

    id: int
    source: str
    source_title: str
    trust: Trust
    kind: str
    title: Title
    areas: frozenset[str]
    funders: frozenset[str]
    publishers: frozenset[str]
    known_funders: bool
    page: str
    host: str
    guidelines: frozenset[str]
    links: frozenset[str]
    deadlines: frozenset[date]
    published_on: date | None
    event_on: date | None
    place: str
    funder_words: frozenset[str] = frozenset()

    @property
    def listing(self) -> Listing:
        """Where the entry is listed."""
        return self.source, self.host

    def cites(self, other: Profile) -> bool:
        """Whether this entry links to the other's page."""
        return bool(other.page) and other.page in self.links | self.guidelines


def profile_of(id: int, values: Values, source: Source, actors: Actors) -> Profile:
    """Return the profile of an opportunity. Pure."""
    # Where an entry names no funder its publisher stands in; that proves nothing. Nor does
    # "das Land": it has many programmes, and each of its ministries is the Land.
    named = [
        name for name in values.funders if name != source.publisher and not _WHOLE.fullmatch(name)
    ]
    known = [actors.candidates(name) for name in named]
    unknown = [fold(name) for name, ids in zip(named, known, strict=True) if not ids]
    linked = [(address(link.url), link.role) for link in values.links]
    guidelines = {page for page, role in linked if role == "guideline"}
    links = {page for page, _role in linked} - guidelines
    page = address(values.url)
    return Profile(
        id=id,
        source=source.slug,
        source_title=source.title,
        trust=source.trust,
        kind=values.kind,
        title=read_title(values.title, _area_words(values.areas)),
        areas=_about(values.areas or (source.area,)),
        funders=frozenset(unknown).union(*known),
        publishers=actors.candidates(source.publisher),
        known_funders=bool(named) and not unknown,
        page=page,
        host=page.partition("/")[0],
        guidelines=frozenset(filter(None, guidelines)),
        links=frozenset(filter(None, links)),
        deadlines=frozenset(
            date.fromisoformat(deadline.value)
            for deadline in values.deadlines
            if deadline.kind is DeadlineKind.FIXED
        ),
        published_on=values.published_on,
        event_on=values.event_starts_on,
        place=fold(values.event_place),
    )


def address(url: str) -> str:
    """Return an address in one spelling: no scheme, www, session, tracking; "" for a home page."""
    try:
        parts = urlsplit(_SESSION.sub("", url.strip()))
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return ""
    path = parts.path.rstrip("/").casefold()
    query = urlencode(sorted(pair for pair in parse_qsl(parts.query) if not _NOISE.match(pair[0])))
    if not host or not (path or query):
        return ""
    return f"{host}{path}" + (f"?{query}" if query else "")


def _about(areas: tuple[str, ...]) -> frozenset[str]:
    """Return the areas an entry is about: where it names a LEADER region, that one alone.

    Its page names the district and the Land beside it.
    """
    regions = frozenset(area for area in areas if area.startswith(LEADER))
    return regions or frozenset(areas)


def _area_words(areas: tuple[str, ...]) -> list[str]:
    """Return the words of the LEADER regions an entry is for; in its title they repeat that."""
    slugs = [area.removeprefix(LEADER) for area in areas if area.startswith(LEADER)]
    return [word for slug in slugs for word in slug.split("-")]
